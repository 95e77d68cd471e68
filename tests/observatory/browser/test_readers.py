"""The ways of readers and staff through the site, with the mouse and keys of a real browser: an article is rated and
commented on, the comment is published and answered; an entry is disputed, judged, exported as gold; an article is
withdrawn.
"""

import csv
import json
import re
import sqlite3
from contextlib import closing

import pytest
from django.urls import reverse
from django.utils import translation

from tests.observatory.browser.conftest import accessible, fits, sign_in, visit
from tests.observatory.serving import run

expect = pytest.importorskip("playwright.sync_api").expect

EMAIL = "aigul@mail.example"
WAITS = "Thank you. A moderator will read your comment before it is published."


@pytest.fixture
def article(archive):
    """`article(n)` is the id of an article: tests take different ones, for the site keeps what they say."""
    ids = [row["id"] for row in archive.rows("SELECT id FROM documents ORDER BY row")]
    return ids.__getitem__


@pytest.fixture
def answer(served):
    """`answer(key)`: what the store of the site holds as the right answer to a challenge."""

    def of(key):
        with closing(sqlite3.connect(served.record.with_name("record.site.sqlite3"))) as store:
            return store.execute("SELECT response FROM captcha_captchastore WHERE hashkey = ?", [key]).fetchone()[0]

    return of


def address(doc, language="en"):
    return f"/{language}{reverse('article', args=[doc])}"


def rate(page, stars):
    box = page.locator("#rating")
    box.locator(f"input[value='{stars}']").check()
    box.get_by_role("button").click()


def key_of(form):
    """The key of the challenge of a form; its picture has come."""
    picture = form.locator("img")
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)
    return form.locator("[name=captcha_0]").input_value()


def fill(form, letters, name="Aigul", email=EMAIL, **fields):
    for field, value in {"name": name, "email": email, "captcha_1": letters, **fields}.items():
        form.locator(f"[name={field}]").fill(value)


def send(form):
    form.locator("button.primary").click()


def comment_of(page, text):
    """The innermost comment that says something."""
    return page.locator("article.comment", has=page.locator(".text", has_text=text))


def publish(moderator, text):
    moderator.locator("header").get_by_role("link", name="Comments").click()
    card = moderator.locator("li.card", has_text=text)
    card.get_by_role("button", name="Publish").click()
    expect(card).to_have_count(0)


def test_a_rating_can_be_changed(page, article):
    visit(page, address(article(0)))
    box = page.locator("#rating")
    rate(page, 4)
    expect(box.locator(".average")).to_contain_text("4.0 of 5 · 1 vote")
    rate(page, 2)
    expect(box.locator(".average")).to_contain_text("2.0 of 5 · 1 vote")
    expect(box.locator("input[value='2']")).to_be_checked()
    assert page.wrong == []


def test_an_emoji_is_found_and_inserted(page, article):
    visit(page, address(article(0)))
    text = page.locator("#comment_text")
    text.fill("So be it ")
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("searchbox", name="Search emoji").fill("grin")
    page.locator(".emoji-list button").first.click()
    expect(text).to_have_value("So be it 😀")
    expect(text).to_be_focused()
    assert page.wrong == []


def test_a_click_gives_another_picture(page, article, answer):
    visit(page, address(article(0)))
    form = page.locator("#comment-form")
    picture, key = form.locator("img"), key_of(form)
    old = picture.get_attribute("src")
    form.locator("button.picture").click()
    expect(picture).not_to_have_attribute("src", old)
    assert key_of(form) != key
    fill(form, answer(key), text="With the letters of the first picture.")
    send(form)
    expect(page.locator("#comment_captcha_error")).to_be_visible()
    assert page.wrong == []


def test_what_is_wrong_is_said_beside_it_and_what_was_typed_stays(page, article, answer):
    visit(page, address(article(0)))
    form, typed = page.locator("#comment-form"), "A treaty is a promise."
    key = key_of(form)
    fill(form, answer(key), email="aigul", text=typed)
    send(form)
    expect(page.locator("#comment_email_error")).to_have_text("This is no e-mail address.")
    expect(form.locator("[name=email]")).to_have_value("aigul")
    expect(form.locator("[name=captcha_1]")).to_have_value(answer(key))
    fill(form, "wrong", text=typed)
    send(form)
    expect(page.locator("#comment_captcha_error")).to_contain_text("That was not it")
    expect(page.locator("#comment_email_error")).to_have_count(0)
    expect(form.locator("[name=text]")).to_have_value(typed)
    assert key_of(form) != key
    assert page.wrong == []


def test_a_comment_waits_is_published_and_answered(new_page, article, answer):
    author, moderator, other, doc = new_page(), new_page(), new_page(), article(1)
    said, replied = "Who keeps the minutes of such talks?", "The secretariat does."
    visit(author, address(doc))
    form = author.locator("#comment-form")
    fill(form, answer(key_of(form)), text=said)
    send(form)
    expect(author.locator("#comments .notice").first).to_have_text(WAITS)
    expect(comment_of(author, said)).to_contain_text("only you see it")
    visit(other, address(doc))
    expect(comment_of(other, said)).to_have_count(0)

    sign_in(moderator, address(doc))
    publish(moderator, said)
    visit(other, address(doc))
    expect(comment_of(other, said)).to_contain_text("Aigul")
    expect(other.locator("#comments .count")).to_have_text("1")

    comment_of(other, said).get_by_role("link", name="Reply").click()
    form = other.locator(".reply form")
    fill(form, answer(key_of(form)), name="Dana", email="dana@mail.example", text=replied)
    send(form)
    expect(comment_of(other, replied)).to_contain_text("only you see it")
    publish(moderator, replied)
    visit(author, address(doc))
    expect(author.locator("li li", has_text=replied)).to_contain_text("Dana")
    expect(author.locator("#comments .count")).to_have_text("2")

    own = author.locator("a[href*='/comment/']", has=author.locator("time")).first.get_attribute("href")
    number = re.search(r"\d+", own)[0]
    for page, paths in (
        (author, [address(doc), f"/en/comments/{doc}/", "/en/articles/", "/en/my-data/"]),
        (moderator, [address(doc), "/en/review/comments/?show=all", f"/en/review/comments/{number}/"]),
        (moderator, ["/en/review/comments/log/", "/en/review/comments/blocks/"]),
    ):
        for path in paths:
            visit(page, path)
            assert "mail.example" not in page.content(), path


@pytest.mark.parametrize(("language", "n"), [("ru", 2), ("kk", 3)])
def test_rating_and_commenting_in(language, n, new_page, article, answer):
    page = new_page(language=language)
    visit(page, address(article(n), language))
    rate(page, 5)
    expect(page.locator("#rating .average strong")).to_have_text("5,0")
    form, said = page.locator("#comment-form"), f"Келісім - уәде, а договор - обещание: {language}."
    fill(form, answer(key_of(form)), email="", text=said)
    send(form)
    with translation.override(language):
        missing, waits = (translation.gettext(text) for text in ("This must be filled in.", WAITS))
    assert waits != WAITS
    expect(page.locator("#comment_email_error")).to_contain_text(missing)
    form.locator("[name=email]").fill(f"{language}@mail.example")
    send(form)
    expect(page.locator("#comments .notice").first).to_have_text(waits)
    expect(comment_of(page, said)).to_be_visible()
    assert page.wrong == []


def test_rating_and_commenting_without_scripts(new_page, article, answer):
    page, said = new_page(scripts=False), "Nothing runs here.\nAnd it works."
    visit(page, address(article(4)))
    rate(page, 3)
    expect(page.locator("#rating .average")).to_contain_text("3.0 of 5")
    form = page.locator("#comment-form")
    key = key_of(form)
    form.locator("[name=text]").fill(said)
    form.locator("button.picture").click()
    expect(form.locator("[name=captcha_0]")).not_to_have_value(key)
    expect(form.locator("[name=text]")).to_have_value(said)
    fill(form, answer(key_of(form)), email="no scripts")
    send(form)
    expect(page.locator("#comment_email_error")).to_be_visible()
    form.locator("[name=email]").fill("plain@mail.example")
    send(form)
    expect(page.locator(".messages")).to_contain_text(WAITS)
    expect(comment_of(page, "Nothing runs here.")).to_contain_text("only you see it")
    assert page.wrong == []


@pytest.fixture
def short(archive):
    """The article with the fewest entries, and their ids in the order of the text."""
    doc = archive.value("SELECT id FROM documents WHERE events + facts > 2 ORDER BY events + facts, id LIMIT 1")
    return doc, [row["id"] for row in archive.entries_of(doc)]


def dispute(page, entry, reason, answer):
    page.locator(f"#event-{entry}").get_by_role("link", name="Dispute").click()
    form = page.locator("form.dispute")
    key = key_of(form)
    form.locator("img").click()
    expect(form.locator("[name=captcha_0]")).not_to_have_value(key)
    form.locator("[name=kind]").first.check()
    form.locator("[name=text]").fill(reason)
    form.locator("[name=captcha_1]").fill(answer(key_of(form)))
    send(form)


def judged(reviewer, entry, key):
    """Presses a key once the entry is shown."""
    expect(reviewer.locator(".from a").first).to_have_attribute("href", re.compile(f"#event-{entry}$"))
    reviewer.keyboard.press(key)


def test_entries_are_disputed_judged_and_become_gold(new_page, served, archive, short, answer):
    doc, (first, second, *others, last) = short
    reader, reviewer, reason = new_page(), new_page(staff=True), "The sentence says that they did not."
    visit(reader, address(doc))
    dispute(reader, second, reason, answer)
    expect(reader.locator(f"#event-{second}")).to_contain_text("Disputed by 1 reader")
    assert reason not in reader.content()

    visit(reviewer, f"/en/review/?order=document&doc={doc}")
    judged(reviewer, first, "a")
    expect(reviewer.locator("main")).to_contain_text(reason)
    judged(reviewer, second, "r")
    for entry in others:
        judged(reviewer, entry, "a")
    judged(reviewer, last, "e")
    expect(reviewer.locator("[name=time]")).to_be_focused()
    reviewer.keyboard.press("Control+A")
    reviewer.keyboard.type("2019-02")
    reviewer.keyboard.press("Enter")
    expect(reviewer.locator(".messages")).to_contain_text("Corrected.")
    visit(reviewer, f"/en/review/history/{second}/")
    expect(reviewer.locator("main")).to_contain_text("Judgements editor")
    expect(reviewer.locator("main")).to_contain_text(reason)

    visit(reader, address(doc))
    for entry, mark in ((first, "Accepted by 1"), (second, "Rejected by 1"), (last, "Corrected by a reviewer")):
        expect(reader.locator(f"#event-{entry}")).to_contain_text(mark)
    assert reader.wrong == reviewer.wrong == []

    gold = run("review", "export", served.record, MULTIVECTOR_CACHE=served.cache)
    line = json.loads(gold.stdout)
    items = sorted((*line["events"], *line["facts"]), key=lambda item: item["start"])
    assert line["doc"] == doc
    assert [item["start"] for item in items] == [archive.entry(id)["start"] for id in (first, *others, last)]
    assert items[-1]["time"] == "2019-02"


def downloaded(page, name):
    with page.expect_download() as waiting:
        page.locator(".exports").get_by_role("link", name=name, exact=True).click()
    return waiting.value.path().read_text(encoding="utf-8-sig")


def test_what_is_shown_is_what_is_downloaded(page, archive):
    visit(page, "/en/explore/?type=CONSULT")
    wanted = {row["id"] for row in archive.rows("SELECT id FROM entries WHERE type = 'CONSULT'")}
    expect(page.locator("#entries-number")).to_have_text(f"{len(wanted)} entries")
    rows = list(csv.DictReader(downloaded(page, "CSV").splitlines()))
    assert {row["id"] for row in rows} == {row["id"] for row in json.loads(downloaded(page, "JSON"))} == wanted
    assert len(rows) == len(wanted)


def test_an_article_is_withdrawn(new_page, served, article):
    editor, reader, doc, why = new_page(staff=True), new_page(), article(-1), "A court has ordered it."
    visit(editor, address(doc))
    editor.get_by_role("button", name="Withdraw this article").click()
    accessible(editor)
    editor.fill("[name=reason]", why)
    editor.get_by_role("button", name="Go on").click()
    expect(editor.locator("blockquote")).to_contain_text(why)
    editor.get_by_role("button", name="Withdraw it").click()
    expect(editor.locator(".badge").first).to_have_text("withdrawn")
    visit(reader, address(doc), status=410)
    expect(reader.locator("main")).to_contain_text(why)
    accessible(reader)
    fits(reader)
    _, listed = served.until(f"/en/explore/?doc={doc}", lambda answer: "Nothing fits" in answer[1])
    assert "Nothing fits" in listed
    assert editor.wrong == reader.wrong == []
