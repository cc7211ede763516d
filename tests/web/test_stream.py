"""The stream of new lines, and an end within two seconds while it is open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.web import stream
from bot.web.app import create_app
from bot.web.server import serve
from tests.web.memory_door import MemoryDoor, Said
from tests.web.site import Site, running, speak


async def events(reply: httpx.Response) -> AsyncIterator[tuple[str, str, str]]:
    """The events of a stream as (id, name, data)."""
    found = {"id": "", "event": "", "data": ""}
    async for line in reply.aiter_lines():
        name, _, value = line.partition(": ")
        if name in found:
            found[name] = value
        elif not line:
            yield found["id"], found["event"], found["data"]
            found = {"id": "", "event": "", "data": ""}


async def test_lines_come_as_they_are_said(site: Site) -> None:
    """History first, then each new line, with its id for coming back."""
    chat = site.door.open_chat()
    first = site.door.say(chat.address, Said(text="Chào.\nMột việc."))
    async with site.client(chat) as client, client.stream("GET", f"/c/{chat.address}/api/stream") as reply:
        heard = events(reply)
        history = await anext(heard)
        second = site.door.say(chat.address, Said(text="Hai."))
        newer = await anext(heard)
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert history[:2] == (str(first.id), "lines")
    assert newer[:2] == (str(second.id), "lines")
    assert [line["text"] for line in json.loads(history[2]) + json.loads(newer[2])] == [
        "Chào.\nMột việc.",
        "Hai.",
    ]


@pytest.mark.parametrize("how", ["query", "header", "both"])
async def test_coming_back_brings_only_what_was_missed(site: Site, how: str) -> None:
    """After the id in the address or the last one the browser names, whichever is later."""
    chat = site.door.open_chat()
    lines = [site.door.say(chat.address, Said(text=str(number))) for number in range(4)]
    known = lines[2].id
    query = {"query": f"?after={known}", "header": "?after=x", "both": f"?after={lines[0].id}"}[how]
    headers = {} if how == "query" else {"last-event-id": str(known)}
    where = f"/c/{chat.address}/api/stream{query}"
    async with site.client(chat) as client, client.stream("GET", where, headers=headers) as reply:
        _, _, data = await anext(events(reply))
    assert [line["text"] for line in json.loads(data)] == ["3"]


async def test_a_silent_chat_gives_signs_of_life(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A beat comes at once and again after each pause, so that a dead line is noticed."""
    monkeypatch.setattr(stream, "BEAT", 0.01)
    chat = site.door.open_chat()
    async with site.client(chat) as client, client.stream("GET", f"/c/{chat.address}/api/stream") as reply:
        heard = events(reply)
        assert [(await anext(heard))[1] for _ in range(3)] == ["beat"] * 3


async def test_a_cleared_screen_ends_its_streams(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another tab of the same chat hears nothing more once the secret is worth nothing."""
    monkeypatch.setattr(stream, "BEAT", 0.01)
    chat = site.door.open_chat()
    async with site.client(chat) as client, client.stream("GET", f"/c/{chat.address}/api/stream") as reply:
        heard = events(reply)
        await anext(heard)
        await site.door.forget(chat.address)
        async with asyncio.timeout(2):
            assert {event[1] async for event in heard} <= {"beat"}


async def test_the_program_ends_within_two_seconds_with_streams_open() -> None:
    """Ctrl-C does not wait for pages that listen."""
    door = MemoryDoor()
    async with running(door) as site:
        chat = door.open_chat()
        async with (
            site.client(chat) as client,
            client.stream("GET", f"/c/{chat.address}/api/stream") as reply,
        ):
            heard = events(reply)
            await anext(heard)
            site.stop.set()
            async with asyncio.timeout(2):
                await site.serving
                assert [event async for event in heard] == []


async def test_a_cancelled_server_lets_go_of_its_port() -> None:
    """Cancelling the task is as good as stopping: the address can be taken again at once."""
    app = create_app(MemoryDoor(), speak=speak, secure_cookies=False)
    answering: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(app, host="127.0.0.1", port=0, stop=stop, started=answering.set_result))
    port = await answering
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving
    async with running(MemoryDoor(), port=port) as again, again.client() as client:
        assert (await client.get("/health")).text == "ok"


async def test_a_taken_port_is_told_and_not_survived(site: Site) -> None:
    """The caller gets the system's own error and can say which address was taken."""
    app = create_app(MemoryDoor(), speak=speak, secure_cookies=False)
    port = int(site.url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        await serve(app, host="127.0.0.1", port=port, stop=asyncio.Event())


async def test_health_tells_when_the_program_is_not_well() -> None:
    """200 while all is well, 503 when asked at a bad time (D43)."""

    async def unwell() -> bool:
        return False

    app = create_app(MemoryDoor(), speak=speak, secure_cookies=False, well=unwell)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        assert (await client.get("/health")).status_code == 503
