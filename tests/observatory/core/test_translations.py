"""Every word of a template has its translation, in every language, and no two apps translate it differently."""

import re
from pathlib import Path

import pytest

from multivector import observatory
from multivector.observatory.messages import LANGUAGES, joined

SITE = Path(observatory.__file__).parent
WORDS = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')\s*(?:as \w+\s*)?%}""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_words_of_templates_are_translated(language):
    catalogue = joined(sorted(SITE.glob(f"*/locale/{language}.po")), language)
    known = {message.id for message in catalogue if message.id and message.string}
    known |= {one for id in known if isinstance(id, tuple) for one in id}
    used = {a or b for path in SITE.rglob("*.html") for a, b in WORDS.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 100
    assert used - known == set()
