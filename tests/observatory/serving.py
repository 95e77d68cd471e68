"""`multivector serve` as a process of its own, for tests that need a real server."""

import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

COMMAND = [sys.executable, "-c", "from multivector.cli import main; main()"]
PATIENCE = 60  # seconds; a busy machine is slow to start


def run(*arguments, stdin="", **environment):
    """A command in a process of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=clean_environment() | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def clean_environment():
    """This process's environment without what belongs to a site."""
    ours = (
        "DATABASE_URL",
        "DJANGO_SETTINGS_MODULE",
        "MULTIVECTOR_HOSTS",
        "MULTIVECTOR_RECORD",
        "MULTIVECTOR_SECRET_KEY",
    )
    return {name: value for name, value in os.environ.items() if name not in ours}


class Served:
    """A running site: its address, what it said, and how it ends."""

    def __init__(self, record, *options, **environment):
        command = [*COMMAND, "serve", str(record), "--port", "0", *map(str, options)]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, env=clean_environment() | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self.said, self.address = [], ""
        self._ready = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        if not self._ready.wait(PATIENCE) or not self.address:
            self.process.kill()
            raise AssertionError("".join(self.said))

    def _listen(self):
        for line in self.process.stderr:
            self.said.append(line)
            found = re.search(r"serving .* on (http://\S+)/ ", line)
            if found:
                self.address = found[1]
                self._ready.set()
        self._ready.set()

    def get(self, path, **headers):
        """Status and body."""
        try:
            with urllib.request.urlopen(
                urllib.request.Request(self.address + path, headers=headers), timeout=PATIENCE
            ) as r:
                return r.status, r.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def until(self, path, holds, patience=PATIENCE):
        """Asks until the answer is as wished; the last answer."""
        deadline = time.monotonic() + patience
        while not holds(answer := self.get(path)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return answer

    def end(self, signal):
        """Sends a signal; the exit status."""
        self.process.send_signal(signal)
        return self.process.wait(PATIENCE)

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)
        self.process.stderr.close()
