import pytest

from multivector.observatory.readers import rules
from multivector.observatory.readers.models import Discussion, Vote


def rate(client, doc, stars, **more):
    return client.post(f"/rate/{doc}/", {"stars": stars}, **more)


def test_average_and_votes_are_shown(guest, member, doc):
    rate(guest, doc, 5)
    rate(member, doc, 2)
    page = guest.get(f"/en/comments/{doc}/").content.decode()
    assert "<strong>3.5</strong> of 5" in page
    assert "2 votes" in page
    assert "3,5" in guest.get(f"/ru/comments/{doc}/").content.decode()


def test_a_reader_has_one_vote_and_may_change_it(guest, doc):
    rate(guest, doc, 5)
    rate(guest, doc, 1)  # from another tab: the same cookie
    assert list(Vote.objects.values_list("stars", flat=True)) == [1]
    assert Discussion.objects.get(doc=doc).average == 1
    assert 'value="1" required checked' in guest.get(f"/comments/{doc}/").content.decode()


def test_an_account_has_one_vote_in_all_its_browsers(member, guest, doc):
    rate(member, doc, 5)
    guest.force_login(member.user)
    rate(guest, doc, 3)
    assert list(Vote.objects.values_list("stars", "guest")) == [(3, "")]


def test_a_forged_cookie_is_nobody(guest, doc):
    rate(guest, doc, 5)
    guest.cookies["reader"] = "0" * 32 + ":forged"
    rate(guest, doc, 1)
    assert Vote.objects.count() == 2


def test_the_cookie_is_safe_and_only_for_those_who_add(guest, doc):
    assert "reader" not in guest.get(f"/comments/{doc}/").cookies
    cookie = rate(guest, doc, 4).cookies["reader"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_without_scripts_the_page_comes_back_with_thanks(guest, doc):
    answer = guest.post(f"/rate/{doc}/", {"stars": 4}, follow=True)
    assert answer.redirect_chain[0][0].endswith("#rating")
    assert "your rating counts" in answer.content.decode()


def test_htmx_gets_the_box_alone(guest, doc):
    html = rate(guest, doc, 4, headers={"hx-request": "true"}).content.decode()
    assert html.lstrip().startswith("<section")
    assert "1 vote<" in html


@pytest.mark.parametrize("stars", ["", "0", "6", "-1", "x", "4.5", "٣"])
def test_only_one_to_five_stars(guest, doc, stars):
    assert rate(guest, doc, stars).status_code == 400
    assert not Vote.objects.exists()


def test_unknown_article(guest):
    assert rate(guest, "no/such", 5).status_code == 404


@pytest.mark.parametrize(("proxy", "accepted"), [("127.0.0.1", 3), ("", 2)])
def test_limit_by_address_behind_a_proxy(settings, monkeypatch, doc, proxy, accepted):
    """Behind a trusted proxy each reader counts; else a header changes nothing."""
    from .conftest import Guest

    settings.TRUSTED_PROXIES = [proxy] if proxy else []
    monkeypatch.setattr(rules, "VOTES", (2, 3600))
    answers = [rate(Guest(), doc, 5, headers={"x-forwarded-for": f"198.51.{i}.7"}).status_code for i in range(3)]
    assert answers.count(302) == accepted
    assert Vote.objects.count() == accepted
