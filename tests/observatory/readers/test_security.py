"""What people try: scripts in every field, others' comments, e-mails, forms from elsewhere."""

import json
import logging
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import RequestFactory
from django.utils import timezone

from multivector.observatory.core.plugs import plugged
from multivector.observatory.readers import actions, rules
from multivector.observatory.readers.models import Comment, Complaint, DataLink, Vote

from .conftest import TEXT, Guest

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)",
    'https://a.org/"onmouseover="alert(1)',
    "https://a.org/'><script>alert(1)</script>",
    "http://a.org/<b>",
    "{{ 7|add:7 }}{% load x %}",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "</textarea><script>alert(1)</script>",
    "\u202egnp.exe <script>",
    "&lt;script&gt;&#x3c;img&#62;",
    "<style>*{display:none}</style>",
    "data:text/html,<script>alert(1)</script>",
]
OURS = {"/static/observatory/htmx.min.js", "/static/observatory/site.js", "/static/readers/readers.js"}


class Harm(HTMLParser):
    """Collects what could run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script" and attributes.get("src") not in OURS:
            self.found.append((tag, attributes))
        if tag in ("iframe", "svg", "style", "object", "embed", "b"):
            self.found.append((tag, attributes))
        for name, value in attributes.items():
            runs = str(value).lower().startswith(("javascript:", "data:")) and name != "value"
            if runs or name.startswith("on") or name in ("style", "srcdoc"):
                self.found.append((tag, name, value))


def harm(html):
    parser = Harm()
    parser.feed(html)
    return parser.found


@pytest.fixture
def unlimited(monkeypatch):
    for name in ("FLOOD_NETWORK", "FLOOD_PERSON", "FLOOD_NETWORK_DAY"):
        monkeypatch.setattr(rules, name, (1000, timedelta(days=1)))
    for name in ("TRIES", "PICTURES"):
        monkeypatch.setattr(rules, name, (1000, 600))


@pytest.mark.parametrize("attack", ATTACKS)
def test_scripts_in_every_field_on_create_and_on_edit(guest, editor, doc, known, unlimited, attack):
    def check(client, *addresses):
        for address in addresses:
            assert harm(client.get(address).content.decode()) == [], address

    for field in ("name", "email", "text", "website", "notify", "stamp", "captcha_1", "parent", "at", "captcha_0"):
        answer = guest.say(doc, **{"text": f"About {field}", "preview": "1", field: attack})
        assert harm(answer.content.decode()) == [], field
    guest.say(doc, name=attack[: rules.NAME_LENGTH], text=attack)
    comment = Comment.objects.filter(doc=doc).order_by("-id").first()
    assert comment
    pages = (f"/comments/{doc}/", f"/comments/{doc}/?reply={comment.pk}")
    check(Guest(), *pages)
    desk = (
        "/review/comments/",
        "/review/comments/?show=all",
        f"/review/comments/{comment.pk}/",
        "/review/comments/log/",
    )
    check(editor, *pages, *desk)
    assert (
        harm(guest.post(f"/comment/{comment.pk}/edit/", {"text": attack + "!", "preview": "1"}).content.decode()) == []
    )
    guest.post(f"/comment/{comment.pk}/edit/", {"text": attack + " changed"})
    comment.refresh_from_db()
    assert "changed" in comment.text
    editor.post(f"/review/comments/{comment.pk}/", {"text": attack + " moderated", "reason": attack})
    editor.post("/review/comments/act/", {"one": f"approve:{comment.pk}", "reason": attack})
    comment.refresh_from_db()
    assert "moderated" in comment.text
    check(guest, *pages, f"/comment/{comment.pk}/edit/", f"/comment/{comment.pk}/delete/")
    check(editor, *desk)
    editor.post("/review/comments/blocks/", {"kind": "word", "value": attack, "note": attack})
    check(editor, "/review/comments/blocks/")


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/rate/{doc}/", {"stars": 5}),
        ("/comments/{doc}/", {"text": "x"}),
        ("/comment/{id}/edit/", {"text": "x"}),
        ("/comment/{id}/delete/", {}),
        ("/comment/{id}/complain/", {}),
        ("/my-data/", {"email": "a@example.org"}),
        ("/my-data/delete/", {"sure": "yes"}),
        ("/review/comments/act/", {"one": "approve:{id}"}),
        ("/review/comments/close/", {"doc": "{doc}"}),
        ("/review/comments/blocks/", {"kind": "word", "value": "peace"}),
        ("/review/comments/{id}/", {"text": "x", "reason": "y"}),
    ],
)
def test_forms_from_elsewhere_are_refused(editor, published, doc, address, data):
    strict = Guest(enforce_csrf_checks=True)
    strict.cookies = editor.cookies
    filled = {name: str(value).format(doc=doc, id=published.pk) for name, value in data.items()}
    assert strict.post(address.format(doc=doc, id=published.pk), filled).status_code == 403
    published.refresh_from_db()
    assert published.text == TEXT


@pytest.mark.parametrize("action", ["edit", "delete"])
@pytest.mark.parametrize("who", ["nobody", "guest", "member", "staff"])
def test_nobody_changes_or_deletes_anothers_comment(published, member, editor, doc, action, who):
    client = {"nobody": Guest(), "guest": Guest(), "member": member, "staff": editor}[who]
    if who == "guest":
        client.post(f"/rate/{doc}/", {"stars": 5})  # a cookie of their own
    address = f"/comment/{published.pk}/{action}/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"text": "Mine now"}).status_code == 403
    published.refresh_from_db()
    assert (published.text, published.status) == (TEXT, "approved")


def test_a_guest_without_a_cookie_owns_nothing(member, doc):
    """A user's comment has no guest id, and a guest without a cookie none either: they must not meet."""
    member.say(doc)
    comment = Comment.objects.get()
    assert Guest().post(f"/comment/{comment.pk}/edit/", {"text": "x"}).status_code == 403
    Comment.objects.update(user=None)  # the account is gone
    assert Guest().post(f"/comment/{comment.pk}/edit/", {"text": "x"}).status_code == 403


def test_signing_in_does_not_make_a_guests_comment_anothers(guest, published, member):
    member.cookies["reader"] = guest.cookies["reader"].value
    assert member.get(f"/comment/{published.pk}/edit/").status_code == 403


@pytest.mark.parametrize("address", ["", "?show=all", "blocks/", "log/", "act/", "close/", "1/"])
def test_the_desk_is_for_staff(guest, member, address):
    for method in ("get", "post"):
        assert getattr(guest, method)(f"/review/comments/{address}").url.startswith("/login/")
        assert getattr(member, method)(f"/review/comments/{address}").status_code == 403


def token_of(mail):
    return re.search(r"token=(\S+)", mail.body)[1]


def test_an_email_is_shown_nowhere(guest, editor, member, doc, known, outbox, caplog, rf):
    caplog.set_level(logging.DEBUG, logger="multivector")
    guest.say(doc, notify="on")
    member.say(doc, text="With an account", parent=Comment.objects.get(text=TEXT).pk)
    comment = Comment.objects.get(text=TEXT)
    editor.post("/review/comments/act/", {"one": f"block_email:{comment.pk}"})
    editor.post("/review/comments/blocks/", {"kind": "email", "value": "Bolat@Example.org"})
    guest.post("/my-data/", {"email": "aigul@example.org"})
    addresses = [
        *(f"/{language}/comments/{doc}/" for language in ("ru", "kk", "en")),
        f"/comments/{doc}/?reply={comment.pk}",
        f"/comment/{comment.pk}/",
        "/review/comments/?show=all",
        "/review/comments/blocks/",
        "/review/comments/log/",
        f"/review/comments/{comment.pk}/",
        "/my-data/",
        f"/my-data/?token={token_of(outbox[-1])}",
    ]
    for client in (Guest(), guest, member, editor):
        for address in addresses:
            answer = client.get(address)
            shown = answer.content.decode() + str(answer.headers) + str(answer.cookies)
            for email in ("aigul@", "dana@", "bolat@", "editor@"):
                assert email not in shown.lower(), (address, email)
    request = rf.get("/")
    request.user = editor.get("/my-data/").wsgi_request.user
    assert "aigul@" not in "".join(plugged("article", request, document={"id": doc}))
    logged = caplog.text + json.dumps([vars(record) for record in caplog.records], default=str)
    assert "aigul@" not in logged
    assert token_of(outbox[-1]) not in logged


def test_a_username_that_is_an_email_is_not_shown(django_user_model, doc):
    client = Guest()
    client.force_login(django_user_model.objects.create_user("kanat@example.org", password="x"))
    client.say(doc)
    assert "@" not in Comment.objects.get().name


# -- one's own data ---------------------------------------------------------------------------------------------------


def test_export_and_deletion_by_a_mailed_link(guest, doc, published, outbox):
    guest.post(f"/comment/{published.pk}/edit/", {"text": "Later text"})
    guest.post(f"/rate/{doc}/", {"stars": 4})
    guest.post("/my-data/", {"email": "Aigul@example.org"})
    token = token_of(outbox[-1])
    assert DataLink.objects.get().token != token
    data = guest.get(f"/my-data/export/?token={token}").json()
    assert {row["text"] for row in data["comments"]} == {"Before.", "Later text"}
    assert data["comments"][1]["earlier"][0]["text"] == TEXT
    assert data["ratings"][0]["stars"] == 4
    guest.post("/my-data/delete/", {"token": token})
    assert Comment.objects.filter(status="approved").count() == 2  # not without a tick
    guest.post("/my-data/delete/", {"token": token, "sure": "yes"})
    kept = json.dumps(list(Comment.objects.values("name", "email", "text", "guest", "network", "user")))
    assert not re.search("Aigul|aigul|text about|127", kept)
    assert not Vote.objects.exists()
    assert guest.get(f"/my-data/export/?token={token}").status_code == 302  # good once


def test_the_answer_does_not_tell_whether_an_email_is_known(guest, published, outbox):
    answers = [
        guest.post("/my-data/", {"email": email}, follow=True).content.decode()
        for email in ("aigul@example.org", "nobody@example.org")
    ]
    assert all("a link is on its way" in answer for answer in answers)
    assert len(outbox) == 1


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_no_export_without_a_link_or_an_account(guest, published, token):
    assert guest.get(f"/my-data/export/?token={token}").status_code == 302
    guest.post("/my-data/delete/", {"token": token, "sure": "yes"})
    published.refresh_from_db()
    assert published.text == TEXT


def test_a_link_runs_out(guest, published, outbox):
    guest.post("/my-data/", {"email": "aigul@example.org"})
    DataLink.objects.update(created=timezone.now() - rules.LINK_LIFE - timedelta(seconds=1))
    assert guest.get(f"/my-data/export/?token={token_of(outbox[-1])}").status_code == 302


def test_an_account_sees_and_deletes_its_own_alone(member, editor, published, doc):
    member.say(doc, text="With an account")
    editor.say(doc, text="Of another account")
    assert [row["text"] for row in member.get("/my-data/export/").json()["comments"]] == ["With an account"]
    member.post("/my-data/delete/", {"sure": "yes"})
    shown = set(Comment.objects.exclude(text="").values_list("text", flat=True))
    assert shown == {TEXT, "Before.", "Of another account"}


def test_links_are_mailed_only_so_often(guest, published, outbox):
    for _ in range(rules.LINKS_MAILED[0] + 2):
        last = guest.post("/my-data/", {"email": "aigul@example.org"})
    assert last.status_code == 429
    assert len(outbox) == rules.LINKS_MAILED[0]


def test_addresses_are_kept_short_and_not_for_long(doc):
    Guest(REMOTE_ADDR="203.0.113.77").say(doc)
    Guest(REMOTE_ADDR="2001:db8:1:2::3").say(doc, text="From another network")
    assert set(Comment.objects.values_list("network", flat=True)) == {"203.0.113.0", "2001:db8:1::"}
    comment = Comment.objects.first()
    Complaint.objects.create(comment=comment, network="203.0.113.0")
    past = timezone.now() - rules.NETWORK_LIFE - timedelta(hours=1)
    Comment.objects.update(created=past)
    Complaint.objects.update(created=past)
    assert actions.forget_addresses() == 3
    assert set(Comment.objects.values_list("network", flat=True)) == {""}


def test_few_questions_to_the_database(guest, doc, published, django_assert_max_num_queries):
    request = RequestFactory().get("/")
    request.user = Guest().get("/my-data/").wsgi_request.user
    with django_assert_max_num_queries(2):
        [html] = [part for part in plugged("article", request, document={"id": doc}) if 'id="comments"' in part]
    assert 'id="rating"' in html
    assert TEXT in html


def test_a_mailed_link_touches_nothing_of_an_account(published, member, doc, outbox):
    member.post(f"/rate/{doc}/", {"stars": 5})
    Guest().post("/my-data/", {"email": "aigul@example.org"})
    member.post("/my-data/delete/", {"token": token_of(outbox[-1]), "sure": "yes"})
    assert Vote.objects.count() == 1
    assert not Comment.objects.exclude(text="").exists()
