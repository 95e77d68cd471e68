import pytest

DOORS = {
    "similarity": "session,year,partner,n,agree,same,s,kappa,kappa_linear,pi",
    "ideal-points": "ccode,iso3,session,ideal_point,low,high",
    "ties": "year,partner,organisations,defense,offense,neutrality,nonaggression,consultation,trade,trade_share",
}
CALLS = "rcid,session,date,amend,para\n" + "".join(f"{n},{46 + n // 5},{1991 + n // 5}-10-01,0,0\n" for n in range(10))
STATES = {"United States": "ynynyynyny", "France": "yyyyaynyay", "Kazakhstan": "aynyynyyyy"}
SAID = {"y": "yes", "n": "no", "a": "abstain"}
VOTES = "rcid,country,vote\n" + "".join(
    f"{n},{state},{SAID[letter]}\n" for state, letters in STATES.items() for n, letter in enumerate(letters)
)
MEMBERS = "ccode1,ccode2,year,dyadigos\n2,705,1992,10\n"


@pytest.fixture
def data(tmp_path, cli):
    for name, text in (("votes", VOTES), ("calls", CALLS), ("members", MEMBERS)):
        (tmp_path / f"{name}.csv").write_text(text)
    folder = tmp_path / "data"
    assert cli("data", "add", "un-votes", tmp_path / "votes.csv", tmp_path / "calls.csv", "--data", folder).status == 0
    assert cli("data", "add", "memberships", tmp_path / "members.csv", "--data", folder).status == 0
    return folder


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("similarity", ["KAZ", "--with", "FRA,USA"]),
        ("ideal-points", ["--states", "KAZ"]),
        ("ties", ["KAZ", "--with", "USA"]),
    ],
)
def test_doors(command, arguments, data, cli, tmp_path):
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    result = cli("votes", command, *arguments, "--data", data, "--csv", "-", "--svg", svg, "--html", html)
    assert result.status == 0
    assert result.out.splitlines()[0] == DOORS[command]
    assert len(result.out.splitlines()) > 2
    assert svg.read_text().startswith("<svg")
    assert "<table" in html.read_text()


def test_votes_beside_events(data, cli, tmp_path):
    events = tmp_path / "vectors.csv"
    events.write_text("period,partner,events,reports,cooperation,conflict,score,share\n1992,USA,3,3,2,1,1.5,1.0\n")
    arguments = ("votes", "beside", "KAZ", "--with", "USA", "--events", events, "--data", data, "--csv", "-")
    head, row = cli(*arguments).out.splitlines()
    assert head == "year,partner,events,share,score,cooperation,n,agree,kappa,distance"
    assert row.startswith("1992,USA,3,1.0,1.5,0.66")


def test_the_list_of_data_sets(data, cli):
    shown = cli("data", "list", "--data", data, "--csv", "-")
    rows = {line.split(",")[1]: line for line in shown.out.splitlines()}
    assert ",10,there," not in rows["un_votes"]
    assert ",30,there," in rows["un_votes"]
    assert ",not there,https" in rows["un_roll_call_issues"]
    assert "Cite: " in shown.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["similarity", "Kazakhstan"], "'Kazakhstan' is no code of an actor: use KAZ"),
        (["similarity", "OSCE"], "'OSCE' is no state"),
        (["similarity", "KAZ", "--with", "DEU"], "KAZ shares no vote with DEU"),
        (["ideal-points", "--states", "XYZ"], "'XYZ' is no state"),
        (["beside", "KAZ", "--with", "USA", "--events", "none.csv"], "none.csv: there is no such file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(arguments, message, data, cli):
    result = cli("votes", *arguments, "--data", data)
    assert result.status == 2
    assert message in result.err
    assert "Traceback" not in result.err


def test_a_missing_folder_says_how_to_get_the_data(cli, tmp_path):
    result = cli("votes", "similarity", "KAZ", "--data", tmp_path / "none")
    assert result.status == 2
    assert "get the data with `multivector data add un-votes`" in result.err


def test_a_wrong_checksum_keeps_nothing(cli, tmp_path):
    (tmp_path / "votes.csv").write_text(VOTES)
    result = cli("data", "add", "un-votes", tmp_path / "votes.csv", "--sha256", "0" * 64, "--data", tmp_path / "data")
    assert result.status == 2
    assert not (tmp_path / "data").exists()


def test_countries_without_a_code_are_named(data, cli, tmp_path):
    (tmp_path / "votes.csv").write_text(VOTES + "1,Atlantis,yes\n")
    assert cli("data", "add", "un-votes", tmp_path / "votes.csv", "--data", data).status == 0
    assert "votes of Atlantis are left out" in cli("votes", "similarity", "KAZ", "--data", data).err
