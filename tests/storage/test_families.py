"""The small families: consents, documents, jobs, places, the audit; and the two pairs of eyes."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from domain.reference.places import HERE, default_places, rows_of
from storage import audit, consents, decisions, documents, jobs, places
from storage import schema as tables
from storage.sealing import Sealer
from tests.storage.given import a_chat, a_colleague, a_registration


def _consent(db: Connection, chat_id: str, talk_id: str, *, seal: Sealer, now: datetime) -> None:
    consents.keep(
        db,
        {"register": True, "forward": True, "messages": False},
        chat_id=chat_id,
        talk_id=talk_id,
        channel="telegram",
        text="Đồng ý cho phường dùng …",
        sha256="0" * 64,
        text_version=1,
        language="vi",
        said="đồng ý hai việc đầu",
        seal=seal,
        now=now,
    )


def test_consents_follow_their_draft_into_its_registration(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Three answers with the exact text and the raw words, bound when the draft is sent, withdrawn by purpose."""
    chat = a_chat(db, "a", seal=sealer, now=now)
    _consent(db, chat, "t1", seal=sealer, now=now)
    registration = a_registration(db, chat, seal=sealer, now=now)
    assert consents.of_registration(db, registration, seal=sealer) == []
    assert [one.registration_id for one in consents.of_chat(db, chat, seal=sealer)] == [""] * 3
    consents.bind(
        db, talk_id="t1", registration_id=registration, controller="UBND phường", on_behalf="self", basis=""
    )
    found = {one.purpose: one for one in consents.of_registration(db, registration, seal=sealer)}
    assert {purpose: one.agreed for purpose, one in found.items()} == {
        "register": True,
        "forward": True,
        "messages": False,
    }
    assert found["register"].text == "Đồng ý cho phường dùng …"
    assert found["register"].said == "đồng ý hai việc đầu"
    wanted = ("forward", "messages")
    assert consents.withdraw(db, registration_id=registration, purposes=wanted, by="person", now=now) == 1, (
        "only what was agreed can be withdrawn"
    )
    assert consents.withdraw(db, registration_id=registration, purposes=wanted, by="person", now=now) == 0
    found = {one.purpose: one for one in consents.of_registration(db, registration, seal=sealer)}
    assert [found[purpose].withdrawn_at for purpose in consents.PURPOSES] == [None, now, None]


def test_consents_of_a_deleted_draft_go_and_others_stay(db: Connection, sealer: Sealer, now: datetime) -> None:
    """Deleting a draft takes its consents; those bound to a registration cannot go that way."""
    chat = a_chat(db, "a", seal=sealer, now=now)
    for talk in ("t1", "t2"):
        _consent(db, chat, talk, seal=sealer, now=now)
    registration = a_registration(db, chat, seal=sealer, now=now)
    consents.bind(db, talk_id="t1", registration_id=registration, controller="x", on_behalf="self", basis="")
    assert consents.forget_draft(db, talk_id="t1") == 0
    assert consents.forget_draft(db, talk_id="t2") == 3


def test_document_is_sealed_and_emptied_in_time(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A file comes back byte for byte, lies sealed, is recognised when sent again, is emptied after its time."""
    staff = a_colleague(db, seal=sealer, now=now)
    content = b"PK\x03\x04" + bytes(range(256))
    ident = documents.add(
        db,
        content,
        name="CA.xlsx",
        kind="list",
        seal=sealer,
        now=now,
        staff_id=staff,
        until=now + timedelta(days=1),
    )
    again = documents.add(db, content, name="CA.xlsx", kind="upload", seal=sealer, now=now)
    found, other = (documents.find(db, one, seal=sealer) for one in (ident, again))
    assert found is not None
    assert other is not None
    assert (found.content, found.name, found.staff_id) == (content, "CA.xlsx", staff)
    assert found.sha256_index == other.sha256_index
    assert (
        content[:40]
        not in db.execute(
            select(tables.documents.c.content_sealed).where(tables.documents.c.id == ident)
        ).scalar_one()
    )
    assert documents.forget_old(db, now=now + timedelta(days=2)) == 1
    emptied = documents.find(db, ident, seal=sealer)
    assert emptied is not None
    assert emptied.content == b""
    assert documents.find(db, "nothing", seal=sealer) is None
    assert set(documents.names(db, [ident, again])) == {again}


def test_job_is_worked_on_by_one_and_resumed(db: Connection, sealer: Sealer, now: datetime) -> None:
    """A job is held while it is worked on; when its worker dies another goes on at the step it had come to."""
    ident = jobs.add(db, kind="read_result", args={"document": "d1"}, seal=sealer, now=now)
    job = jobs.take(db, now=now, seconds=30, seal=sealer)
    assert job is not None
    assert (job.id, job.kind, job.args, job.cursor) == (ident, "read_result", {"document": "d1"}, "")
    assert jobs.take(db, now=now + timedelta(seconds=29), seconds=30, seal=sealer) is None
    jobs.advance(db, ident, cursor="500")
    job = jobs.take(db, now=now, seconds=30, seal=sealer)
    assert job is not None
    assert job.cursor == "500"
    jobs.tried(db, ident, again_at=now + timedelta(seconds=5))
    assert jobs.take(db, now=now, seconds=30, seal=sealer) is None
    job = jobs.take(db, now=now + timedelta(seconds=31), seconds=30, seal=sealer)
    assert job is not None
    assert job.tries == 1
    assert not jobs.is_done(db, ident)
    jobs.done(db, ident, now=now, failed="bad_sheet")
    assert jobs.is_done(db, ident)
    assert jobs.take(db, now=now + timedelta(days=1), seconds=30, seal=sealer) is None


def test_places_come_back_as_they_were_loaded(db: Connection) -> None:
    """Units and offices loaded into the database are those of the files, in order; loading again replaces them."""
    assert places.load(db) is None
    units, offices = rows_of(HERE / "units.csv"), rows_of(HERE / "offices.csv")
    kept = places.replace(db, unit_rows=units, office_rows=offices)
    assert kept is not None
    default = default_places()
    assert dict(kept.units) == dict(default.units)
    assert kept.old_units == default.old_units
    assert sorted(kept.offices, key=str) == sorted(default.offices, key=str)
    fewer = places.replace(db, office_rows=[])
    assert fewer is not None
    assert (len(fewer.units), fewer.offices) == (len(default.units), ())
    with pytest.raises(KeyError):
        places.replace(db, unit_rows=[{"code": "01840"}])
    assert places.load(db) == fewer


def test_audit_line_holds_what_it_was_given(db: Connection, now: datetime) -> None:
    """One line an act, in the order they were written."""
    audit.write(db, at=now, who="staff:1", what="approved", about="r1", people=3)
    audit.write(db, at=now - timedelta(days=1), who="program", what="told")
    lines = db.execute(select(tables.audit).order_by(tables.audit.c.seq)).all()
    assert [line.what for line in lines] == ["approved", "told"]
    assert json.loads(lines[0].details) == {"people": 3}


def _decision(registration: str, *, typed_by: str, decided_by: str, now: datetime) -> dict[str, object]:
    return {
        "id": uuid4().hex,
        "registration_id": registration,
        "version": 1,
        "typed_by": typed_by,
        "decided_by": decided_by,
        "move": "approve",
        "before": "submitted",
        "after": "verified",
        "at": now,
    }


def test_who_typed_cannot_decide_whatever_the_code_says(db: Connection, sealer: Sealer, now: datetime) -> None:
    """The database itself refuses a decision by who typed the version, and one that lies about who typed it."""
    typist, colleague = (a_colleague(db, seal=sealer, now=now) for _ in "ab")
    chat = a_chat(db, "a", seal=sealer, now=now)
    registration = a_registration(db, chat, seal=sealer, now=now, typed_by=typist)
    own = _decision(registration, typed_by=typist, decided_by=typist, now=now)
    lie = _decision(registration, typed_by="", decided_by=typist, now=now)
    other = _decision(registration, typed_by=colleague, decided_by=typist, now=now)
    unknown = _decision(registration, typed_by=typist, decided_by="f" * 32, now=now)
    newer = {**_decision(registration, typed_by=typist, decided_by=colleague, now=now), "version": 2}
    for refused in (own, lie, other, unknown, newer):
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(insert(tables.decisions).values(refused))
    decisions.keep(db, [_decision(registration, typed_by=typist, decided_by=colleague, now=now)])
    assert len(decisions.of_registration(db, registration, seal=sealer)) == 1
