import re
from html import unescape
from itertools import pairwise

import pytest
from captcha.models import CaptchaStore
from django.contrib.messages import get_messages

from multivector.lexicon.ontology import FACTS, KEY_SLOTS
from multivector.observatory.review import actions, queries
from multivector.observatory.review.models import Dispute, Judgement, Mark
from multivector.observatory.review.words import SLOTS
from multivector.record.schema import SLOT_COLUMNS

pytestmark = pytest.mark.django_db
EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}",
    "javascript:alert(1)",
    "' OR 1=1 --",
)


def post(client, entry, **fields):
    return client.post(f"/review/judge/{entry}/", {"queue": "order=type", **fields})


@pytest.mark.parametrize("order", [*queries.ORDERS, "nonsense"])
def test_each_order_shows_an_entry_or_says_that_none_is_left(staff, order, event, people):
    actions.judge(people[0], event, "accept")
    text = staff.get(f"/review/?order={order}").content.decode()
    assert ("Nothing is left" in text) == (order == "dispute")
    assert ('name="part" value="accept"' in text) == (order != "dispute")
    if order == "second":
        assert f"/review/judge/{event['id']}/" in text


def test_the_least_sure_come_first_and_each_once(staff, archive):
    expected = [row["id"] for row in archive.rows("SELECT id FROM entries ORDER BY confidence, row LIMIT 5")]
    seen, address = [], "/review/"
    for number in range(5):
        text = staff.get(address).content.decode()
        seen += re.findall(r'action="/review/judge/([^/]+)/" id="judge"', text)
        if number % 2:  # skipped
            address = "/review/?" + re.search(r'href="\?([^"]+)" data-key="KeyS"', text)[1].replace("&amp;", "&")
        else:
            address = post(staff, seen[-1], part="accept", queue="").url
    assert seen == expected
    assert queries.judged_by(Judgement.objects.first().reviewer) == set(expected[::2])


@pytest.mark.parametrize("order", ["confidence", "unreviewed", "document", "type"])
def test_skipping_leads_through_all_entries_once(archive, people, order):
    seen, after = [], ""
    while (found := queries.next_entry(archive, queries.Queue(order, after=after), people[0]))[0]:
        after = found[0]["id"]
        seen.append(after)
        assert found[1] == archive.value("SELECT count(*) FROM entries") - len(seen) + 1
    assert len(seen) == len(set(seen)) == archive.value("SELECT count(*) FROM entries")
    if order == "document":
        docs = [archive.entry(id)["doc"] for id in seen]
        assert sum(one != other for one, other in pairwise(docs)) == len(set(docs)) - 1


def test_filters(staff, archive):
    row = archive.row("SELECT * FROM entries WHERE type = 'AGREE' ORDER BY confidence DESC LIMIT 1")
    text = staff.get("/review/", {"type": "AGREE", "doc": row["doc"], "order": "document"}).content.decode()
    assert archive.entry(re.search(r"/review/judge/([^/]+)/", text)[1])["doc"] == row["doc"]
    assert "Nothing is left" in staff.get("/review/", {"doc": "' OR 1=1 --"}).content.decode()


@pytest.mark.parametrize(
    ("fields", "correction"),
    [
        ({"part": "type", "type": "AID"}, {"type": "AID"}),
        ({"part": "parties", "source": "kaz, Россия", "target": "SYR.REB"}, {"source": ["KAZ", "RUS"], "target": ["SYR.REB"]}),
        ({"part": "parties", "source": "KAZ RUS", "target": "---.REB"}, {"source": ["KAZ", "RUS"], "target": ["---.REB"]}),
        ({"part": "time", "time": "2017-01/2017-10", "status": "planned"}, {"time": "2017-01/2017-10", "status": "planned"}),
        ({"part": "time", "time": "", "status": "denied"}, {"time": None, "status": "denied"}),
    ],
)  # fmt: skip
def test_corrections(staff, event, fields, correction):
    assert post(staff, event["id"], **fields).status_code == 302
    mark = Mark.objects.get(entry=event["id"])
    assert (mark.verdict, mark.correction) == ("corrected", correction)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"part": "type", "type": "MEET"}, "MEET is not one of"),
        ({"part": "parties", "source": "XQZ", "target": ""}, "“XQZ” is no code"),
        ({"part": "parties", "source": "KAZ.XXX", "target": ""}, "XXX is no sector"),
        ({"part": "parties", "source": "---", "target": ""}, "needs a sector"),
        ({"part": "parties", "source": " ,", "target": ""}, "needs a party"),
        ({"part": "time", "time": "2017-13", "status": "done"}, "no EDTF"),
        ({"part": "time", "time": "yesterday", "status": "done"}, "no EDTF"),
        ({"part": "time", "time": "2017", "status": "never"}, "never is not one of"),
        ({"part": "reject", "why": "hate"}, "hate is not one of"),
        *[({"part": "parties", "source": evil, "target": ""}, "is no code") for evil in EVIL],
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(staff, event, fields, says):
    text = post(staff, event["id"], **fields).content.decode()
    assert says in text
    assert not Judgement.objects.exists()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert " open>" in text
    typed = fields.get("source") or fields.get("time")
    if typed and typed.isalnum():
        assert f'value="{typed}"' in text


def test_corrections_build_on_each_other_and_back_again(staff, event):
    post(staff, event["id"], part="type", type="AID")
    post(staff, event["id"], part="time", time="2001", status="done")
    assert set(Mark.objects.get(entry=event["id"]).correction) >= {"type", "time"}
    post(staff, event["id"], part="type", type=event["type"])
    post(staff, event["id"], part="time", time=event["time"] or "", status=event["status"])
    assert Mark.objects.get(entry=event["id"]).verdict == "accepted"


def test_a_fact_of_another_kind_asks_for_its_slots(staff, fact):
    text = post(staff, fact["id"], part="type", type="chairmanship").content.decode()
    assert 'name="chair"' in text
    assert not Judgement.objects.exists()
    assert (
        "Only one party"
        in post(
            staff, fact["id"], part="parties", kind_of_fact="chairmanship", chair="KAZ, RUS", of="SCO"
        ).content.decode()
    )
    post(staff, fact["id"], part="parties", kind_of_fact="chairmanship", chair="KAZ", of="SCO")
    assert Mark.objects.get().correction == {"type": "chairmanship", "slots": {"chair": "KAZ", "of": "SCO"}}
    assert 'value="KAZ"' in staff.get(f"/review/?entry={fact['id']}").content.decode()


def test_slots_of_every_kind_can_be_saved_as_they_stand(staff, archive):
    for row in archive.rows("SELECT DISTINCT ON (type) * FROM entries WHERE kind = 'fact'"):
        text = staff.get(f"/review/?entry={row['id']}").content.decode()
        form = text.partition('name="kind_of_fact"')[2].partition("</form>")[0]
        fields = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', form))
        fields |= dict(re.findall(r'<select name="(\w+)".*?<option value="(\w*)" selected', form, re.DOTALL))
        fields = {name: unescape(value) for name, value in fields.items()}
        response = post(staff, row["id"], part="parties", kind_of_fact=row["type"], **fields)
        assert response.status_code == 302, row["type"]
        assert Mark.objects.get(entry=row["id"]).verdict == "accepted", row["type"]


def test_words():
    assert KEY_SLOTS.keys() == FACTS.keys()
    assert all(set(slots) <= FACTS[kind] for kind, slots in KEY_SLOTS.items())
    assert set(SLOT_COLUMNS) <= set(SLOTS)


def test_undo(staff, event):
    assert "nothing to take back" in str(list(get_messages(staff.post("/review/undo/", {"queue": ""}).wsgi_request)))
    post(staff, event["id"], part="accept")
    response = staff.post("/review/undo/", {"queue": "order=type"})
    assert f"entry={event['id']}" in response.url
    assert "order=type" in response.url
    assert Mark.objects.get().verdict == ""


@pytest.mark.parametrize("path", ["", "disputes/", "agreement/", "orphans/", "history/{id}/"])
def test_pages_are_for_staff(client, django_user_model, event, people, path):
    actions.judge(people[0], event, "reject", why="no_event", note=EVIL[0])
    actions.judge(people[1], event, "accept")
    address = f"/review/{path.format(id=event['id'])}"
    assert client.get(address).url.startswith("/login/?next=")
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(address).status_code == 403
    client.force_login(people[0])
    response = client.get(address)
    assert response.status_code == 200
    assert EVIL[0] not in response.content.decode()
    assert 'style="' not in response.content.decode()


def test_changes_are_for_staff_and_need_a_token(client, django_user_model, event, people):
    from django.test import Client

    client.force_login(django_user_model.objects.create_user("reader"))
    assert post(client, event["id"], part="accept").status_code == 403
    assert client.post("/review/undo/").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people[0])
    assert post(strict, event["id"], part="accept").status_code == 403
    assert strict.post(f"/dispute/{event['id']}/", {"kind": "type", "text": "x"}).status_code == 403
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    "path", ["/review/judge/none/", "/review/history/none/", "/dispute/none/", "/review/?entry=none"]
)
def test_what_is_not_there(staff, path):
    send = staff.post if "judge" in path else staff.get
    assert send(path, {"part": "accept"} if "judge" in path else {}).status_code == 404


def captcha(client, address, kind=""):
    text = client.get(address + kind).content.decode()
    key = re.search(r'name="captcha_0" value="(\w+)"', text)[1]
    return {"captcha_0": key, "captcha_1": CaptchaStore.objects.get(hashkey=key).response}


@pytest.mark.parametrize("kind", ["", "?captcha_kind=question"])
def test_a_guest_disputes_with_a_captcha_that_works_once(client, event, kind):
    address = f"/dispute/{event['id']}/"
    given = {"kind": "type", "text": EVIL[0], "email": "reader@example.org", **captcha(client, address, kind)}
    if kind:
        given["captcha_kind"] = "question"
    assert client.post(address, given).url == f"/articles/{event['doc']}/#event-{event['id']}"
    replayed = client.post(address, given)
    assert "here is another one" in replayed.content.decode()
    assert Dispute.objects.count() == 1
    assert queries.marks([event["id"]])[event["id"]].disputed == 1


def test_staff_see_who_disputes_and_readers_how_many(client, staff, event):
    from multivector.observatory.review import on_article

    reader = client.__class__()
    address = f"/dispute/{event['id']}/"
    reader.post(address, {"kind": "type", "text": EVIL[1], "email": "reader@example.org", **captcha(reader, address)})
    text = staff.get("/review/disputes/").content.decode()
    assert "reader@example.org" in text
    assert EVIL[1] not in text
    assert f"/review/judge/{event['id']}/" in staff.get("/review/?order=dispute").content.decode()
    request = reader.get(address).wsgi_request
    shown = on_article.entry(request, id=event["id"], doc=event["doc"])
    assert "Disputed by 1 reader" in shown
    assert "example.org" not in shown
    assert address in shown


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"kind": "type", "text": ""}, "This field is required"),
        ({"kind": "hate", "text": "x"}, "hate is not one of"),
        ({"kind": "type", "text": "x" * 2001}, "at most 2000 characters"),
        ({"kind": "type", "text": "kept", "email": "nobody"}, "valid email"),
        ({"kind": "type", "text": "kept", "captcha_0": "x", "captcha_1": "y"}, "here is another one"),
    ],
)
def test_a_dispute_that_is_not_right_comes_back(client, event, fields, says):
    text = client.post(f"/dispute/{event['id']}/", fields).content.decode()
    assert says in text
    assert ("kept" in text) == (fields["text"] == "kept")
    assert not Dispute.objects.exists()


def test_disputes_are_limited_by_network(client, event):
    answers = [client.post(f"/dispute/{event['id']}/", {"text": "kept"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "kept" in answers[-1].content.decode()


def test_readers_who_are_signed_in_need_no_captcha(client, django_user_model, event):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.post(f"/dispute/{event['id']}/", {"kind": "time", "text": "1994"}).status_code == 302


def test_a_rejected_entry_is_shown_with_its_reason(rf, people, event):
    from multivector.observatory.review import on_article

    request = rf.get("/")
    request.user = people[0]
    before = on_article.version(request, doc=event["doc"])
    actions.judge(people[0], event, "reject", why="no_event", note=EVIL[0])
    assert on_article.version(request, doc=event["doc"]) != before
    shown = on_article.entry(request, id=event["id"], doc=event["doc"])
    assert 'class="review-mark rejected"' in shown
    assert "not an event" in shown
    assert EVIL[0] not in shown
    assert f"/review/?entry={event['id']}" in shown


def test_an_entry_that_is_gone_is_listed_with_what_was_said(staff, people, event):
    actions.judge(people[0], {**event, "id": "gone2345", "sentence": "Once it stood here."}, "accept")
    text = staff.get("/review/orphans/").content.decode()
    assert "Once it stood here." in re.sub("<[^>]+>", "", text)
    assert staff.get("/review/?entry=gone2345").url == "/review/history/gone2345/"
    assert "no longer has this entry" in staff.get("/review/history/gone2345/").content.decode()
