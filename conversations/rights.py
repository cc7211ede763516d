"""What a person may do with their own details: see, change, delete, take consent back, fewer messages."""

from __future__ import annotations

from conversations import drafts, status, texts
from conversations.effects import Forget
from conversations.forms.choices import act
from conversations.forms.enrolment import ENROLMENT
from conversations.turn import Turn
from domain.registration import OwnRegistration
from domain.wording import Answers, Choice, Text, verbatim

DATA_KINDS = (
    ("see", Text("choice.data_see", "Xem")),
    ("copy", Text("choice.data_copy", "Bản sao")),
    ("edit", Text("choice.data_edit", "Sửa")),
    ("delete", Text("choice.data_delete", "Xóa")),
)


def show_data_menu(turn: Turn, rest: str = "") -> None:
    """/dulieu; what concerns one of several registrations asks which."""
    turn.say(
        texts.DATA_MENU,
        choices=(
            *(Choice(label=label, does="data_of", args={"kind": kind}) for kind, label in DATA_KINDS),
            act("withdraw", Text("choice.withdraw", "Rút lại đồng ý")),
        ),
    )


def request_data(turn: Turn, kind: str, registration_id: str = "") -> None:
    """See, copy, edit or delete: an officer answers; a draft that was not sent is deleted at once."""
    own = which(turn, registration_id, does="data_of", args={"kind": kind})
    if own is not None:
        drafts.submit(turn, {"kind": "data_request", "about": own.id, "answers": {"kind": kind}})
    elif not turn.facts.registrations and kind == "delete":
        delete(turn)


def which(turn: Turn, registration_id: str, *, does: str, args: Answers) -> OwnRegistration | None:
    """The registration meant; None when there is none (said so) or it must be asked which of several."""
    own = turn.facts.registrations
    if registration_id:
        return turn.facts.own(registration_id)
    if len(own) == 1:
        return own[0]
    if own:
        source = texts.STATUS_SEVERAL
        turn.say(
            Text(source.key, source.vietnamese, n=len(own)),
            choices=tuple(
                Choice(label=verbatim(one.code), does=does, args={**args, "registration": one.id}) for one in own
            ),
        )
    elif args.get("kind") != "delete":
        turn.say(texts.STATUS_NONE, choices=(drafts.REGISTER, status.HAVE_CODE))
    return None


def withdraw(turn: Turn, rest: str = "") -> None:
    """/rutdongy: of which registration; of a draft it is the same as leaving it."""
    if turn.state.talk is not None and turn.state.talk.form == ENROLMENT.name and not turn.facts.registrations:
        drafts.cancel(turn)
        return
    withdraw_of(turn)


def withdraw_of(turn: Turn, registration_id: str = "") -> None:
    """For which of the three."""
    found = which(turn, registration_id, does="withdraw_of", args={})
    if found is None:
        return
    own = found.id
    purposes = (
        ("register", Text("choice.withdraw_register", "Lập hồ sơ")),
        ("forward", Text("choice.withdraw_forward", "Chuyển thông tin")),
        ("messages", Text("choice.withdraw_messages", "Nhắn tin về tiền")),
        ("all", Text("choice.withdraw_all", "Cả ba")),
    )
    turn.say(
        texts.WITHDRAW_ASK,
        choices=tuple(
            Choice(
                label=label,
                does="submit",
                args={"kind": "withdrawal", "about": own, "answers": {"purpose": purpose}},
            )
            for purpose, label in purposes
        ),
    )


def delete(turn: Turn, rest: str = "") -> None:
    """/xoadulieu: a draft goes at once; what was sent needs the officer."""
    talk = turn.state.talk
    for open_talk in turn.state.talks:
        drafts.drop(turn, open_talk)
    if talk is not None:
        turn.say(texts.DELETE_DRAFT, talk=talk)
    if turn.facts.registrations:
        request_data(turn, "delete")
    elif talk is None:
        turn.do(Forget(what="history"))
        turn.say(texts.CHAT_FORGOTTEN)


def messages_off(turn: Turn, rest: str = "") -> None:
    """/tatnhantin."""
    kinds = (
        ("full", Text("choice.messages_full", "Có số tiền")),
        ("short", Text("choice.messages_short", "Không ghi số tiền")),
        ("off", Text("choice.messages_off", "Tắt tin về tiền")),
    )
    turn.say(
        texts.MESSAGES_OFF,
        choices=tuple(
            Choice(
                label=label,
                does="submit",
                args={"kind": "messages", "about": "", "answers": {"messages": kind}},
            )
            for kind, label in kinds
        ),
    )


def messages_on(turn: Turn, rest: str = "") -> None:
    """/batnhantin."""
    drafts.submit(turn, {"kind": "messages", "about": "", "answers": {"messages": "full"}})
