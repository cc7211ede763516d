"""What an officer must look at before deciding: the LƯU Ý lines of a card (wording.md section 6)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import is_authorised_person, text_of
from domain.persons import birth_year_differs
from domain.wording import Answers, Text

#: In the order of the card. Only {code} of a possible duplicate and {n} of a shared account are to be filled.
WARNINGS: dict[str, Text] = {
    text.key.removeprefix("warning."): text
    for text in (
        Text("warning.account_no_paper", "Tiền về tài khoản người khai, chưa có giấy ủy quyền."),
        Text("warning.cash_no_paper", "Người khai lĩnh tiền mặt thay, chưa có giấy ủy quyền."),
        Text("warning.paper_not_seen", "Chưa xem giấy ủy quyền."),
        Text("warning.guardian_not_seen", "Chưa xem giấy tờ giám hộ."),
        Text("warning.account_changed", "Đổi số tài khoản."),
        Text(
            "warning.holder_only_changed",
            "Đổi tên chủ, giữ nguyên số tài khoản. Cần xem giấy mở tài khoản.",
        ),
        Text("warning.spoken", "Nhờ khai bằng miệng, cần hỏi người hưởng."),
        Text("warning.not_asked", "Chưa hỏi người hưởng."),
        Text("warning.same_phone", "Số điện thoại của người hưởng là số người khai."),
        Text("warning.cannot_speak", "Người hưởng không tự nói được, cần đến nhà."),
        Text("warning.two_groups", "Hai nhóm trợ cấp, cần xem cả hai."),
        Text("warning.no_marks", "Họ tên chưa có dấu."),
        Text("warning.birth_year_differs", "Năm sinh khác năm trên số CCCD."),
        Text("warning.duplicate", "Có thể trùng hồ sơ {code}."),
        Text("warning.shared_account", "Tài khoản này đã dùng cho {n} người."),
        Text("warning.no_cccd", "Chưa có CCCD, cần báo Công an."),
        Text("warning.typed_by_staff", "Người khai là cán bộ, cần người khác duyệt."),
    )
}
#: Filters of /choduyet by what an officer types, folded: the warnings one of which must stand.
FILTERS: dict[str, tuple[str, ...]] = {
    "thieu giay": ("account_no_paper", "cash_no_paper", "paper_not_seen", "guardian_not_seen"),
    "chua hoi": ("spoken", "not_asked"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a registration beside its answers.

    before: the answers of the version that was sent before this one. asked: asked_answer of this version.
    """

    before: Answers | None = None
    paper_seen: bool = False
    asked: str = ""
    duplicate: bool = False
    shared_account: bool = False
    typed_by_staff: bool = False


def warnings_of(answers: Answers, seen: Seen) -> tuple[str, ...]:
    """The codes that stand for these answers, in the order of the card."""
    standing = {
        **_of_the_receiver(answers, seen),
        **_of_the_account(answers, seen),
        **_of_the_people(answers),
        "duplicate": seen.duplicate,
        "shared_account": seen.shared_account,
        "typed_by_staff": seen.typed_by_staff,
    }
    said = answers.get("warnings")
    noted = {str(code) for code in said} if isinstance(said, list) else set()
    return tuple(code for code in WARNINGS if standing.get(code) or (code in noted and code in _NOTED))


#: Flags the readers raise while the citizen types; the others are found out here.
_NOTED = frozenset({"two_groups"})


def _of_the_receiver(answers: Answers, seen: Seen) -> dict[str, bool]:
    paper = text_of(answers, "basis_document") == "paper"
    authorised = is_authorised_person(answers)
    to_account = text_of(answers, "pay_by") in ("account", "open_account")
    no_paper = authorised and not paper and not seen.paper_seen
    return {
        "account_no_paper": no_paper and to_account,
        "cash_no_paper": no_paper and not to_account,
        "paper_not_seen": authorised and paper and not seen.paper_seen,
        "guardian_not_seen": text_of(answers, "role") == "guardian" and not seen.paper_seen,
    }


def _of_the_account(answers: Answers, seen: Seen) -> dict[str, bool]:
    if text_of(answers, "pay_by") != "account":
        return {}
    spoken = text_of(answers, "basis_document") == "spoken"
    not_agreed = seen.asked != "agreed"
    before = seen.before if seen.before and text_of(seen.before, "pay_by") == "account" else None
    moved = before is not None and _account(before) != _account(answers)
    return {
        "spoken": spoken and not_agreed,
        "not_asked": not spoken and not_agreed,
        "account_changed": moved,
        "holder_only_changed": before is not None
        and not moved
        and text_of(before, "account_holder") != text_of(answers, "account_holder"),
    }


def _account(answers: Answers) -> tuple[str, str]:
    return text_of(answers, "bank"), text_of(answers, "account_number")


def _of_the_people(answers: Answers) -> dict[str, bool]:
    phone = text_of(answers, "phone")
    return {
        "same_phone": bool(phone) and phone == text_of(answers, "requester_phone"),
        "cannot_speak": text_of(answers, "basis_document") == "cannot_speak",
        "no_marks": text_of(answers, "full_name").isascii(),
        "birth_year_differs": birth_year_differs(answers),
        "no_cccd": not text_of(answers, "cccd"),
    }
