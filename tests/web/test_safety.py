"""Who may open what, from where, and what is never written anywhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from tests.web.memory_door import MemoryDoor, Said
from tests.web.site import Site, running

KEY = "a1b2c3d4e5f60718"


async def test_a_chat_opens_only_with_its_own_secret(site: Site) -> None:
    """No cookie, another chat's cookie, a chat that never was: all read the same."""
    mine, other = site.door.open_chat(), site.door.open_chat()
    site.door.say(mine.address, Said(text="CCCD: 0060 5200 1234"))
    answers = []
    async with site.client() as client:
        for address in (mine.address, "A" * 22):
            for secret in ("", other.secret):
                cookie = {"cookie": f"chat={secret}"} if secret else {}
                answers.append(await client.get(f"/c/{address}/api/lines", headers=cookie))
                answers.append(await client.get(f"/c/{address}/", headers={"accept": "text/html", **cookie}))
    assert {reply.status_code for reply in answers} == {403}
    assert len({reply.content for reply in answers}) == 2
    assert all("0060" not in reply.text for reply in answers)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": "OWN"}, 200),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "OWN"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["api/messages", "api/shown", "api/forget"])
async def test_only_our_own_pages_may_post(site: Site, path: str, headers: dict[str, str], status: int) -> None:
    """A page of another site can neither speak, nor report, nor clear a screen in somebody's name."""
    chat = site.door.open_chat()
    bodies = {"api/messages": {"key": KEY, "text": "x"}, "api/shown": {"ids": [1]}, "api/forget": {}}
    async with site.client(chat) as client:
        del client.headers["origin"]
        sent = {name: value.replace("OWN", site.url) for name, value in headers.items()}
        reply = await client.post(f"/c/{chat.address}/{path}", json=bodies[path], headers=sent)
    assert reply.status_code == status


async def test_every_answer_carries_the_security_headers(site: Site) -> None:
    """Nothing from outside, no script in the page, no frame, no sniffing, nothing kept by caches."""
    chat = site.door.open_chat()
    async with site.client(chat, page=True) as client:
        for path in ("/", "/health", "/nothing", f"/c/{chat.address}/", f"/c/{chat.address}/api/lines"):
            headers = (await client.get(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
            assert "server" not in headers


async def test_the_page_holds_no_inline_script_or_style_and_loads_only_from_here(site: Site) -> None:
    """What the policy forbids is not in the page either."""
    chat = site.door.open_chat()
    site.door.say(chat.address, Said(text="<script>alert(1)</script>", choices=("<b>x</b>",)))
    async with site.client(chat, page=True) as client:
        page = (await client.get(f"/c/{chat.address}/?chu=1")).text
        page += (await client.get(f"/c/{chat.address}/")).text
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>" not in page
    assert "style=" not in page
    assert "http://" not in page
    assert "https://" not in page


async def test_cookies_are_for_one_chat_and_for_nobody_else_to_read() -> None:
    """HttpOnly, Strict, Secure behind https, on the chat's own path below the proxy's."""
    async with (
        running(MemoryDoor(), root_path="/tro-cap/", secure_cookies=True) as site,
        site.client() as client,
    ):
        reply = await client.get("/?start=duc-xuan")
    (address,) = site.door.chats
    chat, last = sorted(reply.headers.get_list("set-cookie"))
    assert reply.headers["location"] == f"/tro-cap/c/{address}/"
    assert f"Path=/tro-cap/c/{address}/;" in chat
    assert "Path=/tro-cap/;" in last
    assert site.door.chats[address].secret not in last
    for cookie in (chat, last):
        assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Secure"))
    assert "max-age" in reply.headers["strict-transport-security"]


async def test_no_log_line_holds_a_word_an_id_or_a_token(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """At the chattiest level nothing typed, no chat id and no sign-in token is logged, errors included."""
    chat = site.door.open_chat()
    site.door.links["secret-token-1"] = "Công an"
    site.door.broken = True
    with caplog.at_level(logging.DEBUG):
        for name in ("httpx", "httpcore"):  # the test's own client
            logging.getLogger(name).setLevel(logging.WARNING)
        async with site.client(chat) as client:
            message = {"key": KEY, "text": "0060 5200 1234"}
            await client.post(f"/c/{chat.address}/api/messages", json=message)
            await client.get("/vao/secret-token-1")
            await client.post("/vao/secret-token-1")
    logged = caplog.text
    assert "web request failed: ConnectionError" in logged
    for secret in ("0060", "5200", chat.address, chat.secret, "secret-token-1"):
        assert secret not in logged


@pytest.mark.parametrize("declared", ["-1", "x", "99999999999"])
async def test_a_false_length_is_no_way_in(site: Site, declared: str) -> None:
    """A declared length that is no number or above the cap ends the request."""
    chat = site.door.open_chat()
    request = (
        f"POST /c/{chat.address}/api/messages HTTP/1.1\r\nhost: x\r\norigin: http://x\r\n"
        f"cookie: chat={chat.secret}\r\ncontent-type: application/json\r\ncontent-length: {declared}\r\n\r\n{{}}"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", int(site.url.rpartition(":")[2]))
    writer.write(request.encode())
    status = (await reader.readline()).split()[1]
    writer.close()
    await writer.wait_closed()
    assert status in (b"400", b"413")
    assert site.door.chats[chat.address].kept == []


async def test_a_body_without_a_length_is_counted_as_it_comes(site: Site) -> None:
    """A chunked body above the cap is cut off."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 1024

    chat = site.door.open_chat()
    async with site.client(chat) as client:
        headers = {"content-type": "application/json"}
        reply = await client.post(f"/c/{chat.address}/api/messages", content=endless(), headers=headers)
    assert reply.status_code == 413
