import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from multivector import Record
from multivector.errors import StopRun
from multivector.observatory.archive import archive
from multivector.observatory.desk import actions, jobs
from multivector.observatory.desk import worker as module
from multivector.observatory.desk.failures import FAILURES
from multivector.observatory.desk.models import Article, Job, Version
from multivector.record.lock import write_lock
from tests.observatory.desk.conftest import ARTICLE

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Договор",
    "text": ARTICLE,
    "published": "2017-05-13",
    "language": "ru",
    "author": "А. Автор",
    "source": "Газета",
    "url": "",
}
HTML = f"<html><head><title>Договор</title></head><body><article><h1>Договор</h1><p>{ARTICLE}</p><p>{'Казахстан и Россия сотрудничают давно и во многом. ' * 5}</p></article></body></html>"


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("writer", password="x", is_staff=True)


def test_a_text_becomes_a_draft_with_its_entries_and_nothing_is_published(editor, run, site):
    article = actions.write(editor, FIELDS)
    run()
    assert Job.objects.get().state == Job.State.DONE
    assert {"AGREE", "CONSULT"} <= {event["type"] for event in article.latest.coded["events"]}
    assert archive().document(article.doc) is None


def test_published_it_stands_in_the_record_and_a_change_replaces_its_entries(editor, run, own_record):
    article = actions.write(editor, FIELDS)
    run()
    actions.publish(editor, article)
    run()
    article.refresh_from_db()
    assert (article.state, article.shown) == ("published", 1)
    (row,) = Record(own_record).documents().filter(id=article.doc).collect().to_dicts()
    assert (row["title"], row["author"], row["source"], row["published"]) == (
        "Договор",
        "А. Автор",
        "Газета",
        "2017-05-13",
    )
    assert row["coder"]
    before = {found.entry.id for found in Record(own_record).find(doc=article.doc)}
    assert before
    assert actions.publish(editor, article) is None
    actions.edit(editor, article, {**FIELDS, "text": "Казахстан осудил Армению."}, based_on=1, note="all of it")
    run()
    assert {found.entry.id for found in Record(own_record).find(doc=article.doc)} == before
    actions.publish(editor, article)
    run()
    assert [found.entry.type for found in Record(own_record).find(doc=article.doc)] == ["ACCUSE"]
    assert [(v.number, v.editor_name, v.note) for v in article.versions.order_by("number")] == [
        (1, "writer", ""),
        (2, "writer", "all of it"),
    ]


def test_an_article_of_the_record_is_edited(editor, run, own_record):
    doc = archive().value("SELECT id FROM documents WHERE id LIKE '%iran-deal.txt'")
    article = actions.open_record(editor, archive(), doc)
    assert actions.open_record(editor, archive(), doc) == article
    assert article.latest.text == archive().document(doc)["text"]
    assert actions.open_record(editor, archive(), "nowhere") is None
    fields = {name: getattr(article.latest, name) for name in FIELDS}
    actions.edit(editor, article, {**fields, "author": "Somebody"}, based_on=1)
    actions.publish(editor, article)
    run()
    assert Record(own_record).documents().filter(id=doc).collect()["author"].to_list() == ["Somebody"]


def test_two_who_edit_at_once(editor, run):
    article = actions.write(editor, FIELDS)
    actions.edit(editor, article, FIELDS, based_on=1)
    with pytest.raises(actions.Changed):
        actions.edit(editor, article, FIELDS, based_on=1)
    version = article.latest
    version.title = "otherwise"
    with pytest.raises(TypeError):
        version.save()


def test_a_page_becomes_a_draft(editor, run, web):
    web["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, HTML.encode())
    article = actions.fetch(editor, web["address"] + "/a")
    run()
    version = article.latest
    assert (version.title, version.language, version.url) == ("Договор", "ru", web["address"] + "/a")
    assert version.coded["events"]


def test_items_of_a_feed_become_drafts_once(editor, run, web):
    web["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, HTML.encode())
    items = f"<item><title>Полный текст</title><link>/b</link><description>{ARTICLE * 4}</description></item><item><title>Начало</title><link>/a</link></item>"
    web["/feed"] = (
        200,
        {"Content-Type": "application/rss+xml"},
        f"<rss><channel><title>Лента</title>{items}</channel></rss>".encode(),
    )
    for made in (2, 0):
        job = actions.feed(editor, web["address"] + "/feed")
        run()
        job.refresh_from_db()
        assert (job.state, job.made) == ("done", made)
    assert sorted(article.latest.title for article in Article.objects.all()) == ["Договор", "Полный текст"]
    assert all(version.coded["events"] for version in Version.objects.all())


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ((404, {}, b""), "status"),
        ((200, {"Content-Type": "image/png"}, b"x"), "kind"),
        ((200, {"Content-Type": "text/html"}, b"<html><body></body></html>"), "empty"),
        (
            (
                200,
                {"Content-Type": "text/plain"},
                "Ceci n'est pas une langue que nous connaissons, et voilà tout.".encode(),
            ),
            "language",
        ),
        ((200, {"Content-Type": "text/plain"}, b"\x00\x01\x02\xff"), "kind"),
        ((200, {"Content-Type": "application/rss+xml"}, b"<rss/>"), "kind"),
    ],
)
def test_a_page_that_is_no_article_says_what_to_do(editor, run, web, staff, page, code):
    web["/a"] = page
    actions.fetch(editor, web["address"] + "/a")
    run()
    job = Job.objects.get()
    assert (job.state, job.failure) == ("failed", code)
    text = staff.get("/desk/").content.decode()
    assert str(FAILURES[code][1]) in text.replace("&#x27;", "'")
    staff.post(f"/desk/jobs/{job.pk}/again/")
    assert Job.objects.get().state == "waiting"


def test_a_language_that_is_not_coded(editor, run):
    actions.write(editor, {**FIELDS, "language": "kk"})
    run()
    assert Job.objects.get().failure == "language"


def test_a_fault_costs_one_job(editor, run, monkeypatch, coder):
    monkeypatch.setattr(type(coder), "code", lambda *arguments: 1 / 0)
    actions.write(editor, FIELDS)
    run()
    assert (Job.objects.get().failure, Job.objects.get().detail) == ("fault", "ZeroDivisionError")


def test_a_record_that_is_being_written_is_waited_for(editor, run, worker, own_record, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    article = actions.write(editor, FIELDS)
    run()
    job = actions.publish(editor, article)
    with write_lock(own_record):
        run()
    job.refresh_from_db()
    assert (job.state, job.stage) == ("waiting", "busy")
    assert not worker.step()  # not before its time
    Job.objects.update(ready=timezone.now())
    run()
    job.refresh_from_db()
    assert job.state == "done"
    Job.objects.filter(pk=job.pk).update(
        state="running", worker=worker.name, created=timezone.now() - timedelta(hours=2)
    )
    job.refresh_from_db()
    jobs.later(job)
    job.refresh_from_db()
    assert (job.state, job.failure) == ("failed", "busy")


def test_a_full_disk(editor, run, own_record, monkeypatch):
    article = actions.write(editor, FIELDS)
    run()

    def write(*arguments, **options):
        raise StopRun("the disk is full")

    monkeypatch.setattr(Record, "write", write)
    actions.publish(editor, article)
    run()
    assert Job.objects.get(kind="publish").failure == "record"
    article.refresh_from_db()
    assert article.state == "draft"


@pytest.mark.parametrize(("taken", "state"), [(1, "waiting"), (jobs.MOST_TIMES, "failed")])
def test_what_a_killed_worker_left_is_taken_up_again(editor, taken, state):
    actions.write(editor, FIELDS)
    job = jobs.claim(f"{jobs.worker_name().partition(':')[0]}:999999999:1")  # no such process
    Job.objects.update(taken=taken)
    assert jobs.take_up_again(jobs.worker_name()) == 1
    job.refresh_from_db()
    assert job.state == state
    jobs.done(job)  # should the dead one speak after all
    job.refresh_from_db()
    assert job.state == state


def test_a_living_worker_keeps_its_job_until_it_is_silent(editor):
    import os

    actions.write(editor, FIELDS)
    jobs.claim(f"another-machine:{os.getpid()}:1")
    assert jobs.take_up_again(jobs.worker_name()) == 0
    Job.objects.update(beat=timezone.now() - timedelta(minutes=5))
    assert jobs.take_up_again(jobs.worker_name()) == 1


def test_a_job_is_given_once(editor):
    actions.write(editor, FIELDS)
    assert jobs.claim("one:1:1") is not None
    assert jobs.claim("two:2:2") is None


@pytest.mark.django_db(transaction=True)
def test_the_loop_works_and_ends(editor, monkeypatch, coder):
    monkeypatch.setattr(module, "Coder", lambda *arguments: coder)
    monkeypatch.setattr(module, "BEAT", 0.05)
    actions.write(editor, FIELDS)
    stop = threading.Event()
    watcher = threading.Thread(target=_stop_when_done, args=(stop,))
    watcher.start()
    module.work(stop)
    watcher.join()
    assert Job.objects.get().state == "done"


def _stop_when_done(stop):
    from django.db import connection

    for _ in range(200):
        if Job.objects.filter(state="done").exists():
            break
        stop.wait(0.1)
    stop.set()
    connection.close()
