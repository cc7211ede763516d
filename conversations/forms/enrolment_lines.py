"""The check page: which answers stand on which line, and how they are shown (masked by default)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from conversations.form import Line
from conversations.forms.conditions import (
    account_has_holder,
    authorised,
    cash_by_somebody,
    cash_home,
    guardian,
    helper,
    several_points,
    somebody_else_types,
    to_account,
    way,
)
from conversations.forms.money_questions import home_reason_label
from domain.masks import birth_shown, masked, phone_spoken, tail
from domain.people import text_of
from domain.reading.situation import Situation
from domain.reading.text import as_printed_by_banks
from domain.reference.banks import bank_name
from domain.reference.places import Places
from domain.wording import Answers, Text, verbatim

REQUESTER = Text("check.part_requester", "NGƯỜI KHAI")
BENEFICIARY = Text("check.part_beneficiary", "NGƯỜI HƯỞNG")
MONEY = Text("check.part_money", "NHẬN TIỀN")
AUTHORISED = Text("check.part_authorised", "NGƯỜI NHẬN THAY")
NOTHING = Text("check.nothing", "chưa có")
#: The name on an account that is neither person's own spelling (VietQR, bank, staff).
LABELS: dict[str, Text] = {
    "child": Text("relation.child", "con"),
    "spouse": Text("relation.spouse", "vợ hoặc chồng"),
    "grandchild": Text("relation.grandchild", "cháu"),
    "parent": Text("relation.parent", "bố hoặc mẹ"),
    "grandparent": Text("relation.grandparent", "ông hoặc bà"),
    "sibling": Text("relation.sibling", "anh, chị, em"),
}
BASES: dict[str, Text] = {
    "paper": Text("basis.paper", "có giấy ủy quyền"),
    "spoken": Text("basis.spoken", "được nhờ miệng"),
    "cannot_speak": Text("basis.cannot_speak", "người hưởng không tự nói được"),
    "birth_certificate": Text("basis.birth_certificate", "giấy khai sinh"),
    "decision": Text("basis.decision", "quyết định giám hộ"),
    "none": Text("basis.none", "chưa có giấy"),
}
GROUPS: dict[str, Text] = {
    "NCC": Text("group.ncc", "Người có công"),
    "BTXH": Text("group.btxh", "Bảo trợ xã hội"),
    "HTXH": Text("group.htxh", "Hưu trí xã hội"),
    "unknown": Text("group.unknown", "Không rõ, cán bộ điền"),
}
WAYS: dict[str, Text] = {
    "account": Text("way.account", "tài khoản đã có"),
    "open_account": Text("way.open_account", "nhờ {payer} mở tài khoản, trong lúc chờ nhận tiền mặt"),
    "cash": Text("way.cash", "tiền mặt"),
    "cash_home": Text("way.cash_home", "tiền mặt tại nhà"),
}
OPEN_AT = {"counter": Text("open_at.counter", "Bưu điện, ngân hàng"), "home": Text("open_at.home", "tại nhà")}


def account_name(answers: Answers) -> str:
    """The name on the account: as VietQR or the bank gave it, else the holder's in capitals without marks."""
    given = text_of(answers, "account_name")
    if given:
        return given
    holder = "requester_name" if text_of(answers, "account_holder") == "requester" else "full_name"
    return as_printed_by_banks(text_of(answers, holder))


def residence_shown(places: Places, residence: Mapping[str, Any] | None, detail: str) -> Text:
    """Tổ 7, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai); as typed where the place is not known."""
    if residence is None or not residence.get("unit"):
        return verbatim(str((residence or {}).get("text") or detail))
    unit = places.unit(str(residence["unit"])).full_name
    address = f"{detail}, {unit}" if detail else unit
    former = next((old for old in places.old_units if old.code == residence.get("old")), None)
    if former is None or (former.name == former.now.name and former.kind == former.now.kind):
        return verbatim(address)
    return Text("check.formerly", "{address} (trước là {old_unit})", address=address, old_unit=former.full_name)


def _plain(key: str) -> Callable[[Situation], Text | None]:
    return lambda situation: verbatim(text_of(situation.answers, key) or "—")


def _phone(key: str) -> Callable[[Situation], Text | None]:
    def shown(situation: Situation) -> Text:
        number = text_of(situation.answers, key)
        return verbatim(phone_spoken(number)) if number else Text("check.no_phone", "không có")

    return shown


def _number(key: str) -> Callable[[Situation], Text | None]:
    def shown(situation: Situation) -> Text:
        number = text_of(situation.answers, key)
        return verbatim(masked(number)) if number else NOTHING

    return shown


def _tail_of(key: str) -> Callable[[Situation], Text]:
    return lambda situation: Text("check.tail", "đuôi {tail}", tail=tail(text_of(situation.answers, key)) or "—")


def _birth(key: str) -> Callable[[Situation], Text | None]:
    def shown(situation: Situation) -> Text:
        born = text_of(situation.answers, key)
        return Text("check.value", "{value}", value=birth_shown(born)) if born else NOTHING

    return shown


def _requester_residence(situation: Situation) -> Text | None:
    residence = situation.answers.get("requester_residence")
    place = residence if isinstance(residence, dict) else None
    return residence_shown(situation.places, place, str((place or {}).get("detail") or ""))


def _residence(situation: Situation) -> Text | None:
    residence = situation.answers.get("residence_unit")
    place = residence if isinstance(residence, dict) else None
    return residence_shown(situation.places, place, text_of(situation.answers, "residence_detail"))


def relation_label(answers: Answers) -> Text:
    """What the requester is to the beneficiary: con, vợ hoặc chồng, or as typed."""
    return LABELS.get(text_of(answers, "relation")) or verbatim(text_of(answers, "relation_other") or "—")


def _relation(situation: Situation) -> Text | None:
    answers = situation.answers
    relation = relation_label(answers)
    if not helper(answers):
        return relation
    basis = BASES[text_of(answers, "basis_document")]
    return Text("check.relation", "{relation}, {basis}", relation=relation, basis=basis)


def _paper(situation: Situation) -> Text | None:
    basis = BASES[text_of(situation.answers, "basis_document")]
    number = text_of(situation.answers, "basis_number")
    if not number:
        return basis
    return Text("check.paper", "{basis}, số {number}", basis=basis, number=number)


def _holder(situation: Situation) -> Text | None:
    answers = situation.answers
    name = account_name(answers)
    if text_of(answers, "role") == "self":
        return verbatim(name)
    if text_of(answers, "account_holder") == "beneficiary":
        return Text("check.holder_beneficiary", "{holder} (người hưởng)", holder=name)
    if helper(answers) and text_of(answers, "basis_document") != "paper":
        return Text("check.holder_no_paper", "{holder} (người khai), chưa có giấy ủy quyền", holder=name)
    return Text("check.holder_requester", "{holder} (người khai)", holder=name)


def _receiver(situation: Situation) -> Text | None:
    if text_of(situation.answers, "cash_receiver") == "beneficiary":
        return Text("check.receiver_beneficiary", "người hưởng")
    if helper(situation.answers) and text_of(situation.answers, "basis_document") != "paper":
        return Text("check.receiver_no_paper", "người khai nhận thay, chưa có giấy ủy quyền")
    return Text("check.receiver_requester", "người khai nhận thay")


def _directions(situation: Situation) -> Text | None:
    return (
        verbatim(text_of(situation.answers, "home_directions")) if _has(situation, "home_directions") else NOTHING
    )


def _has(situation: Situation, key: str) -> bool:
    return bool(situation.answers.get(key))


def _when(
    asked_when: Callable[[Answers], bool], shown: Callable[[Situation], Text | None]
) -> Callable[[Situation], Text | None]:
    return lambda situation: shown(situation) if asked_when(situation.answers) else None


def _line(
    section: Text,
    keys: tuple[str, ...],
    label: Text,
    shown: Callable[[Situation], Text | None],
    changed: Callable[[Situation], Text] | None = None,
) -> Line:
    return Line(section=section, keys=keys, label=label, shown=shown, changed=changed)


_NAME, _BORN = Text("check.name", "Họ tên"), Text("check.born", "Ngày sinh")
_CARD, _LIVES = Text("check.cccd", "CCCD"), Text("check.residence", "Nơi thường trú")
_PHONE = Text("check.phone", "Điện thoại")

_OF_THE_REQUESTER = (
    ("requester_cccd", _CARD, _number("requester_cccd"), _tail_of("requester_cccd")),
    ("requester_birth_date", _BORN, _birth("requester_birth_date"), None),
    ("requester_residence", _LIVES, _requester_residence, None),
)

PAPER_KEYS = ("basis_document", "basis_number", "basis_date", "basis_until")
LINES: tuple[Line, ...] = (
    _line(REQUESTER, ("requester_name",), _NAME, _when(somebody_else_types, _plain("requester_name"))),
    *(
        _line(REQUESTER, (key,), label, _when(guardian, shown), changed)
        for key, label, shown, changed in _OF_THE_REQUESTER
    ),
    _line(REQUESTER, ("requester_phone",), _PHONE, _when(somebody_else_types, _phone("requester_phone"))),
    _line(
        REQUESTER,
        ("relation", "relation_other", "basis_document"),
        Text("check.relation_label", "Quan hệ"),
        _when(somebody_else_types, _relation),
    ),
    _line(REQUESTER, PAPER_KEYS, Text("check.paper_label", "Giấy tờ"), _when(guardian, _paper)),
    _line(BENEFICIARY, ("cccd",), _CARD, _number("cccd"), _tail_of("cccd")),
    _line(BENEFICIARY, ("full_name",), _NAME, _plain("full_name")),
    _line(BENEFICIARY, ("birth_date",), _BORN, _birth("birth_date")),
    _line(BENEFICIARY, ("residence_unit", "residence_detail"), _LIVES, _residence),
    _line(
        BENEFICIARY,
        ("category_group",),
        Text("check.group", "Nhóm"),
        lambda situation: GROUPS[text_of(situation.answers, "category_group")],
    ),
    _line(BENEFICIARY, ("phone",), _PHONE, _phone("phone")),
    _line(
        MONEY,
        ("pay_by",),
        Text("check.way", "Cách nhận"),
        lambda situation: WAYS[way(situation.answers)],
    ),
    _line(
        MONEY,
        ("bank", "account_number"),
        Text("check.bank", "Ngân hàng"),
        _when(to_account, lambda situation: verbatim(bank_name(text_of(situation.answers, "bank")))),
    ),
    _line(
        MONEY,
        ("account_number",),
        Text("check.account", "Số tài khoản"),
        _when(to_account, _number("account_number")),
        _tail_of("account_number"),
    ),
    _line(MONEY, ("account_holder",), Text("check.holder", "Chủ tài khoản"), _when(account_has_holder, _holder)),
    _line(
        MONEY,
        ("open_at",),
        Text("check.open_at", "Nơi mở"),
        lambda situation: (
            OPEN_AT.get(text_of(situation.answers, "open_at"))
            if way(situation.answers) == "open_account"
            else None
        ),
    ),
    _line(MONEY, ("cash_receiver",), Text("check.receiver", "Người nhận"), _when(cash_by_somebody, _receiver)),
    _line(
        MONEY,
        ("pay_point",),
        Text("check.pay_point", "Điểm chi trả"),
        _when(several_points, _plain("pay_point")),
    ),
    _line(
        MONEY,
        ("home_reason",),
        Text("check.home_reason", "Lý do"),
        _when(cash_home, lambda situation: home_reason_label(text_of(situation.answers, "home_reason"))),
    ),
    _line(
        MONEY,
        ("home_directions",),
        Text("check.directions", "Đường đến nhà"),
        _when(cash_home, _directions),
    ),
    *(
        _line(AUTHORISED, (key,), label, _when(authorised, shown), changed)
        for key, label, shown, changed in _OF_THE_REQUESTER
    ),
    _line(
        AUTHORISED,
        PAPER_KEYS,
        Text("check.paper_label", "Giấy tờ"),
        lambda situation: (
            _paper(situation)
            if authorised(situation.answers) and text_of(situation.answers, "basis_document") == "paper"
            else None
        ),
    ),
)
