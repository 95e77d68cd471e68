"""The site over a record of the sample articles, without a server: Django's test client."""

import pytest

from multivector.observatory.archive import archive as site_archive


@pytest.fixture(scope="session")
def sample_record(coded_samples):
    """The folder of a record of the sample articles; read it, never write it."""
    return coded_samples[0]


@pytest.fixture(scope="session", autouse=True)
def cache_apart(tmp_path_factory):
    """Indexes are kept apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MULTIVECTOR_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def site(settings, sample_record, db):
    """Every test of the site reads the sample record."""
    settings.RECORD = str(sample_record)
    return settings


@pytest.fixture
def archive(site):
    return site_archive()


@pytest.fixture
def staff(client, django_user_model):
    """A signed-in member of staff's client."""
    client.force_login(django_user_model.objects.create_user("editor", password="x", is_staff=True))
    return client
