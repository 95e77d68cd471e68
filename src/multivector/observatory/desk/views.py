"""Pages of the desk: what is written, what is being done, previews, versions. All are for staff."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multivector.observatory.archive import archive
from multivector.observatory.core.access import staff_only
from multivector.observatory.desk import actions, changes, queries, withdrawal
from multivector.observatory.desk.forms import AddressForm, ArticleForm, EditForm, WithdrawForm
from multivector.observatory.desk.models import Article, Job, Version

PER_PAGE = 30


@require_safe
@staff_only
def desk(request: HttpRequest) -> HttpResponse:
    """Drafts, published, discarded; the queue; the ways to begin."""
    return _desk(request)


def _desk(request: HttpRequest, page: AddressForm | None = None, feed: AddressForm | None = None) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in Article.State.values else Article.State.DRAFT
    listed = Paginator(queries.articles(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": listed,
        "state": state,
        "states": Article.State.choices,
        "page_form": page or AddressForm(auto_id="page_%s"),
        "feed_form": feed or AddressForm(auto_id="feed_%s"),
        **_queue(),
    }
    return render(request, "desk/desk.html", context)


@require_safe
@staff_only
def queue(request: HttpRequest) -> HttpResponse:
    """The queue alone; a page that shows it asks for it every two seconds while something is being done."""
    return render(request, "desk/queue.html", _queue())


def _queue() -> dict[str, Any]:
    return {"queue": queries.queue(), "working": queries.is_working()}


@require_POST
@staff_only
def fetch(request: HttpRequest) -> HttpResponse:
    """A draft of a page."""
    form = AddressForm(request.POST, auto_id="page_%s")
    if not form.is_valid():
        return _desk(request, page=form)
    actions.fetch(request.user, form.cleaned_data["address"])
    messages.success(request, _("The page is being fetched; it becomes a draft."))
    return redirect("desk")


@require_POST
@staff_only
def feed(request: HttpRequest) -> HttpResponse:
    """Drafts of a feed's items."""
    form = AddressForm(request.POST, auto_id="feed_%s")
    if not form.is_valid():
        return _desk(request, feed=form)
    actions.feed(request.user, form.cleaned_data["address"])
    messages.success(request, _("The feed is being read; its articles become drafts."))
    return redirect("desk")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def write(request: HttpRequest) -> HttpResponse:
    """A new article."""
    form = ArticleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        article = actions.write(request.user, form.fields_of_version())
        return redirect("desk-article", article.pk)
    return render(request, "desk/edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version of an article."""
    article = get_object_or_404(Article, pk=pk)
    form = EditForm(request.POST) if request.method == "POST" else EditForm.of(article.latest)
    newer: Version | None = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(
                request.user,
                article,
                form.fields_of_version(),
                based_on=form.cleaned_data["based_on"],
                note=form.cleaned_data["note"],
            )
            if "publish" in request.POST:
                actions.publish(request.user, article)
            return redirect("desk-article", article.pk)
        except actions.Changed:
            newer = article.latest
            form.add_error(None, _("Somebody has saved another version meanwhile. Look at it; yours comes after it."))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["based_on"] = str(newer.number if newer else 0)  # type: ignore[index]
    return render(request, "desk/edit.html", {"form": form, "article": article, "newer": newer})


@require_POST
@staff_only
def open_record(request: HttpRequest, doc: str) -> HttpResponse:
    """Takes an article of the record to the desk."""
    article = actions.open_record(request.user, archive(), doc)
    if article is None:
        raise Http404
    return redirect("desk-withdraw" if request.POST.get("then") == "withdraw" else "desk-edit", article.pk)


@require_safe
@staff_only
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """An article as it will stand: text with entries, what is being done with it, what can be done."""
    found = get_object_or_404(Article, pk=pk)
    version = found.latest
    language = (translation.get_language() or "en")[:2]
    job = found.jobs.order_by("-id").first()
    context: dict[str, Any] = {
        "article": found,
        "version": version,
        "job": queries.job_row(job) if job and job.state != Job.State.DONE else None,
        "withdrawals": found.withdrawals.order_by("-id"),
        "is_new": version is not None and found.shown != version.number,
    }
    if version is not None:
        context["preview"] = queries.preview(version, language)
        context["is_web"] = version.url.startswith(("http://", "https://"))
    return render(request, "desk/article.html", context)


@require_safe
@staff_only
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions, and what is otherwise between two of them."""
    found = get_object_or_404(Article, pk=pk)
    listed = list(found.versions.order_by("-number"))
    chosen = [_number(request.GET.get(name)) for name in ("from", "to")]
    by_number = {version.number: version for version in listed}
    after = by_number.get(chosen[1]) or (listed[0] if listed else None)
    before = by_number.get(chosen[0]) or (by_number.get(after.number - 1) if after else None)
    context: dict[str, Any] = {"article": found, "versions": listed, "before": before, "after": after}
    context["withdrawals"] = found.withdrawals.order_by("-id")
    if before is not None and after is not None and before is not after:
        context["fields"] = [
            (ArticleForm.base_fields[name].label, old, new) for name, old, new in changes.fields(before, after)
        ]
        context["lines"] = changes.lines(before.text, after.text)
    return render(request, "desk/versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a published article away: first the reason, then what readers will see of it, then it is done."""
    found = get_object_or_404(Article, pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if found.state != Article.State.PUBLISHED:
        messages.error(request, _("Only what is published can be withdrawn."))
        return redirect("desk-article", pk)
    asks = request.method == "POST" and form.is_valid()
    if asks and "sure" in request.POST:
        if actions.withdraw(request.user, found, form.cleaned_data["reason"]):
            messages.success(request, _("Withdrawn; readers are told so from now on."))
        return redirect("desk-article", pk)
    context: dict[str, Any] = {"article": found, "form": form}
    if asks:
        context["withdrawal"] = withdrawal.noted(found, form.cleaned_data["reason"], request.user)
    return render(request, "desk/withdraw.html", context)


@require_POST
@staff_only
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Publishes, discards or restores an article."""
    found = get_object_or_404(Article, pk=pk)
    if what == "publish":
        if actions.publish(request.user, found) is None:
            messages.info(request, _("There is nothing new to publish."))
    elif what == "discard":
        if actions.discard(request.user, found):
            messages.success(request, _("Discarded; it can be taken back."))
            return redirect("desk")
        messages.error(request, _("Only drafts can be discarded."))
    elif what == "restore":
        actions.restore(request.user, found)
    else:
        raise Http404
    return redirect("desk-article", pk)


@require_POST
@staff_only
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries once more what has failed."""
    job = get_object_or_404(Job, pk=pk)
    actions.again(request.user, job)
    return redirect("desk-article", job.article_id) if job.article_id else redirect("desk")


@require_POST
@staff_only
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes what has failed off the list."""
    Job.objects.filter(pk=pk, state=Job.State.FAILED).delete()
    return redirect("desk")


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else 0
