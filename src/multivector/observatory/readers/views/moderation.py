"""The moderators' desk: what waits, what readers complained of, all; blocks; the log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from multivector.observatory.readers import actions, mails, moderation, queries, rules
from multivector.observatory.readers.forms import BlockForm, ModeratorForm
from multivector.observatory.readers.models import Action, Block, Comment
from multivector.observatory.readers.section import place
from multivector.observatory.readers.texts import as_html
from multivector.observatory.readers.views.common import known_document, number, staff_only

LISTS = ("waiting", "complained", "all")
DECISIONS = {Action.What.APPROVE, Action.What.REJECT, Action.What.DELETE}
BLOCKS = {"block_network": Block.Kind.NETWORK, "block_email": Block.Kind.EMAIL}


@staff_only
def queue(request: HttpRequest) -> HttpResponse:
    """Comments to decide on."""
    actions.forget_addresses()
    which = request.GET.get("show", "waiting")
    which = which if which in LISTS else "waiting"
    page = Paginator(queries.queue(which), rules.PAGE_OF_QUEUE).get_page(number(request.GET.get("page")))
    rows = [{"comment": comment, "html": as_html(comment.text)} for comment in page]
    context = {"which": which, "page": page, "rows": rows, "sizes": queries.queue_sizes()}
    return render(request, "readers/queue.html", context)


@staff_only
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Does one thing with one comment (`one=approve:5`) or with all that are ticked."""
    one, reason = request.POST.get("one", ""), request.POST.get("reason", "").strip()[: rules.REASON_LENGTH]
    what, _colon, id = one.partition(":")
    ids = [id] if one else request.POST.getlist("comment")
    what = what or request.POST.get("do", "")
    numbers = [int(id) for id in ids if id.isdecimal() and len(id) < 18]
    if what in DECISIONS:
        _decide(request, what, numbers, reason)
    elif what in BLOCKS:
        _block(request, BLOCKS[what], numbers, reason)
    else:
        messages.error(request, _("Choose what to do."))
    show = request.POST.get("show", "")
    return redirect(f"{reverse('moderation')}?show={show if show in LISTS else 'waiting'}")


def _decide(request: HttpRequest, what: str, ids: list[int], reason: str) -> None:
    changed = moderation.decide(what, ids, request.user, reason)
    for comment in changed:
        if what == Action.What.APPROVE:
            mails.announce(request, comment)
    count = len(changed)
    said = ngettext("%(count)d comment was changed.", "%(count)d comments were changed.", count) % {"count": count}
    (messages.success if count else messages.warning)(request, said)


def _block(request: HttpRequest, kind: str, ids: list[int], reason: str) -> None:
    rows = Comment.objects.select_related("user").filter(pk__in=ids)
    made = [moderation.block_author(row, kind, request.user, reason) for row in rows]
    if any(made):
        messages.success(request, _("Blocked: no more comments are taken from there."))
    else:
        messages.error(request, _("There is nothing to block: it is not known any more."))


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, id: int) -> HttpResponse:
    """One comment: its text to change, what it said before, what was done with it."""
    row = get_object_or_404(Comment.objects.select_related("parent", "user"), pk=id)
    form = ModeratorForm(request.POST or None, initial={"text": row.text}, email=row.email)
    if request.method == "POST":
        if row.is_gone:
            raise Http404
        if form.is_valid():
            moderation.edit(row, form.cleaned_data["text"], request.user, form.cleaned_data["reason"])
            messages.success(request, _("The comment is changed."))
            return redirect("moderation_comment", id)
    context: dict[str, Any] = {
        "comment": row,
        "html": as_html(row.text),
        "form": form,
        "revisions": row.revisions.select_related("by").order_by("-id"),
        "actions": row.actions.order_by("-id"),
        "complaints": row.complaints.count(),
    }
    return render(request, "readers/queue_comment.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def block_list(request: HttpRequest) -> HttpResponse:
    """What is blocked; a form for more."""
    form = BlockForm(request.POST or None)
    if request.method == "POST" and "lift" in request.POST:
        moderation.unblock(get_object_or_404(Block, pk=number(request.POST["lift"])), request.user)
        return redirect("blocks")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        moderation.block(data["kind"], data["kept"], data["shown"], request.user, data["note"])
        return redirect("blocks")
    rows = Paginator(Block.objects.select_related("by").order_by("-id"), 50).get_page(request.GET.get("page"))
    return render(request, "readers/blocks.html", {"form": form, "page": rows})


@staff_only
def log(request: HttpRequest) -> HttpResponse:
    """What moderators did, the latest first."""
    page = Paginator(Action.objects.order_by("-at", "-id"), 50).get_page(request.GET.get("page"))
    return render(request, "readers/log.html", {"page": page})


@staff_only
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Closes an article for comments, or opens it."""
    doc = known_document(request.POST.get("doc", ""))["id"]
    moderation.close(doc, request.POST.get("closed") == "yes", request.user)
    return redirect(place(request, doc))
