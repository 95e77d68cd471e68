"""A published article is taken away: what staff do, what readers see, what is left in the record, and the way back."""

import pytest
from django.test import Client
from django.utils import timezone

from multivector import Record
from multivector.observatory.archive import archive
from multivector.observatory.archive.keeping import look_again
from multivector.observatory.desk import actions, jobs, withdrawal
from multivector.observatory.desk import worker as module
from multivector.observatory.desk.models import Article, Job, Withdrawal
from multivector.observatory.operations.backup import backup, restore
from multivector.observatory.readers.models import Comment
from multivector.record.lock import write_lock
from tests.observatory.desk.test_pages import FIELDS

pytestmark = pytest.mark.django_db
WHY = "A court in Astana has ordered it."
PUBLIC = ("/articles/{}/", "/articles/{}/text.txt", "/articles/{}/annotations.json", "/comments/{}/", "/rate/{}/")


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("writer", first_name="Dana", last_name="Serik", is_staff=True)


@pytest.fixture
def published(editor, run, own_record):
    article = actions.write(editor, FIELDS)
    actions.publish(editor, article)
    run()
    look_again()
    article.refresh_from_db()
    return article


@pytest.fixture
def comment(published):
    made = Comment.objects.create(doc=published.doc, name="Aigul", email="a@example.org", text="So?", status="approved")
    Comment.objects.filter(pk=made.pk).update(thread=made.pk)
    return made


def status(address):
    return Client().get(address).status_code


def kept(record, doc):
    """How many documents, events and facts of it the record has."""
    opened = Record(record)
    return [
        opened.documents().filter(id=doc).collect().height,
        *(table.filter(doc=doc).collect().height for table in (opened.events(), opened.facts())),
    ]


def test_staff_give_a_reason_see_what_readers_will_and_do_it(staff, published, run, own_record):
    address = f"/desk/{published.pk}/withdraw/"
    assert f'href="{address}"' in staff.get(f"/desk/{published.pk}/").content.decode()
    assert 'name="reason"' in staff.get(address).content.decode()
    assert 'class="error"' in staff.post(address, {"reason": " "}).content.decode()
    assert "Take the e-mail address out" in staff.post(address, {"reason": "dana@example.org asked"}).content.decode()
    asked = staff.post(address, {"reason": WHY}).content.decode()
    assert WHY in asked
    assert 'name="sure"' in asked
    assert not Withdrawal.objects.exists()
    assert "readers are told so" in staff.post(address, {"reason": WHY, "sure": "1"}, follow=True).content.decode()
    run()
    for path in ("", "versions/"):
        assert f"editor: {WHY}" in staff.get(f"/desk/{published.pk}/{path}").content.decode()
    assert kept(own_record, published.doc) == [0, 0, 0]
    assert "Only what is published" in staff.get(address, follow=True).content.decode()
    assert FIELDS["title"] in staff.get("/desk/?state=withdrawn").content.decode()


def test_readers_see_who_when_and_why_at_once(editor, published, comment):
    assert [status(path.format(published.doc)) for path in PUBLIC] == [200, 200, 200, 200, 302]
    actions.withdraw(editor, published, WHY)
    assert [status(path.format(published.doc)) for path in PUBLIC] == [410] * len(PUBLIC)
    for language, day in (("ru", "Дата отзыва"), ("kk", "Қайтарып алынған күні"), ("en", "taken away on")):
        answer = Client().get(f"/{language}/articles/{published.doc}/")
        text = answer.content.decode()
        assert all(said in text for said in (day, str(timezone.now().year), "Dana Serik", WHY))
        assert not any(said in text for said in (FIELDS["title"], comment.text, "example.org"))
        assert "no-store" in answer["Cache-Control"]


def test_it_leaves_all_lists_and_its_comments_can_not_be_reached(editor, published, comment, run, own_record):
    lists = ("/articles/?year=2017&q=договор", "/explore/?q=договор", "/articles/feed.atom")
    assert kept(own_record, published.doc)[0] == 1
    assert published.doc in Client().get(lists[0]).content.decode()
    others = Record(own_record).documents().collect().height
    actions.withdraw(editor, published, WHY)
    run()
    look_again()
    assert kept(own_record, published.doc) == [0, 0, 0]
    assert Record(own_record).documents().collect().height == others - 1
    for path in lists:
        assert published.doc not in Client().get(path).content.decode(), path
    assert status(f"/api/v1/documents/{published.doc}") == 404
    reader = Client()
    assert reader.get(f"/comment/{comment.pk}/", follow=True).status_code in (404, 410)
    for path in ("reply/", "complain/"):
        assert reader.post(f"/comment/{comment.pk}/{path}").status_code in (404, 405)
    assert reader.get(f"/comment/{comment.pk}/reply/", headers={"HX-Request": "true"}).status_code == 404


def test_the_same_text_is_published_anew(editor, published, run, own_record):
    before = kept(own_record, published.doc)
    actions.withdraw(editor, published, WHY)
    run()
    published.refresh_from_db()
    assert (published.state, published.shown) == ("withdrawn", None)
    assert actions.withdraw(editor, published, WHY) is None
    assert actions.publish(editor, published)
    run()
    look_again()
    published.refresh_from_db()
    assert (published.state, published.shown) == ("published", 1)
    assert kept(own_record, published.doc) == before
    assert status(f"/articles/{published.doc}/") == 200
    assert Withdrawal.objects.get().ended
    assert actions.withdraw(editor, published, WHY)
    assert Withdrawal.objects.count() == 2


def test_an_article_of_the_record_is_withdrawn_from_its_page(staff, run, own_record):
    doc = archive().value("SELECT id FROM documents ORDER BY row LIMIT 1")
    assert 'value="withdraw"' in staff.get(f"/articles/{doc}/").content.decode()
    assert 'value="withdraw"' not in Client().get(f"/articles/{doc}/").content.decode()
    address = staff.post(f"/desk/open/{doc}/", {"then": "withdraw"}).url
    assert address == f"/desk/{Article.objects.get().pk}/withdraw/"
    staff.post(address, {"reason": WHY, "sure": "1"})
    run()
    assert kept(own_record, doc) == [0, 0, 0]
    assert status(f"/articles/{doc}/") == 410


def test_readers_can_not_withdraw(client, django_user_model, published):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.post(f"/desk/{published.pk}/withdraw/", {"reason": WHY, "sure": "1"}).status_code == 403
    assert not Withdrawal.objects.exists()


def test_a_record_that_is_busy_is_tried_again_and_nothing_drops_that(editor, published, run, own_record, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    with write_lock(own_record):
        actions.withdraw(editor, published, WHY)
        run()
    assert status(f"/articles/{published.doc}/") == 410
    actions.edit(editor, published, {**FIELDS, "title": "Another"}, based_on=1)
    assert Job.objects.get(kind=Job.Kind.REMOVE).state == Job.State.WAITING
    Job.objects.update(ready=timezone.now())
    run()
    assert kept(own_record, published.doc) == [0, 0, 0]


def test_one_that_is_withdrawn_while_a_version_of_it_is_being_published(editor, published, run, worker, own_record):
    actions.edit(editor, published, {**FIELDS, "title": "Another"}, based_on=1)
    job = actions.publish(editor, published)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, worker="other:1:1", beat=timezone.now())
    job.refresh_from_db()
    actions.withdraw(editor, published, WHY)
    run()
    worker._publish(job)
    jobs.done(job)
    assert kept(own_record, published.doc)[0] == 1
    run()
    published.refresh_from_db()
    assert published.state == "withdrawn"
    assert kept(own_record, published.doc) == [0, 0, 0]


def test_what_is_coded_again_from_its_file_is_taken_out_again(editor, run, own_record):
    doc = archive().value("SELECT id FROM documents ORDER BY row LIMIT 1")
    article = actions.open_record(editor, archive(), doc)
    withdrawal.take_out_again()
    assert not Job.objects.exists()
    actions.withdraw(editor, article, WHY)
    Job.objects.all().delete()
    withdrawal.take_out_again()
    run()
    assert kept(own_record, doc) == [0, 0, 0]


def test_an_account_that_is_called_as_its_mail_is_not_named(django_user_model, published):
    actions.withdraw(django_user_model.objects.create_user("dana@example.org", is_staff=True), published, WHY)
    text = Client().get(f"/en/articles/{published.doc}/").content.decode()
    assert "by the editors" in text
    assert "example.org" not in text


def test_withdrawals_are_in_the_backup(editor, published, tmp_path):
    actions.withdraw(editor, published, WHY)
    backup(tmp_path / "saved")
    Withdrawal.objects.all().delete()
    restore(tmp_path / "saved", replace=True)
    assert (Withdrawal.objects.get().reason, withdrawal.in_force(published.doc).who) == (WHY, "Dana Serik")
