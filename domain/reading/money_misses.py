"""Misses that several questions about the money share (wording.md section 4, rows "pay_by, bank" and below)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.reference.banks import bank_name
from domain.wording import Answers, Choice, Rejected, Text, Unsure, Value, verbatim

RIGHT = Text("choice.right", "Đúng")
AGAIN = Text("choice.again", "Sửa lại")
OPEN_ACCOUNT = Choice(label=Text("choice.pay_open_account", "Mở tài khoản mới"), keeps={"pay_by": "open_account"})
CASH = Choice(label=Text("choice.pay_cash", "Tiền mặt"), keeps={"pay_by": "cash"})
TYPE_BANK = Choice(label=Text("choice.type_bank", "Nhập ngân hàng"), asks="bank")
OTHER_BANK = Choice(label=Text("choice.other_bank", "Khác"), asks="bank")
LATER = Choice(label=Text("choice.defer", "Để sau"), does="defer")

_CASH = re.compile(
    r"\btien (?:mat|tuoi)\b|\b(?:linh|nhan|lay|phat|chi tra) (?:tien )?(?:truc tiep|tai nha|tan tay|o xa|o ubnd|"
    r"o uy ban)\b|\b(?:linh|nhan|lay) (?:tien )?(?:o|tai|ngoai) buu (?:dien|cuc)\b|^linh tien$|\bcash\b"
)
_NO = r"(?:khong|ko|k|kh|kg|khg|hok|hong|hem|chua|chua he|chang|cha)"
_NONE = re.compile(
    rf"\b{_NO} (?:he |ai |thay |duoc |dang |kip |bao gio )?(?:co|mo|lam|dung|xai|biet mo)\b"
    rf"(?! (?:nho|biet|thay|ai|phai))|^(?:da |thua |thi )*{_NO} (?:tai khoan|tk|stk|ngan hang)\b"
    rf"|^(?:da |thua )*chua(?: a| nhe| ah)*$|\b(?:mo|lam) (?:giup|ho|moi|cho)\b|\bmuon (?:mo|lam)\b"
    r"|\bmo tai khoan moi\b"
)
_NOT_KNOWN = re.compile(
    rf"\b{_NO} (?:the |co )?(?:nho|biet|ro|thuoc|chac|thay)\b|\bquen\b(?! (?:thuoc|dung))|\bhinh nhu\b|\bco le\b"
    r"|\bchac la\b|\bdoan\b|\bkhong chac\b|\bkhoang\b"
)


def asks_cash(folded: str) -> bool:
    """The words ask for cash instead of an account."""
    return _CASH.search(folded) is not None


def has_none(folded: str) -> bool:
    """The words say that there is no account, or ask to open one."""
    return _NONE.search(folded) is not None


def does_not_know(folded: str) -> bool:
    """The words say that the answer is not known, or only guessed."""
    return _NOT_KNOWN.search(folded) is not None


def cash() -> Unsure:
    """Rows "bank, account_number", code cash."""
    return Unsure("cash", Text("bank.cash", "Chuyển sang nhận tiền mặt không?"), (CASH, TYPE_BANK))


def none() -> Unsure:
    """Rows "bank, account_number", code none."""
    return Unsure(
        "none",
        Text("bank.none", "Chưa có thì Bưu điện giúp mở. Chuyển sang mở tài khoản mới không?"),
        (OPEN_ACCOUNT, CASH),
    )


def wallet(name: str) -> Rejected:
    """Rows "pay_by, bank", code wallet; ``name`` of the wallet."""
    return Rejected(
        "wallet",
        Text(
            "pay_by.wallet",
            "{name} là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt.",
            name=name,
        ),
        (TYPE_BANK, OPEN_ACCOUNT, CASH),
    )


def finance_company(name: str) -> Rejected:
    """Rows "pay_by, bank", code finance_company."""
    return Rejected(
        "finance_company",
        Text("pay_by.finance_company", "{name} là công ty tài chính. Cần tài khoản ngân hàng.", name=name),
    )


def post_office(also: Answers | None = None, *, key: str = "bank") -> Unsure:
    """Rows "pay_by, bank", code post_office. ``also``: answers that stood in the same text (a number)."""
    account: Mapping[str, Value] = {} if key == "bank" else {"pay_by": "account"}
    with_bank = {**account, "bank": "LPB", **(also or {})}
    return Unsure(
        "post_office",
        Text("pay_by.post_office", "Bưu điện là lĩnh tiền mặt, hay tài khoản LPBank (Liên Việt cũ)?"),
        (
            Choice(label=Text("choice.post_office_cash", "Lĩnh tiền mặt"), keeps={"pay_by": "cash"}),
            Choice(
                label=Text("choice.post_office_bank", "Tài khoản LPBank"),
                keeps=with_bank,
                echo=split_echo(with_bank),
            ),
        ),
    )


def bank_choice(code: str, also: Answers) -> Choice:
    """A bank offered by its name, with what else the text answered."""
    keeps = {"bank": code, **also}
    return Choice(label=verbatim(bank_name(code)), keeps=keeps, echo=split_echo(keeps))


def which_bank(codes: tuple[str, ...], also: Answers) -> Unsure:
    """Row "bank", code ambiguous: the candidates and another one."""
    return Unsure(
        "ambiguous",
        Text("bank.ambiguous", "Có vài ngân hàng tên gần giống nhau. Là ngân hàng nào?"),
        (*(bank_choice(code, also) for code in codes), OTHER_BANK),
    )


def is_it(code: str, also: Answers) -> Unsure:
    """Row "bank", code near: one bank offered."""
    keeps = {"bank": code, **also}
    return Unsure(
        "near",
        Text("bank.near", "Có phải {bank} không ạ?", bank=bank_name(code)),
        (Choice(label=RIGHT, keeps=keeps, echo=split_echo(keeps)), OTHER_BANK),
        value=code,
    )


def split_echo(answers: Answers) -> Text | None:
    """What is said of a bank and a number that came in one text; None unless both are there."""
    bank, number = answers.get("bank"), answers.get("account_number")
    if not isinstance(bank, str) or not isinstance(number, str):
        return None
    return Text(
        "bank.split",
        "{bank}, tài khoản {n} chữ số, đuôi {tail}.",
        bank=bank_name(bank),
        n=len(number),
        tail=number[-4:],
    )
