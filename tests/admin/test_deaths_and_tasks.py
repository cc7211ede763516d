"""Reports of a death, the phone list, approvals at once, search and figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admin import intake
from admin.desk import CannotDo, Stale
from admin.figures import digest
from storage import chats
from storage.own import own_registrations
from tests.admin.commune import CASH, GOLDEN, LAN, Commune

Submitted = intake.Submitted


def reported(commune: Commune) -> tuple[Submitted, str, str]:
    """A registration whose family reported a death: what was sent, its chat, the report."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    report = commune.do(
        lambda desk: intake.report_change(
            desk, talk_id="t", registration_id=made.registration_id, kind="death", answers={}
        ),
        chat=chat,
    )
    return made, chat, report


def test_a_death_comes_first_in_the_queue(commune: Commune) -> None:
    """The card names who reported it, and asks to ask before deciding."""
    made, _, _ = reported(commune)
    assert commune.order("/choduyet") == (
        f"Tin báo mất {made.code}, người báo: Nông Thị Lan. "
        "Hỏi gia đình và trưởng thôn trước khi quyết định. "
        "[Đúng, dừng từ kỳ sau | Báo nhầm | Để sau | Mở hồ sơ]"
    )
    assert commune.tap("Để sau") == "Tin báo còn chờ quyết định. [Hồ sơ tiếp]"
    assert commune.tap("Hồ sơ tiếp").startswith("1/1 · ")


def test_a_confirmed_death_stops_quietly(commune: Commune) -> None:
    """Nothing is pushed, /trangthai says that it is closed, the task is done."""
    made, chat, _ = reported(commune)
    commune.order("/choduyet")
    assert commune.tap("Đúng, dừng từ kỳ sau") == f"Đã dừng {made.code} từ kỳ sau. [Hoàn tác]"
    commune.wait(seconds=120)
    assert commune.heard(chat) == []
    own = commune.databases.begin(lambda db: own_registrations(db, [chat], seal=commune.seal))
    assert own[chat][0].death
    assert "Việc khác: 0." in commune.order("/baodienthoai")


def test_a_stop_undone_opens_the_report_again(commune: Commune) -> None:
    """Within its time the officer may take the stop back: registration and report are as before."""
    made, _, _ = reported(commune)
    commune.order("/choduyet")
    commune.tap("Đúng, dừng từ kỳ sau")
    assert commune.tap("Hoàn tác").startswith("Đã hoàn tác.")
    assert commune.order("/choduyet").startswith(f"Tin báo mất {made.code}")


def test_a_wrong_report_changes_nothing(commune: Commune) -> None:
    """Báo nhầm: dropped; a second tap reads that it was decided."""
    made, _, _ = reported(commune)
    commune.order("/choduyet")
    card = commune.shown
    assert commune.tap("Báo nhầm").startswith(f"Đã bỏ tin báo mất {made.code}.")
    commune.shown = card
    with pytest.raises(Stale):
        commune.tap("Đúng, dừng từ kỳ sau")
    assert commune.order("/choduyet").startswith("1/1 · ")


def test_the_family_takes_its_report_back(commune: Commune) -> None:
    """Báo nhầm in the chat: gone from the queue and the list; another chat cannot do it."""
    _, chat, report = reported(commune)
    other = commune.new_chat("other")
    with pytest.raises(CannotDo):
        commune.do(lambda desk: intake.undo_report(desk, report), chat=other)
    for _ in range(2):
        commune.do(lambda desk: intake.undo_report(desk, report), chat=chat)
    assert commune.order("/choduyet").startswith("1/1 · ")


def test_a_report_is_kept_once(commune: Commune) -> None:
    """Handed in twice it is the same report and one task."""
    made, chat, report = reported(commune)
    again = commune.do(
        lambda desk: intake.report_change(
            desk, talk_id="t", registration_id=made.registration_id, kind="death", answers={}
        ),
        chat=chat,
    )
    assert again == report


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        ("phone", {"new_phone": "+84987654321"}, "Số điện thoại mới: 0987 654 321. Gọi số cũ"),
        (
            "moved",
            {"moved_to": "phường Sông Hiến, Cao Bằng", "happened_on": "2026-11-01"},
            "Chuyển đến phường Sông Hiến, Cao Bằng, từ ngày 01/11/2026.",
        ),
        (
            "amount",
            {"amount_kind": "up", "decision_ready": "yes"},
            "Mức hưởng thay đổi: tăng. Quyết định mới: có rồi.",
        ),
        ("receiver", {"receiver_reason": "died"}, "Đổi người nhận thay: người cũ đã mất."),
        (
            "pay_by",
            {"pay_by": "cash", "cash_receiver": "beneficiary"},
            "Xin đổi cách nhận. Nhận tiền: tiền mặt · người hưởng nhận",
        ),
    ],
)
def test_other_changes_are_tasks(commune: Commune, kind: str, answers: dict[str, str], said: str) -> None:
    """What the family reports is read in one sentence, with whom to call."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.report_change(
            desk, talk_id="t", registration_id=made.registration_id, kind=kind, answers=answers
        ),
        chat=chat,
    )
    text = commune.order("/baodienthoai")
    assert text.startswith(
        "Cần báo bằng điện thoại: 0 người. Không có nơi nhắn 0, 3 ngày chưa mở tin 0. Việc khác: 1."
    )
    assert f"Báo thay đổi · từ 24/11/2026 · {made.code} · Nông Thị Lan · 0912 345 678\n{said}" in text
    assert text.endswith(" | Để sau | Mở hồ sơ]")
    assert commune.tap("Đã xong") == "Đã ghi: xong việc này."
    assert "Việc khác: 0." in commune.order("/baodienthoai")


def test_who_cannot_be_reached_is_called(commune: Commune) -> None:
    """A chat that is gone hears nothing: its notice becomes a call, with the words to say."""
    chat = commune.new_chat()
    made = commune.submit(CASH, chat=chat)
    commune.databases.begin(lambda db: chats.set_reachable(db, [chat], reachable=False))
    commune.order(f"/duyet {made.code}")
    commune.wait(seconds=60)
    assert commune.heard(chat) == []
    text = commune.order("/baodienthoai")
    assert text.startswith("Cần báo bằng điện thoại: 1 người. Không có nơi nhắn 1,")
    assert f"Gọi báo: Hồ sơ {made.code} đã được duyệt." in text


def test_a_call_that_is_wanted_is_everybodys(commune: Commune) -> None:
    """Asked before any ward was named, twice a day it is one task, seen in every ward."""
    chat = commune.new_chat()
    for _ in range(2):
        commune.do(
            lambda desk: intake.callback(desk, phone="+84912345678", registration_id="", unit=""),
            chat=chat,
        )
    for member in (commune.hoa, commune.elsewhere):
        text = commune.sitting(member).order("/baodienthoai")
        assert "Việc khác: 1." in text
        assert "Gọi số 0912 345 678 trong giờ làm việc." in text


def test_putting_a_task_aside_shows_the_next(commune: Commune) -> None:
    """Để sau walks through the list and ends."""
    for address in ("a", "b"):
        commune.do(
            lambda desk: intake.callback(desk, phone="+84912345678", registration_id="", unit=""),
            chat=commune.new_chat(address),
        )
        commune.wait(seconds=1)
    commune.order("/baodienthoai")
    commune.tap("Để sau")
    assert commune.tap("Để sau") == "Không còn việc nào."


def test_the_clean_ones_are_approved_at_once(commune: Commune) -> None:
    """Dry run with every refusal, the count typed, then the result; each citizen is told."""
    made = commune.waiting_ones(3)
    commune.submit(LAN)
    commune.sitting(commune.binh).order(f"/xem {made[0].code}")
    commune.sitting(commune.hoa)
    assert commune.order("/duyet") == (
        f"3 hồ sơ không có lưu ý. Duyệt được 2. Chưa duyệt được 1: {made[0].code} có người đang xem. "
        "Gõ 2 để duyệt."
    )
    asked = commune.shown
    with pytest.raises(CannotDo):
        commune.type("3")
    commune.shown = asked
    commune.run("mohoso", code=made[1].code)
    commune.tap("Đã xem giấy")
    commune.type("giấy")
    commune.shown = asked
    assert commune.type("2") == (f"Đã duyệt 1. Không duyệt 1: {made[1].code}. Lý do ở từng hồ sơ.")


def test_nothing_clean_says_so(commune: Commune) -> None:
    """An account is never approved at once."""
    commune.submit(LAN)
    assert commune.order("/duyet").startswith("Không có hồ sơ nào duyệt cùng lúc được.")


@pytest.mark.parametrize("typed", ["bk7q4m2kt", "006052001234", "0912 345 678", "nong van", "Thành", "thi lan"])
def test_search_finds_within_the_unit(commune: Commune, typed: str) -> None:
    """By code, CCCD, phone, and part of either name, marks or not; never in another ward."""
    commune.submit(LAN, draw=GOLDEN)
    commune.submit(CASH)
    text = commune.order(f"/tim {typed}")
    assert text == ("Thấy 1 hồ sơ.\nBK-7Q4M-2KT · Nông Văn Thành · sinh 05/3/1952 · chờ duyệt [BK-7Q4M-2KT]")
    assert commune.tap("BK-7Q4M-2KT").startswith("chờ 0 ngày")
    with pytest.raises(CannotDo):
        commune.sitting(commune.elsewhere).order(f"/tim {typed}")


def test_search_needs_three_signs(commune: Commune) -> None:
    """No "list all" in a chat."""
    with pytest.raises(CannotDo) as refused:
        commune.order("/tim n ")
    assert commune.speak(refused.value.say) == "Gõ ít nhất 3 ký tự."


def test_figures_count_and_name_nobody(commune: Commune) -> None:
    """By unit and status; an administrator sees all units."""
    commune.waiting_ones(2)
    commune.submit(CASH | {"residence_unit": {"unit": "01849", "old": None}})
    assert commune.order("/thongke") == ("phường Đức Xuân: 2 hồ sơ\n– chờ duyệt: 2\nCộng: 2 hồ sơ")
    commune.sitting(commune.new_staff("Quản Trị", "administrator", "UB01840"))
    assert commune.order("/thongke").endswith("Cộng: 3 hồ sơ")


def moved_away(commune: Commune) -> tuple[Submitted, str]:
    """A registration whose family reported that the person moved away; its chat."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.report_change(
            desk,
            talk_id="t",
            registration_id=made.registration_id,
            kind="moved",
            answers={"moved_to": "Hà Giang", "happened_on": "2026-11-01"},
        ),
        chat=chat,
    )
    return made, chat


def test_who_moved_away_is_stopped_and_told_why(commune: Commune) -> None:
    """Dừng từ kỳ sau stands below such a report; a minute later the citizen reads the reason."""
    made, chat = moved_away(commune)
    assert commune.order("/baodienthoai").endswith("[Đã xong | Dừng từ kỳ sau | Để sau | Mở hồ sơ]")
    assert commune.tap("Dừng từ kỳ sau") == (f"Đã dừng {made.code} từ kỳ sau. Tin đi sau 60 giây. [Hoàn tác]")
    commune.wait(seconds=60)
    (notice,) = commune.heard(chat)
    assert commune.read(notice) == (
        f"Hồ sơ {made.code} đã dừng từ ngày 24/11/2026, lý do: đã chuyển đi nơi khác. "
        "Thấy chưa đúng thì gọi {hotline}."
    )


def test_a_stop_undone_puts_the_task_back(commune: Commune) -> None:
    """The report waits on the list again."""
    _, chat = moved_away(commune)
    commune.order("/baodienthoai")
    commune.tap("Dừng từ kỳ sau")
    commune.tap("Hoàn tác")
    assert "Việc khác: 1." in commune.order("/baodienthoai")
    commune.wait(seconds=60)
    assert commune.heard(chat) == []


def test_after_a_report_of_a_death_nothing_more_is_sent(commune: Commune) -> None:
    """An approval whose notice was still waiting is told to nobody."""
    chat = commune.new_chat()
    made = commune.submit(CASH, chat=chat)
    commune.run("duyet", code=made.code)
    commune.do(
        lambda desk: intake.report_change(
            desk, talk_id="t", registration_id=made.registration_id, kind="death", answers={}
        ),
        chat=chat,
    )
    commune.wait(seconds=60)
    assert commune.heard(chat) == []


def test_the_digest_counts_and_names_nobody(commune: Commune) -> None:
    """What waits this morning, in one line of numbers."""
    reported(commune)
    commune.waiting_ones(2)
    commune.now += timedelta(days=10)
    answer = commune.do(lambda desk: digest(desk, {}), sits=commune.hoa)
    assert commune.say(answer) == (
        "Sáng 04/12/2026: 3 hồ sơ chờ, 3 quá hạn. Phiếu chưa nhận tiền: 0. Tin báo mất: 1. "
        "Danh sách chờ kết quả Công an: 0."
    )
