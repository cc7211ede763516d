"""What digits an account number may have, and every sentence about one that misses.

Source: domain.md "Banks" (6 to 19 digits; which are cards), wording.md section 4, rows "account_number".
"""

from __future__ import annotations

from domain.reading import money_misses as misses
from domain.reading.situation import Situation
from domain.reference.banks import banks
from domain.wording import Answers, Choice, Kept, Rejected, Text, Unsure

KEY = "account_number"
SHORTEST, LONGEST = 6, 19


def judged(digits: str, situation: Situation, *, also: Answers) -> Kept | Rejected | Unsure:
    """What is made of the digits of one number. ``also``: answers of the same text (the bank)."""
    answers = situation.answers
    keeps: Answers = {**also, KEY: digits}
    again = Choice(label=misses.AGAIN, keeps=also, asks=KEY)
    if set(digits) == {"0"}:
        return _all_zero()
    if is_card(digits):
        return card()
    if digits in (answers.get("cccd"), answers.get("requester_cccd")):
        return same_as_cccd()
    if _may_be_card(digits):
        return _card_or_account(keeps, also)
    if not SHORTEST <= len(digits) <= LONGEST:
        return _wrong_length(len(digits))
    if digits in _as_typed(answers.get("phone"), answers.get("requester_phone")):
        return Unsure(
            "looks_like_phone",
            Text(
                "account_number.looks_like_phone",
                "Số này trùng số điện thoại đã khai. Đúng là số tài khoản không ạ?",
            ),
            (Choice(label=misses.RIGHT, keeps=keeps, echo=misses.split_echo(keeps)), again),
        )
    return _of_usual_length(keeps, situation, again=again)


def is_card(digits: str) -> bool:
    """A number printed on a card: 16 or 19 digits from 9704; 16 from 4 or 5 whose check digit is right (Luhn)."""
    if digits.startswith("9704") and len(digits) in (16, 19):
        return True
    return len(digits) == 16 and digits[0] in "45" and _luhn(digits)


def _may_be_card(digits: str) -> bool:
    """16 digits from 4 or 5, their check digit not right; or a card of the country, a digit too few or many."""
    if len(digits) == 16 and digits[0] in "45":
        return True
    return digits.startswith("9704") and 15 <= len(digits) <= LONGEST


def _of_usual_length(keeps: Answers, situation: Situation, *, again: Choice) -> Kept | Unsure:
    code = keeps.get("bank") or situation.answers.get("bank")
    bank = banks().get(str(code))
    digits = str(keeps[KEY])
    if bank is None or not bank.lengths or len(digits) in bank.lengths:
        return Kept(keeps, echo=misses.split_echo(keeps))
    return Unsure(
        "unusual_length",
        Text(
            "account_number.unusual_length",
            "Tài khoản {bank} thường có {m} chữ số, số này có {n}. Giữ số này không?",
            bank=bank.short_name,
            m=" hoặc ".join(map(str, bank.lengths)),
            n=len(digits),
        ),
        (Choice(label=Text("choice.keep", "Giữ"), keeps=keeps, echo=misses.split_echo(keeps)), again),
    )


def _as_typed(*phones: object) -> set[str]:
    spoken = {phone.removeprefix("+84") for phone in phones if isinstance(phone, str)}
    return {"0" + number for number in spoken} | {"84" + number for number in spoken}


def _all_zero() -> Rejected:
    return Rejected(
        "all_zero",
        Text("account_number.all_zero", "Dãy này toàn số 0. Gửi giúp số tài khoản trên giấy mở tài khoản."),
    )


def _card_or_account(keeps: Answers, also: Answers) -> Unsure:
    return Unsure(
        "card_or_account",
        Text("account_number.card_or_account", "Đây là số thẻ hay số tài khoản?"),
        (
            Choice(label=Text("choice.card_number", "Số thẻ"), keeps=also, asks=KEY),
            Choice(
                label=Text("choice.account_number", "Số tài khoản"), keeps=keeps, echo=misses.split_echo(keeps)
            ),
        ),
    )


def _wrong_length(count: int) -> Rejected:
    if count < SHORTEST:
        return Rejected(
            "too_short",
            Text(
                "account_number.too_short",
                "Số vừa gửi có {n} chữ số, số tài khoản có ít nhất 6. Xem lại giúp.",
                n=count,
            ),
        )
    return Rejected(
        "too_long",
        Text(
            "account_number.too_long",
            "Số vừa gửi có {n} chữ số, số tài khoản nhiều nhất 19. Xem lại giúp.",
            n=count,
        ),
    )


def _luhn(digits: str) -> bool:
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def card() -> Rejected:
    """Row "account_number", code card."""
    return Rejected(
        "card",
        Text(
            "account_number.card",
            "Đây giống số thẻ ATM. Cần số tài khoản, trên giấy mở tài khoản hoặc hỏi ngân hàng.",
        ),
    )


def same_as_cccd() -> Rejected:
    """Code looks_like_cccd."""
    return Rejected(
        "looks_like_cccd",
        Text("account_number.looks_like_cccd", "Đây là số căn cước đã khai. Câu này cần số tài khoản."),
    )


def signs(letter: str) -> Rejected:
    """Code signs; ``letter`` is what stands in the number."""
    return Rejected(
        "signs",
        Text("account_number.signs", "Trong số có chữ “{x}”. Gửi lại giúp, chỉ gồm chữ số.", x=letter[:12]),
    )


def nickname() -> Rejected:
    """Code nickname."""
    return Rejected("nickname", Text("account_number.nickname", "Đây là tên thay cho số tài khoản. Cần dãy số."))


def two_numbers() -> Rejected:
    """Code two_numbers."""
    return Rejected(
        "two_numbers",
        Text("account_number.two_numbers", "Có hai số trong tin vừa gửi. Gửi giúp một số nhận tiền."),
    )


def empty(code: str) -> Rejected:
    """Codes empty and unknown: one sentence."""
    return Rejected(
        code,
        Text(
            "account_number.empty",
            "Chưa thấy số tài khoản. Số có trên giấy mở tài khoản hoặc trong ứng dụng ngân hàng.",
        ),
        (misses.LATER, misses.OPEN_ACCOUNT),
    )
