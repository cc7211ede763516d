"""/trangthai: where a registration lies, what comes next, how long, what the person must do."""

from __future__ import annotations

import json
from collections.abc import Callable

from conversations import texts
from conversations.forms.choices import LATER
from conversations.forms.enrolment import ENROLMENT
from conversations.people import address_of_own
from conversations.turn import Turn
from domain.packing import unpack_text
from domain.registration import OwnRegistration, Status
from domain.wording import Choice, Money, Text, verbatim

REGISTER = Choice(label=Text("choice.register", "Đăng ký"), does="register")
HAVE_CODE = Choice(label=Text("choice.have_code", "Đã có mã"), does="have_code")
LABELS: dict[Status, Text] = {
    Status.SUBMITTED: Text("status.submitted.label", "đã gửi, chờ cán bộ xem"),
    Status.RETURNED: Text("status.returned.label", "cần sửa {n} mục"),
    Status.APPROVED: Text("status.approved.label", "đã duyệt"),
    Status.QUEUED_FOR_POLICE: Text("status.queued.label", "chờ gửi Công an"),
    Status.IN_BATCH: Text("status.in_batch.label", "Công an đang đối chiếu"),
    Status.VERIFIED: Text("status.verified.label", "đã đối chiếu, thông tin khớp"),
    Status.MISMATCHED: Text("status.mismatched.label", "cần xem lại thông tin"),
    Status.FORWARDED: Text("status.forwarded.label", "đã gửi lên để lập danh sách"),
    Status.ACTIVE: Text("status.active.label", "đang nhận tiền"),
    Status.REJECTED: Text("status.rejected.label", "chưa được tiếp nhận"),
    Status.WITHDRAWN: Text("status.withdrawn.label", "đã rút hồ sơ"),
    Status.STOPPED: Text("status.stopped.label", "đã dừng"),
}
WAYS = {
    "account": Text("pay_label.account", "tài khoản đuôi {tail}"),
    "open_account": Text("pay_label.account", "tài khoản đuôi {tail}"),
    "cash": Text("pay_label.cash", "tiền mặt"),
    "cash_home": Text("pay_label.cash_home", "tiền mặt tại nhà"),
}


def show(turn: Turn, code: str = "") -> None:
    """The one registration, or which of several, or that there is none."""
    registrations = turn.facts.registrations
    chosen = next((own for own in registrations if own.code == code), None)
    if chosen is not None or len(registrations) == 1:
        _one(turn, chosen or registrations[0])
    elif not registrations:
        turn.say(texts.STATUS_NONE, choices=(REGISTER, HAVE_CODE))
    else:
        source = texts.STATUS_SEVERAL
        turn.say(
            Text(source.key, source.vietnamese, n=len(registrations)),
            choices=tuple(
                Choice(label=verbatim(own.code), does="status", args={"code": own.code}) for own in registrations
            ),
        )


def _one(turn: Turn, own: OwnRegistration) -> None:
    status = Status.IN_BATCH if own.hidden else own.status
    address = address_of_own(own, turn.facts.today)
    if status is Status.STOPPED and own.death:
        turn.say(
            Text(
                "status.stopped_death",
                "Hồ sơ {code} đã khép lại. Gia đình cần hỏi, hoặc thấy chưa đúng, gọi {hotline}.",
                code=own.code,
            ),
            unit=own.unit,
            address=address,
        )
        return
    label = LABELS[status]
    head = Text(
        "status.head",
        "Hồ sơ {code}: {label}.",
        code=own.code,
        label=Text(label.key, label.vietnamese, n=len(own.returned)),
    )
    lines, choices = _TEXTS[status](own)
    turn.say(head, *lines, choices=choices, unit=own.unit, address=address)


Told = tuple[tuple[Text, ...], tuple[Choice, ...]]


def _period(month: str) -> Text:
    return Text("status.period", "tháng {m}", m=month)


def _submitted(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.submitted",
            "Gửi ngày {date} đến {commune_office}, thường xem trong {review_days} ngày làm việc.\n"
            "Chưa cần làm gì thêm.",
            date=own.sent_on,
        ),
    ), ()


def _returned(own: OwnRegistration) -> Told:
    shorts = tuple(ENROLMENT.question(key, {}).short for key in own.returned_fields)
    text = Text(
        "status.returned",
        "Trả lại ngày {date}. Mục cần sửa: {fields}. Sửa xong, cán bộ xem tiếp.",
        date=own.since,
        fields=shorts or (Text("status.returned_paper", "mang giấy đến {commune_office}"),),
    )
    now = Choice(label=Text("choice.fix_now", "Sửa ngay"), does="fix_now", args={"registration": own.id})
    return (text,), (now, LATER)


def _approved(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.approved",
            "Cán bộ duyệt ngày {date}. Bước sau: {police_office} đối chiếu thông tin.\nChưa cần làm gì thêm.",
            date=own.since,
        ),
    ), ()


def _queued(own: OwnRegistration) -> Told:
    return (Text("status.queued", "Hồ sơ vào danh sách gửi {police_office} lần tới.\nChưa cần làm gì thêm."),), ()


def _in_batch(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.in_batch",
            "Gửi {police_office} ngày {date}, thường xong trong {police_days} ngày.\nChưa cần làm gì thêm.",
            date=own.listed_on or own.since,
        ),
    ), ()


def _verified(own: OwnRegistration) -> Told:
    after = {
        "account": Text("status.verified.account", "gửi lên để lập danh sách chi trả. Chưa cần làm gì thêm."),
        "open_account": Text(
            "status.verified.open", "{payer} hẹn mở tài khoản. Trong lúc chờ, tiền vẫn trả bằng tiền mặt."
        ),
        "cash": Text("status.verified.cash", "ghi vào danh sách nhận tiền mặt. Chưa cần làm gì thêm."),
        "cash_home": Text("status.verified.home", "ghi vào danh sách nhận tại nhà. Chưa cần làm gì thêm."),
    }[own.pay_by]
    return (Text("status.verified", "Xong ngày {date}. Bước sau: {after}", date=own.since, after=after),), ()


def _mismatched(own: OwnRegistration) -> Told:
    shorts = tuple(ENROLMENT.question(key, {}).short for key in own.mismatched_fields)
    return (
        Text(
            "status.mismatched",
            "Công an thấy chưa khớp: {fields}.\nCán bộ đang xem, cần hỏi gì sẽ nhắn vào đây.",
            fields=shorts or (Text("status.mismatched_some", "một mục"),),
        ),
    ), ()


def _forwarded(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.forwarded",
            "Gửi {higher_office} ngày {date}. Kỳ trả đầu tiên sẽ được nhắn vào đây.",
            date=own.since,
        ),
    ), ()


def _active(own: OwnRegistration) -> Told:
    way = WAYS[own.pay_by]
    lines = [
        Text(
            "status.active",
            "Nhận qua {pay_label}. Lần gần nhất: kỳ {period}, ngày {date}.",
            pay_label=Text(way.key, way.vietnamese, tail=own.tail),
            period=_period(own.paid_period),
            date=own.paid_on or own.since,
        )
    ]
    lines += [
        Text(
            "status.in_doubt",
            "Kỳ {period}: đang kiểm tra với ngân hàng. Chưa cần làm gì thêm.",
            period=_period(period),
        )
        for period in own.in_doubt
    ]
    choices = (
        Choice(label=Text("choice.see_amount", "Xem số tiền"), does="see_amount", args={"registration": own.id}),
        not_received(own),
        Choice(label=Text("choice.change_way", "Đổi cách nhận"), does="change_way", args={"registration": own.id}),
    )
    return tuple(lines), choices if own.paid_id else choices[2:]


def not_received(own: OwnRegistration) -> Choice:
    """Opens the question what was wrong with the last payment."""
    paid_in = "cash" if own.pay_by in ("cash", "cash_home") else "account"
    return Choice(
        label=Text("choice.not_received", "Chưa nhận được"),
        does="open",
        args={"form": "grievance", "about": own.paid_id, "answers": {"paid_in": paid_in}},
    )


def amount(turn: Turn, registration_id: str) -> None:
    """The amount of the last payment, because the person asked."""
    own = turn.facts.own(registration_id)
    if own is not None and own.paid_amount is not None:
        turn.say(
            Text(
                "status.amount",
                "Kỳ {period}: {amount}, ngày {date}.",
                period=_period(own.paid_period),
                amount=Money(own.paid_amount),
                date=own.paid_on or own.since,
            ),
            address=address_of_own(own, turn.facts.today),
        )


def _with_reason(own: OwnRegistration) -> Text:
    return unpack_text(json.loads(own.reason)) if own.reason else verbatim("")


def _rejected(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.rejected",
            "Ngày {date}. Lý do: {reason}\nMuốn hỏi lại: {hotline} hoặc {commune_office}.",
            date=own.since,
            reason=_with_reason(own),
        ),
    ), ()


def _withdrawn(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.withdrawn",
            "Rút theo yêu cầu ngày {date}. Từ kỳ sau tiền trả bằng tiền mặt như trước khi đăng ký.\n"
            "Đăng ký lại: /dangky.",
            date=own.since,
        ),
    ), ()


def _stopped(own: OwnRegistration) -> Told:
    return (
        Text(
            "status.stopped",
            "Dừng từ ngày {date}, lý do: {reason_short}. Thấy chưa đúng thì gọi {hotline}.",
            date=own.since,
            reason_short=_with_reason(own),
        ),
    ), ()


_TEXTS: dict[Status, Callable[[OwnRegistration], Told]] = {
    Status.SUBMITTED: _submitted,
    Status.RETURNED: _returned,
    Status.APPROVED: _approved,
    Status.QUEUED_FOR_POLICE: _queued,
    Status.IN_BATCH: _in_batch,
    Status.VERIFIED: _verified,
    Status.MISMATCHED: _mismatched,
    Status.FORWARDED: _forwarded,
    Status.ACTIVE: _active,
    Status.REJECTED: _rejected,
    Status.WITHDRAWN: _withdrawn,
    Status.STOPPED: _stopped,
}
