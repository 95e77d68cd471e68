import signal
import sys
import threading
import time
from concurrent.futures import Future
from types import SimpleNamespace

from multivector.observatory.operations import work
from multivector.observatory.processes import FairWorker, Helper


def until(holds):
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def test_a_helper_is_started_again_and_stopped(monkeypatch):
    monkeypatch.setattr("multivector.observatory.processes.AGAIN", 0.0)
    helper = Helper([sys.executable, "-c", "import time; time.sleep(60)"])
    helper.keep()
    first = helper.process
    helper.keep()
    assert helper.process is first
    first.kill()
    assert until(lambda: first.poll() is not None)
    helper.keep()
    assert helper.process is not first
    helper.stop()
    helper.wait()
    assert helper.process.returncode == -signal.SIGTERM


def test_a_helper_that_fails_at_once_is_not_started_all_the_time():
    helper = Helper([sys.executable, "-c", "raise SystemExit(1)"])
    helper.keep()
    first = helper.process
    first.wait()
    helper.keep()
    assert helper.process is first


def test_work_ends_when_it_is_told_to(monkeypatch):
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    seen = []

    def do(stop):
        signal.raise_signal(signal.SIGTERM)
        seen.append(stop.is_set())

    monkeypatch.setitem(sys.modules, work.WORK, SimpleNamespace(work=do))
    try:
        work.run(threading.Event())
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
    assert seen == [True]


def test_work_ends_with_its_server(monkeypatch):
    parents = iter([7, 7, 1])
    monkeypatch.setattr(work, "ASK", 0.0)
    monkeypatch.setattr(work.os, "getppid", lambda: next(parents))
    stop = threading.Event()
    work._end_with(7, stop)
    assert stop.is_set()


def test_a_worker_takes_connections_only_while_it_has_a_thread_for_them():
    worker = FairWorker.__new__(FairWorker)
    worker.running, worker.sockets, worker._accepting, worker.nr_conns = 0, [], True, 2
    worker.cfg, worker.tpool = SimpleNamespace(threads=2), SimpleNamespace(submit=lambda *_: Future())
    quiet = SimpleNamespace(setsockopt=lambda *_: None)
    connections = [SimpleNamespace(data_ready=True, sock=quiet, close=lambda graceful: None) for _ in range(2)]
    worker.enqueue_req(connections[0])
    assert worker._accepting
    worker.enqueue_req(connections[1])
    assert not worker._accepting
    worker.set_accept_enabled(True)  # as its loop asks
    assert not worker._accepting
    ended = Future()
    ended.set_result(False)
    worker.finish_request(connections[0], ended)
    worker.set_accept_enabled(True)
    assert worker._accepting
