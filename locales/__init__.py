"""The languages: a ``Text`` becomes a sentence; dates, money and masks the Vietnamese way.

The Vietnamese source stands in the code; ``locales/<language>/LC_MESSAGES/messages.po`` gives other languages
and the office's own wording (a folder laid over ours, TROCAP_WORDING_DIR). The key is gettext's context.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from domain.people import Address
from domain.wording import InWords, Money, OfficeTime, Param, Text

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HERE = Path(__file__).parent
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*|[A-Z][a-z_]*)\}")


class MissingPlaceholder(Exception):
    """A sentence lacks a value: it must stop here and never reach a person."""


class WrongWording(Exception):
    """A catalogue whose placeholders are not those of the source; names the key."""


class Languages:
    """The sentences of every language, read at start; nothing compiled."""

    def __init__(
        self, catalogues: Mapping[str, Mapping[tuple[str, str], str]], *, unused: tuple[str, ...] = ()
    ) -> None:
        self._catalogues = catalogues
        #: Keys of the office's own wording that no sentence takes any more: the source has changed since.
        self.unused = unused

    def speak(self, text: Text, language: str, known: Mapping[str, str]) -> str:
        """The finished sentence. ``known``: people's and offices' words, filled where the text has none.

        Raises MissingPlaceholder.
        """
        source = self._catalogues.get(language, {}).get((text.key, text.vietnamese)) or text.vietnamese

        def filled(found: re.Match[str]) -> str:
            name = found.group(1)
            if name in text.params:
                return self._spoken(text.params[name], language, known)
            if name in known:
                return known[name]
            if name.lower() in text.params:
                return _capital(self._spoken(text.params[name.lower()], language, known))
            raise MissingPlaceholder(f"{text.key}: {{{name}}}")

        return PLACEHOLDER.sub(filled, source) if "{" in source else source

    def _spoken(self, value: Param, language: str, known: Mapping[str, str]) -> str:
        match value:
            case str():
                return value
            case Text():
                return self.speak(value, language, known)
            case tuple():
                return ", ".join(self.speak(text, language, known) for text in value)
            case Money():
                return money(value.dong, language)
            case InWords():
                return date_in_words(value.day, language)
            case OfficeTime():
                return f"{value.at.astimezone(VIETNAM):%H:%M}"
            case datetime():
                return clock_time(value, language)
            case date():
                return short_date(value)
            case _:
                return str(value)


def load_languages(overlay: Path | None = None) -> Languages:
    """All catalogues beside this file, the office's own laid over them. Raises WrongWording."""
    catalogues = _below(HERE)
    ours = frozenset(catalogues["vi"])
    own = _below(overlay) if overlay else {}
    for language, sentences in own.items():
        catalogues.setdefault(language, {}).update(sentences)
    unused = {key for sentences in own.values() for key, source in sentences if (key, source) not in ours}
    return Languages(catalogues, unused=tuple(sorted(unused)))


def _below(root: Path) -> dict[str, dict[tuple[str, str], str]]:
    paths = sorted(root.glob("*/LC_MESSAGES/messages.po"))
    return {path.parent.parent.name: _read(path) for path in paths}


def _read(path: Path) -> dict[tuple[str, str], str]:
    sentences: dict[tuple[str, str], str] = {}
    with path.open("rb") as file:
        for message in read_po(file):
            if not message.id or not message.string or message.fuzzy:
                continue
            source, spoken = str(message.id), str(message.string)
            if placeholders(spoken) != placeholders(source):
                raise WrongWording(f"{path}: {message.context}: the words in braces are not those of the source")
            sentences[(message.context or "", source)] = spoken
    return sentences


def placeholders(sentence: str) -> frozenset[str]:
    """The words in braces; {Ben} counts as {ben}: where a capital stands is a matter of the language."""
    return frozenset(name[0].lower() + name[1:] for name in PLACEHOLDER.findall(sentence))


def short_date(day: date) -> str:
    """05/3/1952: the day with two digits, the month with a zero only for 1 and 2 (NĐ 30/2020/NĐ-CP)."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def date_in_words(day: date, language: str) -> str:
    """ngày 05 tháng 3 năm 1952, as offices write."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def clock_time(at: datetime, language: str) -> str:
    """19 giờ 05 to a citizen."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M}" if language == "en" else f"{local.hour} giờ {local.minute:02d}"


def money(dong: int, language: str) -> str:
    """1.500.000 đồng."""
    return f"{dong:,} VND" if language == "en" else f"{dong:,}".replace(",", ".") + " đồng"


def forms_of_address(address: Address, language: str) -> dict[str, str]:
    """{you} {You} {ben} {Ben} {named} {Named} {ben_you} {Ben_you} … for one conversation (wording.md 1)."""
    if language == "en":
        return _in_english(address)
    if address.role == "self":
        you = ben = "anh/chị" if address.age is not None and address.age < 60 else "ông/bà"
    else:
        you = "anh/chị" if address.role else "ông/bà, anh/chị"
        ben = "người hưởng"
    title = _title(address)
    ben_you = title if address.age is None or address.age >= 60 else "anh/chị" if address.age >= 18 else "cháu"
    named = f"{title} {address.name}" if address.name else ben
    return _with_capitals(
        {
            "you": you,
            "ben": ben,
            "named": named,
            "ben_you": ben_you,
            "requester": address.requester,
            "whose_role": "người giám hộ" if address.role == "guardian" else "người nhận thay",
        }
    )


def _title(address: Address) -> str:
    if address.age is not None and address.age < 18:
        return "cháu"
    return {"male": "ông", "female": "bà"}.get(address.sex, "ông/bà")


def _in_english(address: Address) -> dict[str, str]:
    ben = "the beneficiary (you)" if address.role == "self" else "the beneficiary"
    return _with_capitals(
        {
            "you": "you",
            "ben": ben,
            "named": address.name or ben,
            "ben_you": "you",
            "requester": address.requester,
            "whose_role": "the guardian" if address.role == "guardian" else "the person who receives for them",
        }
    )


def _with_capitals(words: dict[str, str]) -> dict[str, str]:
    return words | {_capital(key): _capital(word) for key, word in words.items()}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
