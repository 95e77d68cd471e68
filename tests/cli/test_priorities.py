import csv
import io

import pytest

from multivector.analysis.strategy import load_strategy

TEXT = """\
{"id": "a", "text": "Казахстан и Россия подписали договор о торговле.", "published": "2021-05-04"}
{"id": "b", "text": "Казахстан обвинил Иран.", "published": "2022-05-04"}
"""


@pytest.fixture(scope="module")
def record(cli, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "record"
    cli("code", "-", "--to", folder, stdin=TEXT.encode())
    return folder


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_counts(cli, record):
    result = cli("priorities", "KAZ", record, "--by", "year", "--csv", "-")
    trade = [row for row in rows(result.out) if row["priority"] == "trade"]
    assert [list(row.values())[2:] for row in trade] == [["2021", "1", "1", "1"], ["2022", "0", "0", "0"]]
    assert "2 of 3 acts serve a priority, 1 serve none." in result.err


def test_people_see_only_years_with_acts(cli, record):
    result = cli("priorities", "KAZ", record, "--by", "year", "--language", "ru")
    assert "Торговля" in result.out
    assert "│ peacekeeping" not in result.out


def test_entries_and_gaps(cli, record):
    listed = rows(cli("priorities", "KAZ", record, "--entries", "--gaps", "--csv", "-").out)
    assert {row["priority"] for row in listed} == {"trade", "partners", ""}
    assert "agrees, talks or works on trade and investment: «торговле» (RUS)" in {row["reason"] for row in listed}
    told = rows(cli("priorities", "KAZ", record, "--entries", "--csv", "-", "--language", "ru").out)
    assert any("и речь о торговле и инвестициях: «торговле» (RUS)" in row["reason"] for row in told)
    whole = rows(cli("priorities", "KAZ", record, "--gaps", "--csv", "-").out)
    assert list(whole[-1].values()) == ["", "", "all", "1", "0", "1"]


def test_files(cli, record, tmp_path):
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    assert cli("priorities", "KAZ", record, "--by", "year", "--svg", svg, "--html", html).status == 0
    assert "Trade and investment" in svg.read_text()
    assert "<table>" in html.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["FIN"], "no strategy of FIN ships"),
        (["Казахстан"], "use KAZ"),
        (["KAZ", "--strategy", "none.yaml"], "no such file"),
        (["KAZ", "--partner", "XYZ"], "no actor 'XYZ'"),
        (["XYZ", "--strategy", "japan_2022"], "knows no actor of that code"),
    ],
)
def test_bad_input(cli, record, arguments, said):
    result = cli("priorities", arguments[0], record, *arguments[1:])
    assert (result.status, said in result.err) == (2, True)


def test_draft_and_check(cli, tmp_path):
    page, drafted = tmp_path / "a.html", tmp_path / "a.yaml"
    page.write_text("<html><h1>S</h1><h2>Peace</h2><ul><li>mediation</li></ul></html>")
    assert cli("strategy", "draft", page, "--state", "NZL", "--to", drafted).status == 0
    assert load_strategy(drafted).state == "NZL"
    checked = cli("strategy", "check", drafted)
    assert checked.out == "S: areas 1, priorities 1, rules 0.\n"
    assert "nothing is counted for them: priority_1_1" in checked.err
    assert cli("strategy", "draft", page).out.startswith("# A draft")


def test_a_broken_strategy_names_all_lines(cli, tmp_path):
    broken = tmp_path / "a.yaml"
    broken.write_text("title: {en: S}\nstate: x\nareas: []\n")
    result = cli("strategy", "check", broken)
    assert result.status == 2
    assert "a.yaml:2: " in result.err
    assert "a.yaml:3: " in result.err


def test_a_draft_of_nothing(cli, tmp_path):
    assert "no such file" in cli("strategy", "draft", tmp_path / "none.txt").err
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 50)
    assert cli("strategy", "draft", tmp_path / "a.txt").status == 2
