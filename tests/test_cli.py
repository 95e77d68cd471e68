import csv
import gzip
import io
import json
import subprocess
import sys

import polars as pl
import pytest

import multivector

GOLD_EVENT = {"type", "source", "target", "trigger", "start", "end", "time", "status"}
GOLD_SLOTS = {
    "office": {"person", "position", "of"},
    "membership": {"member", "of"},
    "chairmanship": {"chair", "of"},
    "instrument": {"parties", "act", "name", "kind", "place"},
    "hosting": {"host", "what", "about", "place", "count"},
    "mission": {"actor", "kind", "place", "under"},
    "institution": {"founders", "name", "under"},
}
ADDED = {"sentence", "confidence", "frame", "evidence"}
TEXT = "Президент Казахстана Нурсултан Назарбаев встретился с президентом Китая. Казахстан вступил в ШОС."
HEAVY = {"polars", "numpy", "slovnet", "navec", "deltalake", "duckdb", "pymorphy3", "trafilatura", "yaml"}


@pytest.fixture(scope="module")
def lines(cli, samples):
    """The samples as JSON lines."""
    return cli("code", *samples)


@pytest.fixture
def record(coded_samples):
    return coded_samples[0]


def objects(result):
    return [json.loads(line) for line in result.out.splitlines()]


# code


def test_lines_have_the_fields_of_the_gold_records(lines):
    assert (lines.status, lines.err) == (0, "")
    documents = objects(lines)
    assert len(documents) >= 8
    for document in documents:
        assert {"doc", "lang", "published", "title", "author", "events", "facts"} == document.keys()
        for event in document["events"]:
            assert event.keys() >= GOLD_EVENT | ADDED
        for fact in document["facts"]:
            assert fact.keys() >= GOLD_SLOTS[fact["fact"]] | {"start", "end", "time"} | ADDED
    assert sum(len(document["events"]) for document in documents) > 10
    assert sum(len(document["facts"]) for document in documents) > 10


def test_to_a_record(coded_samples, lines):
    _, result = coded_samples
    assert (result.status, result.out) == (0, "")
    documents = objects(lines)
    events, facts = (sum(len(document[kind]) for document in documents) for kind in ("events", "facts"))
    assert f"{len(documents)} document(s) coded: {events} events, {facts} facts." in result.err


def test_a_second_run_codes_nothing(cli, samples, record):
    result = cli("code", *samples, "--to", record)
    assert (result.status, result.out) == (0, "")
    assert "0 document(s) coded, " in result.err
    assert " unchanged" in result.err


def test_standard_input(cli):
    given = json.dumps({"id": "a", "text": TEXT, "published": "2015-09-01"}).encode()
    (document,) = objects(cli("code", "-", stdin=given))
    assert (document["doc"], document["published"]) == ("a", "2015-09-01")
    assert document["events"][0]["time"] == "2015-09-01"


@pytest.mark.parametrize(
    ("options", "published"), [([], None), (["--published", "2015-09-01", "--language", "ru"], "2015-09-01")]
)
def test_day_and_language_of_texts_that_bring_none(cli, options, published):
    (document,) = objects(cli("code", "-", *options, stdin=TEXT.encode()))
    assert (document["published"], document["lang"]) == (published, "ru")


def test_min_confidence(cli):
    (document,) = objects(cli("code", "-", "--min-confidence", "1", stdin=TEXT.encode()))
    assert (document["events"], document["facts"]) == ([], [])


def test_nothing_to_code(cli):
    result = cli("code", "-", stdin="Погода сегодня хорошая, светит солнце.".encode())
    assert (result.status, result.err) == (0, "")
    assert objects(result)[0]["events"] == []


# show


def test_show(cli, record):
    result = cli("show", record)
    entries = [block for block in result.out.strip().split("\n\n") if block]
    assert result.status == 0
    assert f"{len(entries)} entries." in result.err


@pytest.mark.parametrize(
    ("options", "every"),
    [
        (["--actor", "KAZ"], "KAZ"),
        (["--actor", "KAZ", "--partner", "CHN"], "CHN"),
        (["--type", "CONSULT"], "CONSULT"),
        (["--fact", "membership"], "membership"),
        (["--fact", "office", "--limit", "1"], "office"),
        (["--since", "2017", "--until", "2018", "--type", "AGREE"], "AGREE"),
    ],
)
def test_show_filters(cli, record, options, every):
    everything, result = cli("show", record), cli("show", record, *options)
    assert result.status == 0
    count, whole = (int(shown.err.split()[0]) for shown in (result, everything))
    assert 0 < count < whole
    blocks = [block for block in result.out.strip().split("\n\n") if block]
    assert len(blocks) == count
    assert all(every in block for block in blocks)


def test_show_finds_nothing(cli, record):
    result = cli("show", record, "--actor", "TUV")
    assert (result.status, result.out, result.err) == (0, "", "no entries match.\n")


# export


def test_export_jsonl_is_what_code_prints(cli, record, lines):
    result = cli("export", record)
    by_id = {document["doc"]: document for document in objects(lines)}
    assert (result.status, result.err) == (0, "")
    assert {document["doc"]: document for document in objects(result)} == by_id
    assert cli("export", record).out == result.out


def test_export_csv(cli, record, tmp_path):
    assert cli("export", record, "--format", "csv", "--to", tmp_path).status == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{t}.csv" for t in ("documents", "events", "facts", "actors")
    }
    table = cli("export", record, "--format", "csv", "--table", "events").out
    assert table == (tmp_path / "events.csv").read_text(encoding="utf-8")
    assert {"type", "source", "target", "sentence", "confidence"} <= set(next(csv.reader(io.StringIO(table))))


def test_export_parquet(cli, record, lines, tmp_path):
    assert cli("export", record, "--format", "parquet", "--to", tmp_path).status == 0
    assert pl.read_parquet(tmp_path / "documents.parquet").height == len(objects(lines))
    assert pl.read_parquet(tmp_path / "events.parquet")["source"].dtype == pl.List(pl.String)


# evaluate


@pytest.fixture(scope="module")
def gold(cli, tmp_path_factory):
    """A gold file that the coder meets, and its texts."""
    folder = tmp_path_factory.mktemp("gold")
    texts, gold = folder / "texts.jsonl", folder / "gold.jsonl"
    texts.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"id": "b", "text": TEXT}) + "\n")
    first, second = objects(cli("code", texts))
    missed = dict(first["events"][0], type="SANCTION")
    second["events"], second["facts"] = [missed], []
    gold.write_text("".join(json.dumps(document) + "\n" for document in (first, second)))
    return gold, texts


def test_evaluate(cli, gold):
    result = cli("evaluate", *gold, "--misses", "5")
    assert (result.status, result.err) == (0, "")
    for name in ("event", "dyad", "type", "fact"):
        assert any(line.startswith(name) and " F1 " in line for line in result.out.splitlines())
    assert "missed b: SANCTION" in result.out
    assert "SANCTION" in result.out
    assert "time right" not in result.out.split("missed")[1]


def test_evaluate_json(cli, gold):
    figures = json.loads(cli("evaluate", *gold, "--json").out)
    assert 0 < figures["event"]["recall"] < 1
    assert figures["fact"]["recall"] == 1


def test_evaluate_names_a_broken_line(cli, gold, tmp_path):
    broken = tmp_path / "gold.jsonl"
    broken.write_text('{"doc": "a", "events": [], "facts": []}\n{"doc": \n')
    result = cli("evaluate", broken, gold[1])
    assert (result.status, result.out) == (2, "")
    assert f"{broken}:2" in result.err


# lexicon


def test_lexicon_show(cli):
    result = cli("lexicon", "show", "KAZ")
    assert (result.status, result.err) == (0, "")
    assert "Kassym-Jomart Tokayev" in result.out
    assert "2019-03-20/.." in result.out
    assert "[bold]" not in result.out


def test_lexicon_show_of_nothing(cli):
    result = cli("lexicon", "show", "KAZAKHSTAN")
    assert (result.status, result.out) == (2, "")
    assert "no entry 'KAZAKHSTAN'" in result.err


def test_lexicon_check_of_a_broken_lexicon(cli, tmp_path):
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "a.yaml").write_text("f:\n  type: TALK\n  slots: {source: subject}\n  colour: red\n")
    result = cli("lexicon", "check", tmp_path)
    assert result.status == 2
    assert "frames/a.yaml:2" in result.err + result.out
    assert "frames/a.yaml:4" in result.err + result.out


# relate

PAIRS = 'id\tsentence\tsource\ttarget\n1\tUkraine accuses Russia.\tUkraine\tRussia\n2\tHe "met" Iran.\tHe\tIran\n'


def table(result):
    return [line.split("\t") for line in result.out.splitlines()]


@pytest.mark.parametrize("how", ["plain", "BOM", "CRLF", "gz"])
def test_relate_adds_type_and_probability(cli, tmp_path, how):
    path = tmp_path / ("pairs.tsv.gz" if how == "gz" else "pairs.tsv")
    data = PAIRS.replace("\n", "\r\n" if how == "CRLF" else "\n").encode("utf-8-sig" if how == "BOM" else "utf-8")
    path.write_bytes(gzip.compress(data) if how == "gz" else data)
    result = cli("relate", path)
    header, first, second = table(result)
    assert (result.status, result.err) == (0, "")
    assert header == ["id", "sentence", "source", "target", "type", "probability"]
    assert first[:5] == ["1", "Ukraine accuses Russia.", "Ukraine", "Russia", "ACCUSE"]
    assert 0.5 < float(first[5]) <= 1
    assert second[1] == 'He "met" Iran.'


def test_relate_reads_standard_input_and_russian(cli):
    pairs = "sentence\tsource\ttarget\nРоссия обвинила Польшу.\tРоссия\tПольшу\n"
    result = cli("relate", "-", "--language", "ru", stdin=pairs.encode())
    assert (result.status, table(result)[1][3]) == (0, "ACCUSE")


def test_relate_leaves_bad_rows_without_a_type(cli, tmp_path):
    path = tmp_path / "pairs.tsv"
    rows = [
        "Iran met Iraq.\tIran\tOman",
        "Iran",
        "",
        "Iran's army left.\tIran's army\tIran",
        "He left.\t\t",
        "Iran struck Iraq.\tIran\tIraq",
    ]
    path.write_bytes(
        "\n".join(["sentence\tsource\ttarget", *rows]).encode() + b"\n\xff met Oman.\tOman\t\n" + "é".encode() * 9
    )
    result = cli("relate", path)
    assert result.status == 1
    assert [row[3] for row in table(result)[1:]] == ["", "", "", "", "ASSAULT", "", ""]
    for number, message in [
        (2, "target: 'Oman' is not in the sentence"),
        (3, "it has 1 cells and the header 3"),
        (5, "target: 'Iran' stands in the other phrase only"),
        (6, "neither source nor target is named"),
        (8, "it is not valid text"),
    ]:
        assert any(f"{path}:{number}: " in line and message in line for line in result.err.splitlines())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is empty"),
        ("sentence\tsource\n", "the header lacks the column target"),
        ("sentence\tsource\ttarget\ttype\n", "the column type would stand twice"),
    ],
)
def test_relate_needs_a_header(cli, tmp_path, text, message):
    (tmp_path / "pairs.tsv").write_text(text)
    result = cli("relate", tmp_path / "pairs.tsv")
    assert (result.status, result.out) == (2, "")
    assert message in result.err


# all commands


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["code"],
        ["code", "-", "--workers", "0"],
        ["code", "-", "--min-confidence", "2"],
        ["code", "-", "--format", "xml"],
        ["code", "-", "--published", "yesterday"],
        ["code", "-", "--language", "klingon"],
        ["show"],
        ["show", "{record}", "--limit", "0"],
        ["show", "{record}", "--since", "soon"],
        ["export", "{record}", "--format", "csv", "--table", "nonsense"],
        ["export", "{record}", "--format", "xml"],
        ["evaluate", "nowhere.jsonl", "nowhere"],
        ["relate"],
        ["relate", "nowhere.tsv"],
        ["relate", "-", "--language", "klingon"],
        ["lexicon", "show"],
        ["lexicon", "check", "nowhere"],
    ],
    ids=" ".join,
)
def test_wrong_commands(cli, record, arguments):
    result = cli(*(argument.replace("{record}", str(record)) for argument in arguments))
    assert (result.status, result.out) == (2, "")
    assert result.err.strip()
    assert "Traceback" not in result.err


def test_version(cli):
    assert cli("--version") == (0, multivector.__version__ + "\n", "")


@pytest.mark.parametrize(
    "command", [[], ["code"], ["show"], ["export"], ["evaluate"], ["lexicon"], ["lexicon", "check"]]
)
def test_help(cli, command):
    result = cli(*command, "--help")
    assert (result.status, result.err) == (0, "")
    assert "Usage" in result.out


def test_help_imports_nothing_heavy():
    program = (
        "import sys; from multivector.cli import main; sys.argv = ['multivector', 'code', '--help']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stderr.split()
    assert not HEAVY & set(loaded)


@pytest.mark.parametrize(
    ("name", "hint"), [("Kazakhstan", "use KAZ"), ("Россия", "use RUS"), ("nobody", "KAZ or OSCE")]
)
def test_show_wants_codes(cli, record, name, hint):
    result = cli("show", record, "--actor", name)
    assert result.status == 2
    assert hint in result.err
