import pytest

from multivector.lexicon.yamlfile import read_yaml


@pytest.fixture
def read(tmp_path):
    def read(content):
        path = tmp_path / "file.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_yaml(path, "file.yaml")

    return read


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("a: NO\n", {"a": "NO"}),
        ("a: 2019-03-20\n", {"a": "2019-03-20"}),
        ("a: 1.50\n", {"a": "1.50"}),
        ("a: [true, 0x1F]\n", {"a": ["true", "0x1F"]}),
        ("a:\n", {"a": None}),
        ("1: b\n", {"1": "b"}),
        ("", {}),
        ("# only a remark\n", {}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("a: &x [b]\nc: *x\n", {"a": ["b"], "c": ["b"]}),
    ],
)
def test_values_are_strings(read, content, data):
    assert read(content).data == data
    assert read(content).problems == []


def test_lines(read):
    file = read("a:\n  b: c\n  d:\n    - e\n    - f: g\n")
    assert file.lines == {
        (): 1,
        ("a",): 1,
        ("a", "b"): 2,
        ("a", "d"): 3,
        ("a", "d", 0): 4,
        ("a", "d", 1): 5,
        ("a", "d", 1, "f"): 5,
    }
    file.problem(("a", "d", 7, "x"), "too far")
    assert str(file.problems[0]) == "file.yaml:3: too far"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a: b\na: c\n", 2, "'a' stands here twice"),
        ("x:\n  a: b\n  c: d\n  a: e\n", 4, "'a' stands here twice"),
        ("a: [b\nc: d\n", 2, "not YAML"),
        ("a: 'b\n", 2, "not YAML"),
        ("\ta: b\n", 1, "not YAML"),
        ("a: b\n---\nc: d\n", 2, "not YAML"),
        (b"a: \xe0\xe1\n", 1, "not UTF-8 at byte 3"),
    ],
)
def test_problems(read, content, line, message):
    (problem,) = read(content).problems
    assert problem.line == line
    assert message in problem.message
