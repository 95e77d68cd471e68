import re
from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.utils import timezone

from multivector.observatory.readers import challenge, rules
from multivector.observatory.readers.models import Block, Comment, Revision

from .conftest import TEXT, Guest


def page(client, doc, language="en"):
    return client.get(f"/{language}/comments/{doc}/").content.decode()


def test_a_newcomer_waits_and_sees_that(guest, doc, outbox):
    answer = guest.post(f"/comments/{doc}/", guest.form(doc), follow=True)
    assert "A moderator will read your comment" in answer.content.decode()
    assert Comment.objects.get().why == "newcomer"
    assert TEXT in page(guest, doc)
    assert TEXT not in page(Guest(), doc)
    assert [mail.to for mail in outbox] == [["mod@example.org"]]
    assert "aigul@example.org" not in outbox[0].body


def test_a_known_reader_is_published(guest, doc, known, outbox):
    guest.say(doc)
    html = page(Guest(), doc)
    assert TEXT in html
    assert '<span class="count">1</span>' in html
    assert not outbox


def test_a_reader_with_an_account_needs_no_captcha(member, doc):
    html = page(member, doc)
    assert "captcha_0" not in html
    assert 'name="email"' not in html
    member.say(doc)
    comment = Comment.objects.get()
    assert (comment.name, comment.email, comment.user) == ("Dana", "", member.user)


def test_required_fields_are_starred_and_named(guest, doc):
    html = page(guest, doc)
    assert len(re.findall(r'class="star"', html)) == 4  # name, e-mail, text, captcha
    for language, said in [
        ("en", "This must be filled in."),
        ("ru", "Это поле нужно заполнить."),
        ("kk", "Бұл өрісті толтыру керек."),
    ]:
        form = guest.form(doc, name="", email="", text=" \u200b ", captcha_1="")
        answer = guest.post(f"/{language}/comments/{doc}/", form).content.decode()
        assert answer.count(said) == 4
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "nonsense", "no e-mail address"),
        ("name", "x" * 61, "too long"),
        ("name", "me@example.org", "not an e-mail"),
        ("text", "x" * 5001, "too long"),
        ("text", "Write me: Aigul@Example.org", "where all would see it"),
        ("captcha_1", "wrong", "Here is another one"),
        ("stamp", "forged", "send it once more"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(guest, doc, field, value, said):
    html = guest.say(doc, **{field: value}).content.decode()
    assert said in html
    assert 'value="Aigul"' in html or field == "name"
    assert TEXT in html or field == "text"
    assert not Comment.objects.exists()


def test_a_stamp_of_another_article_does_not_count(guest, doc, other_doc):
    assert "once more" in guest.say(doc, stamp=guest.form(other_doc)["stamp"]).content.decode()


def test_replies_make_a_tree_of_bounded_depth(guest, doc, known, monkeypatch):
    monkeypatch.setattr(rules, "FLOOD_NETWORK", (100, timedelta(minutes=10)))
    monkeypatch.setattr(rules, "FLOOD_PERSON", (100, timedelta(minutes=5)))
    parent = ""
    for i in range(7):
        guest.say(doc, text=f"Step {i}", parent=parent)
        parent = Comment.objects.get(text=f"Step {i}").pk
    html = page(guest, doc)
    section = html[html.index('<ol class="thread">') :]
    assert [section.index(f"Step {i}") for i in range(7)] == sorted(section.index(f"Step {i}") for i in range(7))
    assert section.count("<ol") == section.count("</ol>") == rules.DEPTH
    assert section.count("<li") == section.count("</li>") == 7
    assert len(set(Comment.objects.filter(doc=doc).values_list("thread", flat=True))) == 1


def test_a_reply_needs_a_published_comment_of_the_same_article(guest, doc, other_doc, published):
    assert guest.say(other_doc, text="Elsewhere", parent=published.pk).status_code == 404
    Comment.objects.filter(pk=published.pk).update(status="rejected")
    assert guest.say(doc, text="Too late", parent=published.pk).status_code == 404
    assert guest.say(doc, text="Nonsense", parent="x").status_code == 404


def test_the_place_of_an_answered_comment_stays(guest, doc, published):
    guest.say(doc, text="An answer", parent=published.pk)
    guest.post(f"/comment/{published.pk}/delete/")
    html = page(Guest(), doc)
    assert "This comment was deleted." in html
    assert "An answer" in html
    assert TEXT not in html
    assert '<span class="count">1</span>' in html


def test_threads_come_in_pages(guest, doc, monkeypatch):
    monkeypatch.setattr(rules, "THREADS", 2)
    from multivector.observatory.readers.actions import count

    for i in range(5):
        row = Comment.objects.create(doc=doc, name="N", text=f"Number {i}", status="approved")
        Comment.objects.filter(pk=row.pk).update(thread=row.pk)
    count(doc)
    seen = [re.findall(r"Number (\d)", guest.get(f"/comments/{doc}/?page={n}").content.decode()) for n in (1, 2, 3)]
    assert seen == [["4", "3"], ["2", "1"], ["0"]]
    first = Comment.objects.get(text="Number 0")
    assert guest.get(f"/comment/{first.pk}/").url == f"/comments/{doc}/?page=3#comment-{first.pk}"


def test_preview_keeps_the_captcha(guest, doc):
    form = guest.form(doc, text="Is it **this**?\n\nYes :smile:")
    html = guest.post(f"/comments/{doc}/", form | {"preview": "1"}).content.decode()
    assert "<p>Is it **this**?</p><p>Yes 😄</p>" in html
    assert form["captcha_0"] in html
    assert f'value="{form["captcha_1"]}"' in html
    assert not Comment.objects.exists()
    guest.post(f"/comments/{doc}/", form)
    assert Comment.objects.count() == 1


def test_htmx_gets_the_section_alone(guest, doc, known):
    html = guest.say(doc, headers={"hx-request": "true"}).content.decode()
    assert html.lstrip().startswith('<section id="comments"')
    assert "your comment is published" in html


# -- captcha ----------------------------------------------------------------------------------------------------------


def test_a_captcha_counts_once(guest, doc):
    form = guest.form(doc)
    guest.post(f"/comments/{doc}/", form)
    again = guest.post(f"/comments/{doc}/", form | {"text": "Another text"}).content.decode()
    assert "Here is another one" in again
    assert form["captcha_0"] not in again
    assert Comment.objects.count() == 1


def test_a_wrong_answer_uses_the_captcha_up(guest, doc):
    form = guest.form(doc)
    guest.post(f"/comments/{doc}/", form | {"captcha_1": "wrong"})
    assert "Here is another one" in guest.post(f"/comments/{doc}/", form).content.decode()
    assert not Comment.objects.exists()


def test_a_captcha_expires(guest, doc):
    form = guest.form(doc)
    CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
    assert "Here is another one" in guest.post(f"/comments/{doc}/", form).content.decode()


def test_a_used_key_gets_other_letters(guest, doc):
    form = guest.form(doc)
    guest.post(f"/comments/{doc}/", form)
    guest.get(f"/comment/captcha/{form['captcha_0']}.png")
    assert CaptchaStore.objects.get(hashkey=form["captcha_0"]).response != form["captcha_1"]


def test_a_click_on_the_picture_renews_it_without_scripts(guest, doc):
    form = guest.form(doc)
    html = guest.post(f"/comments/{doc}/", form | {"renew": "picture", "email": "half"}).content.decode()
    assert form["captcha_0"] not in html
    assert re.search(r"/comment/captcha/[0-9a-f]{40}\.png", html)
    assert 'value="half"' in html
    assert TEXT in html
    assert 'role="alert"' not in html


def test_a_click_on_the_picture_renews_it_by_htmx(guest):
    html = guest.get("/comment/captcha/?renew=picture&prefix=reply5_", headers={"hx-request": "true"}).content.decode()
    assert 'id="reply5_captcha"' in html
    key = guest.hidden(html, "captcha_0")
    picture = guest.get(f"/comment/captcha/{key}.png")
    assert picture["Content-Type"] == "image/png"
    assert "no-store" in picture["Cache-Control"]


@pytest.mark.parametrize("key", ["x", "0" * 39, "../../etc", "G" * 40])
def test_no_picture_for_what_is_no_key(guest, key):
    assert guest.get(f"/comment/captcha/{key}.png").status_code == 404
    assert not CaptchaStore.objects.exists()


def test_the_prefix_of_a_captcha_is_not_repeated_blindly(guest):
    html = guest.get("/comment/captcha/", {"prefix": '"><script>'}).content.decode()
    assert "<script>" not in html


@pytest.mark.parametrize(("language", "words"), [("en", "How much is"), ("ru", "Сколько будет"), ("kk", "нешеге тең")])
def test_a_question_stands_in_for_the_picture(guest, doc, known, language, words):
    form = guest.form(doc)
    html = guest.post(f"/{language}/comments/{doc}/", form | {"renew": "question"}).content.decode()
    assert words in html
    assert not re.search(r"(How much is|Сколько будет) \d", html)
    key = guest.hidden(html, "captcha_0")
    row = CaptchaStore.objects.get(hashkey=key)
    assert int(row.response) == eval(row.challenge)
    answered = form | {"captcha_0": key, "captcha_1": row.response}
    assert guest.post(f"/comments/{doc}/", answered).status_code == 302
    assert "Here is another" in guest.post(f"/comments/{doc}/", answered | {"text": "Once more"}).content.decode()


def test_looking_at_a_page_writes_nothing(guest, doc):
    guest.get(f"/comments/{doc}/")
    assert not CaptchaStore.objects.exists()


def test_letters_may_be_typed_on_a_cyrillic_keyboard(db):
    key = challenge.new("picture", "ru").key
    challenge.draw(key)
    CaptchaStore.objects.filter(hashkey=key).update(response="ackem")
    assert challenge.solve(key, "АСКЕМ")


# -- what makes a comment wait, or refuses it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "seconds", "why"),
    [
        ({"text": "Fine."}, 60, ""),
        ({"text": "See https://a.org https://b.org"}, 60, ""),
        ({"text": "See https://a.org http://b.org www.c.org"}, 60, "links"),
        ({"text": "Quick."}, 1, "fast"),
        ({"email": "new@example.org"}, 60, "newcomer"),
    ],
)
def test_why_a_comment_waits(guest, doc, known, fields, seconds, why):
    guest.say(doc, seconds, **fields)
    comment = Comment.objects.exclude(pk=known.pk).get()
    assert comment.why == why
    assert comment.status == ("waiting" if why else "approved")


def test_who_fills_in_the_hidden_field_is_thanked_and_not_shown(guest, doc, known, outbox):
    guest.say(doc, website="https://spam.example")
    assert Comment.objects.get(text=TEXT).status == "rejected"
    assert TEXT not in page(guest, doc)
    assert not outbox


def test_the_same_again_is_refused_and_elsewhere_waits(guest, doc, other_doc, known):
    text = "Everybody should read this long text about nothing at all!"
    guest.say(doc, text=text)
    assert "said that here already" in guest.say(doc, text=text.upper().replace(" ", "  ")).content.decode()
    guest.say(other_doc, text=text)
    assert list(Comment.objects.filter(text=text).order_by("id").values_list("why", flat=True)) == ["", "repeated"]


def test_flood_by_email_and_by_network(doc, known):
    for i in range(rules.FLOOD_PERSON[0]):
        Guest(REMOTE_ADDR=f"203.0.{i}.1").say(doc, text=f"Number {i}")
    assert "Please wait" in Guest(REMOTE_ADDR="203.0.99.1").say(doc, text="One more").content.decode()
    Comment.objects.all().delete()
    for i in range(rules.FLOOD_NETWORK[0]):
        Guest(REMOTE_ADDR=f"203.0.113.{i}").say(doc, text=f"Number {i}", email=f"n{i}@example.org")
    answer = Guest(REMOTE_ADDR="203.0.113.99").say(doc, text="One more", email="x@example.org").content.decode()
    assert "Please wait" in answer
    assert Comment.objects.count() == rules.FLOOD_NETWORK[0]


@pytest.mark.parametrize(("proxy", "status"), [("127.0.0.1", 200), ("", 429)])
def test_tries_are_limited_by_the_address_behind_a_proxy(settings, monkeypatch, guest, doc, proxy, status):
    settings.TRUSTED_PROXIES = [proxy] if proxy else []
    monkeypatch.setattr(rules, "TRIES", (2, 600))
    answers = [
        guest.post(f"/comments/{doc}/", {"text": "x"}, headers={"x-forwarded-for": f"198.51.{i}.7"}) for i in range(3)
    ]
    assert answers[-1].status_code == status


@pytest.mark.parametrize("name", ["editor", "Editor", "ЕDITОR", "e d i t o r", "Ed Itor", "ed‍itor"])
def test_a_guest_may_not_take_a_users_name(guest, editor, doc, name):
    assert "An account goes by this name" in guest.say(doc, name=name).content.decode()


@pytest.mark.parametrize("email", ["editor@example.org", "EDITOR@example.org"])
def test_a_guest_may_not_take_a_users_email(guest, editor, doc, email):
    assert "belongs to an account" in guest.say(doc, email=email).content.decode()
    assert "belongs to an account" not in guest.say(doc, email=email, captcha_1="wrong").content.decode()


@pytest.mark.parametrize(
    ("kind", "value"),
    [("network", "127.0.0.0/24"), ("email", "@example.org"), ("word", "treaty"), ("word", "aigul")],
)
def test_blocks(guest, doc, known, kind, value):
    Block.objects.create(kind=kind, value=value, shown=value)
    assert guest.say(doc).status_code == 200
    assert Comment.objects.count() == 1


def test_a_closed_discussion(guest, editor, doc):
    editor.post("/review/comments/close/", {"doc": doc, "closed": "yes"})
    html = page(guest, doc)
    assert "This discussion is closed." in html
    assert 'name="text"' not in html
    assert guest.post(f"/comments/{doc}/", {"text": "x"}).status_code == 403
    editor.post("/review/comments/close/", {"doc": doc, "closed": "no"})
    assert 'name="text"' in page(guest, doc)


# -- editing ----------------------------------------------------------------------------------------------------------


def test_an_author_may_change_a_comment_for_ten_minutes(guest, published):
    address = f"/comment/{published.pk}/edit/"
    assert TEXT in guest.get(address).content.decode()
    guest.post(address, {"text": "Better :+1:"})
    published.refresh_from_db()
    assert published.text == "Better 👍"
    assert published.edited
    assert Revision.objects.get().text == TEXT
    Comment.objects.update(created=timezone.now() - rules.EDITING - timedelta(seconds=1))
    assert guest.get(address).status_code == 403
    assert guest.post(address, {"text": "Too late"}).status_code == 403


def test_links_that_come_with_a_change_wait_too(guest, published, outbox):
    guest.post(f"/comment/{published.pk}/edit/", {"text": "http://a.kz http://b.kz http://c.kz"})
    published.refresh_from_db()
    assert (published.status, published.why) == ("waiting", "links")
    assert len(outbox) == 1


def test_a_change_is_checked_like_a_new_text(guest, published):
    Block.objects.create(kind="word", value="casino", shown="casino")
    for text in ("", "Casino!", "x" * 5001, "aigul@example.org"):
        assert 'role="alert"' in guest.post(f"/comment/{published.pk}/edit/", {"text": text}).content.decode()
    published.refresh_from_db()
    assert published.text == TEXT


# -- complaints and notices -------------------------------------------------------------------------------------------


def test_three_complaints_make_it_wait_again(published, doc, outbox):
    address = f"/comment/{published.pk}/complain/"
    first = Guest(REMOTE_ADDR="198.51.1.1")
    for client in (first, first, Guest(REMOTE_ADDR="198.51.1.2"), Guest(REMOTE_ADDR="198.51.2.1")):
        client.post(address)  # the same reader, and another cookie of the same network, count once
    published.refresh_from_db()
    assert published.is_approved
    Guest(REMOTE_ADDR="198.51.3.1").post(address)
    published.refresh_from_db()
    assert (published.status, published.why) == ("waiting", "complaints")
    assert TEXT not in page(Guest(), doc)
    assert len(outbox) == 1


def test_nobody_complains_of_what_is_theirs_or_not_published(guest, published):
    assert guest.post(f"/comment/{published.pk}/complain/").status_code == 403
    Comment.objects.update(status="waiting")
    assert Guest().post(f"/comment/{published.pk}/complain/").status_code == 404


def test_who_asked_hears_of_replies_until_they_stop_it(guest, doc, known, outbox):
    guest.say(doc, notify="on")
    first = Comment.objects.get(text=TEXT)
    other = Guest()
    other.say(doc, text="I reply", parent=first.pk, name="Bolat", email="bolat@example.org")
    assert [mail.to for mail in outbox] == [["mod@example.org"]]  # not before it is published
    from django.test import RequestFactory

    from multivector.observatory.readers import mails

    reply = Comment.objects.get(text="I reply")
    reply.status = "approved"
    reply.save()
    for _twice in range(2):
        mails.announce(RequestFactory().get("/", SERVER_NAME="localhost"), reply)
    assert [mail.to for mail in outbox[1:]] == [["aigul@example.org"]]
    body = outbox[1].body
    assert "bolat@example.org" not in body
    stop = re.search(r"http://localhost\S*(/comment/unsubscribe/\S+)", body)[1]
    assert "aigul" not in stop
    assert first.notify is True
    guest.get(stop)
    assert Comment.objects.get(pk=first.pk).notify  # a program that follows links stops nothing
    guest.post(stop)
    assert not Comment.objects.get(pk=first.pk).notify
    assert guest.get("/comment/unsubscribe/?token=forged").status_code == 404


def test_a_mail_server_that_fails_breaks_nothing(settings, guest, doc, caplog):
    settings.MODERATORS = ["mod@example.org"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    assert guest.say(doc).status_code == 302
    assert Comment.objects.count() == 1
    assert "example.org" not in caplog.text
