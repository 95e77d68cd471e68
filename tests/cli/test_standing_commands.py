"""`standing`, `timeline` and `claims` in the shell."""

import csv
import io

import pytest

TEXT = "В 2017-18 годах Казахстан председательствовал в Совете Безопасности ООН. Казахстан председательствовал в ОБСЕ."


@pytest.fixture(scope="module")
def record(cli, tmp_path_factory):
    path = tmp_path_factory.mktemp("standing") / "record"
    assert cli("code", "-", "--to", path, "--language", "ru", stdin=TEXT.encode()).status == 0
    return path


def rows(result):
    assert result.status == 0, result.err
    return list(csv.reader(io.StringIO(result.out)))


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        (["standing", "KAZ"], "kind what with from to entries"),
        (["timeline", "KAZ"], "time kind summary entry"),
        (["claims"], "entry doc fact claim verdict register source"),
    ],
)
def test_columns(command, columns, cli, record):
    assert rows(cli(*command, record, "--csv", "-"))[0] == columns.split()


def test_claims_tell_agreement_and_contradiction(cli, record):
    found = [row[4:6] for row in rows(cli("claims", record, "--csv", "-"))[1:]]
    assert found == [
        ["contradicts", "elected member 2017-2018; president for January 2018"],
        ["agrees", "chair 2010"],
    ]
    assert "2 facts: 1 contradicts, 1 agrees, 0 unknown." in cli("claims", record).out
    assert len(rows(cli("claims", record, "--verdict", "agrees", "--csv", "-"))) == 2


@pytest.mark.parametrize("command", [["standing", "KAZ"], ["timeline", "KAZ"], ["claims"]])
def test_charts_and_pages_in_the_language_asked_for(command, cli, record, tmp_path):
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    result = cli(*command, record, "--language", "ru", "--svg", svg, "--html", html)
    assert result.status == 0, result.err
    assert "<svg" in svg.read_text()
    assert "редседател" in html.read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["standing", "Kazakhstan"], "use KAZ"),
        (["standing", "XXX"], "no actor 'XXX'"),
        (["timeline", "XXX"], "no actor 'XXX'"),
        (["standing", "KAZ", "--language", "fr"], "'fr' is not one of"),
        (["timeline", "KAZ", "--since", "1950", "--until", "1951"], "ask for another period"),
        (["timeline", "KAZ", "--since", "2018", "--until", "2017"], "exchange the two"),
        (["standing", "BRA"], "nothing of the standing of BRA"),
        (["timeline", "BRA"], "no entry of BRA"),
        (["claims", "--verdict", "no"], "'no' is no verdict"),
        (["claims", "--doc", "no"], "no document 'no'"),
        (["claims", "--register", "nowhere"], "no such folder"),
    ],
)
def test_bad_input(arguments, words, cli, record):
    command, *rest = arguments
    states = [rest.pop(0)] if command != "claims" else []
    result = cli(command, *states, record, *rest)
    assert result.status == 2
    assert words in result.err


def test_a_register_of_ones_own(cli, record, tmp_path):
    (tmp_path / "osce.yaml").write_text(
        "code: OSCE\nnames: {ru: ОБСЕ, en: OSCE, kk: ЕҚЫҰ}\nfounded: 1975\n"
        "sources: {own: {title: My list, publisher: Me, as_of: 2024}}\n"
        "chairs: {chair: {source: own, times: {2011: KAZ}}}\n"
    )
    found = rows(cli("claims", record, "--register", tmp_path, "--csv", "-"))[1:]
    assert ["agrees", "chair 2011", "My list (Me, 2024)"] in [row[4:] for row in found]
    (tmp_path / "osce.yaml").write_text("code: OSCE\nfounded: then\n")
    broken = cli("claims", record, "--register", tmp_path)
    assert broken.status == 2
    assert "osce.yaml:2: founded: 'then' is no EDTF time" in broken.err
