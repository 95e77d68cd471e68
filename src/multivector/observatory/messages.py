"""The site's words in other languages: the `.po` files of all apps, compiled for gettext into the user's cache."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from platformdirs import user_cache_path

LANGUAGES = ("ru", "kk")  # besides English, in which the templates are written


def catalogues(site: Path) -> Path:
    """The folder with `LANGUAGE/LC_MESSAGES/django.mo` of all apps below `site`; compiled anew when a file changed."""
    files = {language: sorted(site.glob(f"*/locale/{language}.po")) for language in LANGUAGES}
    state = hashlib.sha256(b"".join(file.read_bytes() for group in files.values() for file in group)).hexdigest()[:16]
    base = Path(os.environ.get("MULTIVECTOR_CACHE") or user_cache_path("multivector"))
    folder = base / f"words-{state}"
    for language, group in files.items():
        target = folder / language / "LC_MESSAGES" / "django.mo"
        if not target.exists():
            _compile(group, language, target)
    return folder


def joined(files: list[Path], language: str) -> Catalog:
    """One catalogue of all files. Raises ValueError where two of them translate the same words differently."""
    whole = Catalog(locale=language)
    for file in files:
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
        for message in catalogue:
            if not message.id:
                continue
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise ValueError(f"{file}: {message.id!r} is translated differently elsewhere")
            whole.add(message.id, message.string, context=message.context)
    return whole


def _compile(files: list[Path], language: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    write_mo(content, joined(files, language))
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(content.getvalue())
    unfinished.replace(target)
