"""What readers can do with what is kept about them: see how much it is, take it along, delete it, stop mails."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from multivector.observatory.core.readers import too_often
from multivector.observatory.readers import actions, mails, queries, rules
from multivector.observatory.readers.forms import EmailForm
from multivector.observatory.readers.identity import Reader, reader_of
from multivector.observatory.readers.models import Comment, DataLink


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who has shown whose data they may see: by an account, or by a link that was mailed to them."""

    reader: Reader
    comments: QuerySet[Comment]
    token: str


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _owner(request: HttpRequest) -> Owner | None:
    """Whose data this request may see; a mailed link goes before an account."""
    reader, token = reader_of(request), request.POST.get("token") or request.GET.get("token") or ""
    if token:
        fresh = DataLink.objects.filter(token=_hash(token), created__gt=timezone.now() - rules.LINK_LIFE).first()
        if fresh is None:
            return None
        mine = Comment.objects.filter(email=fresh.email, user=None)
        return Owner(replace(reader, user=None), mine, token)  # and nothing of an account
    return Owner(reader, Comment.objects.filter(user=reader.user), "") if reader.user else None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, with its download and deletion; a guest asks for a link by e-mail."""
    owner = _owner(request)
    if owner:
        context = {"owner": owner, "count": owner.comments.count()}
        return render(request, "readers/my_data.html", context)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _mail_link(request, form.cleaned_data["email"].strip().lower()):
            form.add_error(None, _("That was asked for too often. Please try again in an hour."))
            return render(request, "readers/my_data.html", {"form": form}, status=429)
        messages.success(request, _("If something was written with this e-mail, a link is on its way to it."))
        return redirect("my_data")
    stale = bool(request.GET.get("token"))
    return render(request, "readers/my_data.html", {"form": form, "stale": stale}, status=404 if stale else 200)


def _mail_link(request: HttpRequest, email: str) -> bool:
    """Sends a link if there is anything to see; the answer is the same either way. False when asked too often."""
    network = too_often("data-link", reader_of(request).network, *rules.LINKS_MAILED)
    if too_often("data-link-to", email, *rules.LINKS_MAILED) or network:
        return False
    DataLink.objects.filter(created__lt=timezone.now() - rules.LINK_LIFE).delete()
    if Comment.objects.filter(email=email, user=None).exists():
        token = secrets.token_urlsafe(32)
        DataLink.objects.create(token=_hash(token), email=email)
        mails.mail_data_link(request, email, token)
    return True


@require_GET
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept, as JSON."""
    owner = _owner(request)
    if owner is None:
        return redirect("my_data")
    content = json.dumps(queries.own_data(owner.comments, owner.reader), ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-comments.json"'
    return response


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Deletes all that is kept."""
    owner = _owner(request)
    if owner is None:
        return redirect("my_data")
    if request.POST.get("sure") != "yes":
        context = {"owner": owner, "count": owner.comments.count(), "unsure": True}
        return render(request, "readers/my_data.html", context)
    actions.erase_person(owner.comments, owner.reader)
    DataLink.objects.filter(token=_hash(owner.token)).delete()
    messages.success(request, _("All of it is deleted."))
    return HttpResponseRedirect(request.path.removesuffix("delete/"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest) -> HttpResponse:
    """Stops mails about replies; asks first, for programs follow links in mails too."""
    token = request.POST.get("token") or request.GET.get("token") or ""
    try:
        comment = Comment.objects.filter(pk=signing.loads(token, salt=mails.UNSUBSCRIBE)).first()
    except signing.BadSignature:
        return render(request, "readers/unsubscribe.html", {"stale": True}, status=404)
    if request.method == "POST":
        if comment:
            actions.stop_mails(comment)
        return render(request, "readers/unsubscribe.html", {"done": True})
    return render(request, "readers/unsubscribe.html", {"token": token})
