"""Readers who rate and comment through the site's pages."""

import re

import pytest
from captcha.models import CaptchaStore
from django.core import mail, signing
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from multivector.observatory.readers.forms import STAMP
from multivector.observatory.readers.models import Comment

TEXT = "A treaty is a promise."


class Guest(Client):
    """A reader without an account: sees the picture, reads its letters in the store, and comments."""

    def hidden(self, html, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', html)
        return found[1] if found else ""

    def form(self, doc, seconds=60, **fields):
        """What the form sends when it is filled in, `seconds` after it was shown."""
        html = self.get(f"/comments/{doc}/").content.decode()
        stamp = signing.dumps(timezone.now().timestamp() - seconds, salt=STAMP + doc)
        sent = {"name": "Aigul", "email": "aigul@example.org", "text": TEXT, "stamp": stamp}
        if key := self.hidden(html, "captcha_0"):
            self.get(f"/comment/captcha/{key}.png")
            sent |= {"captcha_0": key, "captcha_1": CaptchaStore.objects.get(hashkey=key).response}
        return sent | fields

    def say(self, doc, seconds=60, headers=None, **fields):
        """Sends a comment; the answer."""
        return self.post(f"/comments/{doc}/", self.form(doc, seconds, **fields), headers=headers)


@pytest.fixture(autouse=True)
def empty_counters(db):
    for name in ("shared", "default"):
        caches[name].clear()


@pytest.fixture
def guest():
    return Guest()


@pytest.fixture
def doc(archive):
    return archive.value("SELECT id FROM documents ORDER BY row LIMIT 1")


@pytest.fixture
def other_doc(archive):
    return archive.value("SELECT id FROM documents ORDER BY row DESC LIMIT 1")


@pytest.fixture
def known(doc, other_doc):
    """An e-mail with a published comment: the next one does not wait."""
    comment = Comment.objects.create(
        doc=other_doc, name="Aigul", email="aigul@example.org", text="Before.", status="approved", guest="0" * 32
    )
    Comment.objects.filter(pk=comment.pk).update(thread=comment.pk, created=timezone.now() - timezone.timedelta(days=3))
    return comment


@pytest.fixture
def published(guest, doc, known):
    """A published comment and the client of its author."""
    guest.say(doc)
    return Comment.objects.get(text=TEXT)


@pytest.fixture
def outbox(settings):
    settings.MODERATORS = ["mod@example.org"]
    return mail.outbox


@pytest.fixture
def editor(django_user_model):
    client = Guest()
    client.force_login(django_user_model.objects.create_user("editor", "editor@example.org", "x", is_staff=True))
    return client


@pytest.fixture
def member(django_user_model):
    client = Guest()
    client.user = django_user_model.objects.create_user("dana", "dana@example.org", "x", first_name="Dana")
    client.force_login(client.user)
    return client
