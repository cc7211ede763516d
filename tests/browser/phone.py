"""A phone of a citizen, a desk of an officer: browser contexts the way people have them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from playwright.async_api import Browser, ConsoleMessage, Page, Request

SHAPE = {"phone": (390, 844), "small": (320, 640), "desk": (1280, 800)}


@asynccontextmanager
async def page_on(
    browser: Browser,
    shape: str = "phone",
    *,
    colors: Literal["light", "dark"] = "light",
    motion: Literal["reduce", "no-preference"] = "reduce",
    script: bool = True,
    scale: float | None = None,
) -> AsyncIterator[Page]:
    """A fresh page. At its end: no script broke, the policy refused nothing, nothing came from outside."""
    width, height = SHAPE[shape]
    handheld = shape != "desk"
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale or (2 if handheld else 1),
        is_mobile=handheld,
        has_touch=handheld,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme=colors,
        reduced_motion=motion,
        java_script_enabled=script,
    )
    page = await context.new_page()
    page.set_default_timeout(20_000)
    broken: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            broken.append(message.text)

    def abroad(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "http://localhost:", "blob:")):
            broken.append("loaded from outside")

    page.on("console", note)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", abroad)
    yield page
    await context.close()
    assert broken == []


async def sideways(page: Page) -> list[str]:
    """What reaches beyond the right edge of the screen; empty when nothing must be scrolled sideways."""
    found: list[str] = await page.evaluate(
        """() => {
          const edge = document.documentElement.clientWidth;
          const wide = document.documentElement.scrollWidth > edge ? ["page"] : [];
          for (const one of document.querySelectorAll("body *")) {
            const box = one.getBoundingClientRect();
            if (box.width > 1 && box.height > 1 && box.right > edge + 1 && !one.closest(".unseen"))
              wide.push(`${one.tagName}.${one.className}`);
          }
          return wide;
        }"""
    )
    return found
