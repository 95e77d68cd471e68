from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from multivector.observatory.core.readers import address, too_often


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", [], "203.0.113.9"),  # a reader may write any header
        ("10.0.0.1", "198.51.100.7", ["10.0.0.1"], "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7", ["10.0.0.1"], "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2", ["10.0.0.1", "10.0.0.2"], "198.51.100.7"),
        ("nonsense", "", [], ""),
    ],
)
def test_address(settings, remote, forwarded, trusted, expected):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert address(request) == expected


def test_a_short_address_is_a_network():
    assert address(RequestFactory().get("/", REMOTE_ADDR="203.0.113.9"), short=True) == "203.0.113.0"
    assert address(RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2::3"), short=True) == "2001:db8:1::"


@pytest.mark.django_db
def test_too_often():
    assert [too_often("test", "somebody", 2, 3600) for _ in range(3)] == [False, False, True]
    assert not too_often("test", "somebody else", 2, 3600)


@pytest.mark.django_db
def test_a_count_lasts_as_long_as_its_window():
    """Django's cache in the database gives a raised count its default time: five minutes."""
    for _ in range(2):
        too_often("test", "somebody", 2, 365 * 24 * 3600)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(expires) FROM shared_cache")
        expires = cursor.fetchone()[0]
    expires = expires if isinstance(expires, datetime) else datetime.fromisoformat(expires)
    assert expires.replace(tzinfo=UTC) > datetime.now(UTC) + timedelta(minutes=50)
