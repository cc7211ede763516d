"""The front page, the sign-in link, and the pages with one sentence."""

from __future__ import annotations

import pytest

from tests.web.memory_door import Said
from tests.web.site import Site


async def test_the_front_page_opens_a_chat_and_finds_it_again(site: Site) -> None:
    """A first visit opens a chat; the next one comes back to it; "?moi=1" opens another."""
    async with site.client(page=True) as client:
        first = await client.get("/")
        again = await client.get("/")
        page = await client.get(again.headers["location"])
        anew = await client.get("/?moi=1")
    assert (first.status_code, page.status_code) == (303, 200)
    assert first.headers["location"] == again.headers["location"] != anew.headers["location"]
    assert len(site.door.chats) == 2


@pytest.mark.parametrize(
    ("payload", "start"),
    [("duc-xuan", "duc-xuan"), ("../x", ""), ("x" * 65, ""), ("", ""), ("a b", "")],
)
async def test_a_poster_names_its_ward_and_nothing_else(site: Site, payload: str, start: str) -> None:
    """An unknown, too long or crooked payload is a plain start (D19)."""
    async with site.client() as client:
        await client.get("/", params={"start": payload})
    (chat,) = site.door.chats.values()
    assert chat.start == start


async def test_looking_only_at_the_head_opens_nothing(site: Site) -> None:
    """A HEAD of the front page, as checkers send it, makes no chat."""
    async with site.client() as client:
        assert (await client.head("/")).status_code == 200
    assert site.door.chats == {}


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"referer": "https://thainguyen.example/tin-tuc"}],
)
async def test_a_link_on_another_site_goes_round_once(site: Site, headers: dict[str, str]) -> None:
    """Strict cookies are withheld then: no new chat is opened until our own page has asked."""
    async with site.client(page=True) as client:
        round_about = await client.get("/?start=duc-xuan", headers=headers)
        assert site.door.chats == {}
        assert 'content="0; url=/?start=duc-xuan&amp;tiep=1"' in round_about.text
        assert (await client.get("/?start=duc-xuan&tiep=1", headers=headers)).status_code == 303


async def test_a_chat_linked_from_another_site_goes_round_once(site: Site) -> None:
    """The same for a chat's own address, then it says that it does not open here."""
    async with site.client(page=True) as client:
        headers = {"sec-fetch-site": "cross-site"}
        first = await client.get(f"/c/{'A' * 22}/", headers=headers)
        second = await client.get(f"/c/{'A' * 22}/?tiep=1", headers=headers)
    assert (first.status_code, second.status_code) == (200, 403)
    assert "http-equiv" in first.text
    assert "không mở được trên máy này" in second.text


async def test_looking_at_a_sign_in_link_does_not_use_it_up(site: Site) -> None:
    """A message preview may open it many times; the button's POST uses it once."""
    site.door.links["tok-1"] = "Cán bộ UBND phường Đức Xuân"
    async with site.client(page=True) as client:
        pages = [await client.get("/vao/tok-1") for _ in range(3)]
        entered = await client.post("/vao/tok-1")
        desk = await client.get(entered.headers["location"])
        again = await client.post("/vao/tok-1")
        gone = await client.get("/vao/tok-1")
    assert [page.status_code for page in pages] == [200] * 3
    assert (entered.status_code, desk.status_code, again.status_code, gone.status_code) == (
        303,
        200,
        410,
        410,
    )
    assert "Cán bộ UBND phường Đức Xuân" in desk.text
    assert "Đường dẫn đã hết hạn. Nhờ quản trị cấp lại." in gone.text
    for reply in (*pages, entered, gone):
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cache-control"] == "no-store"


async def test_several_people_are_signed_in_side_by_side(site: Site) -> None:
    """Each chat has its own cookie on its own path: four people at one browser, each at the right chat."""
    site.door.links |= {f"tok-{number}": f"Vai {number}" for number in range(3)}
    async with site.client(page=True) as client:
        citizen = (await client.get("/")).headers["location"]
        desks = [(await client.post(f"/vao/tok-{number}")).headers["location"] for number in range(3)]
        pages = [(await client.get(desk)).text for desk in desks]
        assert (await client.get("/")).headers["location"] == citizen
    assert all(f"Vai {number}" in page for number, page in enumerate(pages))


@pytest.mark.parametrize(
    ("headers", "honest", "status"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "null"}, False, 303),
        ({"sec-fetch-site": "cross-site", "origin": "null"}, True, 403),
        ({"origin": "https://evil.example"}, True, 403),
        ({"origin": "null"}, False, 403),
        ({"origin": "null"}, True, 303),
    ],
)
async def test_nobody_is_signed_in_by_a_stranger(
    site: Site, headers: dict[str, str], honest: bool, status: int
) -> None:
    """Browsers without Sec-Fetch-Site show by the page's hidden value that the button was ours."""
    site.door.links["tok-1"] = "Vai"
    async with site.client(page=True) as client:
        page = (await client.get("/vao/tok-1")).text
        check = page.partition('name="check" value="')[2].partition('"')[0] if honest else "guess"
        reply = await client.post("/vao/tok-1", data={"check": check}, headers=headers)
    assert reply.status_code == status
    assert ("tok-1" in site.door.links) == (status == 403)


async def test_unknown_addresses_lead_back(site: Site) -> None:
    """A page that is not there says so and links to the start."""
    async with site.client(page=True) as client:
        reply = await client.get("/wp-admin")
    assert reply.status_code == 404
    assert "Không có trang này." in reply.text
    assert 'href="/"' in reply.text


async def test_static_files_are_kept_for_ever_under_their_version_only(site: Site) -> None:
    """Scripts and styles have typed answers; a wrong version is not cached; nothing else is served."""
    chat = site.door.open_chat()
    async with site.client(chat, page=True) as client:
        page = (await client.get(f"/c/{chat.address}/")).text
        script = page.partition('<script type="module" src="')[2].partition('"')[0]
        right = await client.get(script)
        wrong = await client.get("/static/old/chat.js")
        icon = await client.get("/favicon.ico")
        missing = [await client.get(f"/static/x/{name}") for name in ("no.js", "..%2fapp.py")]
    assert right.headers["content-type"].startswith("text/javascript")
    assert "immutable" in right.headers["cache-control"]
    assert wrong.headers["cache-control"] == "no-store"
    assert icon.headers["content-type"] == "image/svg+xml"
    assert [reply.status_code for reply in missing] == [404, 404]


async def test_a_browser_without_script_can_talk_too(site: Site) -> None:
    """The plain form posts, waits for the answer and shows the page again, choices as forms."""
    site.door.talk = lambda text: (Said(text="Ai đang khai?", choices=("Tự khai",)),)
    chat = site.door.open_chat()
    async with site.client(chat, page=True) as client:
        where = f"/c/{chat.address}/"
        form = {"key": "a1b2c3d4e5f60718", "text": "dang ky"}
        empty = {"file": ("", b"")}
        posted = await client.post(where + "api/messages", data=form, files=empty)
        page = (await client.get(posted.headers["location"])).text
    assert (posted.status_code, posted.headers["location"]) == (303, where + "?chu=1#answer")
    assert "dang ky" in page
    assert "Ai đang khai?" in page
    assert 'name="tap"' in page
    assert "<script" not in page


async def test_a_long_history_is_plain_in_its_last_lines(site: Site) -> None:
    """A door gives its lines in parts; a browser without script sees the newest."""
    site.door.part = 20
    chat = site.door.open_chat()
    for number in range(130):
        site.door.say(chat.address, Said(text=f"Dòng {number}."))
    async with site.client(chat, page=True) as client:
        page = (await client.get(f"/c/{chat.address}/?chu=1")).text
    assert "Dòng 129." in page
    assert "Dòng 80." in page
    assert "Dòng 79." not in page


async def test_a_screen_can_be_cleared_without_script(site: Site) -> None:
    """A page asks first, its form clears, and a page says that it is done."""
    chat = site.door.open_chat()
    async with site.client(chat, page=True) as client:
        asked = await client.get(f"/c/{chat.address}/xoa")
        done = await client.post(f"/c/{chat.address}/api/forget")
        said = await client.get(done.headers["location"])
    assert "Xóa màn hình này?" in asked.text
    assert 'action="api/forget"' in asked.text
    assert "Đã xóa màn hình này." in said.text
