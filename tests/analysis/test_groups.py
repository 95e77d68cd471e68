import pytest

import multivector as mv

GROUPS = """
neighbours:
  name: {ru: Соседи, en: Neighbours}
  members:
    RUS:
    CHN: 2018-01-01/..
    TUR: [../2016, 2019/..]
west: {name: the West, bodies: [EU], members: [USA]}
"""
EVENTS = [
    ("a", "CONSULT", "KAZ RUS CHN USA", "", "2017-05-01"),
    ("b", "CONSULT", "KAZ RUS CHN TUR", "", "2018-05-01"),
    ("c", "AID", "KAZ", "EU", "2018-06-01"),
    ("d", "AID", "KAZ", "CHN", None),
]


@pytest.fixture
def file(tmp_path):
    def file(text):
        path = tmp_path / "groups.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return file


def test_an_event_counts_once_for_a_group_while_its_partners_belong_to_it(record_of, file):
    table = mv.vectors(record_of(*EVENTS), "KAZ", partners=file(GROUPS))
    assert table.select("period", "partner", "events", "share").rows() == [
        ("2017", "neighbours", 1, pytest.approx(1 / 3)),
        ("2017", "other", 1, pytest.approx(1 / 3)),
        ("2017", "west", 1, pytest.approx(1 / 3)),
        ("2018", "neighbours", 1, pytest.approx(1 / 3)),
        ("2018", "other", 1, pytest.approx(1 / 3)),
        ("2018", "west", 1, pytest.approx(1 / 3)),
        ("undated", "neighbours", 1, 1.0),
    ]


def test_our_own_groups_are_sound():
    groups = mv.load_groups()
    assert {"central_asia", "eu", "csto", "brics", "eaeu", "west", "ots"} <= set(groups)
    assert all(set(group.names) == {"ru", "en", "kk"} for group in groups.values())


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("West: {name: W, members: [USA]}", ["1: 'West' is no id"]),
        ("west: {members: [USA]}", ["1: name is one text"]),
        (
            "west:\n  name: W\n  members: [USA, USS,\n    kaz]",
            ["3: no state or organisation has the code 'USS'", "4: 'kaz'"],
        ),
        ("west:\n  name: W\n  members:\n    USA: 2017/2016\n    GBR: soon", ["4: '2017/2016'", "5: 'soon'"]),
        ("west: {name: W}", ["1: the group has no members"]),
        ("west: {name: W, member: [USA]}", ["1: the group has no members", "1: there is no key 'member'"]),
        ("west: {name: W, members: USA}", ["1: members and bodies are lists"]),
        ("west: USA", ["1: 'west' needs name"]),
        ("[west]", ["1: groups are written as"]),
        ("", ["1: no group stands here"]),
        ("west: [", ["not YAML"]),
    ],
)
def test_all_errors_of_a_file_are_listed_with_lines(file, text, errors):
    with pytest.raises(mv.StopRun) as raised:
        mv.load_groups(file(text))
    assert all(f":{error}" in str(raised.value) or error in str(raised.value) for error in errors)
    assert f"{len(errors)} error(s)" in str(raised.value)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(mv.StopRun, match="can't be read"):
        mv.load_groups(tmp_path / "none.yaml")
