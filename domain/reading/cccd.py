"""The 12 digits of a căn cước: 3 of the province, 1 of century and sex, 2 of the year, 6 drawn.

Sources: NĐ 137/2015 Điều 13 (digits), TT 07/2016/TT-BCA Phụ lục 1 (provinces); domain.md "CCCD number".
Sentences: wording.md section 4, rows "cccd, requester_cccd". Whether a number agrees with other answers is
not asked here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

from domain.reading.numerals import LONGEST_ANSWER, Run, numbers_in, odd_digit, split_into, tidy
from domain.reading.phone import as_phone
from domain.reading.situation import Situation
from domain.reading.text import fold
from domain.reference.places import HERE
from domain.wording import Choice, Kept, Rejected, Text, Unsure

#: Dates beside the number, told by their slashes or by the word before them.
_DATES = re.compile(
    r"(?<![0-9./\-])[0-9]{1,2} ?/ ?[0-9]{1,2} ?/ ?[0-9]{2,4}(?![0-9])"
    r"|(?:c[ấa]p|ng[àa]y|sinh|sn|ns|h[ếe]t h[ạa]n|[đd][ếe]n)[ :.]*"
    r"(?:[0-9]{1,2}([./\- ])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9./\-])"
    r"|[0-9]{1,2} th[áa]ng [0-9]{1,2} n[ăa]m [0-9]{4}(?![0-9])"
    r"|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}(?![0-9./\-]))",
    re.IGNORECASE,
)
#: Numbers beside it that are called something else: a phone, the nine digits of before.
_CALLED_OTHERWISE = re.compile(
    r"(?<![^\W_])(?:(?:s[đd]t|[đd]t|zalo|tel|phone|[đd]i[ệe]n tho[ạa]i)[ :.]*(?:\+?84|0)(?:[ .-]?[0-9]){8,10}"
    r"|(?:cmnd|cmt|ch[ứu]ng minh(?: nh[âa]n d[âa]n| th[ưu])?)(?: c[ũu])?[ :.]*[0-9](?:[ .-]?[0-9]){8})"
    r"(?![0-9]|[ .-][0-9])",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:chua|khong|ko|k|kh|kg|khg|hok|chang)\s+(?:he |duoc |tung )*(?:co|lam|cap)\b"
    r"|\bmat (?:the|can cuoc|cccd)\b|^(?:da |em |van )*chua(?: a)?$"
    r"|^(?:da |em |bi |lam |danh |cu |ong |ba )*mat(?: roi)?(?: a)?$|\bthe (?:da |bi )?het han\b"
)
_NOT_HERE = re.compile(
    r"\b(?:khong|ko|k|chua|chang) (?:nho|biet|ro|thuoc|mang|cam|tim|thay)\b|\bquen\b|\bo nha\b|\bde nha\b"
    r"|\b(?:khong|ko|k|chua) co (?:the |can cuoc |cccd )?(?:o day|o do|o tay|trong tay|ben nguoi|day)\b"
    r"|\bde (?:em |toi |con |chau )?(?:xem|tim|hoi|lay)\b"
)
_ACCOUNT = re.compile(
    r"\b(?:stk|tk|tai khoan|so tk|ngan hang|vcb|agribank|agri|vietcombank|bidv|vietinbank|mb|mbbank|atm)\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:(?:khong|ko|k|chua) (?:phai|dung)|(?:bi|ghi|go|viet) nham|nham (?:so|roi)|sai|(?:doi|sua) thanh|"
    r"thay bang|(?:bo|them|thua|thieu) (?:so|1|mot|di))\b"
)


@cache
def provinces() -> frozenset[str]:
    """The province codes a number may begin with (cccd_province_codes.csv)."""
    with (HERE / "cccd_province_codes.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))


def year_of(number: str) -> int:
    """The year of birth that a 12-digit number tells."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def read_cccd(text: str, situation: Situation) -> Kept | Rejected | Unsure:
    """The 12 digits, or None where there is no card yet. Keys cccd and requester_cccd.

    A province code above 096 (born abroad) is asked back; one not in the table is refused.
    """
    if len(text) > LONGEST_ANSWER:
        return _not_understood()
    tidied = tidy(text)
    folded = fold(tidied)
    odd = odd_digit(tidied)
    if odd:
        return _letter(odd)
    numbers = numbers_in(_DATES.sub(" ; ", tidied))
    if not numbers.runs:
        return _without_digits(folded, situation.key)
    if numbers.masked or numbers.letter:
        return _letter(numbers.letter) if not numbers.masked else _masked()
    longest = max(numbers.runs, key=lambda run: len(run.digits))
    found = _long_numbers(numbers.runs)
    if len(found) > 1:
        found = _long_numbers(numbers_in(_CALLED_OTHERWISE.sub(" ; ", _DATES.sub(" ; ", tidied))).runs)
    if len(found) != 1 and len(_long_numbers(numbers.runs)) > 1:
        return _two_numbers(situation.key)
    run = longest if not found else Run((found.pop(),), longest.plus)
    return (
        _looks_like(run, situation, folded=folded)
        or _wrong_length(len(run.digits), situation.key)
        or _impossible(run.digits, situation)
        or _not_meant(folded)
        or _taken(run.digits, situation.key)
    )


def _long_numbers(runs: Iterable[Run]) -> set[str]:
    """The different numbers of a text, short ones (a house, a count) left out."""
    return {part for run in runs if len(run.digits) > 4 for part in _parts(run)}


def _parts(run: Run) -> list[str]:
    """The numbers that stand side by side in a run too long for one."""
    if len(run.digits) < 21:
        return [run.digits]
    parts = split_into(
        run.chunks,
        lambda digits: (
            (len(digits) == 12 and digits[:3] in provinces())
            or len(digits) == 9
            or (len(digits) in (10, 11) and as_phone(digits) is not None)
        ),
    )
    return parts or [run.digits]


def _looks_like(run: Run, situation: Situation, *, folded: str) -> Rejected | None:
    digits = run.digits
    plausible = digits[:3] in provinces() and digits[3:4] in ("0", "1", "2", "3")
    phone = len(digits) != 9 and as_phone(digits, plus=run.plus) is not None
    if phone and (run.plus or len(digits) == 10 or not plausible):
        return Rejected(
            "looks_like_phone",
            Text("cccd.looks_like_phone", "Đây giống số điện thoại. Cần số căn cước 12 chữ số."),
        )
    known = isinstance(account := situation.answers.get("account_number"), str) and account == digits
    card = len(digits) in (16, 19) and digits.startswith("9704")
    named = _ACCOUNT.search(folded) and len(digits) >= 6
    if known or card or named or (len(digits) > 12 and digits[:3] not in provinces()):
        return Rejected(
            "looks_like_account",
            Text("cccd.looks_like_account", "Đây giống số tài khoản. Cần số căn cước 12 chữ số."),
        )
    return None


def _wrong_length(count: int, key: str) -> Rejected | None:
    if count == 9:
        return Rejected(
            "old_cmnd",
            Text(
                "cccd.old_cmnd",
                "Số 9 chữ số là chứng minh nhân dân cũ. Cần số 12 chữ số trên thẻ căn cước.",
            ),
            (Choice(label=Text("choice.no_card", "Chưa có căn cước"), keeps={key: None}),),
        )
    if count < 12:
        return Rejected(
            "too_short",
            Text(
                "cccd.too_short",
                "Số vừa gửi có {n} chữ số, cần đủ 12. {You} xem lại trên thẻ rồi gửi lại giúp.",
                n=count,
            ),
        )
    if count > 12:
        return Rejected(
            "too_long",
            Text(
                "cccd.too_long",
                "Số vừa gửi có {n} chữ số, chỉ cần 12. Xem lại có thừa số nào không.",
                n=count,
            ),
        )
    return None


def _impossible(digits: str, situation: Situation) -> Rejected | None:
    province = digits[:3]
    if province not in provinces() and province <= "096":
        return Rejected(
            "impossible_province",
            Text(
                "cccd.impossible_province",
                "Không có mã tỉnh {ppp}. Xem lại ba chữ số đầu trên thẻ giúp.",
                ppp=province,
            ),
        )
    if year_of(digits) > situation.today.year:
        return Rejected(
            "impossible_year",
            Text(
                "cccd.impossible_year",
                "Theo số này thì sinh năm {y}, năm đó chưa tới. Xem lại chữ số thứ 4, 5, 6 giúp.",
                y=year_of(digits),
            ),
        )
    return None


def _not_meant(folded: str) -> Rejected | None:
    return _not_understood() if _TAKEN_BACK.search(folded) else None


def _not_understood() -> Rejected:
    return Rejected(
        "not_understood", Text("not_understood.free", "Trợ lý chưa hiểu tin này. Gõ câu trả lời giúp.")
    )


def _taken(digits: str, key: str) -> Kept | Unsure:
    if digits[:3] in provinces():
        return Kept({key: digits})
    return Unsure(
        "unusual_province",
        Text(
            "cccd.unusual_province",
            "Ba chữ số đầu {ppp} ít gặp. Trên thẻ ghi đúng như vậy không ạ?",
            ppp=digits[:3],
        ),
        (
            Choice(label=Text("choice.right", "Đúng"), keeps={key: digits}),
            Choice(label=Text("choice.mend", "Sửa lại"), asks=key),
        ),
        digits,
    )


def _without_digits(folded: str, key: str) -> Kept | Rejected:
    if _NOT_HERE.search(folded):
        return Rejected(
            "unknown",
            Text("cccd.unknown", "Số in trên thẻ căn cước. Chưa có thẻ ở đây thì chọn Để sau."),
            (Choice(label=Text("choice.defer", "Để sau"), does="defer"),),
        )
    if not _NONE.search(folded):
        return Rejected(
            "empty",
            Text("cccd.empty", "Chưa thấy số nào trong tin vừa gửi. Gửi giúp 12 chữ số trên thẻ."),
        )
    return Kept({key: None})


def _two_numbers(key: str) -> Rejected:
    requester = Text("whose.requester", "người khai")
    beneficiary = Text("whose.beneficiary", "người hưởng")
    return Rejected(
        "two_numbers",
        Text(
            "cccd.two_numbers",
            "Có hai số trong tin vừa gửi. Gửi giúp một số, của {whose}.",
            whose=requester if key == "requester_cccd" else beneficiary,
        ),
    )


def _letter(letter: str) -> Rejected:
    return Rejected(
        "signs",
        Text("cccd.signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", x=letter),
    )


def _masked() -> Rejected:
    return Rejected("masked", Text("cccd.masked", "Số này có chỗ bị che. Gửi giúp đủ 12 chữ số."))
