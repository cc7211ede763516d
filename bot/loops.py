"""Fetch, answer, send, remind, sweep: each piece of the engine over and over, woken when there is work."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.channel import Channel, Later, Stopped
from bot.engine import Engine
from bot.files import fetch_files
from bot.jobs import work_once
from bot.sending import LEASE_SECONDS
from bot.sweeping import sweep
from storage import cursors, jobs, outbox

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
SWEEP_SECONDS = 600.0
#: How often it is looked whether a sender died, and how long a lease is new.
FREE_SECONDS, NEW_SECONDS = 2.0, 5.0
#: How long a piece of work under way may take to its end once the program is to stop.
FINISH_SECONDS = 4.0
MOST_PAUSE = 30.0
Clock = Callable[[], datetime]
Loop = Callable[[], Coroutine[Any, Any, None]]
#: What a process does: the pages; answering; sending; or everything.
ALL, WEB, TALK, SEND = ROLES = ("all", "web", "talk", "send")


async def fetch(engine: Engine, channel: Channel, clock: Clock) -> None:
    """Keep what the channel has, commit together with its cursor, only then ask for more. Raises Stopped."""
    cursor = await engine.run(lambda db: cursors.read(db, channel.name))
    while True:
        try:
            cursor = await fetch_once(engine, channel, cursor, clock)
        except Later as later:
            await asyncio.sleep(later.seconds)


async def fetch_once(engine: Engine, channel: Channel, cursor: str, clock: Clock) -> str:
    """Keep what the channel has after the cursor; the cursor that confirms it. Raises Later, Stopped."""
    fetched = await channel.fetch(cursor)
    if fetched.messages or fetched.cursor != cursor:
        came = (channel.name, fetched.cursor)
        await _whole(engine.keep(fetched.messages, now=clock(), cursor=came))
    return fetched.cursor


async def answer(engine: Engine, clock: Clock) -> None:
    """Answer people first; notices only when nobody waits, and as fast as the channels send."""
    while True:
        engine.messages_came.clear()
        while await _whole(engine.answer(now=clock())):
            pass
        room, rest = await engine.room_for_notices()
        if room and await _whole(engine.answer(now=clock(), notices=True, limit=room)):
            continue
        await engine.messages_came.rung(IDLE_SECONDS if room else min(rest, IDLE_SECONDS))


async def send(engine: Engine, clock: Clock) -> None:
    """Send what waits, chats side by side."""
    while True:
        engine.outgoing_came.clear()
        while await _whole(engine.send(now=clock())):
            pass
        await engine.outgoing_came.rung(engine.sending_rests)


async def free_the_dead(engine: Engine, clock: Clock) -> None:
    """What a sender of another process held when it died, sent by those that live.

    A lease that is quite new is left alone: its sender may only just have lost its connection, and comes back.
    """
    while True:
        before = clock() + timedelta(seconds=LEASE_SECONDS - NEW_SECONDS)
        if await engine.run(partial(outbox.let_go, by=engine.name, before=before)):
            engine.outgoing_came.ring()
        await asyncio.sleep(FREE_SECONDS)


async def ring(engine: Engine, clock: Clock) -> None:
    """Timers."""
    while True:
        if not await _whole(engine.ring(now=clock())):
            await asyncio.sleep(IDLE_SECONDS)


async def fetch_attachments(engine: Engine, clock: Clock) -> None:
    """Files that messages wait for."""
    while True:
        if not await fetch_files(engine, now=clock()):
            await asyncio.sleep(IDLE_SECONDS / 2)


async def work(engine: Engine, clock: Clock) -> None:
    """Long work, a step at a time."""
    while True:
        engine.jobs_came.clear()
        while await work_once(engine, now=clock()):
            pass
        await engine.jobs_came.rung(IDLE_SECONDS)


async def sweep_often(engine: Engine, clock: Clock) -> None:
    """Old keys, files whose time is over, notices nobody has opened."""
    while True:
        await sweep(engine, now=clock())
        await asyncio.sleep(SWEEP_SECONDS)


async def _whole(piece: Coroutine[Any, Any, Any]) -> Any:
    """A piece of work, done to its end even if its loop is cancelled meanwhile (and then the loop ends)."""
    task = asyncio.ensure_future(piece)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=FINISH_SECONDS)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise


async def kept_going(name: str, loop: Loop) -> None:
    """A loop that goes on after whatever it meets, more slowly each time; Stopped ends it with one line."""
    pause = 1.0
    while True:
        began = time.monotonic()
        try:
            await loop()
        except Stopped as stopped:
            log.error("%s stops: %s", name, stopped)
            raise
        except Exception as error:
            log.error("%s goes on after an error", name, exc_info=error)
            if time.monotonic() - began > 2 * MOST_PAUSE:
                pause = 1.0  # it had been well for a while
            await asyncio.sleep(pause)
            pause = min(pause * 2, MOST_PAUSE)


async def run_all(
    engine: Engine,
    clock: Clock,
    *,
    stop: asyncio.Event,
    channels: Sequence[Channel] | None = None,
    role: str = ALL,
) -> None:
    """Every loop of a role until ``stop`` is set; then each ends between two transactions, and what was sent is
    written.

    What a process that was killed held is free at once: nobody waits a minute for their answer.
    """
    await engine.run(partial(outbox.let_go, by=engine.name))
    await engine.run(jobs.let_go)
    loops: list[tuple[str, Loop]] = []
    if role in (ALL, TALK):
        fetched = engine.channels.values() if channels is None else channels
        loops += _of_the_talk(engine, clock, [channel for channel in fetched if channel.can.fetched])
    if role in (ALL, SEND):
        loops += [
            ("send", lambda: send(engine, clock)),
            ("leases", lambda: free_the_dead(engine, clock)),
        ]
    tasks = [asyncio.create_task(kept_going(name, loop), name=name) for name, loop in loops]
    for task in tasks:
        task.add_done_callback(_said)
    await stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    try:
        await engine.finish_sending(now=clock(), seconds=FINISH_SECONDS)
    except Exception as error:
        log.error("what was sent last could not be written", exc_info=error)


def _of_the_talk(engine: Engine, clock: Clock, channels: Sequence[Channel]) -> list[tuple[str, Loop]]:
    """Answering, and what goes with it; fetching, files and the sweep are done by one process at a time."""

    def alone(name: str, loop: Loop) -> tuple[str, Loop]:
        return name, lambda: engine.signals.alone(name, loop)

    return [
        ("answer", lambda: answer(engine, clock)),
        ("timers", lambda: ring(engine, clock)),
        ("jobs", lambda: work(engine, clock)),
        alone("files", lambda: fetch_attachments(engine, clock)),
        alone("sweep", lambda: sweep_often(engine, clock)),
        *(alone(channel.name, partial(fetch, engine, channel, clock)) for channel in channels),
    ]


def _said(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) and not isinstance(error, Stopped):
        log.error("a loop ended", exc_info=error)
