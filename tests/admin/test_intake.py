"""What citizens hand in: once only, with its warnings, its duplicates, its versions, and what a chat may see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, update

from admin import intake
from admin.desk import CannotDo
from domain.registration import OwnRegistration, Registration, Status
from domain.wording import Answers
from storage import consents, registrations
from storage.own import own_registrations
from storage.schema import audit, batch_rows, batches, change_reports, tasks
from storage.schema import registrations as rows
from tests.admin.commune import CASH, LAN, LAN_AGAIN, Commune, moment


def stored(commune: Commune, code: str) -> Registration:
    """The registration as it stands."""
    found = commune.do(lambda desk: registrations.find_by_code(desk.db, code, seal=desk.seal))
    assert found is not None
    return found


def own(commune: Commune, chat: str) -> tuple[OwnRegistration, ...]:
    """What this chat may be told."""
    return commune.databases.begin(lambda db: own_registrations(db, [chat], seal=commune.seal)).get(chat, ())


def give_back(commune: Commune, code: str) -> None:
    """Return it for the holder of the account, and let the notice be born."""
    commune.order(f"/tralai {code}")
    commune.tap("Chủ tài khoản")
    commune.tap("Chưa có giấy")
    commune.tap("Gửi")
    commune.wait(seconds=60)


def resend(commune: Commune, made: intake.Submitted, chat: str, answers: Answers = LAN_AGAIN) -> str:
    """The correction sent."""
    return commune.do(
        lambda desk: intake.resend(
            desk, registration_id=made.registration_id, talk_id="again", answers=answers, version_seen=1
        ),
        chat=chat,
    )


def test_a_draft_is_sent_once_however_often_tapped(commune: Commune) -> None:
    """The second Gửi of the same talk gives the same code and makes nothing (D14)."""
    chat = commune.new_chat()
    first = commune.submit(chat=chat, talk="t")
    assert commune.submit(chat=chat, talk="t") == first
    count = commune.databases.begin(lambda db: db.execute(select(func.count()).select_from(rows)).scalar())
    assert count == 1


def test_a_taken_code_is_drawn_again(commune: Commune) -> None:
    """Two registrations never share a code, though chance brings the same number twice."""
    first = commune.submit(LAN, draw=5)
    commune.next_draw = [5, 6]
    second = commune.submit(CASH, chat=commune.new_chat("b"))
    assert first.code != second.code


def test_nothing_is_kept_without_consent_to_be_registered(commune: Commune) -> None:
    """Việc 1 refused never becomes a row."""
    with pytest.raises(ValueError, match="consent"):
        commune.submit(consents={"register": False, "forward": True, "messages": True})


def test_without_consent_to_forward_it_is_cash(commune: Commune) -> None:
    """The way of payment nobody was asked for is stored as cash, to the beneficiary's hand."""
    answers = {key: value for key, value in CASH.items() if key not in ("pay_by", "cash_receiver")}
    made = commune.submit(answers, consents={"register": True, "forward": False, "messages": False})
    one = stored(commune, made.code)
    assert (one.pay_by, one.tell_messages) == ("cash", False)
    assert "Nhận tiền: tiền mặt · người hưởng nhận" in commune.order(f"/xem {made.code}")


def test_it_is_due_after_working_days(commune: Commune) -> None:
    """Sent on a Thursday evening: Friday, Monday, Tuesday."""
    commune.now = moment(26, 21)
    assert stored(commune, commune.submit().code).due_on == date(2026, 12, 1)


def test_consents_go_with_the_registration(commune: Commune) -> None:
    """The answers of the draft name the office once the ward is known."""
    chat = commune.new_chat()
    commune.do(
        lambda desk: consents.keep(
            desk.db,
            {"register": True},
            chat_id=chat,
            talk_id="t",
            channel="web",
            text="…",
            sha256="0" * 64,
            text_version=1,
            language="vi",
            said="đồng ý",
            seal=desk.seal,
            now=desk.now,
        )
    )
    made = commune.submit(chat=chat, talk="t")
    kept = commune.do(lambda desk: consents.of_registration(desk.db, made.registration_id, seal=desk.seal))
    assert [consent.purpose for consent in kept] == ["register"]


def test_a_closed_registration_is_no_duplicate(commune: Commune) -> None:
    """After a rejection the same person may register again without a flag."""
    first = commune.submit(LAN, chat=commune.new_chat("a"))
    commune.order(f"/tuchoi {first.code}")
    commune.tap("Chưa xác nhận được")
    commune.tap("Gửi")
    second = commune.submit(LAN, chat=commune.new_chat("b"))
    assert stored(commune, second.code).duplicate_of == ""


def test_a_duplicate_is_invisible_to_its_sender(commune: Commune) -> None:
    """Whoever sends the second reads exactly what the first reads: nothing tells that one exists (D28)."""
    commune.submit(LAN, chat=commune.new_chat("a"))
    commune.submit(LAN, chat=commune.new_chat("b"))
    (first,) = own(commune, commune.new_chat("a"))
    (second,) = own(commune, commune.new_chat("b"))
    assert (first.status, second.status) == (Status.SUBMITTED, Status.SUBMITTED)


def test_sending_again_makes_a_version(commune: Commune) -> None:
    """Old answers stay, the new ones count, the person who was asked must be asked again."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    give_back(commune, made.code)
    assert resend(commune, made, chat) == made.code
    one = stored(commune, made.code)
    assert (one.status, one.version, one.resent, one.asked_answer) == (Status.SUBMITTED, 2, 1, "")
    before, after = commune.do(
        lambda desk: [registrations.answers_of(desk.db, one.id, version, seal=desk.seal) for version in (1, 2)]
    )
    assert (before["bank"], after["bank"]) == ("VCB", "AGRIBANK")
    assert resend(commune, made, chat) == made.code
    assert stored(commune, made.code).version == 2


def test_nobody_else_can_send_it_again(commune: Commune) -> None:
    """A correction from another chat is refused, and one for what was not returned (D13)."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    with pytest.raises(CannotDo):
        resend(commune, made, chat)
    give_back(commune, made.code)
    with pytest.raises(CannotDo):
        resend(commune, made, commune.new_chat("other"))


def test_keeping_the_number_under_another_name_is_a_warning(commune: Commune) -> None:
    """The same account, another holder: the officer must see the bank's paper."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    give_back(commune, made.code)
    resend(commune, made, chat, LAN_AGAIN | {"bank": "VCB", "account_number": LAN["account_number"]})
    card = commune.order(f"/xem {made.code}")
    assert "LƯU Ý: Đổi tên chủ, giữ nguyên số tài khoản. Cần xem giấy mở tài khoản." in card


def test_a_staff_members_own_chat_may_correct(commune: Commune) -> None:
    """Who is signed in and a citizen too hands in as a citizen, and is known as who typed it."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    give_back(commune, made.code)
    commune.do(
        lambda desk: intake.resend(
            desk, registration_id=made.registration_id, talk_id="x", answers=LAN_AGAIN, version_seen=1
        ),
        chat=chat,
        sits=commune.hoa,
    )
    assert stored(commune, made.code).typed_by == commune.hoa.id


def test_withdrawing_consent_withdraws_the_registration(commune: Commune) -> None:
    """Việc 1: status withdrawn, no more notices about money, a task for the officer."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.withdraw(
            desk, registration_id=made.registration_id, purposes=("register", "forward", "messages")
        ),
        chat=chat,
    )
    one = stored(commune, made.code)
    assert (one.status, one.tell_messages) == (Status.WITHDRAWN, False)
    assert "Rút lại đồng ý: lập hồ sơ, chuyển thông tin." in commune.order("/baodienthoai")


def test_withdrawing_messages_only_keeps_the_registration(commune: Commune) -> None:
    """Việc 3 alone is done at once and is nobody's task."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.withdraw(desk, registration_id=made.registration_id, purposes=("messages",)),
        chat=chat,
    )
    assert stored(commune, made.code).status is Status.SUBMITTED
    assert "Việc khác: 0." in commune.order("/baodienthoai")


def test_a_request_about_data_is_put_before_the_officer(commune: Commune) -> None:
    """With the day until which it must be done."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.data_request(
            desk, kind="delete", registration_id=made.registration_id, due_on=date(2026, 12, 14)
        ),
        chat=chat,
    )
    assert "Yêu cầu: xóa thông tin. Trả lời trong 2 ngày làm việc, xong trước 14/12/2026." in (
        commune.order("/baodienthoai")
    )
    commune.tap("Đã xong")
    states = commune.databases.begin(lambda db: db.execute(select(change_reports.c.state)).scalars().all())
    assert states == ["decided"]


def test_a_private_reason_is_a_visit(commune: Commune) -> None:
    """Nói riêng cán bộ stores nothing but a task."""
    made = commune.submit(CASH | {"pay_by": "cash_home", "home_reason": "private"})
    assert f"Hỏi riêng lý do trả tại nhà, hồ sơ {made.code}." in commune.order("/baodienthoai")


def test_a_returned_registration_shows_its_answers_to_its_chat_only(commune: Commune) -> None:
    """The correction needs the answers; in every other status they stay sealed."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    assert own(commune, chat)[0].answers is None
    give_back(commune, made.code)
    (one,) = own(commune, chat)
    assert one.returned_fields == ("bank", "account_number", "account_holder")
    assert one.answers is not None
    assert one.answers["bank"] == "VCB"
    assert own(commune, commune.new_chat("other")) == ()
    assert "Nông" not in repr(one)
    assert "0351000123456" not in repr(one)


def in_list(commune: Commune, made: intake.Submitted, result: str | None) -> None:
    """The registration stands in a list for the police, its row answered so."""
    batch, row = registrations.new_id(), registrations.new_id()

    def write(db: Connection) -> None:
        db.execute(
            insert(batches).values(
                id=batch,
                code="CA-01840-261127-1",
                kind="CA",
                unit="01840",
                to_office="CA01840",
                people=1,
                made_by=commune.hoa.id,
                made_at=moment(27, 9),
            )
        )
        db.execute(
            insert(batch_rows).values(
                id=row,
                batch_id=batch,
                line=1,
                row_code="2222222",
                registration_id=made.registration_id,
                version=1,
                person_index=commune.seal.index("cccd", str(CASH["cccd"])),
                row_sealed=commune.seal.seal(
                    '{"full_name": "Triệu Thị Mùi", "birth_date": "02/01/1946"}',
                    table="batch_rows",
                    column="row_sealed",
                    row=row,
                ),
                result=result,
                answer_sealed=commune.seal.seal(
                    '{"correct_text": "03/01/1946"}', table="batch_rows", column="answer_sealed", row=row
                ),
                answered_at=moment(30, 9) if result else None,
            )
        )
        status = "in_batch" if result is None else "mismatched"
        db.execute(update(rows).where(rows.c.id == made.registration_id).values(status=status))

    commune.databases.begin(write)


@pytest.mark.parametrize(
    ("result", "fields", "hidden"),
    [
        (None, (), False),
        ("wrong_birth", ("birth_date",), False),
        ("wrong_name;wrong_cccd", ("full_name", "cccd"), False),
        ("dead", (), True),
        ("moved", (), True),
    ],
)
def test_what_the_police_found_is_told_but_for_a_death(
    commune: Commune, result: str | None, fields: tuple[str, ...], hidden: bool
) -> None:
    """Fields that did not match are named; "Đã chết" and "Đã chuyển đi" stay hidden until decided."""
    chat = commune.new_chat()
    in_list(commune, commune.submit(CASH, chat=chat), result)
    (one,) = own(commune, chat)
    assert (one.mismatched_fields, one.hidden, one.listed_on) == (fields, hidden, date(2026, 11, 27))


def test_the_officer_reads_what_the_police_hold_to_be_right(commune: Commune) -> None:
    """Above the warnings of a card that did not match; its buttons return it or send it again."""
    made = commune.submit(CASH)
    in_list(commune, made, "wrong_birth")
    card = commune.order(f"/xem {made.code}")
    assert "Công an báo (Người hưởng): Sai ngày sinh\nCông an ghi: 03/01/1946\n" in card
    assert card.endswith("[Cần sửa | Chuyển Công an | Từ chối | Mở hồ sơ]")
    assert commune.tap("Chuyển Công an") == (f"Đã xếp {made.code} chờ Công an đối chiếu. Đang chờ: 1 người.")


def test_a_person_still_validly_checked_is_not_sent_again(commune: Commune) -> None:
    """Matched some weeks ago under the same name and birth: verified at once, after the approval is told."""
    in_list(commune, commune.submit(CASH, chat=commune.new_chat("old")), "match")
    commune.databases.begin(lambda db: db.execute(update(rows).values(status="withdrawn")))
    commune.now = moment(15, 9, month=12)
    chat = commune.new_chat()
    made = commune.submit(CASH, chat=chat)
    commune.run("duyet", code=made.code)
    assert "Không cần gửi Công an." in commune.run("chuyencongan", code=made.code)
    commune.wait(seconds=62)
    assert [notice["key"] for notice in commune.heard(chat)] == ["approved", "verified"]
    other = commune.submit(CASH | {"full_name": "Triệu Thị Mai"}, chat=commune.new_chat("x"))
    commune.run("khongtrung", code=other.code)
    commune.run("duyet", code=other.code)
    assert "Đang chờ: 1 người." in commune.run("chuyencongan", code=other.code)


def test_a_guardians_paper_must_be_seen_before_it_leaves(commune: Commune) -> None:
    """The place in line is refused, with the button that helps."""
    answers: dict[str, Any] = CASH | {
        "role": "guardian",
        "requester_name": "Lý Thị Hạnh",
        "requester_cccd": "006180004321",
        "requester_birth_date": "1980-05-20",
        "basis_document": "birth_certificate",
    }
    made = commune.submit(answers)
    assert "LƯU Ý: Chưa xem giấy tờ giám hộ." in commune.order(f"/xem {made.code}")
    commune.run("duyet", code=made.code)
    assert commune.run("chuyencongan", code=made.code) == (
        "Chưa chuyển được: nhận thay mà chưa xem giấy. [Đã xem giấy]"
    )
    commune.tap("Đã xem giấy")
    commune.type("Giấy khai sinh số 12")
    assert "Đang chờ: 2 người." in commune.run("chuyencongan", code=made.code)
    commune.order(f"/xem {made.code}")
    assert commune.tap("Rút khỏi danh sách") == "Lý do rút?"
    assert commune.type("Chờ giấy mới").startswith(f"Đã rút {made.code}, hồ sơ trở lại đã duyệt.")


def test_the_audit_names_no_person(commune: Commune) -> None:
    """What was done is written with codes and counts only."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    give_back(commune, made.code)
    resend(commune, made, chat)
    details = commune.databases.begin(lambda db: db.execute(select(audit.c.details)).scalars().all())
    assert len(details) > 5
    for secret in ("Nông", "006052001234", "0351000123456", "912345678"):
        assert not any(secret in line for line in details)


def test_no_column_holds_a_person_in_plain_text(commune: Commune) -> None:
    """Tasks, registrations and reports show nothing without the key."""
    chat = commune.new_chat()
    made = commune.submit(chat=chat)
    commune.do(
        lambda desk: intake.report_change(
            desk,
            talk_id="t",
            registration_id=made.registration_id,
            kind="phone",
            answers={"new_phone": "+84987654321"},
        ),
        chat=chat,
    )

    def everything(db: Connection) -> str:
        return repr([list(db.execute(select(table)).all()) for table in (rows, tasks, change_reports)])

    text = commune.databases.begin(everything)
    for secret in ("Nông", "006052001234", "0351000123456", "912345678", "987654321"):
        assert secret not in text
