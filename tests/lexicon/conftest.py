from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "actors/states.yaml": """KAZ:
  iso2: KZ
  adjective: {ru: [казахстанский]}
  capital: {ru: [Астана, {word: Нур-Султан, valid: 2019-03-23/2022-09-17}]}
RUS:
  iso2: RU
  adjective: {ru: [российский]}
""",
    "actors/organisations.yaml": """UN:
  name: {ru: Организация Объединённых Наций, en: United Nations}
  acronym: {ru: [ООН]}
""",
    "actors/roles.yaml": """president:
  sector: GOV
  kind: person
  office: true
  ru: [президент]
""",
    "actors/leaders/asia.yaml": """KAZ:
  - name: {ru: Касым-Жомарт Токаев, en: Kassym-Jomart Tokayev}
    terms:
      - {office: head_of_state, from: 2019-03-20}
""",
    "frames/consult.yaml": """meet:
  type: CONSULT
  slots: {source: subject, target: with}
  ru: [встретиться]
  examples:
    - ru: Токаев встретился с президентом России.
      event: {source: KAZ, target: RUS}
""",
    "grammar/ru.yaml": """roles:
  subject: [{case: Nom}]
  object: [{case: Acc}]
  with: [{prep: с, case: Ins}]
against_prefixes: [анти]
former_prefixes: [экс-]
""",
    "operators.yaml": """refuse:
  becomes: {default: REJECT}
  ru: [отказаться]
""",
}


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small lexicon that is right, with other contents for some of its files (None leaves a file out)."""

    def write(files: dict[str, str | bytes | None] | None = None) -> Path:
        folder = tmp_path / "lexicon"
        for name, content in {**FILES, **(files or {})}.items():
            if content is not None:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def right() -> dict[str, str]:
    """The files of the small lexicon."""
    return FILES
