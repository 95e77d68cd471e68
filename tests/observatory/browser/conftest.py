"""A real browser before a real server: `visit(page, path)` opens a page and says what is wrong with it."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.observatory.serving import Served, run

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
STAFF = ("editor", "kazakh-Steppe-42")


@pytest.fixture(autouse=True)
def site(settings, sample_record):
    """As elsewhere, but without the test's own database: the server has its own, and playwright forbids ours."""
    settings.RECORD = str(sample_record)
    return settings


@pytest.fixture(scope="session")
def served(sample_record, tmp_path_factory):
    """A site over the sample articles with a database and an account of staff of its own."""
    folder = tmp_path_factory.mktemp("served")
    record = Path(shutil.copytree(sample_record, folder / "record"))
    cache = str(folder / "cache")
    name, password = STAFF
    added = run("site", "users", "add", record, name, "--staff", stdin=f"{password}\n", MULTIVECTOR_CACHE=cache)
    assert added.returncode == 0, added.stderr
    site = Served(record, "--workers", 2, MULTIVECTOR_CACHE=cache)
    site.record, site.cache = record, cache
    yield site
    site.close()


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium: Debian's, or the one that playwright has installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[dev]'")
    own = Path(CHROMIUM).exists()
    with playwright.sync_playwright() as engine:
        if not own and not Path(engine.chromium.executable_path).exists():
            pytest.skip("there is no Chromium: apt-get install chromium")
        opened = engine.chromium.launch(executable_path=CHROMIUM if own else None, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser, served):
    """Opens windows: `new_page(theme=..., viewport=..., scripts=..., staff=...)`; closes them in the end."""
    contexts = []

    def make(theme="light", viewport=DESK, scripts=True, staff=False, language="en"):
        context = browser.new_context(
            base_url=served.address, color_scheme=theme, viewport=viewport, java_script_enabled=scripts, locale=language
        )
        contexts.append(context)
        page = context.new_page()
        page.wrong = watch(page, served.address)
        if staff:
            sign_in(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """One window, light, wide."""
    return new_page()


def watch(page, address):
    """The list in which everything is noted that a page must not do."""
    wrong, host = [], urlsplit(address).netloc

    def asked(request):
        if urlsplit(request.url).netloc != host and not request.url.startswith("blob:"):
            wrong.append(f"a request leaves the host: {request.url}")

    def answered(response):
        if response.status >= 400 and response.request.resource_type != "document":
            wrong.append(f"{response.status} {response.url}")

    def said(message):
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(f"console: {message.text}")  # violations of the content security policy are said here too

    page.on("request", asked)
    page.on("response", answered)
    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    return wrong


def visit(page, path, status=200):
    """Opens a page; fails unless it answers as wished, complains of nothing and asks nobody else."""
    page.wrong.clear()
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == status, f"{path}: {answer.status}"
    assert page.wrong == [], path
    return answer


def accessible(page):
    """Fails for what axe-core calls serious or critical."""
    page.evaluate(AXE + "; undefined")  # by the debugger: the page's own policy would not let it in
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    serious = [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:120]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]
    assert serious == [], page.url


def fits(page):
    """Fails where a page is wider than its window."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= window, page.url


def sign_in(page, back="/en/status/"):
    """Signs in as staff by the link in the header of a page, and comes back to it."""
    name, password = STAFF
    page.goto(back)
    page.click("header a[href*='login']")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url(f"**{back}")
