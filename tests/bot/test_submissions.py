"""What a chat hands in besides a registration, through the whole house: what is said of it, and what is kept."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.registration import Status
from storage.schema import change_reports, consents, tasks
from storage.schema import registrations as registration_rows
from storage.sealing import Sealer
from tests.bad_inputs.citizen import Citizen
from tests.talk.house import TestHouse, open_house, sqlite_at
from tests.talk.people import register


@pytest.fixture
def sqlite(_migrated_sqlite: Path, tmp_path: Path) -> str:
    """URL of a fresh SQLite database."""
    url = sqlite_at(tmp_path)
    shutil.copy(_migrated_sqlite, url.removeprefix("sqlite+aiosqlite:///"))
    return url


@pytest.fixture
async def house(sqlite: str, sealer: Sealer) -> AsyncIterator[TestHouse]:
    """A house over it."""
    async with open_house(sqlite, sealer) as opened:
        yield opened


@pytest.fixture
async def sent(house: TestHouse) -> Citizen:
    """Somebody who has sent a registration for the father, cash."""
    citizen = Citizen(house)
    await citizen.at_check()
    await citizen.says("gửi")
    assert "Đã gửi hồ sơ cho UBND phường Đức Xuân." in citizen.answer
    return citizen


async def kinds(house: TestHouse) -> list[tuple[str, str]]:
    """Reports made: kind and state."""
    rows = await house.engine.run(
        lambda db: db.execute(select(change_reports.c.kind, change_reports.c.state)).all()
    )
    return [(row.kind, row.state) for row in rows]


async def open_tasks(house: TestHouse) -> list[str]:
    """Kinds of the tasks an officer has."""
    query = select(tasks.c.kind).where(tasks.c.done_at.is_(None))
    return list(await house.engine.run(lambda db: db.execute(query).scalars().all()))


@pytest.mark.parametrize(
    ("says", "kind", "answer"),
    [
        (
            ["2", "0987654321"],
            "phone",
            "Đã ghi số mới 0987 654 321. Cán bộ sẽ gọi số cũ hoặc gặp để xác nhận.",
        ),
        (
            ["3", "phường Gia Sàng, tỉnh Thái Nguyên", "20/11/2026"],
            "moved",
            "Đã ghi. Cán bộ sẽ làm việc với nơi mới. Trong lúc chờ, cách nhận tiền chưa đổi.",
        ),
        (
            ["4", "giảm", "chưa có"],
            "amount",
            "Đã ghi, chuyển cán bộ xem. Trợ lý không tự đổi mức hưởng. Cán bộ trả lời vào đây.",
        ),
        (
            ["5", "không nhận nữa"],
            "receiver",
            "Đã ghi. Cán bộ sẽ gọi số 0912 345 678 hướng dẫn giấy tờ. Trong lúc chờ, cách nhận tiền chưa đổi.",
        ),
    ],
)
async def test_a_change_is_taken_and_put_before_the_officer(
    house: TestHouse, sent: Citizen, says: list[str], kind: str, answer: str
) -> None:
    """Each kind with its sentence; the registration stays as it was."""
    await sent.says("/baothaydoi", *says)
    assert sent.last[-1].text == answer
    assert [made for made, _ in await kinds(house)] == [kind]
    assert "change" in await open_tasks(house)
    assert [one.status for one in await sent.registrations()] == [Status.SUBMITTED]


async def test_another_way_of_being_paid_is_a_report_too(house: TestHouse, sent: Citizen) -> None:
    """The questions of part 3, then the officer."""
    await sent.says("/baothaydoi", "1", "tài khoản đã có", "agribank 8500205011223", "người hưởng")
    assert sent.answer == "Đã ghi, chuyển cán bộ xem. Trong lúc chờ, cách nhận tiền chưa đổi."
    assert [made for made, _ in await kinds(house)] == ["pay_by"]


async def test_a_death_reported_and_taken_back(house: TestHouse, sent: Citizen) -> None:
    """Nothing changes by itself, and Báo nhầm undoes it; a second tap says it is undone."""
    await sent.says("/baothaydoi", "6", "đúng", "để sau")
    assert sent.answer.startswith("Đã ghi tin báo, hồ sơ chưa thay đổi.")
    assert sent.answer.endswith("Báo nhầm thì chọn Báo nhầm. [Báo nhầm]")
    assert await kinds(house) == [("death", "open")]
    await sent.taps("Báo nhầm")
    assert sent.answer == "Đã bỏ tin báo nhầm. Hồ sơ trở lại như trước, cán bộ đã được báo."
    assert [state for _, state in await kinds(house)] == ["undone"]
    await sent.taps("Báo nhầm")
    assert sent.answer == "Đã bỏ tin báo nhầm. Hồ sơ trở lại như trước, cán bộ đã được báo."
    assert [one.status for one in await sent.registrations()] == [Status.SUBMITTED]


@pytest.mark.parametrize(
    ("label", "due"),
    [("Xem", "04/12/2026"), ("Bản sao", "04/12/2026"), ("Sửa", "04/12/2026"), ("Xóa", "14/12/2026")],
)
async def test_a_request_about_ones_data_has_its_day(
    house: TestHouse, sent: Citizen, label: str, due: str
) -> None:
    """An officer answers in two working days; the day it must be done by is said."""
    await sent.says("/dulieu")
    await sent.taps(label)
    assert (
        f"Đã ghi yêu cầu ngày 24/11/2026. Cán bộ trả lời trong 2 ngày làm việc, làm xong trước {due}."
        in sent.answer
    )
    assert ("Hồ sơ đã gửi rồi, cán bộ cần xem yêu cầu xóa." in sent.answer) is (label == "Xóa")
    assert "data" in await open_tasks(house)


@pytest.mark.parametrize(
    ("label", "gone", "status", "answer"),
    [
        ("Lập hồ sơ", {"register"}, Status.WITHDRAWN, "Đã ghi yêu cầu rút lại, ngày 24/11/2026."),
        ("Chuyển thông tin", {"forward"}, Status.SUBMITTED, "Đã ghi yêu cầu rút lại, ngày 24/11/2026."),
        (
            "Nhắn tin về tiền",
            {"messages"},
            Status.SUBMITTED,
            "Đã ghi, ngày 24/11/2026. Sẽ không nhắn về tiền nữa.",
        ),
        ("Cả ba", {"register", "forward", "messages"}, Status.WITHDRAWN, "Đã ghi yêu cầu rút lại"),
    ],
)
async def test_consent_withdrawn(
    house: TestHouse, sent: Citizen, label: str, gone: set[str], status: Status, answer: str
) -> None:
    """Each purpose by itself; việc 1 withdraws the registration."""
    await sent.says("/rutdongy")
    await sent.taps(label)
    assert sent.answer.startswith(answer)
    query = select(consents.c.purpose).where(consents.c.withdrawn_at.is_not(None))
    assert set(await house.engine.run(lambda db: db.execute(query).scalars().all())) == gone
    assert [one.status for one in await sent.registrations()] == [status]


async def test_messages_about_money_off_short_and_on(sent: Citizen) -> None:
    """Kept with the chat."""
    for label, kept, answer in (
        ("Tắt tin về tiền", "off", "Đã tắt tin về tiền. Tin về hồ sơ cần sửa vẫn gửi. Bật lại: /batnhantin."),
        ("Không ghi số tiền", "short", "Từ nay tin về tiền không ghi số tiền."),
    ):
        await sent.says("/tatnhantin")
        await sent.taps(label)
        assert sent.answer == answer
        assert (await sent.chat()).messages == kept
    assert await sent.says("/batnhantin") == "Đã bật tin về tiền."
    assert (await sent.chat()).messages == "full"


async def test_a_code_from_elsewhere_tells_the_label_only(house: TestHouse) -> None:
    """No name, no amount, no text; a wrong code is unknown."""
    code = await register(house, 7)
    citizen = Citizen(house)
    await citizen.says("/trangthai", "đã có mã")
    assert await citizen.says(code.lower().replace("-", " ")) == f"Hồ sơ {code}: đã gửi, chờ cán bộ xem."
    await citizen.says("/trangthai", "đã có mã")
    assert await citizen.says("BK-2222-222") == "Chưa thấy hồ sơ có mã này. Xem lại mã trên tin đã nhận giúp."


async def test_a_refusal_keeps_nothing_but_itself(house: TestHouse) -> None:
    """No registration, no answers, no history; the refusal with the text that was shown."""
    citizen = Citizen(house)
    await citizen.says("đăng ký", "không đồng ý")
    rows = await house.engine.run(
        lambda db: db.execute(select(consents.c.purpose, consents.c.agreed, consents.c.registration_id)).all()
    )
    assert {(row.purpose, row.agreed) for row in rows} == {
        ("register", False),
        ("forward", False),
        ("messages", False),
    }
    assert await house.engine.run(lambda db: db.execute(select(registration_rows.c.id)).all()) == []
    assert '"answers":{"consent' not in (await citizen.chat()).state


async def test_a_draft_dropped_leaves_no_answer_in_the_chat(house: TestHouse) -> None:
    """Neither in its state nor in its history: also what its buttons held."""
    citizen = Citizen(house)
    await citizen.asked_for_card()
    await citizen.photographs(
        "006052001234||Nông Văn Thành|05031952|Nam|Tổ 7, Nguyễn Thị Minh Khai, Thành phố Bắc Kạn, Bắc Kạn|01082021"
    )
    assert "006052001234" in (await citizen.chat()).state
    await citizen.says("/huy")
    await citizen.taps("Bỏ và xóa")
    state = (await citizen.chat()).state
    assert not [word for word in ("006052001234", "Thành", "Lan", "0912") if word in state]
    heard = "\n".join(one.text for one in await Citizen(house).door.heard())
    assert "Thành" not in heard


async def test_no_answer_stays_in_the_state_after_sending(sent: Citizen) -> None:
    """The registration has them, the chat no longer."""
    state = (await sent.chat()).state
    assert not [word for word in ("006052001234", "Thành", "Lan") if word in state]


async def test_a_call_is_asked_for_once_a_day(house: TestHouse, sent: Citizen) -> None:
    """Twice on one day is one task."""
    assert (await sent.says("gặp cán bộ")).startswith("Đã nhắn cán bộ. Cán bộ gọi số 0912 345 678")
    await sent.says("/canbo")
    assert (await open_tasks(house)).count("callback") == 1


async def test_a_draft_is_reminded_of_and_deleted_by_its_timer(house: TestHouse) -> None:
    """Through the real timers: spoken of on the 25th day, gone on the 30th."""
    citizen = Citizen(house)
    await citizen.asked_for_card()
    house.on(25 * 86400)
    await house.settle()
    heard = await citizen.door.heard()
    assert [one.text for one in heard] == [
        "Bản khai ngày 24/11/2026 còn dở, sẽ xóa ngày 24/12/2026. Làm tiếp không?"
    ]
    house.on(5 * 86400)
    await house.settle()
    assert await citizen.door.heard() == []
    assert "Nông Thị Lan" not in (await citizen.chat()).state
