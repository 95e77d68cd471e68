import pytest
from django.contrib.auth.models import User

from multivector.errors import StopRun
from multivector.observatory.operations import accounts
from tests.observatory.serving import run

pytestmark = pytest.mark.django_db
GOOD = "kazakh-Steppe-42"


@pytest.mark.parametrize(
    ("name", "password", "email", "said"),
    [
        ("anna", "short", "", "too short"),
        ("anna", "password", "", "too common"),
        ("anna", "1029384756", "", "numeric"),
        ("annabella", "annabella1", "", "similar"),
        ("anna", "", "", "too short"),
        ("an na<script>", GOOD, "", "valid username"),
        ("anna", GOOD, "no address", "valid email"),
        ("taken", GOOD, "", "already exists"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(name, password, email, said):
    User.objects.create_user("taken")
    with pytest.raises(StopRun, match=said):
        accounts.add(name, password, email=email)
    assert User.objects.count() == 1


def test_an_account_that_is_closed_is_signed_out(client, settings):
    settings.LOGIN_REDIRECT_URL = "status"
    accounts.add("anna", GOOD, staff=True)
    assert client.login(username="anna", password=GOOD)
    assert "anna" in client.get("/en/status/").content.decode()
    accounts.disable("anna")
    assert "anna" not in client.get("/en/status/").content.decode()
    assert not client.login(username="anna", password=GOOD)
    accounts.disable("anna", enable=True)
    assert client.login(username="anna", password=GOOD)
    accounts.change_password("anna", "another-Steppe-43")
    assert "anna" not in client.get("/en/status/").content.decode()


@pytest.mark.parametrize("act", [accounts.disable, lambda name: accounts.change_password(name, GOOD)])
def test_an_account_that_is_not_there(act):
    with pytest.raises(StopRun, match="no such account"):
        act("nobody")


def test_commands(own_record):
    assert (
        run(
            "site", "users", "add", own_record, "anna", "--staff", "--email", "a@example.org", stdin=f"{GOOD}\n"
        ).returncode
        == 0
    )
    refused = run("site", "users", "add", own_record, "berik", stdin="short\n")
    assert (refused.returncode, "too short" in refused.stderr) == (2, True)
    assert run("site", "users", "disable", own_record, "anna").returncode == 0
    assert run("site", "users", "list", own_record).stdout == "anna\tstaff\tdisabled\tnever\ta@example.org\n"
    assert run("site", "users", "disable", own_record, "anna", "--undo").returncode == 0
    assert run("site", "users", "password", own_record, "anna", stdin="another-Steppe-43\n").returncode == 0
    assert run("site", "users", "password", own_record, "nobody", stdin="another-Steppe-43\n").returncode == 2
    assert len({run("site", "secret").stdout for _ in range(2)}) == 2
