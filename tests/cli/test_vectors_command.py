import pytest


@pytest.fixture
def record(record_of):
    return record_of(("a", "CONSULT", "KAZ RUS CHN", "", "2017-05-03"), ("a", "AID", "KAZ", "RUS", "2018-01")).path


COLUMNS = {
    (): "period,partner,events,reports,cooperation,conflict,score,share",
    ("--balance",): "period,events,reports,documents,partners,hhi,entropy,evenness,effective_partners,low,high",
    ("--show", "measures"): "period,measure,value,low,high",
    ("--show", "domains"): "period,partner,domain,events,reports,cooperation,conflict,score,share",
    ("--show", "cooperation"): "period,partner,events,positive,negative,balance",
    ("--show", "change"): "period,previous,partner,before,share,change,moved",
    ("--show", "coverage"): "period,events,reports,documents,sources,languages",
    ("--show", "entries"): "period,partner,event,entry,doc,time,type,score,source,target,sentence",
    ("--show", "asymmetry", "--with", "RUS,CHN"): "period,first,second,events_first,events_second,asymmetry,"
    "intensity_first,intensity_second,difference",
}


@pytest.mark.parametrize("options", COLUMNS, ids=" ".join)
def test_columns(cli, record, options):
    result = cli("vectors", "KAZ", record, *options, "--csv", "-")
    assert (result.status, result.out.splitlines()[0]) == (0, COLUMNS[options])


def test_people_get_the_summary_and_what_it_rests_on(cli, record):
    out = cli("vectors", "KAZ", record, "--language", "ru").out
    assert "Казахстан, 2017–2018: 2 события с 2 партнёрами." in out
    assert "Coverage (documents/sources/languages): 2017 1/1/en, 2018 1/1/en." in out


def test_one_partner_only_is_said_and_not_zero(cli, record):
    result = cli("vectors", "KAZ", record, "--balance", "--csv", "-")
    assert result.out.splitlines()[2] == "2018,1,1,1,1,,,,,,"
    assert "One partner only, so that no balance is defined: 2018." in result.err


def test_chosen_partners_and_groups(cli, record):
    rows = cli("vectors", "KAZ", record, "--with", "CHN", "--csv", "-").out.splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [["2017", "CHN", "1"]]
    rows = cli("vectors", "KAZ", record, "--partners", "groups", "--with", "eaeu", "--csv", "-").out.splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [["2017", "eaeu", "1"], ["2018", "eaeu", "1"]]


def test_files(cli, record, tmp_path):
    svg, html = tmp_path / "a.svg", tmp_path / "a.html"
    assert cli("vectors", "KAZ", record, "--svg", svg, "--html", html).status == 0
    assert "Russia" in svg.read_text(encoding="utf-8")
    assert "Kazakhstan: vectors" in html.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["XYZ"], "no actor 'XYZ'"),
        (["Казахстан"], "use KAZ"),
        (["KAZ", "--since", "1900", "--until", "1901"], "no act of KAZ"),
        (["KAZ", "--with", "USA"], "no act of KAZ with USA"),
        (["KAZ", "--balance", "--with", "RUS"], "leave it out"),
        (["KAZ", "--balance", "--show", "change"], "different tables"),
        (["KAZ", "--show", "asymmetry"], "--with RUS,CHN"),
        (["KAZ", "--partners", "none.yaml"], "none.yaml"),
    ],
)
def test_bad_input(cli, record, options, message):
    result = cli("vectors", options[0], record, *options[1:])
    assert result.status == 2
    assert message in result.err
