"""The comments of an article: shown, added, answered, changed, taken away, complained of."""

from __future__ import annotations

import re
from typing import Any

from captcha.views import captcha_image
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from multivector.observatory.core.readers import too_often
from multivector.observatory.readers import actions, challenge, mails, moderation, queries, rules
from multivector.observatory.readers.forms import CommentForm, TextForm
from multivector.observatory.readers.identity import Reader, reader_of, remember
from multivector.observatory.readers.models import Comment
from multivector.observatory.readers.section import (
    ARTICLE,
    OWN_PAGE,
    address_of,
    comments_context,
    place,
    rating_context,
)
from multivector.observatory.readers.texts import as_html
from multivector.observatory.readers.views.common import is_htmx, known_document, number, open_comment


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, doc: str) -> HttpResponse:
    """The page of an article's comments; a POST adds one."""
    document = known_document(doc)
    if request.method == "POST":
        return _post(request, document)
    parent = open_comment(request.GET["reply"], doc=doc) if request.GET.get("reply") else None
    return _page(request, document, reader_of(request), parent=parent, page=number(request.GET.get("page")))


def _page(
    request: HttpRequest, document: dict[str, Any], reader: Reader, status: int = 200, **more: Any
) -> HttpResponse:
    """The section alone for htmx, else the whole page."""
    doc = document["id"]
    numbers = queries.discussion(doc)
    if is_htmx(request) and request.method == "POST":
        at = ARTICLE if request.POST.get("at") == ARTICLE else OWN_PAGE
        return render(request, "readers/comments.html", comments_context(request, doc, reader, numbers, at=at, **more))
    context = comments_context(request, doc, reader, numbers, at=OWN_PAGE, **more)
    context |= rating_context(doc, reader, numbers, OWN_PAGE)
    context |= {"document": document, "article_url": address_of(doc, ARTICLE)}
    return render(request, "readers/page.html", context, status=status)


def _post(request: HttpRequest, document: dict[str, Any]) -> HttpResponse:
    doc, reader = document["id"], reader_of(request, adds=True)
    if queries.discussion(doc).closed and not moderation.may_moderate(request.user):
        return _page(request, document, reader, 403, notice=_("This discussion is closed."))
    parent = open_comment(request.POST["parent"], doc=doc) if request.POST.get("parent") else None
    if kind := request.POST.get("renew"):
        return _renewed(request, document, reader, parent, kind)
    preview = "preview" in request.POST
    form = CommentForm(request.POST, doc=doc, reader=reader, parent=parent, solve=not preview)
    if too_often("comment", reader.network, *rules.TRIES):
        form.is_valid()
        form.add_error(None, _("That is many comments in a short time. Please wait a few minutes."))
        return _page(request, document, reader, 429, form=form)
    if not form.is_valid():
        return _page(request, document, reader, form=form)
    if preview:
        return _page(request, document, reader, form=form, preview=as_html(form.cleaned_data["text"]))
    return _added(request, document, reader, actions.add(doc, parent, form.draft(), reader))


def _renewed(
    request: HttpRequest, document: dict[str, Any], reader: Reader, parent: Comment | None, kind: str
) -> HttpResponse:
    """The form once more with another challenge and all that was typed."""
    initial = {name: request.POST.get(name, "") for name in ("name", "email", "text", "notify", "stamp")}
    form = CommentForm(doc=document["id"], reader=reader, parent=parent, initial=initial)
    form.ask(kind)
    return _page(request, document, reader, form=form)


def _added(request: HttpRequest, document: dict[str, Any], reader: Reader, comment: Comment) -> HttpResponse:
    waits = not comment.is_approved
    notice = (
        _("Thank you. A moderator will read your comment before it is published.")
        if waits
        else _("Thank you, your comment is published.")
    )
    if comment.status == Comment.Status.WAITING:
        mails.tell_moderators(request, comment)
    mails.announce(request, comment)
    if is_htmx(request):
        response = _page(request, document, reader, notice=notice)
    else:
        messages.success(request, notice)
        anchor = "comments" if comment.status == Comment.Status.REJECTED else f"comment-{comment.pk}"
        response = HttpResponseRedirect(place(request, comment.doc, anchor))
    return remember(response, request, reader)


@require_GET
@never_cache
def reply(request: HttpRequest, id: int) -> HttpResponse:
    """The form to answer a comment, for htmx; without it the page with the form."""
    parent = open_comment(id)
    if not is_htmx(request):
        return redirect(f"{address_of(parent.doc, OWN_PAGE)}?reply={parent.pk}#comment-form")
    reader, numbers = reader_of(request), queries.discussion(parent.doc)
    at = ARTICLE if request.GET.get("at") == ARTICLE else OWN_PAGE
    may_write = not numbers.closed or moderation.may_moderate(request.user)
    form = CommentForm(doc=parent.doc, reader=reader, parent=parent)
    context = {"form": form, "doc": parent.doc, "at": at, "may_write": may_write, "discussion": numbers}
    return render(request, "readers/form.html", context)


@require_GET
@never_cache
def captcha(request: HttpRequest) -> HttpResponse:
    """Another challenge for a form, for htmx."""
    if too_often("captcha", reader_of(request).network, *rules.PICTURES, shared=False):
        return HttpResponse(status=429)
    prefix = request.GET.get("prefix", "")
    context = {
        "challenge": challenge.new(request.GET.get("renew", ""), translation.get_language() or "en"),
        "prefix": prefix if re.fullmatch(r"(comment|reply\d+)_", prefix) else "comment_",
        "renewed": True,
    }
    return render(request, "readers/captcha.html", context)


@require_GET
@never_cache
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The letters of a challenge."""
    if too_often("captcha", reader_of(request).network, *rules.PICTURES, shared=False):
        return HttpResponse(status=429)
    if not challenge.draw(key):
        raise Http404
    image: HttpResponse = captcha_image(request, key, scale=2)
    return image


@require_GET
def permalink(request: HttpRequest, id: int) -> HttpResponse:
    """To a published comment, on the page of its article's comments where it stands."""
    comment = open_comment(id)
    newer = Comment.objects.filter(
        Q(doc=comment.doc, status=Comment.Status.APPROVED, thread__gt=comment.thread)
    ).aggregate(n=Count("thread", distinct=True))["n"]
    page = newer // rules.THREADS + 1
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{address_of(comment.doc, OWN_PAGE)}{query}#comment-{comment.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, id: int) -> HttpResponse:
    """One's own comment, for some minutes."""
    comment, reader = get_object_or_404(Comment, pk=id), reader_of(request)
    if not reader.is_author_of(comment) or not queries.may_edit(comment):
        raise PermissionDenied
    email = comment.email or (reader.user.email if reader.user else "")
    form = TextForm(request.POST or None, initial={"text": comment.text}, email=email)
    preview = ""
    if request.method == "POST" and form.is_valid():
        if "preview" not in request.POST:
            return _changed(request, actions.edit(comment, form.cleaned_data["text"], reader))
        preview = as_html(form.cleaned_data["text"])
    context = {
        "comment": comment,
        "form": form,
        "back": place(request, comment.doc, f"comment-{id}"),
        "preview": preview,
    }
    return render(request, "readers/edit.html", context | {"at": request.POST.get("at") or request.GET.get("at", "")})


def _changed(request: HttpRequest, comment: Comment) -> HttpResponse:
    if comment.why == Comment.Why.LINKS and comment.status == Comment.Status.WAITING:
        mails.tell_moderators(request, comment)
        messages.info(request, _("Thank you. A moderator will read your comment before it is published."))
    else:
        messages.success(request, _("Your comment is changed."))
    return HttpResponseRedirect(place(request, comment.doc, f"comment-{comment.pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, id: int) -> HttpResponse:
    """Takes one's own comment away, after asking."""
    comment, reader = get_object_or_404(Comment, pk=id), reader_of(request)
    if not reader.is_author_of(comment) or comment.is_gone:
        raise PermissionDenied
    back = place(request, comment.doc)
    if request.method == "POST":
        actions.erase(comment, reader)
        messages.success(request, _("Your comment is deleted."))
        return HttpResponseRedirect(back)
    context = {"comment": comment, "html": as_html(comment.text), "back": back, "at": request.GET.get("at", "")}
    return render(request, "readers/delete.html", context)


@require_POST
def complain(request: HttpRequest, id: int) -> HttpResponse:
    """Notes that a reader finds a comment out of place."""
    comment, reader = open_comment(id), reader_of(request, adds=True)
    try:
        if actions.complain(comment, reader):
            comment.refresh_from_db()
            mails.tell_moderators(request, comment)
        notice, status = _("Noted: a moderator will look at this comment."), 200
    except actions.TooOften:
        notice, status = _("Too many complaints come from your network just now."), 429
    if is_htmx(request):
        response = render(request, "readers/noted.html", {"notice": notice})
    else:
        (messages.success if status == 200 else messages.error)(request, notice)
        response = HttpResponseRedirect(place(request, comment.doc))
    return remember(response, request, reader)
