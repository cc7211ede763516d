"""The lines of a chat as JSON, and the stream that brings new ones while a page is open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from zoneinfo import ZoneInfo

from bot.web import words
from bot.web.door import Door, Line, Seat
from domain.wording import OfficeTime, Text

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
#: Seconds between two signs of life; a page that hears none for twice as long connects anew.
BEAT = 15.0

Speak = Callable[[Text], str]
LineAsJson = dict[str, object]


def line_as_json(line: Line, *, speak: Speak, staff: bool) -> LineAsJson:
    """One line as the page and every other client of the interface read it (docs/web-interface.md)."""
    at = line.at.astimezone(HERE)
    weekday = words.WEEKDAYS[at.weekday()]
    time = Text(words.TIME.key, words.TIME.vietnamese, time=OfficeTime(at) if staff else at)
    has_file = line.file_id != ""
    return {
        "id": line.id,
        "mine": line.mine,
        "key": line.key,
        "text": line.text,
        "choices": list(line.choices),
        "asked": line.asked,
        "ask_photo": line.ask_photo,
        "ask_contact": line.ask_contact,
        "file": {"name": line.file_name, "href": f"file/{line.file_id}"} if has_file else None,
        "at": at.isoformat(timespec="seconds"),
        "time": speak(time),
        "day": speak(Text(weekday.key, weekday.vietnamese, date=at.date())),
        "file_label": speak(Text(words.DOWNLOAD.key, words.DOWNLOAD.vietnamese, name=line.file_name))
        if has_file
        else "",
    }


def lines_as_json(lines: Sequence[Line], *, speak: Speak, seat: Seat) -> list[LineAsJson]:
    """Several lines, in their order."""
    return [line_as_json(line, speak=speak, staff=seat.staff) for line in lines]


async def until_changed(door: Door, address: str, *, after: int, closing: asyncio.Event) -> bool:
    """Wait for something newer, for one beat, or for the end of the program; True: the program ends."""
    if closing.is_set():
        return True
    changed = asyncio.create_task(door.changed(address, after=after, timeout=BEAT))
    ending = asyncio.create_task(closing.wait())
    try:
        await asyncio.wait((changed, ending), return_when=asyncio.FIRST_COMPLETED)
        if changed.done():
            changed.result()
        return closing.is_set()
    finally:
        for task in (changed, ending):
            task.cancel()
        await asyncio.gather(changed, ending, return_exceptions=True)


async def events(
    door: Door, address: str, *, secret: str, after: int, speak: Speak, closing: asyncio.Event
) -> AsyncIterator[str]:
    """Server-sent events of one chat: ``lines`` with a JSON list, ``beat`` when nothing is new.

    Ends when the program ends, or when the secret does not open the chat any more.
    """
    ended = False
    while not ended:
        seat = await door.may(address, secret)
        if seat is None:
            return
        newer = await door.lines(address, after=after)
        if newer:
            after = newer[-1].id
            body = json.dumps(lines_as_json(newer, speak=speak, seat=seat), ensure_ascii=False)
            yield f"id: {after}\nevent: lines\ndata: {body}\n\n"
        else:
            yield "event: beat\ndata: 1\n\n"
        ended = await until_changed(door, address, after=after, closing=closing)
