"""Who rates or comments: an account, or a guest known by a signed cookie that is set with the first thing they add."""

from __future__ import annotations

import re
import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from multivector.observatory.core.readers import address

COOKIE = "reader"
YEAR = 365 * 24 * 3600
# letters of two alphabets that look alike, as their Latin twin
_TWINS = str.maketrans("аеорсухкмтвніјѕһԁԛԝ", "aeopcyxkmtbhijshdqw")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. `guest` is empty for somebody who is signed in or has not added anything yet."""

    user: Any
    guest: str
    network: str
    address: str

    @property
    def owns(self) -> Q:
        """The rows (with `user` and `guest`) that are theirs."""
        if self.user:
            return Q(user=self.user)
        return Q(guest=self.guest, user=None) if self.guest else Q(pk__in=[])

    def is_author_of(self, row: Any) -> bool:
        """Whether a row is theirs."""
        if self.user:
            return bool(row.user_id == self.user.pk)
        return bool(self.guest) and row.user_id is None and bool(row.guest == self.guest)

    @property
    def marks(self) -> dict[str, Any]:
        """The columns that say whose a new row is."""
        return {"user": self.user, "guest": "" if self.user else self.guest}


def reader_of(request: HttpRequest, *, adds: bool = False) -> Reader:
    """The reader of a request; with `adds` a guest without a cookie gets an id, which `remember` sends."""
    user = request.user if request.user.is_authenticated else None
    guest = "" if user else str(request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=YEAR) or "")
    if not re.fullmatch("[0-9a-f]{32}", guest):
        guest = uuid.uuid4().hex if adds and not user else ""
    return Reader(user, guest, address(request, short=True), address(request))


def remember(response: HttpResponse, request: HttpRequest, reader: Reader) -> HttpResponse:
    """Sends the cookie of a guest who has added something."""
    if reader.guest:
        response.set_signed_cookie(
            COOKIE, reader.guest, salt=COOKIE, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def shown_name(user: Any) -> str:
    """The name under which a signed-in reader speaks: never an e-mail."""
    name = str(user.get_full_name() or user.get_username())
    return name if "@" not in name else f"{_('Reader')} {user.pk}"


def skeleton(name: str) -> str:
    """A name as the eye takes it: case, spaces and letters that look alike made equal."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())
    return plain.translate(_TWINS)


def is_taken_name(name: str) -> bool:
    """Whether an account goes by this name."""
    wanted = skeleton(name)
    accounts = get_user_model()._default_manager.only("username", "first_name", "last_name").iterator()
    return any(wanted in _skeletons(user) for user in accounts)


def _skeletons(user: AbstractBaseUser) -> set[str]:
    full = str(getattr(user, "get_full_name", str)())
    return {skeleton(user.get_username()), skeleton(full)} - {""}


def is_taken_email(email: str) -> bool:
    """Whether an account has this e-mail."""
    return get_user_model()._default_manager.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists()
