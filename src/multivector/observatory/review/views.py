"""Pages of review: one entry at a time, agreement, history, disputes of readers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multivector.lexicon.ontology import FACTS, KEY_SLOTS, QUAD_OF_TYPE
from multivector.observatory.archive import Archive, archive
from multivector.observatory.core.access import staff_only
from multivector.observatory.core.readers import address, too_often
from multivector.observatory.review import actions, agreement, queries
from multivector.observatory.review.forms import (
    DisputeForm,
    PartiesForm,
    RejectForm,
    SlotsForm,
    TimeForm,
    TypeForm,
)
from multivector.observatory.review.models import Dispute, Judgement
from multivector.observatory.review.queries import Queue
from multivector.observatory.review.readings import Row, difference, latest, reading
from multivector.observatory.review.telling import around, told
from multivector.record.schema import FACT_SLOTS

DISPUTES_AN_HOUR = 10  # sent from one network
PER_PAGE = 50


@require_safe
@staff_only
def review(request: HttpRequest) -> HttpResponse:
    """The next entry of a queue, or the one that is asked for."""
    store, queue = archive(), Queue.of(request.GET)
    wanted = request.GET.get("entry", "")
    if wanted:
        row: Row | None = store.entry(wanted)
        if row is None:
            return _gone(request, wanted)
        left = 0
    else:
        row, left = queries.next_entry(store, queue, request.user)
    return _show(request, store, queue, row, left)


@require_POST
@staff_only
def judge(request: HttpRequest, entry: str) -> HttpResponse:
    """What a reviewer says of an entry; a correction that is not valid comes back with what was typed."""
    store, queue = archive(), Queue.of(QueryDict(request.POST.get("queue", "")))
    row = store.entry(entry)
    if row is None:
        return _gone(request, entry)
    said = reading(row, _mine(request, entry))
    part = request.POST.get("part", "")
    if part == "accept":
        actions.judge(request.user, row, Judgement.Verdict.ACCEPT)
        return _onward(queue, entry)
    if part == "reject":
        form = RejectForm(request.POST)
        if form.is_valid():
            actions.judge(request.user, row, Judgement.Verdict.REJECT, **form.cleaned_data)
            return _onward(queue, entry)
        return _show(request, store, queue, row, 0, {"reject": form})
    return _correct(request, store, queue, row, said, part)


def _correct(request: HttpRequest, store: Archive, queue: Queue, row: Row, said: Row, part: str) -> HttpResponse:
    forms = _forms(store, said, request.POST, part)
    form = forms.get(part)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _show(request, store, queue, row, 0, forms)
    if isinstance(form, SlotsForm):
        said = {**said, "type": form.kind_of_fact, "slots": form.said()}
    elif isinstance(form, TypeForm) and form.cleaned_data["type"] in FACTS:
        kind = form.cleaned_data["type"]
        slots = {slot: value for slot, value in said["slots"].items() if slot in FACTS[kind]}
        if kind != said["type"] and not all(slots.get(slot) for slot in KEY_SLOTS[kind]):
            forms["parties"] = SlotsForm(archive=store, said={**said, "slots": slots}, kind=kind).prepared()
            return _show(request, store, queue, row, 0, forms, opened="parties")
        said = {**said, "type": kind, "slots": {slot: slots.get(slot) for slot in FACT_SLOTS[kind]}}
    else:
        said = {**said, **form.cleaned_data}
    changed = difference(row, said)
    verdict = Judgement.Verdict.CORRECT if changed else Judgement.Verdict.ACCEPT
    actions.judge(request.user, row, verdict, correction=changed)
    messages.success(request, _("Corrected.") if changed else _("Accepted as it stands: nothing is otherwise."))
    return redirect(f"{reverse('review')}?{_with_entry(queue, row['id'])}")


@require_POST
@staff_only
def undo(request: HttpRequest) -> HttpResponse:
    """Takes the last judgement back and shows its entry."""
    queue = Queue.of(QueryDict(request.POST.get("queue", "")))
    undone = actions.undo(request.user)
    if undone is None:
        messages.info(request, _("There is nothing to take back."))
        return redirect(f"{reverse('review')}?{queue.query()}")
    messages.success(request, _("Taken back."))
    return redirect(f"{reverse('review')}?{_with_entry(queue, undone.entry)}")


@require_safe
@staff_only
def agree(request: HttpRequest) -> HttpResponse:
    """Two reviewers' agreement."""
    together, pairs, dissents = agreement.compare(Judgement.objects.order_by("id"))
    page = Paginator(dissents, PER_PAGE).get_page(request.GET.get("page"))
    shown = [{"entry": told(one.entry), "names": one.names, "said": one.said} for one in page.object_list]
    return render(
        request, "review/agreement.html", {"together": together, "pairs": pairs, "page": page, "dissents": shown}
    )


@require_safe
@staff_only
def history(request: HttpRequest, entry: str) -> HttpResponse:
    """All that was said of an entry."""
    if "\0" in entry:  # no database can look for it
        raise Http404
    judgements, disputed = queries.history(entry), queries.disputes(entry)
    row = archive().entry(entry)
    source = row or queries.last_snapshot(entry)
    if source is None:
        raise Http404
    said = [{"judgement": one, "entry": told(one.snapshot, one.correction)} for one in judgements]
    return render(
        request,
        "review/history.html",
        {"entry": told(source), "gone": row is None, "said": said, "disputes": disputed},
    )


@require_safe
@staff_only
def disputes(request: HttpRequest) -> HttpResponse:
    """What readers doubt, those that nobody has answered first."""
    found = Dispute.objects.select_related("answered", "user").order_by(F("answered").desc(nulls_first=True), "-id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = [{"dispute": one, "entry": told(one.snapshot)} for one in page.object_list]
    return render(request, "review/disputes.html", {"page": page, "shown": shown})


@require_safe
@staff_only
def orphans(request: HttpRequest) -> HttpResponse:
    """Judged entries that the record no longer has."""
    page = Paginator(queries.orphans(archive()), PER_PAGE).get_page(request.GET.get("page"))
    shown = [{"mark": one["mark"], "entry": told(one["entry"])} for one in page.object_list]
    return render(request, "review/orphans.html", {"page": page, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def dispute(request: HttpRequest, entry: str) -> HttpResponse:
    """A reader's doubt of an entry."""
    row = archive().entry(entry)
    if row is None:
        raise Http404
    guest = not request.user.is_authenticated
    question = (request.POST if request.method == "POST" else request.GET).get("captcha_kind") == "question"
    context = {"entry": told(row), "question": question, "guest": guest}
    if request.method != "POST":
        return render(request, "review/dispute.html", {**context, "form": DisputeForm(guest=guest, question=question)})
    form = DisputeForm(request.POST, guest=guest, question=question)
    if too_often("dispute", address(request, short=True), DISPUTES_AN_HOUR, 3600):
        said = _("Too many disputes came from your network. Try again in an hour; your text is kept here.")
        form.add_error(None, said)
        return render(request, "review/dispute.html", {**context, "form": form}, status=429)
    if not form.is_valid():
        return render(request, "review/dispute.html", {**context, "form": form})
    actions.dispute(request, row, **{name: form.cleaned_data[name] for name in ("kind", "text", "email")})
    messages.success(request, _("Thank you. Reviewers will look at this entry; until then it is shown as disputed."))
    return HttpResponseRedirect(f"{reverse('article', args=[row['doc']])}#event-{entry}")


def _show(
    request: HttpRequest,
    store: Archive,
    queue: Queue,
    row: Row | None,
    left: int,
    forms: dict[str, Any] | None = None,
    opened: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "queue": queue,
        "query": queue.query(),
        "first": queue.query(after=""),
        "left": left,
        "mine": len(queries.judged_by(request.user)),
        "open_disputes": queries.open_disputes(),
        "types": list(QUAD_OF_TYPE),
        "facts": list(FACTS),
    }
    if row is not None:
        correction = _mine(request, row["id"])
        said = reading(row, correction)
        before, after = around(store, row)
        context |= {
            "entry": told(row, correction),
            "before": before,
            "after": after,
            "mark": queries.marks([row["id"]]).get(row["id"]),
            "disputes": [one for one in queries.disputes(row["id"]) if one.answered_id is None],
            "skip": queue.query(after=row["id"]),
            "reject": RejectForm(),
            **_forms(store, said),
            **(forms or {}),
        }
        wrong = [part for part in ("type", "parties", "time", "reject") if context[part].errors]
        context["opened"] = opened or next(iter(wrong), "")
    return render(request, "review/review.html", context)


def _forms(store: Archive, said: Row, data: Any = None, part: str = "") -> dict[str, Any]:
    """The forms of corrections; the one that was sent is bound."""

    def sent(name: str) -> Any:
        return data if name == part else None

    parties: Any = PartiesForm(sent("parties"), archive=store, said=said)
    if said["type"] in FACTS:
        kind = data.get("kind_of_fact") if data is not None else None
        parties = SlotsForm(sent("parties"), archive=store, said=said, kind=kind).prepared()
    return {
        "type": TypeForm(sent("type"), said=said),
        "parties": parties,
        "time": TimeForm(sent("time"), said=said),
    }


def _mine(request: HttpRequest, entry: str) -> Row:
    """The reviewer's own correction as it stands: the next one builds on it."""
    own = latest(Judgement.objects.filter(entry=entry, reviewer=request.user).order_by("id"))  # type: ignore[misc]
    return own[-1].correction if own else {}


def _onward(queue: Queue, entry: str) -> HttpResponse:
    return redirect(f"{reverse('review')}?{queue.query(after=entry)}")


def _with_entry(queue: Queue, entry: str) -> str:
    made = QueryDict(queue.query(), mutable=True)
    made["entry"] = entry
    return made.urlencode()


def _gone(request: HttpRequest, entry: str) -> HttpResponse:
    """An entry that the record has no more: its history if there is one."""
    if "\0" in entry:
        raise Http404
    if Judgement.objects.filter(entry=entry).exists() or Dispute.objects.filter(entry=entry).exists():
        return redirect("review-history", entry)
    raise Http404
