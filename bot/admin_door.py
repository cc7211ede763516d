"""``trocap admin``: a row of COMMANDS for a staff member, from the terminal.

An answer's choices are printed as the commands that do them, so nothing is kept between two calls. Long work
that a command begins is done here to its end, beside the program's other work.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from admin.commands import COMMANDS
from admin.desk import Answer, CannotDo, Desk
from admin.staff import UNKNOWN_MEMBER
from bot.asked import Asked, File, Reply
from bot.engine import Engine
from bot.jobs import LEASE_SECONDS, work_through
from bot.settings import Settings
from bot.staff_desk import TERMINAL, operator, spoken
from bot.wiring import utc_now
from conversations.effects import Say
from conversations.state import State
from domain.calendar import day_of
from domain.wording import Text, Value
from storage import audit, documents, jobs
from storage import staff as staff_rows
from storage.jobs import Job

_NAMED = re.compile(r"([a-z_]+)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a command said at once, and the long work it left."""

    answer: Answer
    jobs: Sequence[Job]


async def run_command(engine: Engine, settings: Settings, asked: Asked) -> Reply:
    """Run it and say what came of it. args: staff (id), name (of COMMANDS, "" = list them), words."""
    name = str(asked.args["name"])
    if name and name not in COMMANDS:
        return Reply(lines=(f"Không có lệnh “{name}”. Các lệnh: {', '.join(COMMANDS)}.",), code=2)
    desk = await engine.read(lambda db: _seated(engine, db, asked))
    if desk.staff is None:
        return Reply(lines=(f"{spoken(engine, UNKNOWN_MEMBER)} Xem: ./run trocap staff list.",), code=2)
    if not name:
        return Reply(lines=list(_commands_of(engine, desk)))
    begun = await engine.run(lambda db: _begin(engine, db, asked))
    if isinstance(begun, Text):
        return Reply(lines=(spoken(engine, begun),), code=1)
    answers = [begun.answer]
    for job in begun.jobs:
        came = await work_through(engine, job, now=job.made_at)
        if came is None:
            return Reply(lines=("Việc này chưa làm xong, chương trình sẽ tự làm lại.",), code=1)
        answers.append(came)
    engine.messages_came.set()
    engine.jobs_came.set()
    every = [one for answer in answers for one in _flat(answer)]
    lines = [line for answer in every for line in _lines(engine, answer, staff=str(asked.args["staff"]))]
    files = await engine.read(lambda db: _files(engine, db, every))
    return Reply(lines=lines or ("Đã nhận.",), files=files)


def _seated(engine: Engine, db: Connection, asked: Asked) -> Desk:
    """The desk with the member at it, None when there is none or they are suspended."""
    desk, ident = operator(engine, db, asked), str(asked.args["staff"])
    found = staff_rows.signed_in(db, [ident], places=desk.places, day=day_of(desk.now), seal=desk.seal)
    return replace(desk, staff=found.get(ident))


def _begin(engine: Engine, db: Connection, asked: Asked) -> _Begun | Text:
    """In one transaction: who of the machine did it, the file, the command; a refusal keeps only the first."""
    desk, command = _seated(engine, db, asked), COMMANDS[str(asked.args["name"])]
    assert desk.staff is not None
    who = replace(desk, staff=None).who
    audit.write(db, at=desk.now, who=who, what="terminal", about=desk.staff.id, command=command.name)
    try:
        with db.begin_nested():
            args = _args(asked.args["words"], param=command.param)
            if asked.file is not None:
                args["document"] = _kept(desk, asked.file)
            answer = command.run(desk, args)
    except CannotDo as cannot:
        return cannot.say
    begun = jobs.take_begun(db, desk.staff.id, at=desk.now, seconds=LEASE_SECONDS, seal=desk.seal)
    return _Begun(answer, begun)


def _args(words: Sequence[str], *, param: str) -> dict[str, Any]:
    """``name=value`` (JSON, or plain text) by name; the other words together are the command's own argument."""
    found = [_NAMED.fullmatch(word) for word in words]
    args: dict[str, Any] = {one[1]: _value(one[2]) for one in found if one}
    plain = " ".join(word for word, one in zip(words, found, strict=True) if not one)
    return args | ({param: plain} if plain else {})


def _value(typed: str) -> Value:
    try:
        value: Value = json.loads(typed)
    except ValueError:
        return typed
    return value


def _typed(value: Value) -> str:
    """So that ``_value`` reads it back."""
    return value if isinstance(value, str) and _value(value) is value else json.dumps(value, ensure_ascii=False)


def _kept(desk: Desk, file: File) -> str:
    assert desk.staff is not None
    return documents.add(
        desk.db, file.content, name=file.name, kind="upload", seal=desk.seal, now=desk.now, staff_id=desk.staff.id
    )


def _commands_of(engine: Engine, desk: Desk) -> Iterator[str]:
    for command in COMMANDS.values():
        if desk.staff is not None and command.typed and desk.staff.may(command.roles):
            yield f"{command.typed.removeprefix('/')}\t{spoken(engine, command.help)}"


def _flat(answer: Answer) -> Iterator[Answer]:
    yield answer
    for further in answer.more:
        yield from _flat(further)


def _lines(engine: Engine, answer: Answer, *, staff: str) -> Iterator[str]:
    """The answer's text, then each choice as the command that does it."""
    if not answer.lines:
        return
    say = Say(lines=answer.lines, unit=answer.unit)
    yield engine.house.speaker.say(say, State(), listener=TERMINAL, now=utc_now())[1].text
    for choice in answer.choices:
        if choice.command:
            label = spoken(engine, choice.label, unit=answer.unit)
            yield f"  {label}: {_again(choice.command, choice.args, staff=staff)}"
    if answer.awaits is not None:
        asks = "--file TỆP" if answer.awaits.param == "document" else f"{answer.awaits.param}=…"
        yield f"  {_again(answer.awaits.command, answer.awaits.args, staff=staff)} {asks}"


def _again(command: str, args: Any, *, staff: str) -> str:
    words = [f"{name}={_typed(value)}" for name, value in args.items()]
    return shlex.join(["./run", "trocap", "admin", "--as", staff, command, *words])


def _files(engine: Engine, db: Connection, answers: Sequence[Answer]) -> list[File]:
    idents = [answer.document for answer in answers if answer.document]
    found = [documents.find(db, ident, seal=engine.house.seal) for ident in idents]
    return [File(name=one.name, content=one.content) for one in found if one is not None]
