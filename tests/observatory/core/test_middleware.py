import pytest

from multivector.observatory.archive import ArchiveUnavailable, archive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "wish", "language"),
    [
        ("/login/", "", "en"),
        ("/login/", "ru,en;q=0.5", "ru"),
        ("/login/", "kk", "kk"),
        ("/login/", "fr", "en"),
        ("/ru/login/", "kk", "ru"),
        ("/kk/login/", "", "kk"),
    ],
)
def test_the_language_is_that_of_the_path_or_the_browsers_wish(client, path, wish, language):
    response = client.get(path, headers={"Accept-Language": wish})
    assert response.status_code == 200
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_links_of_a_page_with_a_language_keep_it(client):
    assert 'action="/ru/theme/"' in client.get("/ru/login/").content.decode()
    assert 'action="/theme/"' in client.get("/login/").content.decode()


@pytest.mark.parametrize("path", ["/login/", "/ru/nowhere/", "/rue/"])
def test_no_page_loads_anything_from_elsewhere(client, path):
    response = client.get(path)
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "//" not in response.content.decode().replace("http://www.w3.org", "")


def test_a_record_that_is_away_is_said_and_comes_back(settings, sample_record, tmp_path):
    settings.RECORD = str(tmp_path / "none")
    with pytest.raises(ArchiveUnavailable, match="none"):
        archive()
    settings.RECORD = str(sample_record)
    assert not archive().is_empty()
