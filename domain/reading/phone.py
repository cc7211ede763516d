"""Phone numbers of Vietnam. Ranges come from phonenumbers; retired prefixes of 2018 are mapped first.

Sentences: wording.md section 4, rows "phone, requester_phone".
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberType

from domain.masks import phone_spoken
from domain.reading.numerals import LONGEST_ANSWER, Run, numbers_in, odd_digit, split_into, tidy
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.wording import Choice, Kept, Rejected, Text, Unsure, verbatim

#: First three digits after the zero: eleven-digit mobiles of before 15 September 2018 and what they became.
_RETIRED = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "186": "56", "188": "58", "199": "59",
}  # fmt: skip
_PERSONAL = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_SERVICE = re.compile(r"0?1[89]00[0-9]{4,6}|11[1-9]|1022|1080|19[0-9]{2}")
_YEAR_OF_BIRTH = re.compile(r"\b(?:sn|ns|sinh|sinh n[ăa]m|n[ăa]m sinh)[ :.]*(?:19|20)[0-9]{2}\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:khong|ko|k|kh|kg|khg|hok|hong|hem|chua|chang|cha)\s+(?:he\s+)?(?:co|dung|xai|su dung)\b"
    r"|^(?:da |thi )*(?:khong|ko|k) (?:dien thoai|dt|sdt|so)\b"
)
_MINE = re.compile(
    r"\bso(?: dien thoai| dt| sdt)?(?: cua)?(?: chinh)? (?:toi|em|con|chau|minh|anh|chi|e|t|nguoi khai)\b"
)
_AS_BEFORE = re.compile(
    r"^(?:da |thi )*(?:dung |lay |ghi )?(?:so )?"
    r"(?:nhu tren|o tren|cung so|so do|so tren|so nay|so vua (?:gui|khai))\b"
)
_NOT_THAT = re.compile(
    r"\b(?:khong|ko|k|chua|đừng)(?: (?:phai|duoc|nen|dung|dùng|lay|lấy|goi|gọi|ghi))* (?:so|số)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:(?:khong|ko|k|chua) (?:phai|dung|goi|con|lien lac|nghe|xai)|dung goi|dung ghi|(?:bi |ghi )nham|"
    r"nham (?:so|roi)|sai|(?:bi|da) (?:hong|khoa)|hong roi|het (?:dung|han)|bo roi|mat (?:roi|sim|may)|"
    r"thay bang|(?:doi|sua) thanh)\b"
)
_ABOUT_ZALO = re.compile(r"\b(?:khong|ko|k|chua)(?: co| dung| xai)? zalo\b")


def read_phone(text: str, situation: Situation) -> Kept | Rejected | Unsure:
    """E.164 of the one number in a text, or None where the answer is that there is none.

    Keys phone and requester_phone. "Số của tôi" means requester_phone, if that is known. A retired prefix is
    understood as the number it became, and shown back (Unsure "old_prefix").
    """
    if len(text) > LONGEST_ANSWER:
        return _not_understood()
    tidied = tidy(text)
    numbers = numbers_in(_YEAR_OF_BIRTH.sub(" ; ", tidied))
    if odd_digit(tidied):
        return _letters_or_mask()
    if not numbers.runs:
        return _without_digits(fold(tidied), situation, marked=tidied.lower())
    read = [(run, _phones_of(run)) for run in numbers.runs]
    phones = list(dict.fromkeys(phone for _, found in read for phone in found))
    rest = [run for run, found in read if not found]
    if numbers.letter or numbers.masked:
        return _letters_or_mask()
    if len(phones) > 1:
        return Unsure(
            "two_numbers",
            Text("phone.two_numbers", "Có hai số. Số nào dễ gọi hơn?"),
            tuple(Choice(label=verbatim(phone_spoken(phone)), keeps={situation.key: phone}) for phone in phones),
        )
    if not phones or any(len(run.digits) > 3 for run in rest):
        return _flawed(max(rest, key=lambda run: len(run.digits)))
    if _TAKEN_BACK.search(_ABOUT_ZALO.sub("", fold(tidied))):
        return _not_understood()
    return _kept(phones[0], read[[bool(found) for _, found in read].index(True)][0], key=situation.key)


def as_phone(digits: str, *, plus: bool = False) -> str | None:
    """E.164 of these digits when they are one person's number in Vietnam; retired prefixes are mapped."""
    national = _national(digits, plus=plus)
    if national is None:
        return None
    if len(national) == 10 and national[:3] in _RETIRED:
        if national == digits and not plus:
            return None  # eleven digits without their zero: as likely any ten digits ("1234567890")
        national = _RETIRED[national[:3]] + national[3:]
    if len(national) not in (9, 10):
        return None
    number = phonenumbers.PhoneNumber(country_code=84, national_number=int(national))
    if len(str(number.national_number)) != len(national) or not phonenumbers.is_valid_number(number):
        return None
    return f"+84{national}" if phonenumbers.number_type(number) in _PERSONAL else None


def _national(digits: str, *, plus: bool) -> str | None:
    """The digits after the trunk zero; None for another country."""
    if plus or digits.startswith("0084"):
        if not digits.removeprefix("00").startswith("84"):
            return None
        return digits.removeprefix("00")[2:].removeprefix("0")
    if digits.startswith("84") and len(digits) >= 11:
        return digits[2:].removeprefix("0")
    return digits.removeprefix("0")


def _phones_of(run: Run) -> list[str]:
    """The one number that a run is, or the several it falls into; [] when it is neither."""
    whole = as_phone(run.digits, plus=run.plus)
    if whole or len(run.digits) < 18:
        return [whole] if whole else []
    parts = split_into(run.chunks, lambda digits: len(digits) > 9 and as_phone(digits) is not None)
    return [phone for phone in map(as_phone, parts) if phone]


def _kept(phone: str, run: Run, *, key: str) -> Kept | Unsure:
    national = _national(run.digits, plus=run.plus) or ""
    if len(national) != 10 or national[:3] not in _RETIRED:
        return Kept({key: phone})
    return Unsure(
        "old_prefix",
        Text(
            "phone.old_prefix",
            "Đầu số {old} nay là {new}, số đã ghi là {phone}. Đúng không ạ?",
            old="0" + national[:3],
            new="0" + _RETIRED[national[:3]],
            phone=phone_spoken(phone),
        ),
        (
            Choice(label=Text("choice.right", "Đúng"), keeps={key: phone}),
            Choice(label=Text("choice.mend", "Sửa lại"), asks=key),
        ),
        phone,
    )


def _without_digits(folded: str, situation: Situation, *, marked: str) -> Kept | Rejected:
    known = situation.answers.get("requester_phone")
    if situation.key == "phone" and isinstance(known, str):
        same = _MINE.search(folded) or _AS_BEFORE.search(folded)
        if same and not _NOT_THAT.search(folded) and not _NOT_THAT.search(marked):
            return Kept({"phone": known})
    if situation.key in ("phone", "requester_phone") and _NONE.search(folded) and not _MINE.search(folded):
        if situation.key == "phone":
            return Kept({"phone": None})
        return Rejected(
            "none",
            Text(
                "requester_phone.none",
                "Cần một số để báo khi hồ sơ phải sửa. Số người nhà, hàng xóm cũng được.",
            ),
            (Choice(label=Text("choice.no_number", "Không có số nào"), keeps={situation.key: None}),),
        )
    return Rejected("empty", Text("phone.empty", "Chưa thấy số nào trong tin vừa gửi. Gửi giúp số điện thoại."))


def _flawed(run: Run) -> Rejected:
    """Why a run of digits is no phone number: looks like something else, length, or no such prefix."""
    digits = run.digits
    if _SERVICE.fullmatch(digits):
        return Rejected("hotline", Text("phone.hotline", "Đây là số tổng đài. Cần số của người nhà."))
    if len(digits) == 12 and not run.plus:
        return Rejected(
            "looks_like_cccd",
            Text(
                "phone.looks_like_cccd",
                "Dãy 12 chữ số này giống số căn cước. Câu này cần số điện thoại.",
            ),
        )
    if _foreign(run):
        return Rejected("foreign", Text("phone.foreign", "Đây là số nước ngoài. Gửi giúp một số ở Việt Nam."))
    national = _national(digits, plus=run.plus) or ""
    known_country = run.plus or digits.startswith("0084")
    typed = "0" + national if known_country else digits
    if len(typed) < 10 and not (len(typed) == 9 and typed[0] != "0"):
        return Rejected("too_short", _wrong_length("phone.too_short", len(typed)))
    landline = typed.startswith("02") and len(typed) in (10, 11)
    retired = len(national) == 10 and national[:3] in _RETIRED
    headless = len(typed) == 10 and typed[0] not in "012"
    if headless or (len(typed) > 10 and not landline and not retired):
        return Rejected("too_long", _wrong_length("phone.too_long", len(typed)))
    prefix = ("0" + national)[: 4 if retired else 3]
    return Rejected(
        "impossible",
        Text(
            "phone.impossible",
            "Chưa có mạng nào dùng đầu số {prefix}. Xem lại số điện thoại giúp.",
            prefix=prefix,
        ),
    )


def _foreign(run: Run) -> bool:
    if run.plus:
        return not run.digits.startswith(("84", "0084", "084"))
    return len(run.digits) >= 13 and re.match(r"00(?!84)[1-9]", run.digits) is not None


def _wrong_length(key: str, count: int) -> Text:
    if key == "phone.too_short":
        return Text("phone.too_short", "Số vừa gửi có {n} chữ số. Số di động có 10, bắt đầu bằng 0.", n=count)
    return Text("phone.too_long", "Số vừa gửi có {n} chữ số. Số di động có 10, bắt đầu bằng 0.", n=count)


def _letters_or_mask() -> Rejected:
    return Rejected("signs", Text("phone.signs", "Trong số có chữ hoặc chỗ bị che. Gửi lại giúp đủ chữ số."))


def _not_understood() -> Rejected:
    return Rejected(
        "not_understood", Text("not_understood.free", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.")
    )
