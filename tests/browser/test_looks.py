"""What the page looks like and whether everybody can use it: small screens, large type, axe, dark, contrast."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.browser.little_talk import little_talk
from tests.browser.phone import page_on, sideways
from tests.web.memory_door import MemoryDoor, Said
from tests.web.site import Site, running

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LONG = Said(
    text="Người khai sẽ đọc: “" + "Chủ tài khoản: tài khoản đang đứng tên người khác. " * 3 + "”\n" + "x" * 90,
    choices=("Giữ số đuôi 3456", "Có giấy ủy quyền", "Tiền mặt tại nhà"),
)


pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    """The web chat with the little talk behind it."""
    async with running(MemoryDoor(little_talk)) as site:
        yield site


async def talk_a_while(page: Page, site: Site) -> None:
    """Some lines of both sides, old and open choices, an unbroken word longer than the screen."""
    await page.goto(site.url)
    for label in ("Bắt đầu", "Đăng ký", "Đồng ý cả 3 việc"):
        await page.locator(".choice.now", has_text=label).click()
    await expect(page.get_by_role("button", name="Bố mẹ, giám hộ")).to_be_visible()
    (address,) = site.door.chats
    site.door.say(address, LONG)
    await expect(page.get_by_role("button", name="Có giấy ủy quyền")).to_be_visible()


async def complaints(page: Page) -> list[str]:
    """What axe finds, as rule and place."""
    found = (await Axe().run(page, options=RULES)).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("colors", ["light", "dark"])
@pytest.mark.parametrize("shape", ["phone", "small", "desk"])
async def test_axe_finds_nothing(
    browser: Browser, site: Site, colors: Literal["light", "dark"], shape: str
) -> None:
    """Empty, in the middle of a talk, without network, asking before clearing, cleared: WCAG 2.2 AA."""
    async with page_on(browser, shape, colors=colors) as page:
        await page.goto(site.url)
        await expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        assert await complaints(page) == []
        await talk_a_while(page, site)
        assert await complaints(page) == []
        await page.context.set_offline(True)
        await page.get_by_label("Câu trả lời").fill("mot")
        await page.keyboard.press("Enter")
        await expect(page.locator(".pending .state")).to_have_text("Chưa gửi được, có mạng sẽ tự gửi.")
        assert await complaints(page) == []
        await page.context.set_offline(False)
        await page.get_by_role("button", name="Xóa màn hình này").click()
        assert await complaints(page) == []
        await page.get_by_role("dialog").get_by_role("button", name="Xóa").click()
        await expect(page.get_by_role("heading", name="Đã xóa màn hình này.")).to_be_visible()
        assert await complaints(page) == []


@pytest.mark.parametrize("shape", ["phone", "small", "desk"])
@pytest.mark.parametrize("size", ["100%", "200%"])
async def test_nothing_must_be_scrolled_sideways(browser: Browser, site: Site, shape: str, size: str) -> None:
    """320 pixels and twice the type: every word in sight, the dialog too, and the field can be reached."""
    async with page_on(browser, shape) as page:
        await talk_a_while(page, site)
        await page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        assert await sideways(page) == []
        field = page.get_by_label("Câu trả lời")
        await field.scroll_into_view_if_needed()
        await field.click()
        await page.get_by_role("button", name="Xóa màn hình này").click()
        assert await sideways(page) == []


@pytest.mark.parametrize("shape", ["phone", "small", "desk"])
async def test_what_is_tapped_is_large_enough(browser: Browser, site: Site, shape: str) -> None:
    """Buttons, links and the field are at least 44 pixels high and wide (a command in a sentence aside)."""
    async with page_on(browser, shape) as page:
        await talk_a_while(page, site)
        small = await page.evaluate(
            """() => [...document.querySelectorAll("a, button, textarea, .pick")]
              .filter((one) => one.checkVisibility() && !one.matches(".skip, .command"))
              .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
              .filter(([, box]) => box.height < 44 || box.width < 44)
              .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
        )
        assert small == []


async def test_dark_is_dark_and_light_is_light(browser: Browser, site: Site) -> None:
    """The page follows what the phone is set to."""
    grounds = {}
    for colors in ("light", "dark"):
        async with page_on(browser, colors="dark" if colors == "dark" else "light") as page:
            await page.goto(site.url)
            grounds[colors] = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert grounds == {"light": "rgb(243, 241, 234)", "dark": "rgb(16, 23, 22)"}


async def test_a_long_message_is_read_from_its_top(browser: Browser, site: Site) -> None:
    """The page never scrolls past the first new line."""
    site.door.talk = lambda text: (Said(text="Dòng đầu.\n" + "Dòng.\n" * 60),)
    async with page_on(browser) as page:
        await page.goto(site.url)
        await page.get_by_label("Câu trả lời").fill("chao")
        await page.keyboard.press("Enter")
        message = page.locator("#log .line.bot .text")
        await expect(message).to_contain_text("Dòng đầu.")
        top = await message.evaluate("one => one.getBoundingClientRect().top")
        header = await page.locator(".top").evaluate("one => one.offsetHeight")
        assert header <= top < header + 40


async def test_who_reads_above_is_told_and_not_moved(browser: Browser, site: Site) -> None:
    """A notice that comes while somebody reads older lines offers itself by a button."""
    async with page_on(browser) as page:
        await talk_a_while(page, site)
        await page.evaluate("scrollTo(0, 0)")
        (address,) = site.door.chats
        site.door.say(address, Said(text="Hồ sơ đã được duyệt."))
        await page.get_by_role("button", name="Có tin mới").tap()
        await expect(page.get_by_text("Hồ sơ đã được duyệt.")).to_be_in_viewport()


async def test_a_hidden_page_shows_nothing_and_says_how_much_waits(browser: Browser, site: Site) -> None:
    """What arrives while another tab is in front is counted in the title, and reported once it is seen."""
    hide = """hidden => {
      Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    async with page_on(browser) as page:
        await talk_a_while(page, site)
        ((address, chat),) = site.door.chats.items()
        before = {line.id for line in chat.lines if not line.mine}
        await site.door.until(lambda: chat.shown == before)
        await page.evaluate(hide, True)
        notice = site.door.say(address, Said(text="Hồ sơ đã được duyệt."))
        await expect(page).to_have_title("(1) Trợ lý đăng ký trợ cấp")
        assert chat.shown == before
        await page.evaluate(hide, False)
        await site.door.until(lambda: chat.shown == {*before, notice.id})
        await expect(page).to_have_title("Trợ lý đăng ký trợ cấp")


async def test_a_screen_reader_hears_new_lines_and_not_the_history(browser: Browser, site: Site) -> None:
    """The log is a polite live region that is silent while it fills; names stand before the words."""
    async with page_on(browser) as page:
        await talk_a_while(page, site)
        await page.reload()
        log = page.get_by_role("log")
        await expect(log).to_have_attribute("aria-live", "off")
        await expect(log).to_have_attribute("aria-live", "polite")
        await expect(log.locator(".line.bot .unseen").first).to_have_text("Trợ lý:")
        await expect(log.locator(".line.mine .unseen").first).to_have_text("Tôi:")
        await expect(page.get_by_role("group", name="Các lựa chọn", exact=True)).to_have_count(1)
        assert await page.evaluate("document.documentElement.lang") == "vi"
