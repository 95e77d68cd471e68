"""Mails to moderators and to those who wanted to hear of replies. A mail that can't be sent breaks nothing."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from multivector.observatory.core.readers import too_often
from multivector.observatory.readers import rules
from multivector.observatory.readers.models import Comment

log = logging.getLogger("multivector.mail")
UNSUBSCRIBE = "readers.unsubscribe"
SECONDS = 5  # for which a mail server is waited for


def link(request: HttpRequest, language: str, name: str, *args: object, query: str = "") -> str:
    """The whole address of a page in a language."""
    path = reverse(name, args=args)[len(get_script_prefix()) :]
    root = str(request.META.get("SCRIPT_NAME") or "").rstrip("/")
    return request.build_absolute_uri(f"{root}/{language}/{path}{query}")


def tell_moderators(request: HttpRequest, comment: Comment) -> None:
    """That a comment waits."""
    if not settings.MODERATORS or too_often("mail-moderators", "all", *rules.MODERATOR_MAILS):
        return
    with translation.override(settings.LANGUAGE_CODE):
        body = _("%(name)s wrote under %(doc)s (%(why)s):\n\n%(text)s\n\nPublish or reject it: %(link)s\n") % {
            "name": comment.name,
            "doc": comment.doc,
            "why": comment.get_why_display(),
            "text": comment.text,
            "link": link(request, settings.LANGUAGE_CODE, "moderation_comment", comment.pk),
        }
        for moderator in settings.MODERATORS:
            _send(_("A comment waits"), body, moderator)


def announce(request: HttpRequest, comment: Comment) -> None:
    """Tells whom a published comment answers, once, if they wanted to hear of it."""
    parent = comment.parent
    if not comment.is_approved or parent is None:
        return
    if not Comment.objects.filter(pk=comment.pk, announced=False).update(announced=True):
        return
    email = parent.email or (parent.user.email if parent.user else "")
    if not parent.notify or not parent.is_approved or not email or _same_author(comment, parent):
        return
    language = parent.language
    with translation.override(language):
        stop = link(request, language, "unsubscribe", query=f"?token={signing.dumps(parent.pk, salt=UNSUBSCRIBE)}")
        body = _("%(name)s replied to your comment:\n\n%(text)s\n\n%(link)s\n\nNo more such mails: %(stop)s\n") % {
            "name": comment.name,
            "text": comment.text,
            "link": link(request, language, "comment_permalink", comment.pk),
            "stop": stop,
        }
        _send(_("A reply to your comment"), body, email, {"List-Unsubscribe": f"<{stop}>"})


def mail_data_link(request: HttpRequest, email: str, token: str) -> None:
    """The link with which somebody sees, takes and deletes what is kept under their e-mail."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    body = _(
        "With this link you can download or delete what you have written (it is good for a day):\n\n%(link)s\n\n"
        "If you have not asked for it, throw this mail away.\n"
    ) % {"link": link(request, language, "my_data", query=f"?token={token}")}
    _send(_("Your comments"), body, email)


def _same_author(one: Comment, other: Comment) -> bool:
    if one.user_id or other.user_id:
        return one.user_id == other.user_id
    return one.email == other.email


def _send(subject: str, body: str, to: str, headers: dict[str, str] | None = None) -> None:
    """One mail to one address, so that nobody sees another's."""
    try:
        connection = get_connection(timeout=SECONDS)
        EmailMessage(f"[Multivector] {subject}", body, None, [to], headers=headers or {}, connection=connection).send()
    except Exception as error:  # whatever the mail server does, the comment stands
        log.warning("a mail was not sent", extra={"error": type(error).__name__})
