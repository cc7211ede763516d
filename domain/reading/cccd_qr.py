"""The QR of a chip card: number, name, birth date, sex and residence at once.

Layout (domain.md "QR on the card"): ``cccd12|cmnd9|HỌ TÊN|ddmmyyyy|Nam/Nữ|địa chỉ|ddmmyyyy(cấp)``; cards of
2024 may have more fields, which are dropped. A text that contradicts itself is a damaged one and never taken.
Sentences: wording.md section 5, qr_read, qr_failed, qr_other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.reading.address import Found, find_printed, kept_as, shown
from domain.reading.cccd import provinces
from domain.reading.name import printed_name
from domain.reading.situation import Situation
from domain.reading.text import BIDI_CONTROLS, clean, fold
from domain.wording import Choice, Reading, Rejected, Text, Unsure, Value

FIELDS: Final = 7
OLDEST: Final = 120
_LABEL = re.compile(r"^[^0-9|]{0,24}")
_NUMBER = re.compile(r"[0-9]{12}")
_CMND = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_POLITE_END = re.compile(r"\s+(?:ạ|a|ah|nhé|nhe)$", re.IGNORECASE)
#: Signs of bytes read in another charset, in part or with losses: "Tá»• 5", "S?ng C?u".
_GARBLED = re.compile("[\u00c2-\u00f4][\u0080-\u009f\u00a1-\u00bf€‹›™šœžŸ]|[?\ufffd]")
_ASCII = re.compile(r"[\x00-\x7f]*")


@dataclass(frozen=True, slots=True)
class CardQR:
    """What a card's QR says. dob: "1952-03-05" or "1945"; sex: "Nam" or "Nữ"; issued: "2021-08-01"."""

    id: str = field(repr=False)
    cmnd: str | None = field(repr=False)
    name: str = field(repr=False)
    dob: str = field(repr=False)
    sex: str
    address: str = field(repr=False)
    issued: str


def qr_failed() -> Rejected:
    """The code could not be read, or is damaged: how to take a better photo, or type."""
    return Rejected(
        "qr_failed",
        Text(
            "qr_failed",
            "Chưa đọc được mã QR. Chụp gần, đủ sáng, không lóa. Thẻ CĂN CƯỚC CÔNG DÂN: mặt trước."
            " Thẻ CĂN CƯỚC: mặt sau. Hoặc gõ 12 chữ số.",
        ),
    )


def qr_other() -> Rejected:
    """A code that is no card's."""
    return Rejected("qr_other", Text("qr_other", "Mã này không phải của căn cước. Gõ 12 chữ số trên thẻ giúp."))


def looks_like_card_qr(text: str) -> bool:
    """Whether a text, typed or scanned, is laid out like a card's: a number and several bars."""
    return text.count("|") >= 2 and bool(re.match(r"^[^0-9|]{0,24}[0-9 ]{9,14}\|", text.strip("\ufeff \t\r\n")))


def walk_cccd_qr(text: str, *, today: date) -> CardQR | Rejected:
    """The fields of a card's QR text, or why it is none: qr_failed (damaged) or qr_other. Never raises."""
    repaired = _repaired(text)
    whole = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", repaired))
    fields = [clean(part) for part in _LABEL.sub("", whole.strip("\ufeff \t\r\n"), count=1).split("|")]
    if len(fields) < FIELDS:
        damaged = not whole.strip() or (len(fields) > 1 and fields[0].isascii() and fields[0][:9].isdigit())
        return qr_failed() if damaged else qr_other()
    number, cmnd, name, dob, sex, address, issued = fields[:FIELDS]
    printed = unicodedata.normalize("NFC", "|".join(repaired.split("|")[:FIELDS]))
    if _GARBLED.search(printed) or any(sign in BIDI_CONTROLS for sign in printed):
        return qr_failed()
    card_name, born, card_sex = printed_name(name), _born(dob, today), _sex(sex)
    day = _day(_POLITE_END.sub("", issued))
    if not (_NUMBER.fullmatch(number) and _CMND.fullmatch(cmnd) and card_name and born and card_sex):
        return qr_failed()
    if not address or day is None or not _agrees(number, born=born, sex=card_sex):
        return qr_failed()
    if day > today or born > day.isoformat():
        return qr_failed()
    return CardQR(number, cmnd or None, card_name, born, card_sex, address, day.isoformat())


def read_cccd_qr(text: str, situation: Situation) -> Reading:
    """A card's QR text as answers, shown back (Unsure "qr_read"); codes qr_failed, qr_other.

    "Đúng" keeps number, name, birth date, sex, residence and day of issue; for ``requester_cccd`` the
    requester's, without the name where it is known. "Chưa đúng" does "qr_wrong". Never raises.
    """
    card = walk_cccd_qr(text, today=situation.today)
    if isinstance(card, Rejected):
        return card
    found = find_printed(card.address, situation.places)
    place = found if isinstance(found, Found) else None
    mine = situation.key.startswith("requester_")
    kept = _requester(card, place, situation) if mine else _beneficiary(card, place)
    return Unsure(
        "qr_read",
        _shown_back(card, place, typed_residence=mine),
        (
            Choice(label=Text("choice.right", "Đúng"), keeps=kept),
            Choice(label=Text("choice.not_right", "Chưa đúng"), does="qr_wrong"),
        ),
        value=kept,
    )


def _beneficiary(card: CardQR, place: Found | None) -> dict[str, Value]:
    kept: dict[str, Value] = {
        "cccd": card.id,
        "full_name": card.name,
        "birth_date": card.dob,
        "sex": "male" if card.sex == "Nam" else "female",
        "cccd_issued": card.issued,
    }
    if place:
        kept |= kept_as(place, key="residence_unit")
    return kept


def _requester(card: CardQR, place: Found | None, situation: Situation) -> dict[str, Value]:
    kept: dict[str, Value] = {
        "requester_cccd": card.id,
        "requester_birth_date": card.dob,
        "requester_cccd_issued": card.issued,
    }
    if not situation.answers.get("requester_name"):
        kept["requester_name"] = card.name
    if place:
        return kept | dict(kept_as(place, key="requester_residence"))
    return kept | {"requester_residence": {"text": card.address}}


def _shown_back(card: CardQR, place: Found | None, *, typed_residence: bool) -> Text:
    said: dict[str, str | date] = {
        "full_name": card.name,
        "birth_date": date.fromisoformat(card.dob) if len(card.dob) > 4 else f"năm {card.dob}",
        "tail": card.id[-4:],
    }
    if place is None and not typed_residence:
        return Text(
            "qr_read.no_place",
            "Đã đọc mã QR, ảnh không lưu.\n{full_name}, sinh {birth_date}, CCCD đuôi {tail}. Đúng không ạ?",
            **said,
        )
    if place is None or not place.renamed:
        return Text(
            "qr_read",
            "Đã đọc mã QR, ảnh không lưu.\n"
            "{full_name}, sinh {birth_date}, CCCD đuôi {tail}.\n"
            "Nơi thường trú: {address}. Đúng không ạ?",
            address=shown(place) if place else card.address,
            **said,
        )
    unit = place.place.unit
    return Text(
        "qr_read.renamed",
        "Đã đọc mã QR, ảnh không lưu.\n"
        "{full_name}, sinh {birth_date}, CCCD đuôi {tail}.\n"
        "{old_unit} nay thuộc {unit}, tỉnh {province}, từ ngày {date}.\n"
        "Nơi thường trú: {address}. Đúng không ạ?",
        old_unit=place.place.full_name[:1].upper() + place.place.full_name[1:],
        unit=unit.full_name,
        province=unit.province,
        date=unit.valid_from,
        address=shown(place),
        **said,
    )


def _repaired(text: str) -> str:
    """A text whose UTF-8 bytes were read as Latin-1 put right, where all of it was."""
    if _ASCII.fullmatch(text):
        return text
    try:
        return b"".join(_byte(sign) for sign in text.strip("\ufeff")).decode("utf-8")
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    return bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252")


def _born(text: str, today: date) -> str:
    """``05031952`` -> "1952-03-05"; ``00001945`` or ``1945`` -> "1945"; "" when it is no past date."""
    if _YEAR.fullmatch(text):
        year = text
    else:
        found = _DATE.fullmatch(text)
        if not found:
            return ""
        year = found[3]
        if found[1] != "00" and found[2] != "00":
            day = _day(text)
            return day.isoformat() if day and day <= today and today.year - day.year <= OLDEST else ""
    return year if today.year - OLDEST <= int(year) <= today.year else ""


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _sex(text: str) -> str:
    return {"nam": "Nam", "nu": "Nữ"}.get(fold(text), "")


def _agrees(number: str, *, born: str, sex: str) -> bool:
    """Whether province, century, sex and year within the number fit the other fields."""
    if number[:3] not in provinces() and number[:3] <= "096":
        return False
    century_and_sex = int(number[3])
    year = (19 + century_and_sex // 2) * 100 + int(number[4:6])
    return str(year) == born[:4] and (century_and_sex % 2 == 0) == (sex == "Nam")
