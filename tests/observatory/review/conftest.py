import pytest


@pytest.fixture
def people(django_user_model):
    """Three reviewers."""
    return [django_user_model.objects.create_user(name, password="x", is_staff=True) for name in ("ann", "ben", "cay")]


@pytest.fixture
def event(archive):
    """An event with both sides."""
    return archive.row(
        "SELECT * FROM entries WHERE kind = 'event' AND len(source) = 1 AND len(target) = 1 ORDER BY row LIMIT 1"
    )


@pytest.fixture
def fact(archive):
    """A membership."""
    return archive.row("SELECT * FROM entries WHERE type = 'membership' ORDER BY row LIMIT 1")
