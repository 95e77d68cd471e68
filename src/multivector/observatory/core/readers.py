"""Who reads: the address of a request, and a limit on how often it may do something."""

from __future__ import annotations

import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest


def address(request: HttpRequest, *, short: bool = False) -> str:
    """The reader's address. X-Forwarded-For is believed only from trusted proxies, from the right.

    `short` cuts it to the network (/24, /48): enough to limit and to log, too little to know a person.
    """
    remote = str(request.META.get("REMOTE_ADDR") or "")
    hops = [hop.strip() for hop in str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",") if hop.strip()]
    while remote in settings.TRUSTED_PROXIES and hops:
        remote = hops.pop()
    try:
        ip = ipaddress.ip_address(remote)
    except ValueError:
        return ""
    if not short:
        return str(ip)
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False).network_address)


def too_often(what: str, who: str, most: int, seconds: int, *, shared: bool = True) -> bool:
    """Counts one more of `what` by `who` and says whether that are more than `most` within the window.

    `shared` counts are kept in the database, for all workers; others by each worker, which costs nothing.
    """
    cache = caches["shared" if shared else "default"]
    window = int(time.time() // seconds)
    name = hashlib.sha256(f"{what}:{who}:{window}".encode()).hexdigest()
    if cache.add(name, 1, timeout=seconds):
        return most < 1
    try:
        count = cache.incr(name)
        cache.touch(name, seconds)  # the database's cache keeps what was raised for its own time otherwise
        return count > most
    except ValueError:  # it ran out between the two calls
        return False
