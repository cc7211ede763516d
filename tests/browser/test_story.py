"""The whole story in a real browser over the real house: registered, returned, checked, paid, asked, answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, expect

from bot.demo_lists import filled
from bot.wiring import utc_now
from domain.calendar import VIETNAM
from storage.sealing import Sealer
from tests.browser.office import Office, office_open
from tests.browser.phone import page_on
from tests.browser.pictures import PICTURES, kept, side_by_side
from tests.browser.sitting import Sitting
from tests.talk.golden import monthly_list
from tests.talk.people import add_staff, command, register
from tests.talk.real_doors import qr_picture

pytestmark = pytest.mark.asyncio(loop_scope="session")
LAN_CARD = "006180004321||Nông Thị Lan|20051980|Nữ|Tổ 3, Sông Cầu, Thành phố Bắc Kạn, Bắc Kạn|10082021"
ANSWER = "Bưu điện báo ngân hàng ghi có lúc 9 giờ. Anh/chị xem lại tài khoản giúp."
OTHERS = 5


@dataclass(slots=True)
class Story:
    """Who takes part, where pictures and files go, and the code of the registration it is about."""

    browser: Browser
    office: Office
    folder: Path
    pictures: Path
    pages: AsyncExitStack
    code: str = ""
    shots: dict[str, bytes] = field(default_factory=dict)

    async def sits(self, shape: str) -> Sitting:
        """Somebody new opens a browser; pages are checked when the story ends."""
        scale = 1.5 if shape == "phone" else 1
        return Sitting(await self.pages.enter_async_context(page_on(self.browser, shape, scale=scale)))

    async def signs_in(self, name: str, role: str, office: str) -> Sitting:
        """A member of staff comes in by a one-time link, which then opens nothing to anybody else."""
        links = await add_staff(self.office.house, name, role, office)
        address = f"{self.office.url}/vao/{links.web}"
        person, other = await self.sits("desk"), await self.sits("desk")
        await person.page.goto(address)
        await other.page.goto(address)
        assert await person.complaints() == []
        await person.page.get_by_role("button", name="Vào làm việc").click()
        await expect(person.page.locator(".role")).to_be_visible()
        await other.page.get_by_role("button", name="Vào làm việc").click()
        await expect(other.page.get_by_text("Đường dẫn đã hết hạn. Nhờ quản trị cấp lại.")).to_be_visible()
        await other.page.close()
        return person

    async def picture(self, who: Sitting, name: str) -> None:
        """A screenshot for README of what is on the screen now, which everybody can use."""
        assert await who.complaints() == []
        await who.page.locator("#answer").blur()
        await who.page.mouse.move(1, 1)
        await who.page.wait_for_function("!document.querySelector('.pending .line')")
        self.shots[name] = await who.page.screenshot(animations="disabled")
        kept(Image.open(BytesIO(self.shots[name])), self.pictures / f"{name}.png")

    def file(self, name: str, content: bytes) -> Path:
        """A file in somebody's folder."""
        (self.folder / name).write_bytes(content)
        return self.folder / name


@pytest_asyncio.fixture(loop_scope="session")
async def story(browser: Browser, sealer: Sealer, tmp_path: Path, update: bool) -> AsyncIterator[Story]:
    """An office with some registrations waiting and some people waiting for the police."""
    pictures = PICTURES if update else tmp_path / "pictures"
    async with office_open(tmp_path, sealer) as office, AsyncExitStack() as pages:
        clerk = await add_staff(office.house, "Nông Văn Tú", "officer", "UB01840")
        for number in range(2 * OTHERS):
            code = await register(office.house, number)
            for name in ("duyet", "chuyencongan") if number < OTHERS else ():
                await command(office.house, clerk.staff_id, name, {"text": code, "code": code})
        yield Story(browser, office, tmp_path, pictures, pages)


async def test_the_whole_story_in_browsers(story: Story) -> None:
    """A daughter registers, four offices do their part by page and file, and she says that the money came."""
    lan = await story.sits("phone")
    await lan.page.goto(story.office.url)
    await she_agrees(story, lan)
    await she_tells_of_her_father(story, lan)
    await she_gives_an_account(story, lan)
    sen = await story.signs_in("Hoàng Thị Sen", "officer", "UB01840")
    await the_officer_returns_one_item(story, sen)
    await she_corrects_it(lan)
    await the_officer_approves(story, sen, lan)
    await the_police_check(story, sen, lan)
    await the_money_goes_out(story, sen)
    await she_has_no_money_and_is_answered(story, lan, sen)
    kept(side_by_side([story.shots["citizen_miss"], story.shots["citizen_paid"]]), story.pictures / "citizen.png")


async def she_agrees(story: Story, lan: Sitting) -> None:
    """Greeting, three consents; "da" is politeness and no consent."""
    await lan.page.get_by_role("button", name="Bắt đầu").tap()
    await lan.hears("Đây là trợ lý tự động của UBND xã, phường")
    await story.picture(lan, "citizen_greeting")
    await lan.says("dang ky", hears="Có đồng ý cả 3 việc không?")
    assert await lan.complaints() == []
    await lan.says("da", hears="Câu này cần trả lời rõ.")
    await lan.says("dong y", hears="Ai đang khai?")


async def she_tells_of_her_father(story: Story, lan: Sitting) -> None:
    """By typing and tapping, with a digit missing, a date exchanged, and a reload in the middle."""
    await lan.taps("Người khai giúp", hears="Họ và tên của anh/chị")
    await lan.says("Nông Thị Lan", hears="Số điện thoại của anh/chị?")
    await lan.says("0912.345.678", hears="Anh/chị là gì của người hưởng?")
    await lan.says("con gai", hears="bằng giấy ủy quyền hay nhờ miệng?")
    await lan.says("nho mieng a", hears="Phần 2/4: Người hưởng.")
    await lan.says("00605200123", hears="Số vừa gửi có 11 chữ số, cần đủ 12.")
    await story.picture(lan, "citizen_miss")
    await lan.reloads()
    await lan.says("0060 5200 1234", hears="Họ và tên của người hưởng")
    await lan.says("Nông Văn Thành", hears="Người hưởng sinh ngày nào?")
    await lan.says("3/5/52", hears="Ngày 03 tháng 5 năm 1952.")
    await lan.says("quay lai", hears="đang ghi 03/5/1952")
    await lan.says("5/3/52", hears="Ngày 05 tháng 3 năm 1952.")
    await lan.says("to 7 p nguyen thi minh khai", hears="Nơi thường trú: Tổ 7, phường Đức Xuân. Đúng không ạ?")
    await lan.taps("Đúng", hears="Người hưởng thuộc nhóm nào?")
    await lan.says("nguoi co cong", hears="Số điện thoại để gặp người hưởng?")
    await lan.taps("Dùng số của tôi", hears="Người hưởng muốn nhận tiền bằng cách nào?")


async def she_gives_an_account(story: Story, lan: Sitting) -> None:
    """Her own account first, with a photo of her card; then everything is read again, and sent."""
    await lan.says("1", hears="Tài khoản ở ngân hàng nào?")
    await lan.says("de mai nhe, em hoi bo da", hears="Các câu trả lời được giữ 30 ngày.")
    await lan.says("alo", hears="đang dừng ở câu: ngân hàng.")
    await lan.reloads()
    await lan.taps("Làm tiếp", hears="Tài khoản ở ngân hàng nào?")
    await lan.says("vcb 0351 0001 23456", hears="Tài khoản này đứng tên ai?")
    await lan.taps("Tôi (người khai)", hears="Anh/chị có giấy này chưa?")
    await lan.says("chua co, lam sau", hears="gửi vào đây, hoặc gõ 12 chữ số.")
    card = story.file("the.png", qr_picture(LAN_CARD))
    await lan.sends(card, hears="Nơi thường trú: Tổ 3, phường Bắc Kạn. Đúng không ạ?")
    await lan.taps("Đúng", hears="Phần 4/4: Kiểm tra.")
    await story.picture(lan, "citizen_check")
    await lan.taps("Gửi đăng ký", hears="Đã gửi hồ sơ cho UBND phường Đức Xuân.")
    story.code = await lan.code()


async def the_officer_returns_one_item(story: Story, sen: Sitting) -> None:
    """The card with its warnings; returned, undone before anybody hears of it, returned again."""
    await sen.says(f"/xem {story.code}", hears="LƯU Ý: Tiền về tài khoản người khai, chưa có giấy ủy quyền.")
    await sen.hears(f"{story.code} · Nông Văn Thành")
    await story.picture(sen, "officer")

    async def returned() -> None:
        await sen.taps("Cần sửa", hears="Mục nào cần sửa?")
        await sen.taps("Chủ tài khoản", hears="Lý do nào?")
        await sen.says("1", hears="Người khai sẽ đọc:")
        await sen.taps("Gửi", hears=f"Đã trả lại {story.code}, 1 mục.")

    await returned()
    await sen.taps("Hoàn tác", hears=story.code)
    await sen.says(f"/xem {story.code}", hears="LƯU Ý: Nhờ khai bằng miệng, cần hỏi người hưởng.")
    story.office.undo_within(1)
    await returned()


async def she_corrects_it(lan: Sitting) -> None:
    """The returned item comes by itself; only it is asked again."""
    await lan.hears("Mời gửi ngân hàng và số tài khoản đứng tên người hưởng.")
    assert await lan.page.get_by_text("cần sửa 1 mục").count() == 1
    await lan.says("agribank 8500 2050 11223", hears="Tài khoản này đứng tên ai?")
    await lan.says("nong van thanh", hears="Đã sửa tài khoản: Agribank đuôi 1223")
    await lan.taps("Gửi lại", hears="Đã gửi lại hồ sơ")


async def the_officer_approves(story: Story, sen: Sitting, lan: Sitting) -> None:
    """Not before the beneficiary was asked, with the sentence to read out."""
    await sen.says(f"/xem {story.code}", hears="LƯU Ý: Đổi số tài khoản.")
    await sen.taps("Duyệt", hears="Đọc cho người hưởng nghe:")
    await sen.taps("Gọi số xã đang có", hears="Người hưởng trả lời thế nào?")
    await sen.taps("Đồng ý", hears=f"Đã duyệt {story.code}.")
    await lan.hears("đã được duyệt.")


async def the_police_check(story: Story, sen: Sitting, lan: Sitting) -> None:
    """An Excel list is made, saved, filled in Excel, sent back, looked through, and only then written."""
    await sen.says(f"/chuyencongan {story.code}", hears=f"Đang chờ: {OTHERS + 1} người.")
    await sen.says("/guicongan", hears=f"Lập danh sách {OTHERS + 1} người gửi Công an phường Đức Xuân?")
    await sen.taps("Lập danh sách", hears="đã chuyển Công an phường Đức Xuân.")
    sheet = await sen.saves(story.folder)
    assert sheet.name.startswith("CA-01840-")
    await lan.says("den dau roi", hears="Công an đang đối chiếu.")

    def found(number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"Kết quả": "Khớp" if row["Họ và tên"] == "Nông Văn Thành" or number % 2 else "Sai ngày sinh"}

    sheet.write_bytes(filled(sheet.read_bytes(), found))
    dung = await story.signs_in("Ma Văn Dũng", "police", "CA01840")
    await dung.sends(sheet, hears="Chưa ghi gì cả.")
    await story.picture(dung, "police")
    assert await lan.page.get_by_text("thông tin khớp").count() == 0
    await dung.taps("Ghi kết quả", hears=f"Đã ghi kết quả {OTHERS + 1} người")
    await lan.hears("Công an đã đối chiếu, thông tin khớp.")


async def the_money_goes_out(story: Story, sen: Sitting) -> None:
    """Category and verified list, the higher office's month, the payer's result; each by page and file."""
    await sen.says(f"/xem {story.code}", hears=story.code)
    await sen.taps("Mở hồ sơ", hears="Nông Văn Thành")
    await sen.taps("Ghi diện", hears="")
    await sen.says("NCC_TB", hears="Đã ghi diện: Thương binh.")
    await sen.says("/danhsach", hears="người")
    await sen.taps("Lập danh sách", hears="Danh sách")
    today = utc_now().astimezone(VIETNAM)
    ha = await story.signs_in("Đặng Thị Hà", "higher", "LDTBXH")
    await ha.says(f"/chitra {today:%m/%Y}", hears="")
    await ha.sends(story.file("thang.xlsx", monthly_list()), hears="1.500.000")
    await ha.taps("Lập danh sách", hears="1.500.000")

    def paid(number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
        result = {"Kết quả": "Đã chuyển khoản", "Số tiền đã chi": 1_500_000, "Ngày chi": today.date()}
        return result if row["Tổng số tiền"] else {}

    quy = await story.signs_in("Lường Văn Quý", "payer", "BUUDIEN")
    await quy.says("/chitra", hears="")
    sheet = await quy.saves(story.folder)
    sheet.write_bytes(filled(sheet.read_bytes(), paid))
    await quy.sends(sheet, hears="1.500.000")
    await quy.taps("Ghi kết quả", hears="")


async def she_has_no_money_and_is_answered(story: Story, lan: Sitting, sen: Sitting) -> None:
    """The notice comes by itself; "Chưa nhận" opens a case with a code, the officer answers, she has it."""
    await lan.hears("Bưu điện báo đã chi trả 1.500.000 đồng vào tài khoản đuôi 1223.")
    await story.picture(lan, "citizen_paid")
    await lan.taps("Chưa nhận", hears="Chưa đúng ở điểm nào?")
    await lan.says("chua thay tien", hears=f"Đã ghi phiếu {story.code}/1: chưa thấy tiền")
    await sen.says("/phieu", hears=f"Phiếu {story.code}/1 · chưa thấy tiền · 1.500.000 đồng")
    await sen.taps("Trả lời", hears="Viết câu trả lời cho người khai.")
    await sen.says(ANSWER, hears="Gửi câu này?")
    await sen.taps("Gửi", hears="Phiếu chờ người khai trả lời.")
    await lan.hears(f"Cán bộ trả lời phiếu {story.code}/1.")
    await lan.page.reload()
    await lan.hears(f"Cán bộ trả lời phiếu {story.code}/1.")
    await lan.taps("Đã nhận", hears=f"Phiếu {story.code}/1 đã đóng.")
    assert await lan.complaints() == []
    assert await sen.complaints() == []
