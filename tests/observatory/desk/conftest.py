import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from multivector.observatory.desk.worker import Worker

ARTICLE = (
    "Казахстан и Россия подписали договор\n\n"
    "12 мая 2017 года Казахстан и Россия подписали соглашение о сотрудничестве. "
    "Президент Казахстана встретился в Пекине с председателем КНР."
)


@pytest.fixture
def own_record(site, sample_record, tmp_path):
    """A copy of the sample record that may be written."""
    shutil.copytree(sample_record, tmp_path / "record")
    site.RECORD = str(tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture
def worker(coder):
    return Worker(coder)


@pytest.fixture
def run(worker):
    """Works the queue off."""

    def run():
        while worker.step():
            pass

    return run


@pytest.fixture
def web(monkeypatch):
    """A server on this machine: path -> (status, headers, body), or a function of the handler."""
    monkeypatch.setenv("MULTIVECTOR_FETCH_PRIVATE", "1")
    pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = pages.get(self.path, (404, {}, b""))
            if callable(page):
                page(self)
                return
            status, headers, body = page
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    pages["address"] = f"http://127.0.0.1:{server.server_port}"
    yield pages
    server.shutdown()
    server.server_close()
