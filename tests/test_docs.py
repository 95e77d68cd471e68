"""The documentation names what there is, no more and no less."""

import re
from pathlib import Path

import pytest
import typer

import multivector
from multivector.analysis import strategy
from multivector.cli import app
from multivector.coder.score import weights
from multivector.lexicon import schema
from multivector.lexicon.ontology import FACTS, QUAD_OF_TYPE, QUADS, ROLES
from multivector.record.schema import FACT_SLOTS, TABLES

ROOT = Path(__file__).parents[1]
PACKAGE = Path(multivector.__file__).parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
SHARED = "Columns of both events and facts"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def section(page, title):
    """The text below a heading of the second level, up to the next one."""
    return re.split(r"^## ", page.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def rows(text, heading):
    """The code words in the first cells of the table with that first heading."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    return re.findall(r"^\| `([^`]+)` \|", table[1], re.MULTILINE) if table else []


def commands(command, path=()):
    """(path, command) of every command that does something."""
    inner = getattr(command, "commands", {})
    for name, one in inner.items():
        yield from commands(one, (*path, name))
    if not inner:
        yield " ".join(path), command


CLI = typer.main.get_command(app)
COMMANDS = dict(commands(CLI))


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_documented(table):
    page = read("docs/record.md")
    documented = rows(section(page, table), "column")
    if table in ("events", "facts"):
        documented += rows(section(page, SHARED), "column")
    assert documented == list(TABLES[table])


def test_every_kind_of_fact_is_documented_with_its_slots():
    kinds = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| ", section(read("docs/record.md"), "facts"), re.MULTILINE)
    documented = {kind: tuple(slots.split(", ")) for kind, slots in kinds if kind in FACTS}
    assert documented == FACT_SLOTS


def test_every_type_is_documented():
    lines = re.findall(r"^\| (\w+ \w+) \| ([A-Z, ]+) \|$", section(read("docs/record.md"), "events"), re.MULTILINE)
    documented = {type: quad for quad, types in lines for type in types.split(", ")}
    assert documented == {type: QUADS[number] for type, number in QUAD_OF_TYPE.items()}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_documented(path):
    text = section(read("docs/cli.md"), path)
    options = {name for param in COMMANDS[path].params if param.param_type_name == "option" for name in param.opts}
    documented = re.findall(r"^\| `(--[\w-]+)`", text, re.MULTILINE)
    assert sorted(documented) == sorted(options - {"--help"})
    assert f"multivector {path}" in text


def test_options_of_the_program_are_documented():
    page = read("docs/cli.md")
    assert all(f"`{name}`" in page or f"`multivector {name}`" in page for param in CLI.params for name in param.opts)


def test_every_feature_of_the_score_is_documented_in_its_words():
    found = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|$", section(read("docs/coding.md"), "Reasons"), re.MULTILINE)
    assert set(found) == {(name, text) for name, (_, text) in weights().items()}


def test_every_reason_is_documented():
    code = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "coder").rglob("*.py"))
    written = set(re.findall(r'Reason\(f?"([\w-]+)|^[A-Z]+ = "([\w-]+)"  # reason', code, re.MULTILINE))
    written = {id for ids in written for id in ids if id}
    reasons = section(read("docs/coding.md"), "Reasons")
    documented = re.findall(r"^\| `([\w-]+)(?::[A-Z]+)?` \| [^|]+ \| ", reasons, re.MULTILINE)
    assert written <= set(documented)


def test_every_way_to_find_a_party_is_documented():
    code = "".join(read(PACKAGE / "coder" / name) for name in ("owners.py", "parties.py", "party.py", "pronouns.py"))
    ways = set(re.findall(r'(?:\d, |reason(?:: str)? ?= ?)"([a-z][a-z -]+)"', code))
    assert set(rows(section(read("docs/coding.md"), "Parties"), "found")) == ways


@pytest.mark.parametrize("path", sorted((PACKAGE / "coder").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_every_step_names_its_file(path):
    page = read("docs/coding.md")
    assert f"`{path.name}`" in page or (path.name.startswith("time") and "`time*.py`" in page)


@pytest.mark.parametrize(("title", "model"), [("Operators", schema.Operator), ("Grammar", schema.Grammar)])
def test_every_key_of_a_table_of_the_lexicon_is_documented(title, model):
    assert sorted(rows(section(read("docs/lexicon.md"), title), "key")) == sorted(model.model_fields)


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("States", schema.State),
        ("States", schema.ActorWord),
        ("Organisations", schema.Organisation),
        ("Roles", schema.RoleNoun),
        ("Leaders", schema.Leader),
        ("Leaders", schema.Term),
        ("Frames", schema.Frame),
        ("Frames", schema.TriggerWords),
        ("Frames", schema.Example),
        ("Grammar", schema.Spoken),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_every_key_of_the_lexicon_is_documented(title, model):
    text = section(read("docs/lexicon.md"), title)
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}:|`{key}`", text)} == set()


@pytest.mark.parametrize(
    ("title", "models"),
    [("A file", (strategy.Strategy, strategy.Area, strategy.Priority)), ("Rules", (strategy.Rule,))],
)
def test_every_key_of_a_strategy_is_documented(title, models):
    keys = {key for model in models for key in model.model_fields}
    assert set(rows(section(read("docs/strategies.md"), title), "key")) == keys


def test_every_abstract_role_is_documented():
    text = section(read("docs/lexicon.md"), "Frames")
    assert {role for role in ROLES if f"`{role}`" not in text} == set()


def test_index_lists_every_page():
    index = read("docs/index.md")
    assert all(f"({page.name})" in index for page in (ROOT / "docs").glob("*.md") if page.name != "index.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            path, _, anchor = target.partition("#")
            linked = page.parent / path if path else page
            assert linked.exists(), target
            assert not anchor or anchor in anchors(linked), target


def anchors(page):
    """The anchors of a page's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
