"""Registrations and their versions. Nothing here decides a move: see domain.registration.MOVES."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, tuple_, update

from domain.registration import Registration, Status
from domain.wording import Answers
from storage.schema import chats, registration_versions, registrations
from storage.sealing import Sealer

_TABLE = "registrations"
_VERSIONS = "registration_versions"
_Item = TypeVar("_Item")
#: Built once: forty columns are not named anew at every call.
_ALL: Select[Any] = select(registrations, registration_versions.c.typed_by).join(
    registration_versions,
    (registration_versions.c.registration_id == registrations.c.id)
    & (registration_versions.c.version == registrations.c.version),
)
_BY_CODE = _ALL.where(registrations.c.code == bindparam("of_code"))
_BY_TALK = _ALL.where(registrations.c.talk_id == bindparam("talk"))
_BY_CCCD = _ALL.where(registrations.c.cccd_index.in_(bindparam("cccds", expanding=True))).order_by(
    registrations.c.sent_at
)
_OF_ACCOUNT = select(
    func.count(func.distinct(func.coalesce(registrations.c.cccd_index, registrations.c.name_index)))
).where(
    registrations.c.account_index.in_(bindparam("accounts", expanding=True)),
    registrations.c.id != bindparam("but"),
    registrations.c.status.not_in([str(s) for s in (Status.REJECTED, Status.WITHDRAWN, Status.STOPPED)]),
)


def new_id() -> str:
    """A random 128-bit id, made before its row is written because seals are bound to it."""
    return uuid4().hex


def find(db: Connection, registration_id: str, *, seal: Sealer) -> Registration | None:
    """One registration by id."""
    return find_many(db, [registration_id], seal=seal).get(registration_id)


def find_many(db: Connection, ids: Collection[str], *, seal: Sealer) -> dict[str, Registration]:
    """Registrations by id; few queries, whatever their number."""
    found: dict[str, Registration] = {}
    for some in _chunks(sorted(ids)):
        rows = db.execute(_ALL.where(registrations.c.id.in_(some)))
        found.update((row.id, _registration(row, seal)) for row in rows)
    return found


def find_by_code(db: Connection, code: str, *, seal: Sealer) -> Registration | None:
    """One registration by its code as printed (BK-7Q4M-2KT)."""
    row = db.execute(_BY_CODE, {"of_code": code}).first()
    return _registration(row, seal) if row else None


def find_by_talk(db: Connection, talk_id: str, *, seal: Sealer) -> Registration | None:
    """The registration a draft became, if it was sent."""
    row = db.execute(_BY_TALK, {"talk": talk_id}).first()
    return _registration(row, seal) if row else None


def in_chats(db: Connection, chat_ids: Collection[str], *, seal: Sealer) -> list[Registration]:
    """All registrations sent from some chats, oldest first."""
    query = _ALL.where(registrations.c.chat_id.in_(list(chat_ids))).order_by(
        registrations.c.sent_at, registrations.c.id
    )
    return [_registration(row, seal) for row in db.execute(query)]


def in_status(
    db: Connection, *, units: Collection[str], statuses: Collection[Status], seal: Sealer
) -> list[Registration]:
    """All registrations of some units in some statuses, by due date and age."""
    query = _ALL.where(
        registrations.c.unit.in_(list(units)), registrations.c.status.in_([str(s) for s in statuses])
    ).order_by(registrations.c.due_on, registrations.c.sent_at, registrations.c.id)
    return [_registration(row, seal) for row in db.execute(query)]


def answers_of(db: Connection, registration_id: str, version: int, *, seal: Sealer) -> Answers:
    """The answers of one version; KeyError when there is none."""
    return answers_of_many(db, [(registration_id, version)], seal=seal)[registration_id, version]


def answers_of_many(
    db: Connection, versions: Collection[tuple[str, int]], *, seal: Sealer
) -> dict[tuple[str, int], Answers]:
    """The answers of many versions, keyed by registration id and version."""
    found: dict[tuple[str, int], Answers] = {}
    columns = registration_versions.c
    for some in _chunks(sorted(versions)):
        query = select(columns.registration_id, columns.version, columns.answers_sealed).where(
            columns.registration_id.in_([one for one, _ in some]),  # SQLite finds no pairs by an index
            tuple_(columns.registration_id, columns.version).in_(some),
        )
        for row in db.execute(query):
            found[row.registration_id, row.version] = _unsealed_answers(row, seal)
    return found


def newest_answers(db: Connection, those: Iterable[Registration], *, seal: Sealer) -> dict[str, Answers]:
    """The newest answers of many registrations, by registration id."""
    found = answers_of_many(db, [(one.id, one.version) for one in those], seal=seal)
    return {registration_id: answers for (registration_id, _), answers in found.items()}


_ADD, _ADD_VERSION = insert(registrations), insert(registration_versions)


def add(
    db: Connection,
    values: Mapping[str, Any],
    *,
    answers: Answers,
    form: tuple[str, int],
    typed_by: str,
    seal: Sealer,
    now: datetime,
) -> None:
    """A new registration (columns by name, ``id`` among them) with its first version."""
    db.execute(_ADD, {**values, "version": 1, "revision": 1, "status_since": now, "sent_at": now})
    _add_version(db, values["id"], 1, answers=answers, form=form, typed_by=typed_by, seal=seal, now=now)


def add_version(
    db: Connection,
    registration: Registration,
    *,
    answers: Answers,
    form: tuple[str, int],
    typed_by: str,
    seal: Sealer,
    now: datetime,
) -> int:
    """Append a version; its number. The registration itself is pointed to it with ``change``."""
    version = registration.version + 1
    _add_version(db, registration.id, version, answers=answers, form=form, typed_by=typed_by, seal=seal, now=now)
    return version


def change(db: Connection, registration: Registration, **values: Any) -> bool:
    """Change columns of a registration as it was read; False when somebody changed it since."""
    done = db.execute(
        update(registrations)
        .where(registrations.c.id == registration.id, registrations.c.revision == registration.revision)
        .values(**values, revision=registration.revision + 1)
    )
    return done.rowcount == 1


def change_many(db: Connection, those: Sequence[Registration], **values: Any) -> bool:
    """The same columns of many registrations as they were read; False when somebody changed one of them."""
    columns = registrations.c
    changed = 0
    for some in _chunks(list(those)):
        seen = [(one.id, one.revision) for one in some]
        done = db.execute(
            update(registrations)
            .where(columns.id.in_([one.id for one in some]))  # SQLite finds no pairs by an index
            .where(tuple_(columns.id, columns.revision).in_(seen))
            .values(**values, revision=columns.revision + 1)
        )
        changed += done.rowcount
    return changed == len(those)


def sealed_reason(text: str, registration_id: str, *, seal: Sealer) -> str:
    """What the citizen read of a reason as the column reason_sealed takes it."""
    return seal.seal(text, table=_TABLE, column="reason_sealed", row=registration_id)


def channel_of(db: Connection, chat_id: str) -> str:
    """The channel of the chat a registration came from."""
    return db.execute(select(chats.c.channel).where(chats.c.id == chat_id)).scalar() or ""


def claim(db: Connection, registration_id: str, *, by: str | None, until: datetime | None) -> None:
    """Who looks at a registration, until when (None: nobody). No change of the registration itself."""
    db.execute(
        update(registrations)
        .where(registrations.c.id == registration_id)
        .values(claimed_by=by, claimed_until=until)
    )


def with_cccd(db: Connection, indexes: Collection[str], *, seal: Sealer) -> list[Registration]:
    """Registrations whose beneficiary has one of these CCCD indexes, oldest first."""
    return [_registration(row, seal) for row in db.execute(_BY_CCCD, {"cccds": list(indexes)})]


def beneficiaries_of_account(db: Connection, indexes: Collection[str], *, but: str) -> int:
    """How many other beneficiaries' open registrations name this account."""
    return db.execute(_OF_ACCOUNT, {"accounts": list(indexes), "but": but}).scalar_one()


def _add_version(
    db: Connection,
    registration_id: str,
    version: int,
    *,
    answers: Answers,
    form: tuple[str, int],
    typed_by: str,
    seal: Sealer,
    now: datetime,
) -> None:
    sealed = seal.seal(
        json.dumps(dict(answers), ensure_ascii=False, sort_keys=True),
        table=_VERSIONS,
        column="answers_sealed",
        row=_version_row(registration_id, version),
    )
    row = {
        "registration_id": registration_id,
        "version": version,
        "answers_sealed": sealed,
        "form": form[0],
        "form_version": form[1],
        "typed_by": typed_by,
        "made_at": now,
    }
    db.execute(_ADD_VERSION, row)


def _registration(row: Row[Any], seal: Sealer) -> Registration:
    return Registration(
        id=row.id,
        code=row.code,
        unit=row.unit,
        chat_id=row.chat_id,
        status=Status(row.status),
        status_since=row.status_since,
        version=row.version,
        revision=row.revision,
        sent_at=row.sent_at,
        due_on=row.due_on,
        resent=row.resent,
        role=row.role,
        pay_by=row.pay_by,
        category_group=row.category_group,
        category=row.category or "",
        warnings=tuple(json.loads(row.warnings)),
        duplicate_of=row.duplicate_of or "",
        duplicate_cleared=row.duplicate_cleared,
        asked_answer=row.asked_answer or "",
        asked_how=row.asked_how or "",
        paper_seen_on=row.paper_seen_on,
        returned=tuple(json.loads(row.returned_fields)),
        reason=seal.unseal(row.reason_sealed, table=_TABLE, column="reason_sealed", row=row.id)
        if row.reason_sealed
        else "",
        claimed_by=row.claimed_by or "",
        claimed_until=row.claimed_until,
        tell_messages=row.tell_messages,
        typed_by=row.typed_by,
    )


def _unsealed_answers(row: Any, seal: Sealer) -> Answers:
    opened: Answers = json.loads(
        seal.unseal(
            row.answers_sealed,
            table=_VERSIONS,
            column="answers_sealed",
            row=_version_row(row.registration_id, row.version),
        )
    )
    return opened


def _version_row(registration_id: str, version: int) -> str:
    return ":".join((registration_id, str(version)))


def _chunks(items: Sequence[_Item], size: int = 400) -> Iterable[Sequence[_Item]]:
    return (items[at : at + size] for at in range(0, len(items), size))
