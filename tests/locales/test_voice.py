"""One voice: what people read keeps to the rules of the wording, sentence by sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from locales import HERE, placeholders
from locales.extracting import Sentence, catalogue_path, read_catalogue, sentences_and_hidden
from tests.house.source import HOUSE

ALL = sentences_and_hidden(HERE.parent)[0]
#: Never said to anybody: blame, officialese, foreign words, a spelling of another house.
FORBIDDEN = (
    *("lỗi", "vui lòng", "không hợp lệ", "định dạng", "hệ thống", "bạn", "đối tượng", "khai sai", "vi phạm"),
    *("link", "form", "submit", "update", "status", "admin", "ok", "kì", "lí do", "xử lí", "liệt sỹ"),
)
#: Never said to a citizen besides. "Không bắt buộc" is what citizens ask about, so two answers say it.
FORBIDDEN_TO_CITIZENS = ("sai", "bắt buộc")
ANSWERS_ABOUT_MUST = {"faq_must", "help"}
LONGEST_SENTENCE, LONGEST_CHOICE = 22, 20
#: As the wording lists them.
PEOPLE = "you ben named ben_you requester staff name full_name holder whose_role whose"
OFFICES = (
    "unit unit_kind unit_example old_unit other_unit province units commune_office police_office higher_office "
    "payer points hotline hours"
)
THINGS = (
    "code grievance_code batch_code link_code tail cccd account bank old_bank bank_a bank_b amount paid period "
    "date date2 due_date time address birth_date phone requester_phone pay_label label old new new_shown fields "
    "question_short change kind choice answer text reason reason_short bank_reason keeps channel_note number "
    "prefix counts columns"
)
COUNTS = "n a b c d e i m r x y y1 y2 yy ppp late age due dd yyyy"
DAYS = "review_days police_days grievance_days draft_days rejected_days phone_days"
#: Sentences put into sentences.
PARTS = "first second help why value found relation basis after photo_note"
KNOWN = frozenset(f"{PEOPLE} {OFFICES} {THINGS} {COUNTS} {DAYS} {PARTS}".split())
#: As long as what stands in a choice gets.
FILLED = {"{tail}": "3456", "{n}": "12", "{y}": "1946"}

CHOICES = [one for one in ALL if one.key.startswith(("choice.", "button.")) or one.key.endswith(".button")]


def _where(sentences: Iterable[Sentence]) -> list[str]:
    return [f"{one.path}:{one.line} {one.key}: {one.vietnamese}" for one in sentences]


def _is_for_staff(one: Sentence) -> bool:
    return one.path.startswith("admin/") or one.key.startswith(("staff.", "help."))


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def _parts(text: str) -> list[str]:
    return re.split(r"(?<=[.?…])\s+|\n", text)


def test_there_are_sentences() -> None:
    """The checks below look at the sentences of the whole house."""
    assert len(ALL) > 1000
    assert len(CHOICES) > 150


def test_no_sentence_uses_a_forbidden_word() -> None:
    """No blame, no officialese, no foreign word, whoever reads it."""
    assert not _where(one for one in ALL if _words(*FORBIDDEN).search(one.vietnamese))


def test_no_citizen_is_told_that_something_is_wrong() -> None:
    """Nothing that a citizen reads says wrong or must."""
    read = [one for one in ALL if not _is_for_staff(one) and one.key not in ANSWERS_ABOUT_MUST]
    assert not _where(one for one in read if _words(*FORBIDDEN_TO_CITIZENS).search(one.vietnamese))


def test_every_sentence_is_short() -> None:
    """No sentence has more than 22 words, counted by spaces."""
    assert not _where(
        one for one in ALL if any(len(part.split()) > LONGEST_SENTENCE for part in _parts(one.vietnamese))
    )


def test_every_text_asks_one_thing_calmly() -> None:
    """At most one question, one "nhé", no exclamation mark."""
    assert not _where(one for one in ALL if one.vietnamese.count("?") > 1 or "!" in one.vietnamese)
    assert not _where(one for one in ALL if len(_words("nhé").findall(one.vietnamese)) > 1)


def test_every_text_is_spelled_in_one_way() -> None:
    """NFC, the tone mark placed the old way (hòa, khỏe, ủy), no number that an app would take for a phone."""
    new_way = re.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
    assert not _where(one for one in ALL if not unicodedata.is_normalized("NFC", one.vietnamese))
    assert not _where(one for one in ALL if new_way.search(one.vietnamese))
    assert not _where(one for one in ALL if re.search(r"[0-9]{8}", one.vietnamese))


def test_every_placeholder_is_known() -> None:
    """Every word in braces is one of the list, so that it can be filled and translated."""
    assert not _where(one for one in ALL if not placeholders(one.vietnamese) <= KNOWN)


def test_every_choice_fits_on_a_button() -> None:
    """A choice has at most 20 characters, begins with a capital and ends without a full stop."""
    for one in CHOICES:
        label = one.vietnamese
        for name, value in FILLED.items():
            label = label.replace(name, value)
        assert len(label) <= LONGEST_CHOICE, one
        assert label[0].isupper() or label[0] == "{", one
        assert not label.endswith("."), one


def _messages() -> list[tuple[str, str]]:
    """Every message of the transcripts: the file, and the lines from one "<" on without their choices."""
    found: list[tuple[str, str]] = []
    for path in sorted((HOUSE / "tests" / "transcripts").glob("*.txt")):
        talking = False
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("< "):
                found.append((path.stem, line[2:]))
            elif talking and line.startswith("  "):
                found[-1] = (path.stem, f"{found[-1][1]}\n{line[2:]}")
            talking = line.startswith(("< ", "  "))
    return [(name, re.sub(r" \[[^\]]*\]$", "", said)) for name, said in found]


def test_a_whole_message_asks_one_thing() -> None:
    """Whatever sentences a message is made of, it asks at most one question and leaves no word in braces."""
    messages = _messages()
    assert len(messages) > 100
    assert not [said for _, said in messages if said.count("?") > 1]
    assert not [said for _, said in messages if set(re.findall(r"\{\w+\}", said)) - {"{hotline}", "{hours}"}]


def test_english_is_plain_and_warm_too() -> None:
    """No blame and no begging in English, choices fit on a button, at most one question a text."""
    english = read_catalogue(catalogue_path("en", HERE), language="en")
    said = {str(one.context): str(one.string) for one in english if one.id}
    unkind = re.compile(r"\b(?:error|invalid|please|sorry|system|wrong|incorrect|must|failed)\b|!", re.IGNORECASE)
    assert not [f"{key}: {text}" for key, text in said.items() if unkind.search(text) or text.count("?") > 1]
    choices = {one.key for one in CHOICES}
    assert not [text for key, text in said.items() if key in choices and len(text) > LONGEST_CHOICE]
