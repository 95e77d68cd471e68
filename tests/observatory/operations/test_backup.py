"""Backup and restore of what people added, on the database of the tests and from SQLite to PostgreSQL and back."""

import hashlib
import json

import pytest
from django.contrib.auth.models import Group, Permission, User

from multivector.errors import StopRun
from multivector.observatory.operations.backup import backup, models, restore
from tests.observatory.serving import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    group = Group.objects.create(name="reviewers")
    group.permissions.add(Permission.objects.first())
    anna = User.objects.create_user("анна", "anna@example.org", "kazakh-Steppe-42", is_staff=True)
    anna.groups.add(group)
    User.objects.create_user("бота", password="other-Steppe-42")
    return anna


@pytest.fixture
def saved(people, tmp_path):
    backup(tmp_path / "saved")
    return tmp_path / "saved"


def test_what_is_saved_comes_back(people, saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    User.objects.exclude(pk=people.pk).delete()
    User.objects.create_user("stranger")
    assert restore(saved, replace=True) == 3
    assert [user.username for user in User.objects.order_by("username")] == ["анна", "бота"]
    again = User.objects.get(pk=people.pk)
    assert again.check_password("kazakh-Steppe-42")
    assert [group.name for group in again.groups.all()] == ["reviewers"]
    assert User.objects.create_user("next").pk > people.pk


def test_nothing_is_overwritten_unasked(saved):
    with pytest.raises(StopRun, match="--replace"):
        restore(saved)


def signed(lines):
    """The lines with a foot that fits them."""
    body = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    foot = {"rows": len(lines) - 1, "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(foot).encode() + b"\n"


def changed(content, **head):
    first, *rows = [json.loads(line) for line in content.splitlines()[:-1]]
    return signed([{**first, **head}, *rows])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda content: b"", "cut off"),
        (lambda content: b"\x00\xff", "cut off"),
        (lambda content: content[:-200], "cut off"),
        (lambda content: content.replace(b"anna@", b"anya@"), "damaged"),
        (lambda content: b"".join(content.splitlines(keepends=True)[::2]), "cut off|damaged"),
        (lambda content: changed(content, form="other"), "no backup"),
        (lambda content: changed(content, version=2), "newer"),
        (lambda content: changed(content, migrations=["auth.9999_future"]), "newer"),
        (lambda content: signed([json.loads(content.splitlines()[0]), {"model": "sessions.session", "pk": "x", "fields": {}}]), "no backup has"),
        (lambda content: signed([json.loads(content.splitlines()[0]), {"model": "auth.user", "pk": 1, "fields": {"no": 1}}]), "does not fit"),
        (lambda content: signed([json.loads(content.splitlines()[0]), {"model": "auth.user", "pk": 1, "fields": {"username": None}}]), "does not fit"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_right_changes_nothing(saved, change, said):
    saved.write_bytes(change(saved.read_bytes()))
    before = list(User.objects.order_by("pk").values())
    with pytest.raises(StopRun, match=said):
        restore(saved, replace=True)
    assert list(User.objects.order_by("pk").values()) == before


def test_a_file_that_is_not_there_or_can_t_be_written(tmp_path):
    with pytest.raises(StopRun, match="can't be read"):
        restore(tmp_path / "none")
    with pytest.raises(StopRun, match="can't be written"):
        backup(tmp_path / "no" / "folder")


def test_everything_people_add_is_saved():
    """A model of the site that no backup holds would be lost."""
    from django.apps import apps

    ours = {m for m in apps.get_models() if m.__module__.startswith("multivector.") and m._meta.managed}
    assert ours <= set(models())


def test_from_sqlite_to_postgres_and_back(own_record, postgres, tmp_path):
    url, file = postgres.url("restored"), tmp_path / "saved"
    assert run("site", "users", "add", own_record, "anna", "--staff", stdin="kazakh-Steppe-42\n").returncode == 0
    assert run("site", "backup", own_record, file).returncode == 0
    assert run("site", "restore", own_record, file, "--database", url).returncode == 0
    assert (
        run("site", "users", "add", own_record, "berik", "--database", url, stdin="other-Steppe-42\n").returncode == 0
    )
    listed = run("site", "users", "list", own_record, "--database", url).stdout
    assert [line.split("\t")[:2] for line in listed.splitlines()] == [["anna", "staff"], ["berik", "reader"]]
    assert run("site", "backup", own_record, file, "--database", url).returncode == 0
    assert run("site", "restore", own_record, file, "--replace").returncode == 0
    assert run("site", "users", "list", own_record).stdout == listed
