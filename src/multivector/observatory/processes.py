"""gunicorn as `multivector serve` runs it: workers that finish what they answer before they stop, its log in the form
of the site's, and beside the workers the process that codes what staff write.
"""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from multivector.errors import StopRun

THREADS = 4  # of each worker
SILENCE = 10  # seconds after which a connection that says nothing is closed
MOMENT = 1.0  # seconds that it has when the server stops
GRACE = 20  # seconds for running requests to end
REQUESTS = 50_000  # after which a worker is replaced, so that nothing that leaks grows for ever
AGAIN = 5.0  # seconds between two starts of the helper
INTERRUPTED = 130


def run(application: Any, listener: socket.socket, *, workers: int, on_ready: Callable[[], None]) -> int:
    """Answers on the socket until told to stop; the exit status."""
    options = {
        "bind": f"fd://{listener.detach()}",
        "workers": workers,
        "threads": THREADS,
        "worker_class": FairWorker,
        "keepalive": 0,  # a connection that is kept would bind a reader to one worker, however busy that is
        "graceful_timeout": GRACE,
        "preload_app": True,
        "max_requests": REQUESTS,
        "max_requests_jitter": REQUESTS // 10,
        "control_socket_disable": True,
        "logger_class": Logs,
        "forwarded_allow_ips": ",".join(["127.0.0.1", "::1", *settings.TRUSTED_PROXIES]),
        "when_ready": lambda master: on_ready(),
        "post_worker_init": _leave_interrupts_to_master,
        "worker_exit": _end_at_once,
    }
    helper = Helper([sys.executable, "-m", "multivector.observatory.operations.work"])
    master = Master(Server(application, options), helper)
    try:
        master.run()
    except SystemExit as end:
        if end.code not in (0, None):
            raise StopRun("the server stopped; its log above says why") from None
    return INTERRUPTED if master.interrupted else 0


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with options from here: no file, variable or argument of its own changes them."""

    def __init__(self, application: Any, options: dict[str, Any]) -> None:
        self.application, self.options = application, options
        super().__init__()

    def load_config(self) -> None:
        """Sets the options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        return self.application


class FairWorker(ThreadWorker):  # type: ignore[misc]
    """Takes a connection only while it has a thread for it: it goes to the worker that is free, and readers wait in
    one line. Who has connected and says nothing, as browsers do beforehand, takes no thread.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.running = 0

    def enqueue_req(self, conn: Any) -> None:
        """Answers a connection whose words are there; any other waits for them."""
        if not conn.data_ready:
            conn.timeout = time.monotonic() + SILENCE
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))
            return
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
        self.running += 1
        super().enqueue_req(conn)
        self.set_accept_enabled(self._accepting)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """A request has ended; the worker's loop then asks whether to take connections."""
        self.running -= 1
        super().finish_request(conn, fs)

    def murder_pending(self) -> None:
        """Closes who has been silent for too long, or for a moment where the worker is to stop."""
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, time.monotonic() + MOMENT)
        super().murder_pending()

    def set_accept_enabled(self, enabled: bool) -> None:
        """Takes connections, or none for now."""
        super().set_accept_enabled(enabled and self.running < self.cfg.threads)


class Logs(Logger):  # type: ignore[misc]
    """What gunicorn says goes the way of all other messages."""

    def setup(self, cfg: Any) -> None:
        """Takes gunicorn's own handlers away."""
        super().setup(cfg)
        for logger in (self.error_log, self.access_log):
            logger.handlers.clear()
            logger.propagate = True


class Helper:
    """A process beside the workers; it is started again when it ends, and ends when this one does."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self._started = float("-inf")

    def keep(self) -> None:
        """Starts it if it does not run."""
        ended = self.process is None or self.process.poll() is not None
        if ended and time.monotonic() - self._started > AGAIN:
            self._started = time.monotonic()
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True)

    def stop(self) -> None:
        """Asks it to end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        """Gives it the time that requests have; then it is ended."""
        if self.process is not None:
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Master(Arbiter):  # type: ignore[misc]
    """gunicorn's master, for which Ctrl-C means what SIGTERM means; a second Ctrl-C does not wait."""

    def __init__(self, app: Server, helper: Helper) -> None:
        self.interrupted = False
        self.helper = helper
        super().__init__(app)

    def handle_int(self) -> None:
        """Ctrl-C."""
        self.interrupted = True
        raise StopIteration

    def manage_workers(self) -> None:
        """Once a second: what has ended is started again."""
        super().manage_workers()
        self.helper.keep()

    def stop(self, graceful: bool = True) -> None:
        """Stops workers and helper."""
        self.helper.stop()
        super().stop(graceful)
        self.helper.wait()


def _leave_interrupts_to_master(worker: Any) -> None:
    """Ctrl-C reaches all processes of a terminal; the master alone decides what it means."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_at_once(master: Any, worker: Any) -> None:
    """A worker that has answered what it had to answer takes nothing apart and waits for no thread."""
    end = sys.exc_info()[1]
    logging.shutdown()
    os._exit(end.code if isinstance(end, SystemExit) and isinstance(end.code, int) else 0 if end is None else 1)
