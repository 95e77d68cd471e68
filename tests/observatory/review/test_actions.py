import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from multivector.observatory.review import actions, queries
from multivector.observatory.review.agreement import compare
from multivector.observatory.review.models import Dispute, Judgement, Mark

pytestmark = pytest.mark.django_db
A, C, R = Judgement.Verdict.ACCEPT, Judgement.Verdict.CORRECT, Judgement.Verdict.REJECT


def say(people, event, text):
    """`ann:A ben:R` and so on; `ann:undo` takes back."""
    by_name = {user.username: user for user in people}
    for one in text.split():
        name, _, verdict = one.partition(":")
        if verdict == "undo":
            actions.undo(by_name[name])
        elif verdict == "C":
            actions.judge(by_name[name], event, C, correction={"type": "AID"})
        else:
            actions.judge(by_name[name], event, {"A": A, "R": R}[verdict], why="type" if verdict == "R" else "")


@pytest.mark.parametrize(
    ("said", "verdict", "counts"),
    [
        ("ann:A", "accepted", (1, 0, 0)),
        ("ann:A ben:A", "accepted", (2, 0, 0)),
        ("ann:A ann:R", "rejected", (0, 0, 1)),  # the latest of each counts
        ("ann:A ben:R", "open", (1, 0, 1)),
        ("ann:A ben:R cay:R", "rejected", (1, 0, 2)),
        ("ann:A ben:C", "corrected", (1, 1, 0)),
        ("ben:C ann:A", "accepted", (1, 1, 0)),
        ("ann:A ann:undo", "", (0, 0, 0)),
        ("ann:A ann:R ann:undo", "accepted", (1, 0, 0)),
        ("ann:A ann:R ann:C ann:undo ann:undo", "accepted", (1, 0, 0)),
        ("ann:A ben:R ann:undo ann:undo", "rejected", (0, 0, 1)),
    ],
)
def test_what_judgements_come_to(people, event, said, verdict, counts):
    say(people, event, said)
    mark = Mark.objects.get(entry=event["id"])
    assert (mark.verdict, (mark.accepted, mark.corrected, mark.rejected)) == (verdict, counts)


def test_nothing_said_is_ever_lost(people, event):
    say(people, event, "ann:A ann:R ann:undo")
    assert [one.verdict for one in queries.history(event["id"])] == ["accept", "reject", "accept"]
    judgement = Judgement.objects.first()
    assert judgement.snapshot["sentence"] == event["sentence"]
    judgement.verdict = R
    with pytest.raises(TypeError):
        judgement.save()
    with pytest.raises(TypeError):
        judgement.delete()


def test_a_judgement_outlives_its_reviewers_account(people, event):
    say(people, event, "ann:A ben:A")
    people[0].delete()
    assert [one.author for one in queries.history(event["id"])] == ["ben", "ann"]
    assert compare(Judgement.objects.order_by("id"))[0].on_verdict.n == 1


def test_only_staff_judge(django_user_model, event):
    reader = django_user_model.objects.create_user("reader")
    for action in (lambda: actions.judge(reader, event, A), lambda: actions.undo(reader)):
        with pytest.raises(PermissionDenied):
            action()


def dispute(event, where, user=None):
    request = RequestFactory().post("/", REMOTE_ADDR=where)
    from django.contrib.auth.models import AnonymousUser

    request.user = user or AnonymousUser()
    return actions.dispute(request, event, kind="type", text="why", email="")


def test_readers_are_counted_once_until_somebody_answers(people, event):
    for where in ("203.0.113.1", "203.0.113.1", "203.0.113.2"):
        dispute(event, where)
    assert queries.marks([event["id"]])[event["id"]].disputed == 2
    assert not any("203.0.113" in str(row) for row in Dispute.objects.values())
    say(people, event, "ann:A")
    assert queries.marks([event["id"]])[event["id"]].disputed == 0
    say(people, event, "ann:undo")
    assert queries.marks([event["id"]])[event["id"]].disputed == 2


def test_marks_of_many_entries_are_one_query(people, archive, django_assert_num_queries):
    rows = archive.rows("SELECT * FROM entries ORDER BY row LIMIT 30")
    for row in rows[:3]:
        actions.judge(people[0], row, A)
    with django_assert_num_queries(1):
        assert set(queries.marks(row["id"] for row in rows)) == {row["id"] for row in rows[:3]}


def test_agreement_is_of_pairs(people, archive):
    rows = archive.rows("SELECT * FROM entries WHERE kind = 'event' AND type <> 'AID' ORDER BY row LIMIT 4")
    for row, said in zip(rows, ("ann:A ben:A", "ann:A ben:R", "ann:A ben:C", "ann:R ben:R"), strict=True):
        say(people, row, said)
    together, pairs, dissents = compare(Judgement.objects.order_by("id"))
    assert (together.on_verdict.n, together.on_verdict.share, together.on_verdict.kappa) == (4, 0.75, 0.5)
    assert (together.on_type.n, together.on_type.share) == (2, 0.5)
    assert [pair.names for pair in pairs] == [("ann", "ben")]
    assert [one.said for one in dissents] == [(rows[1]["type"], "reject"), (rows[2]["type"], "AID")]
