"""Telling people from programs: letters in a picture, or a sum in words. Each can be answered once, and expires.

Answers lie in the store of django-simple-captcha. A picture's row is made when the picture is asked for, so that a
page can be shown without writing anything; a key that was used or has run out gets other letters.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from captcha.models import CaptchaStore
from django.db import IntegrityError, transaction
from django.utils import timezone

from multivector.observatory.readers import rules

LETTERS = "ACDEFHJKLMNPRTUVWXY"  # those that are hardly taken for each other
LENGTH = 5
KEY = re.compile("[0-9a-f]{40}")
PICTURE, QUESTION = "picture", "question"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a form asks: a picture by its key, or a question."""

    key: str
    kind: str = PICTURE
    question: str = ""


def new(kind: str, language: str) -> Challenge:
    """A fresh challenge."""
    key = secrets.token_hex(20)
    if kind != QUESTION:
        return Challenge(key)
    a, b, plus = 3 + secrets.randbelow(8), 1 + secrets.randbelow(9), secrets.randbelow(2)
    if not plus:
        a, b = a + b, b
    _store(key, f"{a}{'+' if plus else '-'}{b}", str(a + b if plus else a - b))
    return Challenge(key, QUESTION, _words(a, b, "plus" if plus else "minus", language))


def again(key: str, language: str) -> Challenge | None:
    """The challenge of a form that is shown once more without having been answered; None if it has run out."""
    row = _row(key)
    if row is None:
        return None
    sum = re.fullmatch(r"(\d+)([+-])(\d+)", row.challenge)
    if not sum:
        return Challenge(key)
    return Challenge(key, QUESTION, _words(int(sum[1]), int(sum[3]), "plus" if sum[2] == "+" else "minus", language))


def draw(key: str) -> bool:
    """Makes the letters of a picture, if there are none yet. False for what can't be a key."""
    if not KEY.fullmatch(key):
        return False
    if _row(key) is None:
        CaptchaStore.objects.filter(expiration__lte=timezone.now()).delete()
        letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        _store(key, letters, letters.lower())
    return True


def solve(key: str, answer: str) -> bool:
    """Whether the answer is right. Right or wrong, the challenge is gone after it."""
    row = _row(key)
    if row is None:
        return False
    mine, _ = CaptchaStore.objects.filter(pk=row.pk).delete()  # of two at once only one gets it
    return bool(mine) and secrets.compare_digest(_plain(answer).encode(), str(row.response).encode())


def _plain(answer: str) -> str:
    """Small letters, and Cyrillic ones that look like the Latin of the picture taken for them."""
    return answer.replace(" ", "").lower().translate(str.maketrans("асенкмртху", "acehkmptxy"))


def _row(key: str) -> Any:
    if not KEY.fullmatch(key):
        return None
    return CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()


def _store(key: str, challenge: str, response: str) -> None:
    try:
        with transaction.atomic():
            CaptchaStore.objects.create(
                hashkey=key, challenge=challenge, response=response, expiration=timezone.now() + rules.CAPTCHA_LIFE
            )
    except IntegrityError:
        pass  # asked for twice at the same moment


@cache
def _questions() -> dict[str, dict[str, Any]]:
    text = (files("multivector.observatory.readers") / "data" / "questions.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded


def _words(a: int, b: int, sign: str, language: str) -> str:
    said = _questions().get(language) or _questions()["en"]
    question = str(said[sign]).format(a=said["numbers"][a], b=said["numbers"][b])
    return question[0].upper() + question[1:]
