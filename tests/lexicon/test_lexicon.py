import pytest
from babel import Locale

from multivector.lexicon import LexiconError, data_folder, load_lexicon, read_lexicon
from multivector.lexicon.forms import actor_name
from multivector.lexicon.ontology import CONTEXTS, FACTS, MODES
from multivector.lexicon.patterns import trigger_patterns

# CLDR's own codes and ISO's reservations, which are no states or territories
NO_STATES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def test_the_shipped_lexicon_has_no_problems():
    assert read_lexicon(data_folder())[1] == []


def test_its_size(lexicon):
    assert len({pattern.phrase for pattern in trigger_patterns(lexicon, "ru")}) >= 900
    assert len(lexicon.organisations) >= 150
    assert len(lexicon.leaders.keys() & lexicon.states.keys()) >= 60
    assert {frame.type for frame in lexicon.frames.values()} - {None} == MODES.keys()
    assert {frame.fact for frame in lexicon.frames.values()} - {None} == FACTS.keys()


def test_all_territories_of_iso_3166(lexicon):
    iso = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()} - NO_STATES
    assert iso <= {state.iso2 for state in lexicon.states.values()}


def test_no_code_means_two_actors(lexicon):
    assert lexicon.states.keys() & lexicon.organisations.keys() == set()


@pytest.mark.parametrize("language", ["ru", "en", "kk"])
def test_states_have_names(lexicon, language):
    assert [code for code, state in lexicon.states.items() if not actor_name(state, language)] == []


def test_codes(lexicon):
    assert all(len(code) == 3 and code.isupper() for code in lexicon.states)
    assert {c for frame in lexicon.frames.values() for c in frame.context} <= CONTEXTS


@pytest.mark.parametrize(
    "language",
    ["ru", "en", pytest.param("kk", marks=pytest.mark.xfail(strict=True, reason="some Kazakh frames lack an example"))],
)
def test_each_frame_has_an_example_in_each_language_it_has_words_for(lexicon, language):
    without = [
        name
        for name, frame in lexicon.frames.items()
        if getattr(frame, language) and not any(example.language == language for example in frame.examples)
    ]
    assert without == []


def test_a_small_lexicon(small):
    lexicon = load_lexicon(small())
    assert set(lexicon.states) == {"KAZ", "RUS"}
    assert lexicon.lines["meet"] == ("frames/consult.yaml", 1)
    assert lexicon.organisation_code("UN") == "UN"


FRAME = "meet:\n  type: CONSULT\n  slots: {source: subject}\n"
ERRORS = [
    ("unknown key", "frames/consult.yaml", FRAME + "  colour: red\n", 4, "colour"),
    ("doubled key", "frames/consult.yaml", FRAME + "  ru: [встретиться]\n  ru: [встреча]\n", 5, "'ru' stands here twice"),
    ("doubled id", "frames/consult.yaml", FRAME + FRAME, 4, "'meet' stands here twice"),
    ("frame of another file", "frames/other.yaml", FRAME, 1, "stands in frames/consult.yaml too"),
    ("unknown type", "frames/consult.yaml", FRAME.replace("CONSULT", "TALK"), 2, "'TALK' is no PLOVER type"),
    ("unknown fact", "frames/consult.yaml", "f:\n  fact: rumour\n  slots: {of: of}\n", 2, "'rumour' is no kind of fact"),
    ("neither type nor fact", "frames/consult.yaml", "f:\n  slots: {of: of}\n", 1, "a type (an event) or a fact"),
    ("unknown mode", "frames/consult.yaml", FRAME + "  mode: shout\n", 1, "CONSULT has no mode shout"),
    ("unknown context", "frames/consult.yaml", FRAME + "  context: [sports]\n", 4, "'sports' is no PLOVER context"),
    ("unknown role", "frames/consult.yaml", FRAME.replace("subject", "sideways"), 3, "'sideways' is no abstract role"),
    ("unknown slot", "frames/consult.yaml", "f:\n  fact: membership\n  slots: {chair: of}\n", 1, "has no slot chair"),
    ("two sentences", "frames/consult.yaml", FRAME + "  examples:\n    - {ru: а, en: b}\n", 5, "one sentence"),
    ("unknown sector", "actors/roles.yaml", "p:\n  sector: XYZ\n  kind: person\n", 2, "'XYZ' is no PLOVER sector"),
    ("unknown kind", "actors/roles.yaml", "p:\n  sector: GOV\n  kind: thing\n", 3, "'person', 'body' or 'group'"),
    ("unknown language", "actors/organisations.yaml", "UN:\n  name: {de: UNO}\n", 2, "de"),
    ("unknown state", "actors/leaders/x.yaml", "XXX:\n  - {name: {ru: А Б}, terms: []}\n", 1, "'XXX' is neither a state"),
    ("unknown whole", "actors/organisations.yaml", "UN:\n  part_of: NONE\n", 1, "part of 'NONE', which is unknown"),
    ("unknown state of a group", "actors/groups.yaml", "G:\n  code: XXX.REB\n", 1, "whose state is unknown"),
    ("broken date", "actors/leaders/x.yaml", "KAZ:\n  - name: {ru: А Б}\n    terms:\n      - {office: head, from: 2019-13-45}\n", 4, "month must be in 1..12"),
    ("no date", "actors/leaders/x.yaml", "KAZ:\n  - name: {ru: А Б}\n    terms:\n      - {office: head, from: soon}\n", 4, "'soon' is no date"),
    ("term backwards", "actors/leaders/x.yaml", "KAZ:\n  - name: {ru: А Б}\n    terms:\n      - {office: head, from: 2019, to: 2009}\n", 4, "ends (2009) before it begins"),
    ("unknown office", "actors/leaders/x.yaml", "KAZ:\n  - name: {ru: А Б}\n    terms:\n      - {office: boss}\n", 4, "'head_of_state'"),
    ("broken interval", "actors/states.yaml", "KAZ:\n  valid: 1991\nRUS: {}\n", 2, "is no interval"),
    ("interval backwards", "actors/states.yaml", "KAZ:\n  valid: 2001/1991\nRUS: {}\n", 2, "ends before it begins"),
    ("no YAML", "operators.yaml", "refuse:\n  ru: [отказаться\nthreaten: {}\n", 3, "not YAML"),
    ("wrong encoding", "operators.yaml", "refuse:\n  ru: [отказаться]\n".encode("cp1251"), 1, "save the file as UTF-8"),
    ("a list for a mapping", "operators.yaml", "- refuse\n", 1, "must be a mapping"),
    ("leaders of a state as a mapping", "actors/leaders/x.yaml", "KAZ: {name: {ru: А Б}}\n", 1, "KAZ"),
    ("grammar as a list", "grammar/ru.yaml", "- roles\n", 1, "valid dictionary"),
    ("an entry that is empty", "frames/consult.yaml", "meet:\n", 1, "meet"),
    ("unknown file", "frame.yaml", "a: b\n", 1, "no such file in a lexicon"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "content", "line", "message"), ERRORS, ids=[error[0] for error in ERRORS])
def test_errors_name_file_and_line(small, name, file, content, line, message):
    _, problems = read_lexicon(small({file: content}))
    found = [problem for problem in problems if message in problem.message]
    assert found, problems
    assert found[0].file in (file, file.rpartition("/")[0])
    assert found[0].line == line


@pytest.mark.parametrize(
    ("file", "content"),
    [("operators.yaml", "refuse:\n  ru: [отказ\x01аться]\n"), ("actors/leaders/x.yaml", "- KAZ\n")],
)
def test_files_of_another_shape_are_reported(small, file, content):
    assert [problem.file for problem in read_lexicon(small({file: content}))[1]] == [file]


def test_all_errors_are_reported_at_once(small):
    folder = small({"frames/consult.yaml": FRAME + "  colour: red\n  type: TALK\n", "operators.yaml": "refuse: [\n"})
    with pytest.raises(LexiconError) as raised:
        load_lexicon(folder)
    lines = str(raised.value).splitlines()
    assert "4 error(s)" in lines[0]
    assert [line.split(": ")[0].strip() for line in lines[1:]] == sorted(
        line.split(": ")[0].strip() for line in lines[1:]
    )
    assert {problem.file for problem in raised.value.problems} == {"frames/consult.yaml", "operators.yaml"}


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises((LexiconError, OSError)):
        load_lexicon(tmp_path / "nowhere")


def test_fingerprint_follows_the_files(small, right):
    first = load_lexicon(small()).fingerprint
    assert load_lexicon(small()).fingerprint == first
    changed = right["operators.yaml"] + "# a remark\n"
    assert load_lexicon(small({"operators.yaml": changed})).fingerprint != first
