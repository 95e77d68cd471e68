"""What holds for the whole site: forged forms, headers, redirects, hosts, cookies. Pages are found by walking the
addresses, so that a new page is tested without being named here.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from multivector.observatory import settings as site_settings

pytestmark = pytest.mark.django_db
KINDS = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "12345678-1234-5678-1234-567812345678"}


def patterns(resolver=None, prefix=""):
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield route, one.callback


def example(route):
    """An address that fits a route."""
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", "1", route)
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda part: KINDS.get(part[1] or "str", "x"), filled)
    return "/" + re.sub(r"[$^\\]|\.\w+\$$", "", filled)


ADDRESSES = sorted({example(route) for route, _ in patterns()})


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_form_is_taken_without_a_token(path, staff):
    """A forged POST by somebody who is signed in is turned away, whatever the page."""
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = staff.cookies
    assert forged.post(path, {"next": "/"}).status_code in (403, 404, 405, 410)


@pytest.mark.parametrize(
    "path", [*ADDRESSES, "/nowhere/", "/static/observatory/style.css", "/static/observatory/icon.svg"]
)
@pytest.mark.parametrize("language", ["", "/kk"])
def test_every_answer_carries_the_headers_that_protect_it(path, language, staff):
    if path.startswith("/static/") and language:
        pytest.skip("files have no language")
    answer = staff.get(language + path)
    answer.close()
    assert answer.status_code < 500
    directives = dict(one.strip().partition(" ")[::2] for one in answer["Content-Security-Policy"].split(";"))
    assert directives["default-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["object-src"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


ELSEWHERE = ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)", "\t//evil.example"]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leads_away(client, django_user_model, settings, target):
    settings.LOGIN_REDIRECT_URL = settings.LOGOUT_REDIRECT_URL = "status"
    django_user_model.objects.create_user("reader", password="kazakh-Steppe-42")
    answers = [
        client.post("/theme/", {"theme": "dark", "next": target}),
        client.post("/login/", {"username": "reader", "password": "kazakh-Steppe-42", "next": target}),
        client.post(f"/logout/?next={target}", {"next": target}),
        client.get(f"/{target}"),
        client.get(f"/ru/{target}"),
    ]
    for answer in answers:
        assert "evil" not in answer.get("Location", "").split("?")[0].replace("%5C", "\\") or answer[
            "Location"
        ].startswith("/")
        assert not answer.get("Location", "").startswith(("//", "/\\", "http", "javascript", "\t"))


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "a b"])
def test_other_hosts_are_turned_away(client, settings, host):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    answer = client.get("/login/", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_the_host_of_a_proxy_is_not_believed(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    page = client.get("/login/", headers={"X-Forwarded-Host": "evil.example"})
    assert (page.status_code, "evil" in page.content.decode()) == (200, False)


def test_cookies_are_kept_from_scripts_and_other_sites(client, django_user_model, settings):
    settings.LOGIN_REDIRECT_URL = "status"
    django_user_model.objects.create_user("reader", password="kazakh-Steppe-42")
    answer = client.post("/login/", {"username": "reader", "password": "kazakh-Steppe-42"})
    session = answer.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert client.get("/login/").cookies["csrftoken"]["samesite"] == "Lax"


def test_pages_for_staff_are_for_staff(client):
    """Whatever lies below /review/ or /desk/ asks who is there."""
    for path in ADDRESSES:
        if path.startswith(("/review/", "/desk/")):
            assert client.get(path).status_code in (302, 403, 404, 405), path


def test_nothing_is_exempt_from_the_check_of_forms():
    """The API reads only: nobody writes without a token."""
    exempt = [route for route, callback in patterns() if getattr(callback, "csrf_exempt", False)]
    assert [route for route in exempt if not route.startswith("api/")] == []


def test_the_defaults_are_safe():
    assert site_settings.DEBUG is False
    assert "*" not in site_settings.ALLOWED_HOSTS
    assert site_settings.SESSION_COOKIE_HTTPONLY
    assert len(site_settings.SECRET_KEY) >= 50
