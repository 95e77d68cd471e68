import gzip
import ipaddress
import socket
import time

import pytest

from multivector.observatory.desk import fetch as module
from multivector.observatory.desk.failures import FAILURES, Failure
from multivector.observatory.desk.fetch import check, fetch, is_public

PRIVATE = [
    "http://localhost/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0.0.0.0/",
    "http://0/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[ff02::1]/",
]
NO_ADDRESS = [
    "",
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "javascript:alert(1)",
    "//example.org/",
    "http:///path",
    "http://user:secret@example.org/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://[::1",
    "http://example.org/\r\nHost: evil",
    "http://example.org/" + "x" * 2000,
]


def failure(call, *arguments):
    with pytest.raises(Failure) as caught:
        call(*arguments)
    assert caught.value.code in FAILURES
    return caught.value.code


@pytest.fixture
def no_line(monkeypatch):
    """A connection would be a fault."""

    def connect(*arguments):
        raise AssertionError("it connects")

    monkeypatch.setattr(module, "_connect", connect)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_asked(no_line, address):
    assert failure(fetch, address) == "private"


@pytest.mark.parametrize("address", NO_ADDRESS)
def test_what_is_no_address(no_line, address):
    assert failure(fetch, address) == "address"


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["fe80::1%eth0"]])
def test_a_name_with_a_private_address_is_not_asked(no_line, monkeypatch, answers):
    found = [(socket.AF_INET, 0, 0, "", (answer, 80)) for answer in answers]
    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *arguments, **options: found)
    assert failure(fetch, "http://rebound.example.org/") == "private"


@pytest.mark.parametrize("target", ["http://169.254.169.254/", "//[::1]/", "http://2130706433/x", "file:///etc/passwd"])
def test_redirects_are_checked_too(web, monkeypatch, target):
    web["/away"] = (302, {"Location": target}, b"")
    monkeypatch.setattr(
        module, "may_reach", lambda ip: str(ip) == "127.0.0.1" and not asked.append(1) and len(asked) < 3
    )
    asked = []
    assert failure(fetch, web["address"] + "/away") == ("address" if target.startswith("file") else "private")


@pytest.mark.parametrize(
    ("ip", "public"),
    [("93.184.215.14", True), ("2606:4700::1111", True), ("::ffff:93.184.215.14", True), ("2001:db8::1", False)],
)
def test_public(ip, public):
    assert is_public(ipaddress.ip_address(ip)) == public


def test_good_addresses_pass():
    assert check("https://Example.org:8443/path?q=1").hostname == "example.org"
    assert check("http://пример.рф/").hostname == "пример.рф"


def test_a_page(web):
    web["/%D0%B0?q=%22"] = (200, {"Content-Type": "text/html; charset=utf-8"}, "<p>слово</p>".encode())
    web["/moved"] = (301, {"Location": '/%D0%B0?q="'}, b"")
    found = fetch(web["address"] + "/moved")
    assert (found.kind, found.body.decode()) == ("text/html", "<p>слово</p>")


def test_a_packed_page(web):
    web["/"] = (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"words"))
    assert fetch(web["address"]).body == b"words"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, b""), "status"),
        ((500, {}, b""), "status"),
        ((200, {"Content-Type": "image/png"}, b"x"), "kind"),
        ((200, {"Content-Length": str(10**9)}, b""), "large"),
        ((200, {"Content-Length": "5000"}, b"cut off"), "away"),
        ((200, {"Content-Length": "nonsense"}, b""), "away"),
        ((200, {}, b"x" * 2_000), "large"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * 10**6)), "large"),  # a bomb
        ((200, {"Content-Encoding": "gzip"}, b"not packed"), "away"),
        ((302, {"Location": "/"}, b""), "loop"),
    ],
)
def test_what_a_server_can_do(web, monkeypatch, page, code):
    monkeypatch.setattr(module, "MAX_BYTES", 1_000 if code == "large" else 10_000)
    web["/"] = page
    assert failure(fetch, web["address"] + "/") == code


def test_a_server_that_trickles_is_cut_off(web, monkeypatch):
    monkeypatch.setattr(module, "MAX_SECONDS", 0.5)

    def trickle(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b"x")
                time.sleep(0.1)
            except OSError:
                return

    web["/"] = trickle
    start = time.monotonic()
    assert failure(fetch, web["address"] + "/") == "slow"
    assert time.monotonic() - start < 3


def test_nobody_there(monkeypatch):
    monkeypatch.setenv("MULTIVECTOR_FETCH_PRIVATE", "1")
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        assert failure(fetch, f"http://127.0.0.1:{line.getsockname()[1]}/") == "away"
    assert failure(fetch, "http://nowhere.invalid/") == "unknown"


def test_plain_http_where_tls_is_asked_for(web):
    assert failure(fetch, web["address"].replace("http:", "https:")) == "away"
