"""The work in the background: what staff write is coded. `multivector serve` runs this beside its workers."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from importlib import import_module
from types import FrameType

WORK = "multivector.observatory.desk.worker"
ASK = 2.0  # seconds between two looks at whether the server still runs


def run(stop: threading.Event) -> None:
    """Works until SIGTERM or Ctrl-C, or until `stop` is set."""
    work = import_module(WORK).work

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    logging.getLogger("multivector.work").info("working")
    work(stop)


def _end_with(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        time.sleep(ASK)
    stop.set()


if __name__ == "__main__":
    import django

    server = os.getppid()
    django.setup()
    stop = threading.Event()
    threading.Thread(target=_end_with, args=(server, stop), daemon=True).start()
    run(stop)
