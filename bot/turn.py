"""A round of messages taken through the whole house, in one transaction.

Load all, step all (pure), write all: a fixed number of statements however many chats are in the round. What an
effect writes beyond the chat's own rows runs inside a savepoint; a ``CannotDo`` it raises becomes the reply.
A message that makes our code raise is put aside with a code, the person is told, and the rest goes on.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from admin.commands import COMMANDS
from admin.desk import CannotDo, Desk
from admin.own import own_registrations
from admin.undelivered import put_on_phone_list, put_unreadable
from bot.house import House
from bot.own_lines import own_line
from bot.replies import says_of, waiting_for
from bot.speaking import Listener, Spoken
from bot.submissions import hand_in, keep_consent
from conversations import texts
from conversations.effects import Effect, Forget, KeepConsent, RemindAt, RunCommand, Say, Slow, Submit
from conversations.facts import Facts
from conversations.state import State, pack_state, unpack_state
from conversations.step import after_submission, step
from conversations.understanding import understand
from domain.calendar import day_of
from domain.registration import OwnRegistration
from domain.staff import Staff
from domain.wording import Text
from storage import chats, consents, inbox, outbox, tasks, timers
from storage import staff as staff_rows
from storage.chats import Chat
from storage.database import may_pass
from storage.inbox import Waiting
from storage.restoring import AGAIN

log = logging.getLogger(__name__)
FRESH_IDS = 3
COMMAND_NAMES = frozenset(COMMANDS)


@dataclass(slots=True)
class _Chatting:
    """One chat in a round, while it is taken."""

    chat: Chat
    waiting: Waiting
    listener: Listener
    facts: Facts
    desk: Desk
    state: State
    before: str
    spoken: list[Spoken] = field(default_factory=list)
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did: how many messages; the chats that were spoken to, and those of them that pages show."""

    taken: int
    chats: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def take_round(
    db: Connection,
    house: House,
    *,
    now: datetime,
    limit: int,
    notices: bool = False,
    only: str = "",
    failed: Exception | None = None,
) -> Round:
    """Answer the oldest message of up to ``limit`` chats, or of ``only`` one (``failed``: put aside for this)."""
    locked = chats.lock(db, limit=limit, now=now, seal=house.seal, notices=notices)
    if only:
        locked = [chat for chat in locked if chat.id == only]
    oldest = inbox.oldest(db, [chat.id for chat in locked], seal=house.seal, notices=notices)
    ready = [(chat, waiting) for chat in locked if (waiting := oldest.get(chat.id)) is not None]
    if not ready:
        return Round(0)
    chatting = _load(db, house, ready, now=now)
    for one in chatting:
        if failed is None:
            _answer(one, house, now=now)
        else:
            _unreadable(one, failed, house, now=now)
    _write(db, house, chatting, now=now)
    pages = tuple(one.chat.id for one in chatting if one.chat.channel == outbox.WEB)
    return Round(len(chatting), tuple(one.chat.id for one in chatting), pages)


def _load(
    db: Connection, house: House, ready: Sequence[tuple[Chat, Waiting]], *, now: datetime
) -> list[_Chatting]:
    own = own_registrations(db, [chat.id for chat, _ in ready], seal=house.seal)
    signed_in = staff_rows.signed_in(
        db,
        sorted({chat.staff_id for chat, _ in ready if chat.staff_id}),
        places=house.places,
        day=day_of(now),
        seal=house.seal,
    )
    return [
        _chatting(db, house, chat, waiting, own.get(chat.id, ()), signed_in.get(chat.staff_id), now)
        for chat, waiting in ready
    ]


def _chatting(
    db: Connection,
    house: House,
    chat: Chat,
    waiting: Waiting,
    own: tuple[OwnRegistration, ...],
    staff: Staff | None,
    now: datetime,
) -> _Chatting:
    return _Chatting(
        chat=chat,
        waiting=waiting,
        listener=Listener(channel=chat.channel, language=chat.language, can=house.channels[chat.channel]),
        facts=Facts(
            channel=chat.channel,
            today=day_of(now),
            places=house.places,
            settings=house.settings,
            registrations=own,
            staff_role=staff.role if staff else "",
            staff_commands=COMMAND_NAMES if staff else frozenset(),
            fresh_ids=tuple(secrets.token_hex(16) for _ in range(FRESH_IDS)),
            messages=chat.messages,
        ),
        desk=Desk(
            db=db,
            seal=house.seal,
            now=now,
            places=house.places,
            settings=house.settings,
            draw=house.draw,
            staff=staff,
            chat_id=chat.id,
        ),
        state=unpack_state(chat.state),
        before=chat.state,
    )


def _answer(one: _Chatting, house: House, *, now: datetime) -> None:
    """Take one message through step and its effects. Whatever our code raises stays with this message.

    Trouble of the machine or the database is not the message's: it is raised, and the round taken again.
    """
    try:
        event = understand(one.waiting.body, one.state, one.facts)
        one.state, effects = step(one.state, event, one.facts, now)
        if all(isinstance(effect, Say) for effect in effects):  # the hot path needs no savepoint
            _act_all(one, effects, house, now=now)
        else:
            with one.desk.db.begin_nested():
                _act_all(one, effects, house, now=now)
    except Exception as error:  # our bug: it must not take the round with it
        if may_pass(error):
            raise
        _unreadable(one, error, house, now=now)


def _act_all(one: _Chatting, effects: Sequence[Effect], house: House, *, now: datetime) -> None:
    for effect in effects:
        _act(one, effect, house, now=now)


def _act(one: _Chatting, effect: Effect, house: House, *, now: datetime) -> None:
    match effect:
        case Say():
            _say(one, effect, house, now=now)
        case RunCommand():
            _run(one, effect, house, now=now)
        case Submit():
            _submit(one, effect, house, now=now)
        case KeepConsent():
            keep_consent(one.desk, effect, channel=one.chat.channel)
        case RemindAt():
            _remind(one, effect, now=now)
        case Forget(what=what, talk=talk):
            one.forget = True
            if what == "draft":
                consents.forget_draft(one.desk.db, talk_id=talk)
        case Slow():
            chats.pause(one.desk.db, one.chat.id, effect.until)


def _say(one: _Chatting, say: Say, house: House, *, now: datetime) -> None:
    one.state, spoken = house.speaker.say(say, one.state, listener=one.listener, now=now)
    one.spoken.append(spoken)


def _run(one: _Chatting, effect: RunCommand, house: House, *, now: datetime) -> None:
    """A staff command; what it cannot do becomes the reply, and nothing of it is kept."""
    command = COMMANDS.get(effect.name)
    try:
        if command is None:
            raise CannotDo(texts.NOT_ALLOWED)
        args = dict(effect.args)
        if "text" in args and command.param != "text":
            args[command.param] = args.pop("text")
        with one.desk.db.begin_nested():
            answer = command.run(one.desk, args)
    except CannotDo as refused:
        _say(one, Say(lines=(refused.say,)), house, now=now)
        return
    for say in says_of(answer):
        _say(one, say, house, now=now)
    one.state = waiting_for(answer, one.state)


def _submit(one: _Chatting, effect: Submit, house: House, *, now: datetime) -> None:
    try:
        with one.desk.db.begin_nested():
            handed = hand_in(one.desk, effect, facts=one.facts)
    except CannotDo as refused:
        _say(one, Say(lines=(refused.say,), address=effect.address, unit=effect.unit), house, now=now)
        return
    if handed.code:
        sent = {**one.state.sent, effect.talk: handed.code}
        one.state = one.state.with_sent(dict(list(sent.items())[-5:]))
        one.forget = True
    for say in handed.says:
        _say(one, say, house, now=now)
    one.state, more = after_submission(one.state, effect, one.facts, now)
    _act_all(one, more, house, now=now)


def _remind(one: _Chatting, effect: RemindAt, *, now: datetime) -> None:
    if effect.at is None:
        timers.cancel(one.desk.db, kind=effect.kind, about=effect.about, now=now)
        return
    timers.set_timer(
        one.desk.db,
        kind=effect.kind,
        about=effect.about,
        due_at=effect.at,
        seal=one.desk.seal,
        chat_id=one.chat.id,
        body={"key": effect.kind, "about": effect.about},
    )


def _unreadable(one: _Chatting, error: Exception, house: House, *, now: datetime) -> None:
    code = secrets.token_hex(3).upper()
    log.error("message put aside: code=%s kind=%s", code, one.waiting.kind, exc_info=error)
    inbox.put_aside(one.desk.db, one.waiting.seq, error_code=code)
    one.state, one.spoken, one.forget = unpack_state(one.before), [], False
    if one.waiting.kind in ("notice", "timer"):  # the person said nothing; what could not be said is told by phone
        put_on_phone_list(one.desk, [one.waiting.key], kind=tasks.NO_CHAT)
        return
    put_unreadable(one.desk, code=code)
    source = texts.UNREADABLE
    say = Say(lines=(Text(source.key, source.vietnamese, number=code),))
    _say(one, say, house, now=now)


def _write(db: Connection, house: House, chatting: Sequence[_Chatting], *, now: datetime) -> None:
    lines: list[outbox.ToSend] = []
    for one in chatting:
        if one.forget:
            outbox.forget_history(db, one.chat.id)
        own = own_line(one.chat, one.waiting)
        if own is not None and not one.forget:
            lines.append(own)
        lines += [
            outbox.ToSend(
                chat_id=one.chat.id,
                body=spoken.body(),
                notice_key=spoken.notice,
                repeat=spoken.repeat,
                perhaps_sent=bool(one.waiting.body.get(AGAIN)),
            )
            for spoken in one.spoken
        ]
    outbox.add(db, lines, seal=house.seal, now=now)
    states = {one.chat.id: packed for one in chatting if (packed := pack_state(one.state)) != one.before}
    chats.write_states(db, states, seal=house.seal, now=now)
    inbox.handled(db, [one.waiting for one in chatting], now=now)
