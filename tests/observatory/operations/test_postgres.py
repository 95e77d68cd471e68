"""The site on a real PostgreSQL."""

import json
import re

from tests.observatory.serving import run


def database_of(answer):
    return json.loads(answer[1])["parts"]["database"]


def test_a_site_on_postgres_whose_database_goes_away_and_comes_back(serve, own_record, postgres):
    url = postgres.url("site")
    assert (
        run(
            "site", "users", "add", own_record, "anna", "--staff", "--database", url, stdin="kazakh-Steppe-42\n"
        ).returncode
        == 0
    )
    assert "ok      database: postgresql site" in run("site", "check", own_record, "--database", url).stdout
    site = serve(own_record, "--database", url, "--workers", 2)
    assert database_of(site.get("/healthz")) == {"ok": True, "kind": "postgresql"}
    cookie = signed_in(site)
    assert "anna" in site.get("/en/status/", Cookie=cookie)[1]
    postgres.stop()
    assert database_of(site.until("/healthz", lambda answer: answer[0] == 503)) == {"ok": False, "kind": "postgresql"}
    for _ in range(4):  # pages that ask the database say that it is away, the others go on
        status, page = site.get("/ru/status/", Cookie=cookie)
        assert (status, 'lang="ru"' in page, "Traceback" in page) == (503, True, False)
        assert site.get("/ru/status/")[0] == 200
    postgres.start()
    assert site.until("/healthz", lambda answer: answer[0] == 200)[0] == 200
    assert {site.until("/en/status/", lambda a: a[0] == 200)[0] for _ in range(4)} == {200}
    assert "anna" in site.get("/en/status/", Cookie=cookie)[1]


def signed_in(site):
    """Signs in through the form; the cookie of the session."""
    import http.cookiejar
    import urllib.parse
    import urllib.request

    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = browser.open(f"{site.address}/login/?next=/status/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = {"username": "anna", "password": "kazakh-Steppe-42", "csrfmiddlewaretoken": token, "next": "/status/"}
    browser.open(f"{site.address}/login/", urllib.parse.urlencode(fields).encode()).close()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
