"""Somebody before a page of the real house: types, taps, sends files, saves them, and reads what is answered."""

from __future__ import annotations

import re
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class Sitting:
    """One person at one page. A word of a member of the public is a tap where it is a choice that is open."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def last(self) -> Locator:
        """What was said last."""
        return self.page.locator("#log .line.bot .text").last

    async def says(self, text: str, *, hears: str) -> None:
        """Type an answer and press Enter; the answer to it has these words."""
        mine = await self._mine()
        await self.page.get_by_label("Câu trả lời").fill(text)
        await self.page.keyboard.press("Enter")
        await self._heard(hears, mine=mine + 1)

    async def taps(self, label: str, *, hears: str) -> None:
        """Tap a choice of the open question; the answer to it has these words."""
        mine = await self._mine()
        await self.page.locator("#log .choice.now", has_text=re.compile(f"^{re.escape(label)}$")).click()
        await self._heard(hears, mine=mine + 1)

    async def sends(self, file: Path, *, hears: str) -> None:
        """Send a photo or a file by the button beside the field."""
        mine = await self._mine()
        await self.page.locator("#file").set_input_files(file)
        await self._heard(hears, mine=mine + 1)

    async def hears(self, text: str) -> None:
        """Something is said without being asked, and without loading the page again."""
        await expect(self.last).to_contain_text(text)

    async def saves(self, folder: Path) -> Path:
        """Save the file offered last, under its own name."""
        async with self.page.expect_download() as loading:
            await self.page.locator("#log a.file").last.click()
        download = await loading.value
        await download.save_as(folder / download.suggested_filename)
        return folder / download.suggested_filename

    async def code(self) -> str:
        """The registration code in what was said last."""
        found = re.search(r"BK-\w{4}-\w{3}", await self.last.inner_text())
        assert found is not None
        return found.group()

    async def reloads(self) -> None:
        """Load the page again; every line is there as before."""
        lines = self.page.locator("#log .text")
        before = await lines.all_inner_texts()
        await self.page.reload()
        await expect(lines).to_have_text(before)

    async def complaints(self) -> list[str]:
        """What axe finds (WCAG 2.2 AA), as rule and place."""
        found = (await Axe().run(self.page, options=RULES)).response["violations"]
        return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]

    async def _mine(self) -> int:
        return await self.page.locator("#log .line.mine").count()

    async def _heard(self, text: str, *, mine: int) -> None:
        await expect(self.page.locator("#log .line.mine")).to_have_count(mine)
        await expect(self.page.locator("#log > :last-child")).to_have_class(re.compile(r"\bbot\b"))
        await expect(self.last).to_contain_text(text)
