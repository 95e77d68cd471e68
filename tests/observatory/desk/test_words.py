"""All words of both apps are translated."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import multivector.observatory

SITE = Path(multivector.observatory.__file__).parent
TAG = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')(?: context "([^"]*)")? %\}""")
BLOCK = re.compile(r"\{% blocktranslate.*?%\}(.*?)(?:\{% plural %\}.*?)?\{% endblocktranslate %\}", re.DOTALL)
OF_CORE = {"required"}


def words(app):
    for path in (SITE / app / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        yield from ((match[3] or "", match[1] or match[2]) for match in TAG.finditer(text))
        yield from (("", re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", match[1])) for match in BLOCK.finditer(text))
    for path in (SITE / app).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given = [part.value for part in node.args if isinstance(part, ast.Constant)]
                if node.func.id in ("_", "gettext_lazy"):
                    yield "", given[0]
                elif node.func.id == "pgettext_lazy":
                    yield given[0], given[1]


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("app", ["review", "desk"])
def test_all_words_are_translated(app, language):
    with (SITE / app / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing = {
        (context, id)
        for context, id in words(app)
        if id not in OF_CORE and not ((message := catalogue.get(id, context or None)) and message.string)
    }
    assert not missing
