"""Fetches pages of the public internet, and only those: http and https, within limits of size and time.

The name of a server is resolved once, every address that it has must be public, and the connection is made to that very
address, so that a name can't change its mind in between; every redirect is checked in the same way. Proxies of the
environment are not used. MULTIVECTOR_FETCH_PRIVATE=1 lets private addresses pass, for tests.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from multivector import __version__
from multivector.observatory.desk.failures import Failure

MAX_BYTES = 8 * 2**20
MAX_SECONDS = 30.0  # for all: redirects too
REDIRECTS = 5
LONGEST = 2000  # characters of an address
CHUNK = 2**16
SAFE = "/%:@!$&'()*+,;=~-._"  # what is not quoted in an address
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_V4_IN_V6 = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave, and from which address in the end."""

    url: str
    body: bytes
    kind: str  # media type, without parameters


def fetch(address: str) -> Fetched:
    """The body of a page. Raises Failure."""
    deadline = time.monotonic() + MAX_SECONDS
    for _ in range(REDIRECTS + 1):
        parts = check(address)
        answer = _ask(parts, deadline)
        if isinstance(answer, Fetched):
            return answer
        address = urljoin(address, answer)
    raise Failure("loop")


def check(address: str) -> SplitResult:
    """The parts of an address that may be fetched, as far as it says itself. Raises Failure."""
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise Failure("address", str(error)) from error
    good = parts.scheme in ("http", "https") and host and "@" not in parts.netloc and port != 0
    if not good or len(address) > LONGEST or any(ord(char) < 33 for char in address.strip()):
        raise Failure("address", address[:200])
    literal = _literal(host)
    if literal is not None and not may_reach(literal):
        raise Failure("private", host)
    return parts


def may_reach(ip: Address) -> bool:
    """Whether an address is public, or private ones are let pass."""
    return os.environ.get("MULTIVECTOR_FETCH_PRIVATE") == "1" or is_public(ip)


def is_public(ip: Address) -> bool:
    """Whether an address is one of the public internet; addresses within addresses are looked at too."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip.sixtofour:
            return is_public(ip.ipv4_mapped or ip.sixtofour)  # type: ignore[arg-type]
        if ip.teredo or ip.is_site_local or any(ip in network for network in _V4_IN_V6):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _literal(host: str) -> Address | None:
    """The address that a host is written as, if it is: also `2130706433`, `0x7f.1`, as the system understands them."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _resolve(host: str, port: int) -> list[tuple[int, str]]:
    """Family and address of a server; all of them must be public."""
    try:
        found = socket.getaddrinfo(_ascii(host), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failure("unknown", host) from error
    addresses = [(family, str(place[0])) for family, _, _, _, place in found]
    for _, address in addresses:
        if not may_reach(ipaddress.ip_address(address.partition("%")[0])):
            raise Failure("private", host)
    return list(dict.fromkeys(addresses))


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _ask(parts: SplitResult, deadline: float) -> Fetched | str:
    """The answer of one server: the page, or the address that it points to."""
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 80)
    line = _connect(_resolve(host, port), port, deadline)
    if secure:
        line = ssl.create_default_context().wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
    # a server that trickles would never let a read time out: at the deadline the line is cut
    watch = threading.Timer(max(deadline - time.monotonic(), 0), _cut, [line])
    watch.daemon = True
    watch.start()
    connection = http.client.HTTPConnection(host, port)
    connection.sock = line
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        answer = _answer(connection, parts, secure)
        if time.monotonic() >= deadline:
            raise Failure("slow")
        return answer
    except ssl.SSLCertVerificationError as error:
        raise Failure("insecure", str(error.verify_message)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Failure("slow" if time.monotonic() >= deadline else "away", str(error)[:200]) from error
    finally:
        watch.cancel()
        connection.close()
        line.close()


def _connect(addresses: list[tuple[int, str]], port: int, deadline: float) -> socket.socket:
    last: OSError | None = None
    for family, address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Failure("slow")
        line = socket.socket(family, socket.SOCK_STREAM)
        line.settimeout(min(left, 10.0))
        try:
            line.connect((address, port))
            return line
        except OSError as error:
            line.close()
            last = error
    raise Failure("slow" if isinstance(last, TimeoutError) else "away", str(last)[:200])


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _answer(connection: http.client.HTTPConnection, parts: SplitResult, secure: bool) -> Fetched | str:
    path = quote(parts.path or "/", safe=SAFE)
    if parts.query:
        path += f"?{quote(parts.query, safe=SAFE + '?[]')}"
    host = _ascii(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    headers = {
        "Host": host if parts.port in (None, 443 if secure else 80) else f"{host}:{parts.port}",
        "User-Agent": f"Multivector/{__version__}",
        "Accept": ", ".join((*KINDS, *FEEDS)),
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    connection.request("GET", path, headers=headers)
    with closing(connection.getresponse()) as response:
        return _judged(response, parts)


def _judged(response: http.client.HTTPResponse, parts: SplitResult) -> Fetched | str:
    """The page, or the address that the server points to."""
    if response.status in (301, 302, 303, 307, 308) and (target := response.getheader("Location")):
        return target
    if response.status != 200:
        raise Failure("status", f"{response.status} {response.reason}"[:200])
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind and kind not in KINDS + FEEDS:
        raise Failure("kind", kind[:200])
    if int(response.getheader("Content-Length") or 0) > MAX_BYTES:
        raise Failure("large")
    return Fetched(parts.geturl(), _read(response), kind)


def _read(response: http.client.HTTPResponse) -> bytes:
    """The body, unpacked, as long as neither the one nor the other is too large."""
    packed = (response.getheader("Content-Encoding") or "").lower()
    unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
    body, taken = bytearray(), 0
    while chunk := response.read(CHUNK):
        taken += len(chunk)
        try:
            body += unpack.decompress(chunk, MAX_BYTES + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise Failure("away", str(error)) from error
        if max(taken, len(body)) > MAX_BYTES or (unpack and unpack.unconsumed_tail):
            raise Failure("large")
    if response.length:
        raise Failure("away", "the answer was cut off")
    return bytes(body)
