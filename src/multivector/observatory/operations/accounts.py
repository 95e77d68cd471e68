"""Accounts of staff and other signed-in readers: made, listed, closed."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from multivector.errors import StopRun

log = logging.getLogger("multivector.accounts")


def add(name: str, password: str, *, email: str = "", staff: bool = False) -> User:
    """A new account. Raises StopRun for a name that is taken or a password that is too weak."""
    user = get_user_model()(username=name, email=email, is_staff=staff)
    _set_password(user, password)
    try:
        user.full_clean(exclude=["password"])
        with transaction.atomic():
            user.save()
    except ValidationError as error:
        raise StopRun(f"{name}: {_said(error)}") from error
    except IntegrityError as error:
        raise StopRun(f"{name}: there is such an account already") from error
    log.info("account added", extra={"account": name, "staff": staff})
    return user


def everybody() -> Iterable[User]:
    """All accounts by name."""
    return get_user_model().objects.order_by("username")


def disable(name: str, *, enable: bool = False) -> None:
    """Closes an account, which signs it out everywhere, or opens it again; what it wrote stays."""
    user = _find(name)
    user.is_active = enable
    user.save(update_fields=["is_active"])
    log.info("account enabled" if enable else "account disabled", extra={"account": name})


def change_password(name: str, password: str) -> None:
    """Gives an account another password, which signs it out everywhere."""
    user = _find(name)
    _set_password(user, password)
    user.save(update_fields=["password"])
    log.info("password changed", extra={"account": name})


def _find(name: str) -> User:
    try:
        return get_user_model().objects.get(username=name)
    except get_user_model().DoesNotExist as error:
        raise StopRun(f"{name}: there is no such account; `multivector site users list` shows all") from error


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise StopRun(f"the password won't do: {_said(error)}") from error
    user.set_password(password)


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)
