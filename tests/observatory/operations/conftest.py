import contextlib
import glob
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.observatory.serving import Served


@pytest.fixture
def own_record(sample_record, tmp_path):
    """A copy of the sample record that a test may change, with nothing of the site beside it."""
    return Path(shutil.copytree(sample_record, tmp_path / "record"))


@pytest.fixture
def serve(tmp_path, monkeypatch):
    """Starts sites with a cache of their own; stops them in the end."""
    started = []

    def start(record, *options, **environment):
        started.append(Served(record, *options, MULTIVECTOR_CACHE=str(tmp_path / "cache"), **environment))
        return started[-1]

    yield start
    for served in started:
        served.close()


class Postgres:
    """A private cluster in a folder, stopped and started at will."""

    def __init__(self, binaries, folder):
        self.binaries, self.folder = Path(binaries), Path(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # initdb refuses root: then the user that Debian's package made runs it
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", self.data, "-U", "site", "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def data(self):
        return str(self.folder / "data")

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def url(self, name):
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "site", name)
        return f"postgres://site@127.0.0.1:{self.port}/{name}"

    def _run(self, program, *arguments):
        command = [str(self.binaries / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A real PostgreSQL server of our own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install '.[postgres]'")
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [shutil.which("initdb")]
    if not found[-1]:
        pytest.skip("there is no PostgreSQL server: apt-get install postgresql")
    folder = Path("/tmp") / f"multivector-postgres-{os.getpid()}"  # where its own user may enter
    folder.mkdir(mode=0o700)
    cluster = Postgres(Path(found[-1]).parent, folder)
    cluster.start()
    yield cluster
    with contextlib.suppress(subprocess.CalledProcessError):  # a test has stopped it
        cluster.stop()
    shutil.rmtree(folder)
