import re

import pytest

from multivector.observatory.readers import moderation
from multivector.observatory.readers.models import Action, Block, Comment, Complaint, Revision

from .conftest import TEXT, Guest


@pytest.fixture
def waiting(guest, doc):
    guest.say(doc)
    return Comment.objects.get()


def header(client, path="/ru/review/comments/"):
    return re.search(r"<header.*?</header>", client.get(path).content.decode(), re.DOTALL)[0]


def test_the_header_leads_staff_to_what_waits(editor, member, waiting):
    assert re.search(r'href="/ru/review/comments/" aria-current="page">Комментарии <span[^>]*>1</span>', header(editor))
    assert header(editor).count('aria-current="page"') == 1
    assert 'href="/ru/review/"' in header(editor)
    assert "review" not in header(member, "/ru/articles/")
    act(editor, "approve", waiting)
    assert "Комментарии</a>" in header(editor)


def act(editor, what, comment, reason=""):
    return editor.post("/review/comments/act/", {"one": f"{what}:{comment.pk}", "reason": reason}, follow=True)


@pytest.mark.parametrize(("what", "status"), [("approve", "approved"), ("reject", "rejected"), ("delete", "deleted")])
def test_each_decision_is_done_and_logged(editor, waiting, doc, what, status):
    assert TEXT in editor.get("/review/comments/").content.decode()
    act(editor, what, waiting, "seen")
    waiting.refresh_from_db()
    assert waiting.status == status
    action = Action.objects.get()
    assert (action.what, action.by_name, action.reason, action.comment, action.doc) == (
        what,
        "editor",
        "seen",
        waiting,
        doc,
    )
    assert (TEXT in Guest().get(f"/comments/{doc}/").content.decode()) == (what == "approve")
    assert TEXT not in editor.get("/review/comments/").content.decode()
    assert "editor" in editor.get("/review/comments/log/").content.decode()


def test_once_published_the_next_does_not_wait(editor, guest, waiting, doc):
    act(editor, "approve", waiting)
    guest.say(doc, text="A second one")
    assert Comment.objects.get(text="A second one").is_approved


def test_many_at_once(editor, doc):
    rows = [Comment.objects.create(doc=doc, name="N", text=f"Number {i}") for i in range(3)]
    data = {"comment": [row.pk for row in rows[:2]] + ["x"], "do": "approve"}
    answer = editor.post("/review/comments/act/", data, follow=True)
    assert "2 comments were changed" in answer.content.decode()
    assert Comment.objects.filter(status="approved").count() == 2
    assert Action.objects.count() == 2


def test_nothing_is_done_without_a_choice(editor, waiting):
    editor.post("/review/comments/act/", {"comment": waiting.pk, "do": "explode"})
    waiting.refresh_from_db()
    assert waiting.status == "waiting"


def test_a_change_has_its_reason_and_history(editor, waiting):
    address = f"/review/comments/{waiting.pk}/"
    assert "This must be filled in." in editor.post(address, {"text": "Milder."}).content.decode()
    editor.post(address, {"text": "Milder.", "reason": "no insults"})
    waiting.refresh_from_db()
    assert (waiting.text, waiting.by_moderator) == ("Milder.", True)
    revision = Revision.objects.get()
    assert (revision.text, revision.reason, revision.by.username) == (TEXT, "no insults", "editor")
    html = editor.get(address).content.decode()
    assert TEXT in html
    act(editor, "approve", waiting)
    assert "Changed by a moderator: no insults" in Guest().get(f"/en/comments/{waiting.doc}/").content.decode()


def test_complaints_are_settled_by_a_decision(editor, published):
    Complaint.objects.create(comment=published, network="198.51.1.0", guest="1" * 32)
    assert TEXT in editor.get("/review/comments/?show=complained").content.decode()
    act(editor, "approve", published)
    assert TEXT not in editor.get("/review/comments/?show=complained").content.decode()
    assert Action.objects.get().what == "approve"


@pytest.mark.parametrize(("what", "other"), [("block_network", {"email": "x@example.com"}), ("block_email", {})])
def test_blocking_an_author(editor, waiting, doc, what, other):
    act(editor, what, waiting)
    client = Guest(REMOTE_ADDR="127.0.0.1" if what == "block_network" else "198.51.1.1")
    assert "No comments are taken from here" in client.say(doc, text="Again me", **other).content.decode()
    assert Action.objects.get().what == "block"
    block = Block.objects.get()
    editor.post("/review/comments/blocks/", {"lift": block.pk})
    assert client.say(doc, text="Again me", **other).status_code == 302
    assert list(Action.objects.order_by("id").values_list("what", flat=True)) == ["block", "unblock"]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("network", "here", "Give an address"),
        ("email", "x", "valid email"),
        ("email", "@", "valid email"),
        ("word", "a", "three letters"),
        ("word", "", "must be filled in"),
    ],
)
def test_a_block_that_makes_no_sense(editor, kind, value, said):
    assert said in editor.post("/review/comments/blocks/", {"kind": kind, "value": value}).content.decode()
    assert not Block.objects.exists()


def test_what_its_author_took_away_stays_away(editor, guest, waiting):
    guest.post(f"/comment/{waiting.pk}/delete/")
    act(editor, "approve", waiting)
    waiting.refresh_from_db()
    assert waiting.is_gone
    assert editor.post(f"/review/comments/{waiting.pk}/", {"text": "x", "reason": "y"}).status_code == 404


def test_actions_ask_who_may(member, waiting):
    from django.core.exceptions import PermissionDenied

    for act in (
        lambda: moderation.decide("approve", [waiting.pk], member.user),
        lambda: moderation.edit(waiting, "x", member.user, "y"),
        lambda: moderation.block("word", "x", "x", member.user),
        lambda: moderation.close(waiting.doc, True, member.user),
    ):
        with pytest.raises(PermissionDenied):
            act()
