"""The site over a record of the sample articles, without a server: Django's test client."""

import pytest

from multivector import Record
from multivector.observatory.archive import archive as site_archive
from multivector.run import code_into


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory, coder, samples):
    """The folder of a record of the sample articles; read it, never write it."""
    from multivector.intake import read

    path = tmp_path_factory.mktemp("observatory") / "record"
    documents = read([str(samples)], on_problem=lambda problem: None)
    code_into(
        Record(path, create=True), documents, coder, workers=1, on_problem=lambda p: None, on_written=lambda n: None
    )
    return path


@pytest.fixture(autouse=True)
def site(settings, sample_record):
    """Every test of the site reads the sample record and keeps its index apart from the user's."""
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
