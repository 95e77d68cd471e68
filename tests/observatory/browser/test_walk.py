"""Every page in three languages and two themes: it answers, asks nobody else, keeps to the content security policy, is
accessible, and fits a phone. Screenshots lie in build/screenshots.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from tests.observatory.browser.conftest import DESK, PHONE, accessible, fits, visit

SHOTS = Path(__file__).parents[3] / "build" / "screenshots"
LANGUAGES = ("ru", "kk", "en")
THEMES = ("light", "dark")
# name of a page and its arguments; `document` stands for an article of the samples
PAGES = [
    ("home", ()),
    ("articles", ()),
    ("article", ("document",)),
    ("explore", ()),
    ("actor", ("KAZ",)),
    ("actor", ("OSCE",)),
    ("pair", ("KAZ", "CHN")),
    ("processes", ()),
    ("priorities", ("KAZ",)),
    ("standing", ("KAZ",)),
    ("status", ()),
    ("login", ()),
]
FOR_STAFF = [("review", ()), ("desk", ())]
WINDOWS = {"wide": DESK, "phone": PHONE}


def address(name, arguments, document):
    return reverse(name, args=[document if one == "document" else one for one in arguments])


def shoot(page, *name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{'-'.join(name)}.png", full_page=True)


@pytest.fixture
def document(archive):
    """The article with the most events and facts."""
    return archive.value("SELECT id FROM documents ORDER BY events + facts DESC, id LIMIT 1")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [*PAGES, *FOR_STAFF],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else value,
)
def test_page(new_page, name, arguments, language, theme, document):
    path = f"/{language}{address(name, arguments, document)}"
    for window, viewport in WINDOWS.items():
        page = new_page(theme=theme, viewport=viewport, staff=(name, arguments) in FOR_STAFF)
        visit(page, path)
        assert page.get_attribute("html", "lang") == language
        assert page.locator("h1").count() == 1
        shoot(page, name, *arguments[: name != "article"], language, theme, window)
        accessible(page)
        fits(page)


@pytest.mark.parametrize(
    ("name", "arguments"), PAGES, ids=lambda value: "-".join(value) if isinstance(value, tuple) else value
)
def test_page_without_scripts(new_page, name, arguments, document):
    page = new_page(scripts=False)
    visit(page, address(name, arguments, document))
    assert page.locator("main").inner_text().strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_say_no(new_page, language):
    page = new_page()
    visit(page, f"/{language}/nowhere/", status=404)
    shoot(page, "404", language)
    accessible(page)


def test_the_keyboard_reaches_the_content(page):
    visit(page, "/en/status/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_theme_stays_chosen(page):
    visit(page, "/en/status/")
    page.click("[data-theme-switch] button")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    page.wait_for_load_state("networkidle")
    visit(page, "/en/status/")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_the_language_changes_on_the_same_page(page):
    visit(page, "/en/status/?x=1")
    page.click(".languages a[lang=kk]")
    assert page.url.endswith("/kk/status/?x=1")
