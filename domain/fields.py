"""The answers of a registration as staff read them: masked by default, and what changed between versions.

Labels of the queue card and of an opened registration (wording.md section 6); CCCD and account stand in full
only where ``full`` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.masks import birth_shown, grouped, masked, phone_spoken
from domain.people import text_of
from domain.persons import account_name_of, has_representative
from domain.reference.banks import bank_name
from domain.reference.places import Places
from domain.wording import Answers, Text, Value, verbatim

RELATIONS: dict[str, Text] = {
    "child": Text("card.relation.child", "con"),
    "spouse": Text("card.relation.spouse", "vợ hoặc chồng"),
    "grandchild": Text("card.relation.grandchild", "cháu"),
    "parent": Text("card.relation.parent", "bố hoặc mẹ"),
    "grandparent": Text("card.relation.grandparent", "ông hoặc bà"),
    "sibling": Text("card.relation.sibling", "anh, chị, em"),
}
GROUPS: dict[str, Text] = {
    "NCC": Text("card.group.ncc", "Người có công"),
    "BTXH": Text("card.group.btxh", "Bảo trợ xã hội"),
    "HTXH": Text("card.group.htxh", "Hưu trí xã hội"),
    "unknown": Text("card.group.unknown", "Không rõ"),
}
WAYS: dict[str, Text] = {
    "account": Text("card.way.account", "tài khoản đã có"),
    "open_account": Text("card.way.open_account", "nhờ {payer} mở tài khoản"),
    "cash": Text("card.way.cash", "tiền mặt"),
    "cash_home": Text("card.way.cash_home", "tiền mặt tại nhà"),
}
PLACES_TO_OPEN: dict[str, Text] = {
    "counter": Text("card.open_at.counter", "tại quầy {payer}, ngân hàng"),
    "home": Text("card.open_at.home", "tại nhà"),
}
HOME_REASONS: dict[str, Text] = {
    "ill": Text("card.home.ill", "ốm đau, bệnh nặng"),
    "cannot_walk": Text("card.home.cannot_walk", "khó đi lại"),
    "nobody": Text("card.home.nobody", "không ai nhận thay"),
    "private": Text("card.home.private", "nói riêng cán bộ"),
}
BASES: dict[str, Text] = {
    "paper": Text("card.basis.paper", "giấy ủy quyền"),
    "spoken": Text("card.basis.spoken", "nhờ miệng"),
    "cannot_speak": Text("card.basis.cannot_speak", "không tự nói được"),
    "birth_certificate": Text("card.basis.birth_certificate", "giấy khai sinh"),
    "decision": Text("card.basis.decision", "quyết định giám hộ"),
    "none": Text("card.basis.none", "chưa có giấy"),
}
_RECEIVERS: dict[str, Text] = {
    "beneficiary": Text("card.receiver.beneficiary", "người hưởng"),
    "requester": Text("card.receiver.requester", "người khai nhận thay"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How answers are looked at: with which units, masked or in full."""

    places: Places
    full: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One line of an opened registration. shown gives None where these answers have nothing of it."""

    key: str
    label: Text
    shown: Callable[[Answers, View], Text | None]


def relation_shown(answers: Answers) -> Text:
    """What the requester is to the beneficiary, in a word."""
    return RELATIONS.get(text_of(answers, "relation")) or verbatim(text_of(answers, "relation_other") or "—")


def account_shown(answers: Answers, view: View) -> Text | None:
    """Vietcombank …3456."""
    number = text_of(answers, "account_number")
    if text_of(answers, "pay_by") not in ("account", "open_account") or not number:
        return None
    digits = grouped(number) if view.full else masked(number)
    return verbatim(" ".join((bank_name(text_of(answers, "bank")), digits)))


def holder_shown(answers: Answers) -> Text | None:
    """NONG THI LAN (người khai)."""
    if text_of(answers, "pay_by") not in ("account", "open_account"):
        return None
    who = "khai" if text_of(answers, "account_holder") == "requester" else "hưởng"
    if who == "khai":
        return Text("card.holder_requester", "{holder} (người khai)", holder=account_name_of(answers))
    return Text("card.holder_beneficiary", "{holder} (người hưởng)", holder=account_name_of(answers))


def residence_shown(residence: Value, *, detail: str, places: Places) -> Text | None:
    """Tổ 7, phường Đức Xuân (trước là phường Nguyễn Thị Minh Khai); as typed where it is not known."""
    if not isinstance(residence, dict):
        return None
    code, old = residence.get("unit"), residence.get("old")
    if not isinstance(code, str) or code not in places.units:
        return verbatim(str(residence.get("text") or detail or "—"))
    address = ", ".join(part for part in (detail, places.unit(code).full_name) if part)
    before = next((unit for unit in places.old_units if unit.code == old), None)
    if before is None or before.full_name == places.unit(code).full_name:
        return verbatim(address)
    return Text("card.residence", "{address} (trước là {old_unit})", address=address, old_unit=before.full_name)


def _plain(key: str) -> Callable[[Answers, View], Text | None]:
    return lambda answers, view: verbatim(text_of(answers, key)) if text_of(answers, key) else None


def _one_of(key: str, words: dict[str, Text]) -> Callable[[Answers, View], Text | None]:
    return lambda answers, view: words.get(text_of(answers, key))


def _number(key: str) -> Callable[[Answers, View], Text | None]:
    def shown(answers: Answers, view: View) -> Text | None:
        number = text_of(answers, key)
        return verbatim(grouped(number) if view.full else masked(number)) if number else None

    return shown


def _phone(key: str) -> Callable[[Answers, View], Text | None]:
    def shown(answers: Answers, view: View) -> Text | None:
        number = text_of(answers, key)
        return verbatim(phone_spoken(number)) if number else None

    return shown


def _birth(key: str) -> Callable[[Answers, View], Text | None]:
    def shown(answers: Answers, view: View) -> Text | None:
        born = text_of(answers, key)
        return Text("card.value", "{value}", value=birth_shown(born)) if born else None

    return shown


def _residence(answers: Answers, view: View) -> Text | None:
    detail = text_of(answers, "residence_detail")
    return residence_shown(answers.get("residence_unit"), detail=detail, places=view.places)


def _requester_residence(answers: Answers, view: View) -> Text | None:
    residence = answers.get("requester_residence")
    detail = residence.get("detail") if isinstance(residence, dict) else None
    return residence_shown(residence, detail=str(detail or ""), places=view.places)


def _paper(answers: Answers, view: View) -> Text | None:
    basis = BASES.get(text_of(answers, "basis_document"))
    signed = text_of(answers, "basis_date")
    if basis is None or not signed:
        return basis
    return Text(
        "card.paper",
        "{basis} số {number}, ngày {date}",
        basis=basis,
        number=text_of(answers, "basis_number") or "—",
        date=date.fromisoformat(signed),
    )


def _requester(answers: Answers, view: View) -> Text | None:
    if text_of(answers, "role") == "self":
        return None
    return Text(
        "card.who_types",
        "{name} ({relation})",
        name=text_of(answers, "requester_name"),
        relation=relation_shown(answers),
    )


def _papers_of_representative(answers: Answers, view: View) -> Text | None:
    """Only there or not: that is how their going is told."""
    return verbatim("—") if has_representative(answers) else None


#: Lines of an opened registration, in order.
FIELDS: tuple[Field, ...] = (
    Field("full_name", Text("label.full_name", "Họ tên"), _plain("full_name")),
    Field("birth_date", Text("label.birth_date", "Ngày sinh"), _birth("birth_date")),
    Field("cccd", Text("label.cccd", "CCCD"), _number("cccd")),
    Field("residence", Text("label.residence", "Nơi thường trú"), _residence),
    Field("phone", Text("label.phone", "Điện thoại"), _phone("phone")),
    Field("category_group", Text("label.category_group", "Nhóm"), _one_of("category_group", GROUPS)),
    Field("pay_by", Text("label.pay_by", "Cách nhận"), _one_of("pay_by", WAYS)),
    Field("account", Text("label.account", "Tài khoản"), account_shown),
    Field("holder", Text("label.holder", "Chủ TK"), lambda answers, view: holder_shown(answers)),
    Field("open_at", Text("label.open_at", "Nơi mở"), _one_of("open_at", PLACES_TO_OPEN)),
    Field("cash_receiver", Text("label.cash_receiver", "Người nhận"), _one_of("cash_receiver", _RECEIVERS)),
    Field("pay_point", Text("label.pay_point", "Điểm chi trả"), _plain("pay_point")),
    Field("home_reason", Text("label.home_reason", "Lý do tại nhà"), _one_of("home_reason", HOME_REASONS)),
    Field("home_directions", Text("label.home_directions", "Đường đến nhà"), _plain("home_directions")),
    Field("requester", Text("label.requester", "Người khai"), _requester),
    Field("requester_phone", Text("label.requester_phone", "Số người khai"), _phone("requester_phone")),
    Field("requester_cccd", Text("label.requester_cccd", "CCCD người khai"), _number("requester_cccd")),
    Field(
        "requester_birth_date",
        Text("label.requester_birth_date", "Ngày sinh người khai"),
        _birth("requester_birth_date"),
    ),
    Field("requester_residence", Text("label.requester_residence", "Nơi ở người khai"), _requester_residence),
    Field("basis_document", Text("label.basis_document", "Giấy tờ"), _paper),
)
_REPRESENTATIVE = frozenset(("requester_cccd", "requester_birth_date", "requester_residence", "basis_document"))
_BY_KEY = {field.key: field for field in FIELDS}
#: What a change is told of, in order, with the label inside a sentence.
_CHANGES: tuple[tuple[Text, Field], ...] = tuple(
    (label, _BY_KEY[label.key.removeprefix("changed.")])
    for label in (
        Text("changed.full_name", "họ tên"),
        Text("changed.birth_date", "ngày sinh"),
        Text("changed.cccd", "CCCD"),
        Text("changed.residence", "nơi thường trú"),
        Text("changed.phone", "điện thoại"),
        Text("changed.category_group", "nhóm"),
        Text("changed.pay_by", "cách nhận"),
        Text("changed.account", "tài khoản"),
        Text("changed.holder", "chủ TK"),
        Text("changed.open_at", "nơi mở"),
        Text("changed.cash_receiver", "người nhận"),
        Text("changed.pay_point", "điểm chi trả"),
        Text("changed.home_reason", "lý do tại nhà"),
        Text("changed.home_directions", "đường đến nhà"),
        Text("changed.requester", "người khai"),
        Text("changed.requester_phone", "số người khai"),
        Text("changed.requester_cccd", "CCCD người khai"),
        Text("changed.requester_birth_date", "ngày sinh người khai"),
        Text("changed.requester_residence", "nơi ở người khai"),
        Text("changed.basis_document", "giấy tờ"),
    )
)
_PAPERS = (
    Text("changed.papers", "giấy tờ người nhận thay"),
    Field("papers", Text("label.papers", "Giấy tờ người nhận thay"), _papers_of_representative),
)
_NOTHING = Text("changed.nothing", "chưa có")


def changes(before: Answers, after: Answers, *, places: Places) -> tuple[Text, ...]:
    """ "Đã đổi: …" and "Đã bỏ: …" lines for what differs between two versions, masked."""
    view, in_full = View(places=places), View(places=places, full=True)
    left = has_representative(before) and not has_representative(after)
    changed: list[Text] = []
    dropped: list[Text] = []
    for label, field in (*_CHANGES, _PAPERS):
        if left and field.key in _REPRESENTATIVE:
            continue
        old, new = field.shown(before, in_full), field.shown(after, in_full)
        if old == new:
            continue
        if new is None:
            dropped.append(Text("card.dropped", "Đã bỏ: {label}", label=label))
        elif field.key != "papers":
            changed.append(
                Text(
                    "card.changed",
                    "Đã đổi: {label} {old} → {new}",
                    label=label,
                    old=field.shown(before, view) or _NOTHING,
                    new=field.shown(after, view) or _NOTHING,
                )
            )
    return (*changed, *dropped)
