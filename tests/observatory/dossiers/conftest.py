import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def addresses(site):
    site.ROOT_URLCONF = "tests.observatory.dossiers.addresses"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def page(client):
    """The text of a page that is there."""

    def get(path):
        answer = client.get(path)
        assert answer.status_code == 200, path
        return answer.content.decode()

    return get
