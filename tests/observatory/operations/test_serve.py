"""`serve` as a process: it starts, keeps serving whatever happens to the record, and stops in order."""

import contextlib
import json
import os
import shutil
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from multivector import Record
from multivector.observatory.processes import SILENCE
from tests.observatory.serving import run


def archive_of(answer):
    return json.loads(answer[1])["parts"]["archive"]


def test_a_site_starts_answers_and_stops(serve, own_record, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    site = serve(own_record, HOME=str(home), XDG_CACHE_HOME=str(home / ".cache"))
    assert site.get("/healthz")[0] == 200
    assert site.get("/ru/status/")[0] == 200
    assert site.end(signal.SIGTERM) == 0
    assert not [path for path in home.rglob("*") if path.is_file()]  # nothing is dropped in the home folder
    secret = own_record.with_name("record.site.secret")
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 50
    assert all(json.loads(line) for line in site.said if not line.startswith("serving "))


def test_ctrl_c_ends_with_130(serve, own_record):
    assert serve(own_record, "--workers", 1).end(signal.SIGINT) == 130


def test_a_running_request_is_finished(serve, own_record):
    """A request whose body is still on its way when the server is told to stop gets its answer."""
    site = serve(own_record, "--workers", 1)
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"POST /theme/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
                       b"Content-Type: application/x-www-form-urlencoded\r\n\r\ntheme")  # fmt: skip
        time.sleep(0.5)
        ending = threading.Thread(target=site.end, args=(signal.SIGTERM,))
        ending.start()
        time.sleep(0.5)
        client.sendall(b"=dark")
        answer = client.recv(1000)
        ending.join()
    assert answer.startswith(b"HTTP/1.1 403")  # without a token, but answered
    assert site.process.returncode == 0


def test_readers_who_say_nothing_keep_nobody_waiting(serve, own_record):
    site = serve(own_record, "--workers", 1)
    host, port = site.address.removeprefix("http://").split(":")
    with contextlib.ExitStack() as silent:
        for _ in range(50):
            silent.enter_context(socket.create_connection((host, int(port))))
        with socket.create_connection((host, int(port)), timeout=SILENCE / 2) as client:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert client.recv(1000).startswith(b"HTTP/1.1 200")
        site.process.terminate()
        assert site.process.wait(0.8 * SILENCE) == 0


def test_a_worker_that_dies_is_replaced(serve, own_record):
    site = serve(own_record, "--workers", 1)
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not list a process's children")
    site.get("/healthz")  # the worker is there
    worker = int(children.read_text().split()[0])
    os.kill(worker, signal.SIGKILL)
    assert site.until("/healthz", lambda answer: answer[0] == 200)[0] == 200
    assert str(worker) not in children.read_text().split()


def test_a_record_that_changes_is_shown_anew_and_never_takes_the_site_away(serve, own_record, tmp_path):
    site = serve(own_record, "--workers", 2)
    first = archive_of(site.get("/healthz"))
    away = tmp_path / "away"
    statuses = set()
    for change in (lambda: shutil.move(own_record, away), lambda: Record(own_record, create=True)):
        change()
        site.until("/healthz", lambda answer: archive_of(answer)["problem"] is not None)
        statuses |= {site.get(path)[0] for path in ("/healthz", "/status/", "/kk/status/") * 4}
        assert archive_of(site.get("/healthz"))["version"] == first["version"]
    assert statuses == {200}
    assert site.until("/en/status/", lambda answer: "last version" in answer[1])[0] == 200
    shutil.rmtree(own_record)
    shutil.copytree(away, own_record, copy_function=shutil.copyfile)
    answer = site.until("/healthz", lambda answer: archive_of(answer)["version"] != first["version"])
    assert archive_of(answer)["problem"] is None
    assert not [line for line in site.said if '"status": 5' in line]


def broken(record):
    (record / "record.json").write_text('{"schema": 99}')


def damaged(record):
    for file in (record / "documents" / "_delta_log").iterdir():
        file.write_text("nonsense")


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (shutil.rmtree, (), "there is no record here"),
        (broken, (), "written by schema 99"),
        (damaged, (), "documents"),
        (None, ("--database", "nonsense"), "use sqlite:///FILE or postgres://"),
        (None, ("--database", "mysql://u:secret@h/n"), "use sqlite:///FILE or postgres://"),
        (None, ("--database", "sqlite:////nowhere/at/all.sqlite3"), "check --database"),
        (None, ("--database", "postgres://u:secret@127.0.0.1:1/n"), "check --database"),
        (None, ("--host", "203.0.113.1"), "choose another --port or --host"),
        (None, ("--host", "no such host"), "choose another --port or --host"),
    ],
)
def test_what_keeps_a_site_from_starting_is_one_message(own_record, change, options, said):
    if change:
        change(own_record)
    result = run("serve", own_record, "--port", 0, *options, RUST_BACKTRACE="0")
    assert result.returncode == 2
    assert said in result.stderr
    assert [line.startswith("error: ") for line in result.stderr.splitlines()] == [True]
    assert "secret" not in result.stderr.replace("site.secret", "")


def test_an_empty_record_is_said(tmp_path):
    Record(tmp_path / "record", create=True)
    result = run("serve", tmp_path / "record", "--port", 0)
    assert (result.returncode, "is empty" in result.stderr) == (2, True)
    assert [path.name for path in tmp_path.glob("*.sqlite3")] == []


def test_a_port_that_is_taken_is_said(own_record):
    with socket.create_server(("127.0.0.1", 0)) as other:
        result = run("serve", own_record, "--port", other.getsockname()[1])
    assert (result.returncode, "Address already in use" in result.stderr) == (2, True)
