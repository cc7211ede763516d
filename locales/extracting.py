"""Every sentence of the code, found in its source, and the catalogues brought up to date with them.

What counts is ``Text("key", "Vietnamese")`` with two plain literals. The source is read as a tree, since the
extraction of Babel (``-k Text:1c,2``) misses some that stand inside other calls. A sentence put together elsewhere
would stay untranslated, so such a place is a ``Hidden`` one, and a test refuses it. Run ``python -m locales``
after adding or changing a sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOMS = ("domain", "conversations", "admin", "bot", "locales")
LANGUAGES = ("vi", "en")
#: Places that make a sentence again which is in the catalogue already.
MADE_AGAIN = {
    "domain/packing.py": "a sentence that was kept as JSON is read back",
}
#: Catalogues carry no date of their own: the history tells it.
_DATE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the code: its key, the Vietnamese, and where it stands."""

    key: str
    vietnamese: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A ``Text(...)`` whose key or sentence cannot be read from the source."""

    path: str
    line: int
    code: str


def sentences_and_hidden(house: Path) -> tuple[list[Sentence], list[Hidden]]:
    """All sentences below the folder ``house``, in the order of files and lines; and what could not be read."""
    sentences: list[Sentence] = []
    hidden: list[Hidden] = []
    for path in sorted(file for room in ROOMS for file in (house / room).rglob("*.py")):
        place = path.relative_to(house).as_posix()
        for call in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            match call.args:
                case [ast.Constant(value=str(key)), ast.Constant(value=str(vietnamese)), *_]:
                    if key:  # without one it is nobody's wording: a name, a code, a person's own words
                        sentences.append(Sentence(key, vietnamese, place, call.lineno))
                case [ast.Attribute(attr="key"), ast.Attribute(attr="vietnamese"), *_]:
                    pass
                case _ if place not in MADE_AGAIN:
                    hidden.append(Hidden(place, call.lineno, ast.unparse(call)))
    return sentences, hidden


def _texts(tree: ast.AST) -> Iterator[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        match call.func:
            case ast.Name(id="Text") | ast.Attribute(attr="Text"):
                yield call


def catalogue_path(language: str, folder: Path) -> Path:
    """Where a language's catalogue lies below the folder of languages."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path, *, language: str) -> Catalog:
    """A catalogue; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(old: Catalog, sentences: Iterable[Sentence], *, language: str) -> Catalog:
    """The catalogue of exactly these sentences, sorted by key.

    Vietnamese says what the code says. In another language a sentence whose Vietnamese has changed keeps what
    it said, marked fuzzy: it is not spoken until somebody has looked at it; a new one is empty.
    """
    new = Catalog(
        locale=language,
        project="Trợ Cấp Bot",
        version="1",
        copyright_holder="",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=_DATE,
        revision_date=_DATE,
        header_comment=_HEADERS[language],
        fuzzy=False,
    )
    exact, by_key = _known(old)
    for (key, vietnamese), places in _grouped(sentences).items():
        said = vietnamese if language == "vi" else exact.get((key, vietnamese), "")
        flags: tuple[str, ...] = ()
        if not said and key in by_key:
            said, flags = by_key[key], ("fuzzy",)
        new.add(vietnamese, said, context=key, locations=[(place, 0) for place in places], flags=flags)
    return new


def _known(old: Catalog) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    spoken = [message for message in old if message.id and message.string]
    exact = {
        (message.context or "", str(message.id)): str(message.string) for message in spoken if not message.fuzzy
    }
    return exact, {message.context or "": str(message.string) for message in spoken}


def _grouped(sentences: Iterable[Sentence]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for one in sentences:
        found.setdefault((one.key, one.vietnamese), set()).add(one.path)
    return {both: sorted(found[both]) for both in sorted(found)}


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write it as people read it: one sentence, its key above, the files it stands in, no line numbers."""
    written = BytesIO()
    write_po(written, catalogue, width=110, include_lineno=False, sort_output=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line for line in lines if not line.startswith('"Generated-By')), encoding="utf-8")


def unfinished(catalogue: Catalog) -> list[Message]:
    """What is empty or marked fuzzy."""
    return [message for message in catalogue if message.id and (not message.string or message.fuzzy)]


_HEADERS = {
    "vi": """\
# Vietnamese: what the program says. Made from the code by "python -m locales"; a test compares them.
# An office that wants other words copies an entry (msgctxt, msgid, msgstr) into a file of its own,
# <folder>/vi/LC_MESSAGES/messages.po, changes msgstr there and sets TROCAP_WORDING_DIR=<folder>.
# Words in {braces} are filled in by the program: keep each of them.""",
    "en": """\
# English, for those who do not read Vietnamese. Brought up to date by "python -m locales".
# Words in {braces} are filled in by the program: keep each of them.""",
}
