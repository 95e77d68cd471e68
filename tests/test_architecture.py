"""Imports go one way: a stage knows those before it, never those after it."""

import ast
from pathlib import Path

import pytest

import multivector

PACKAGE = Path(multivector.__file__).parent
# what each stage may import besides itself
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "ids": {"model"},
    "edtf": set(),
    "intake": {"model", "errors"},
    "language": {"model", "errors"},
    "lexicon": {"model", "errors", "language"},
    "coder": {"model", "errors", "ids", "intake", "language", "lexicon"},
    "record": {"model", "errors", "ids", "edtf"},
    "analysis": {"model", "errors", "edtf", "lexicon", "record"},
    "observatory": {"model", "errors", "edtf", "intake", "lexicon", "coder", "record", "analysis", "run"},
    "interchange": {"model", "errors", "ids", "edtf", "intake", "lexicon", "record"},
    "evaluate": {"errors", "lexicon"},
    "pairtable": {"model", "errors", "intake", "coder"},
    "run": {"model", "errors", "intake", "lexicon", "coder", "record"},
}
LONGEST_FILE = 450  # lines


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = (
                [node.module or ""]
                if (node.module or "").count(".")
                else [f"{node.module}.{a.name}" for a in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("multivector."))


def files(stage):
    folder = PACKAGE / stage
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{stage}.py"]


@pytest.mark.parametrize("stage", MAY_IMPORT)
def test_stage_imports_only_what_it_may(stage):
    for path in files(stage):
        assert set(imported(path)) - {stage} <= MAY_IMPORT[stage] | {"__version__"}, path


def test_the_coder_imports_no_parser():
    parsers = {"slovnet", "navec", "razdel", "spacy", "natasha"}
    for path in files("coder"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.split(".")[0] for name in names} & parsers, path


def test_no_state_is_named_in_code():
    for path in PACKAGE.rglob("*.py"):
        constants = {
            n.value
            for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        assert not constants & {"KAZ", "RUS", "USA", "CHN"}, path


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_public_names_are_sorted_and_exist():
    assert list(multivector.__all__) == sorted(multivector.__all__)
    for name in multivector.__all__:
        assert getattr(multivector, name)
