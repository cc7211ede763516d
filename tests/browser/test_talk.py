"""The little talk in a real browser: by taps, by keyboard, over reloads and broken lines."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect

from bot.web.door import FileToSend
from tests.browser.little_talk import OLD, little_talk
from tests.browser.phone import page_on
from tests.web.memory_door import Chat, MemoryDoor, Said
from tests.web.site import Site, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    """The web chat with the little talk behind it."""
    async with running(MemoryDoor(little_talk)) as site:
        yield site


def the_chat(site: Site) -> Chat:
    """The one chat of a test."""
    (chat,) = site.door.chats.values()
    return chat


def said(site: Site) -> list[str]:
    """What the person said, as the door kept it, taps by their label."""
    return [line.text for line in the_chat(site).lines if line.mine]


async def tap(page: Page, label: str) -> None:
    """Tap a choice that answers the open question."""
    await page.locator(".choice.now", has_text=re.compile(f"^{label}$")).tap()


async def type_in(page: Page, text: str) -> None:
    """Type an answer and press Enter."""
    await page.get_by_label("Câu trả lời").fill(text)
    await page.keyboard.press("Enter")


async def test_a_citizen_goes_through_the_talk_by_taps(browser: Browser, site: Site) -> None:
    """From the front page to the card's question, each choice once, each line shown and reported."""
    async with page_on(browser, motion="no-preference") as page:
        await page.goto(site.url)
        for label in ("Bắt đầu", "Đăng ký", "Đồng ý cả 3 việc", "Người khai giúp"):
            await tap(page, label)
        await type_in(page, "Nông Thị Lan")
        await expect(page.locator("#log .choice.now")).to_have_text(["Gửi ảnh mã QR", "Chưa có căn cước"])
        await expect(page.locator(".pending .line")).to_have_count(0)
        log = page.get_by_role("log")
        await expect(log).to_contain_text("Việc 3: nhắn tin vào đây khi tiền đã chuyển")
        await expect(log.locator(".day")).to_have_text(["Thứ Ba 24/11/2026"])
        spoken = {line.id for line in the_chat(site).lines if not line.mine}
        await site.door.until(lambda: the_chat(site).shown == spoken)
    assert said(site) == ["Bắt đầu", "Đăng ký", "Đồng ý cả 3 việc", "Người khai giúp", "Nông Thị Lan"]


async def test_a_talk_needs_nothing_but_a_keyboard(browser: Browser, site: Site) -> None:
    """Tab reaches the open choices before the field, Enter and Space choose, Shift+Enter makes a line."""
    async with page_on(browser, "desk") as page:
        await page.goto(site.url)
        begin = page.get_by_role("button", name="Bắt đầu")
        await expect(begin).to_be_visible()
        focused = [await press_tab(page) for _ in range(4)]
        assert focused == ["Đến ô trả lời", "Gặp cán bộ: 0209 355 0100", "Xóa màn hình này", "Bắt đầu"]
        await page.keyboard.press("Enter")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        assert await press_tab(page) == "Đăng ký"
        await page.keyboard.press("Space")
        await expect(page.get_by_role("button", name="Chọn từng việc")).to_be_visible()
        assert await press_tab(page) == "Đồng ý cả 3 việc"
        for _ in range(5):
            await press_tab(page)
        await page.keyboard.type("mot")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("hai")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("Đã ghi: mot")
    assert said(site) == ["Bắt đầu", "Đăng ký", "mot\nhai"]


async def press_tab(page: Page) -> str:
    """Go to the next thing and give its name."""
    await page.keyboard.press("Tab")
    name: str = await page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''")
    return name


async def test_a_reload_keeps_the_history(browser: Browser, site: Site) -> None:
    """The same lines in the same order, the open choices still open, old ones still old; also from "/"."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await tap(page, "Đăng ký")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        before = await page.locator("#log .text").all_inner_texts()
        for again in (page.reload(), page.goto(site.url)):
            await again
            await expect(page.locator("#log .text")).to_have_text(before)
            await expect(page.locator("#log .choice.now")).to_have_count(4)
            await expect(page.locator(".choices.old .choice")).to_have_count(4)


async def test_a_long_history_comes_whole_and_is_read_from_its_end(browser: Browser, site: Site) -> None:
    """Parts of the door are one history for the page: in order, none twice, the newest in sight."""
    site.door.part = 20
    async with page_on(browser) as page:
        await page.goto(site.url)
        (address,) = site.door.chats
        for number in range(90):
            site.door.say(address, Said(text=f"Dòng {number}."))
        await page.reload()
        await expect(page.locator("#log .text")).to_have_text([f"Trợ lý: Dòng {number}." for number in range(90)])
        await expect(page.get_by_text("Dòng 89.")).to_be_in_viewport()


async def test_a_stale_tap_is_sent_and_explained(browser: Browser, site: Site) -> None:
    """An old button steps back but still reaches the bot, which says what is asked now."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await tap(page, "Đăng ký")
        site.door.talk = lambda text: (OLD,)
        await page.locator(".choices.old .choice", has_text="Trợ giúp").tap()
        await expect(page.get_by_role("log")).to_contain_text("Nút này của câu trước.")
    greeting = next(line for line in the_chat(site).lines if "Trợ giúp" in line.choices)
    assert the_chat(site).kept[-1].tap == f"{greeting.asked}:3"


async def test_two_taps_of_one_finger_are_one(browser: Browser, site: Site) -> None:
    """A double tap on a choice sends it once (D14)."""
    async with page_on(browser, "desk") as page:
        await page.goto(site.url)
        await page.get_by_role("button", name="Bắt đầu").click()
        await page.get_by_role("button", name="Đăng ký").dblclick()
        await expect(page.get_by_role("button", name="Chọn từng việc")).to_be_visible()
    assert said(site) == ["Bắt đầu", "Đăng ký"]


async def test_a_broken_line_is_said_and_nothing_is_lost_or_doubled(browser: Browser, site: Site) -> None:
    """What is typed without network waits in the page, survives a failed server, and arrives once, in order."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        status = page.get_by_role("status")
        await page.context.set_offline(True)
        await expect(status).to_have_text("Đang kết nối lại…")
        await type_in(page, "mot")
        await type_in(page, "hai")
        await expect(page.locator(".pending .state")).to_have_text(["Chưa gửi được, có mạng sẽ tự gửi."] * 2)
        site.door.broken = True
        await page.context.set_offline(False)
        await expect(status).to_have_text("Đã kết nối lại.")
        site.door.broken = False
        await expect(page.locator(".pending .line")).to_have_count(0)
        await expect(page.get_by_role("log")).to_contain_text("Đã ghi: hai")
        await expect(status).to_have_text("")
    assert said(site) == ["Bắt đầu", "mot", "hai"]


async def test_words_on_their_way_survive_a_reload(browser: Browser, site: Site) -> None:
    """A page that is reloaded before its message was kept sends it again, with the same key."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        site.door.broken = True
        await type_in(page, "mot")
        await expect(page.locator(".pending .state")).to_have_text("Chưa gửi được, có mạng sẽ tự gửi.")
        await page.reload()
        await expect(page.locator(".pending .text")).to_contain_text("mot")
        site.door.broken = False
        await expect(page.get_by_role("log")).to_contain_text("Đã ghi: mot")
        await expect(page.locator(".pending .line")).to_have_count(0)
    assert said(site) == ["Bắt đầu", "mot"]


async def test_an_answer_that_got_lost_on_the_way_doubles_nothing(browser: Browser, site: Site) -> None:
    """The message was kept, the confirmation was lost: the page sends it again and one line stays one line."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        posts: list[str] = []

        async def lose_the_first(route: Route) -> None:
            posts.append(route.request.post_data or "")
            if len(posts) == 1:
                await route.fetch()
                await route.abort()
            else:
                await route.continue_()

        site.door.talk = lambda text: ()
        await page.route("**/api/messages", lose_the_first)
        await type_in(page, "mot")
        await expect(page.locator("#log .line.mine .text").last).to_contain_text("mot")
        await expect(page.locator(".pending .line")).to_have_count(0)
    assert said(site) == ["Bắt đầu", "mot"]
    assert len(set(posts)) == 1


async def test_the_server_starts_again_and_the_page_goes_on(browser: Browser) -> None:
    """A restart in the middle of a talk: said in the status line, then on with the same chat."""
    door = MemoryDoor(little_talk)
    async with page_on(browser) as page:
        async with running(door) as site:
            await page.goto(site.url)
            await tap(page, "Bắt đầu")
            await expect(page.locator("#log .choice.now")).to_have_count(4)
            port = int(site.url.rpartition(":")[2])
        status = page.get_by_role("status")
        await expect(status).to_have_text("Đang kết nối lại…")
        await type_in(page, "mot")
        async with running(door, port=port):
            await expect(status).to_have_text("Đã kết nối lại.")
            await expect(page.get_by_role("log")).to_contain_text("Đã ghi: mot")
            await page.close()
    (chat,) = door.chats.values()
    assert [line.text for line in chat.lines if line.mine] == ["Bắt đầu", "mot"]


async def test_a_screen_is_cleared_for_the_next_person(browser: Browser, site: Site) -> None:
    """Asked first; then nothing of the talk is left, not by "back" and not in the tab's memory."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        where = page.url
        await page.get_by_role("button", name="Xóa màn hình này").tap()
        await page.get_by_role("button", name="Thôi").tap()
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await page.get_by_role("button", name="Xóa màn hình này").tap()
        await page.get_by_role("dialog").get_by_role("button", name="Xóa").tap()
        await expect(page.get_by_role("heading", name="Đã xóa màn hình này.")).to_be_visible()
        assert await page.evaluate("sessionStorage.length") == 0
        await page.goto(where)
        await expect(page.get_by_text("Cuộc trò chuyện này không mở được trên máy này.")).to_be_visible()
        await page.get_by_role("link", name="Mở cuộc trò chuyện mới").tap()
        await expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        assert page.url != where
    assert len(site.door.chats) == 2


async def test_another_tab_of_a_cleared_chat_says_that_it_is_closed(browser: Browser, site: Site) -> None:
    """What is typed there is not taken, and the way to a new chat is offered."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        (address,) = site.door.chats
        await site.door.forget(address)
        await type_in(page, "mot")
        await expect(page.get_by_role("status")).to_contain_text("đã đóng trên máy này")
        await page.get_by_role("link", name="Mở cuộc trò chuyện mới").tap()
        await expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()


async def test_the_photo_choice_opens_the_picker_and_the_photo_arrives(browser: Browser, site: Site) -> None:
    """ "Gửi ảnh mã QR" asks for the picture itself; it comes once, as a photo."""
    picture = Path("tests/data/qr/dev/01_cccd_qr_clean.png")
    async with page_on(browser) as page:
        await page.goto(site.url)
        await type_in(page, "nong thi lan")
        async with page.expect_file_chooser() as choosing:
            await tap(page, "Gửi ảnh mã QR")
        await (await choosing.value).set_files(picture)
        await expect(page.get_by_role("log")).to_contain_text("Đã đọc mã QR, ảnh không lưu.")
    kept = the_chat(site).kept[-1]
    assert (kept.kind, kept.tap, kept.attachment and kept.attachment.content) == (
        "photo",
        "",
        await asyncio.to_thread(picture.read_bytes),
    )


async def test_a_big_photo_is_made_smaller_on_the_phone(browser: Browser, site: Site, tmp_path: Path) -> None:
    """Twelve megapixels leave as a JPEG of at most 2,400 on a side, without what the camera noted."""
    picture = tmp_path / "IMG_1.png"
    Image.linear_gradient("L").resize((4000, 3000)).save(picture)
    async with page_on(browser) as page:
        await page.goto(site.url)
        await page.get_by_label("Gửi ảnh").set_input_files(picture)
        await expect(page.get_by_role("log")).to_contain_text("Đã đọc mã QR")
    sent = the_chat(site).kept[-1].attachment
    assert sent is not None
    with Image.open(io.BytesIO(sent.content)) as arrived:
        assert (arrived.format, arrived.size) == ("JPEG", (2400, 1800))


async def test_a_file_above_its_cap_is_told_at_once_and_can_be_dropped(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    """Nothing is uploaded in vain."""
    heavy = tmp_path / "lon.pdf"
    heavy.write_bytes(bytes(6 * 2**20))
    async with page_on(browser) as page:
        await page.goto(site.url)
        await page.get_by_label("Gửi ảnh").set_input_files(heavy)
        await expect(page.get_by_text("Tệp lớn quá. Gửi giúp tệp dưới 5 MB.")).to_be_visible()
        await page.get_by_role("button", name="Bỏ tin này").tap()
        await expect(page.locator(".pending .line")).to_have_count(0)
    assert the_chat(site).kept == []


async def test_an_officer_signs_in_by_a_link_and_fetches_a_list(browser: Browser, site: Site) -> None:
    """One button, then the desk with the role in its header; a list is saved under its name."""
    site.door.links["tok-1"] = "Cán bộ UBND phường Đức Xuân"
    file = FileToSend("Danh sách CA-01.xlsx", b"PK\x03\x04")
    site.door.talk = lambda text: (Said(text="DANH SÁCH\n12 người.\nLƯU Ý: Xem kỹ.", file=file),)
    async with page_on(browser, "desk") as page:
        await page.goto(f"{site.url}/vao/tok-1")
        await page.get_by_role("button", name="Vào làm việc").click()
        await expect(page.locator(".role")).to_have_text("Cán bộ UBND phường Đức Xuân")
        await type_in(page, "/guicongan")
        await expect(page.locator("#log strong")).to_have_text(["DANH SÁCH", "LƯU Ý: Xem kỹ."])
        await expect(page.locator("#log .warning")).to_have_count(1)
        async with page.expect_download() as loading:
            await page.get_by_role("link", name="Tải tệp Danh sách CA-01.xlsx").click()
        download = await loading.value
        assert download.suggested_filename == "Danh sách CA-01.xlsx"


async def test_a_command_in_a_message_can_be_tapped(browser: Browser, site: Site) -> None:
    """/dulieu in a sentence sends /dulieu; a slash between words is no command."""
    site.door.talk = lambda text: (Said(text="Xem lại hoặc rút lại: /dulieu. Ông/bà, 24/11/2026."),)
    async with page_on(browser) as page:
        await page.goto(site.url)
        await type_in(page, "chao")
        await expect(page.locator(".command")).to_have_text(["/dulieu"])
        await page.locator(".command").tap()
        await expect(page.locator("#log .line.mine .text").last).to_contain_text("/dulieu")
    assert said(site) == ["chao", "/dulieu"]


async def test_a_link_on_another_site_leads_back_to_the_same_chat(browser: Browser, site: Site) -> None:
    """Strict cookies are withheld at first; the page goes round once and the old talk is there."""
    async with page_on(browser) as page:
        await page.goto(site.url)
        await tap(page, "Bắt đầu")
        await expect(page.locator("#log .choice.now")).to_have_count(4)
        where = page.url
        await page.goto(site.url.replace("127.0.0.1", "localhost") + "/health")  # another site for the browser
        for target in (site.url, where):
            await page.goto(site.url.replace("127.0.0.1", "localhost") + "/health")
            await page.evaluate("to => { location.href = to; }", target)
            await expect(page.locator("#log .choice.now")).to_have_count(4)
    assert len(site.door.chats) == 1


async def test_a_browser_without_script_can_talk(browser: Browser, site: Site) -> None:
    """The plain forms carry the same talk."""
    async with page_on(browser, script=False) as page:
        await page.goto(site.url)
        await page.locator("#begin").tap()
        await page.locator("#log .choice", has_text="Đăng ký").tap()
        await page.locator("#answer").fill("dong y ca 3 viec")
        await page.locator("#send").tap()
        await expect(page.locator("#log .line.bot").last).to_contain_text("Ai đang khai?")
    assert said(site) == ["Bắt đầu", "Đăng ký", "dong y ca 3 viec"]
