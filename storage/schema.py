"""Every table on one page.

Personal data stands only in columns whose names end in ``_sealed`` (storage/sealing.py binds table, column
and row id into each seal) and in blind indexes (``*_index``: keyed hashes for equality search). Ids of rows
with sealed columns are random 128-bit hex, made before the row is written. Moments are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Serial = BigInteger().with_variant(Integer, "sqlite")
Id = String(32)
Index_ = String(80)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC (SQLite has no time zones: naive UTC there)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


# --- reference data an office may change -------------------------------------------------------------------

units = Table(
    "units",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("row", Text, nullable=False),  # one row of units.csv as JSON; no personal data
)
offices = Table(
    "offices",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("row", Text, nullable=False),  # one row of offices.csv as JSON
)
settings = Table(
    "settings",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),  # e.g. the check value of the key ring, office settings
)

# --- staff -------------------------------------------------------------------------------------------------

staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name_sealed", Text, nullable=False),
    Column("role", String(20), nullable=False),  # officer | police | higher | payer | administrator
    Column("office", String(20), nullable=False),  # offices.code
    Column("phone_index", Index_),
    Column("cccd_index", Index_),
    Column("suspended_at", Moment),
    Column("made_at", Moment, nullable=False),
)
staff_links = Table(
    "staff_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),  # SHA-256 of a 128-bit token
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("kind", String(10), nullable=False),  # web | chat
    Column("until", Moment, nullable=False),
    Column("used_at", Moment),
)

# --- chats, inbox, outbox ----------------------------------------------------------------------------------

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("address_sealed", Text, nullable=False),
    Column("address_index", Index_, nullable=False),
    Column("language", String(5), nullable=False, server_default="vi"),
    Column("state_sealed", Text),  # conversations.state as JSON
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("secret_hash", String(64)),  # SHA-256 of the web cookie's secret; null = nobody comes in
    Column("messages", String(10), nullable=False, server_default="full"),  # full | short | off
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("messages_since", Moment),  # oldest waiting message or timer; null = none
    Column("notices_since", Moment),  # oldest waiting notice; null = none
    Column("paused_until", Moment),  # flooding
    Column("next_send_at", Moment),  # the channel's limit for one chat
    Column("made_at", Moment, nullable=False),
    Column("heard_at", Moment),
    UniqueConstraint("channel", "address_index"),
)
Index(
    "ix_chats_messages",
    chats.c.messages_since,
    sqlite_where=chats.c.messages_since.isnot(None),
    postgresql_where=chats.c.messages_since.isnot(None),
)
Index(
    "ix_chats_notices",
    chats.c.notices_since,
    sqlite_where=chats.c.notices_since.isnot(None),
    postgresql_where=chats.c.notices_since.isnot(None),
)

_of_staff = chats.c.staff_id.isnot(None)
Index("ix_chats_staff", chats.c.staff_id, sqlite_where=_of_staff, postgresql_where=_of_staff)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),  # e.g. telegram:<bot>:<update>, timer:<id>, paid:…
    Column("chat_id", Id, ForeignKey("chats.id"), nullable=False),
    Column("lane", Integer, nullable=False),  # 0 what people say and timers, 1 notices
    Column("kind", String(20), nullable=False),  # domain.messages.Incoming.kind | timer | notice
    Column("body_sealed", Text),  # emptied when handled; the seal's row id is the key
    Column("ready", Boolean, nullable=False, server_default=text("true")),  # false: its file is being fetched
    Column("received_at", Moment, nullable=False),
    Column("handled_at", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("error_code", String(20)),  # set when put aside as unreadable
)
Index(
    "ix_inbox_waiting",
    inbox.c.chat_id,
    inbox.c.lane,
    inbox.c.seq,
    sqlite_where=inbox.c.handled_at.is_(None),
    postgresql_where=inbox.c.handled_at.is_(None),
)
Index(
    "ix_inbox_unready",
    inbox.c.seq,
    sqlite_where=inbox.c.ready.is_(False),
    postgresql_where=inbox.c.ready.is_(False),
)
Index(
    "ix_inbox_handled",
    inbox.c.handled_at,
    sqlite_where=inbox.c.handled_at.isnot(None),
    postgresql_where=inbox.c.handled_at.isnot(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("uid", Id, nullable=False, unique=True),  # the seal's row id
    Column("chat_id", Id, ForeignKey("chats.id"), nullable=False),
    Column("mine", Boolean, nullable=False, server_default=text("false")),  # a citizen's own line (web history)
    Column("pushed", Boolean, nullable=False, server_default=text("true")),  # false: its page reads it (web)
    Column("body_sealed", Text),  # emptied when sent (the web chat keeps its own)
    Column("state", String(12), nullable=False),  # waiting | sent | undelivered
    Column("notice_key", String(200)),  # inbox key of the notice it says, "" none: tells who was told
    Column("repeat", Boolean, nullable=False, server_default=text("false")),  # money: repeat with "(gửi lại)"
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Moment, nullable=False),
    Column("sending_by", String(40)),
    Column("sending_until", Moment),
    Column("perhaps_sent", Boolean, nullable=False, server_default=text("false")),
    Column("reason", String(60)),  # why undelivered: gone | refused | tries
    Column("channel_id", String(80)),  # the channel's own id of the message
    sqlite_autoincrement=True,
)
_to_push = and_(outbox.c.state == "waiting", outbox.c.pushed.is_(True))
_to_show = and_(outbox.c.state == "waiting", outbox.c.pushed.is_(False))
Index("ix_outbox_waiting", outbox.c.chat_id, outbox.c.id, sqlite_where=_to_push, postgresql_where=_to_push)
Index("ix_outbox_to_show", outbox.c.created_at, sqlite_where=_to_show, postgresql_where=_to_show)
Index("ix_outbox_chat", outbox.c.chat_id, outbox.c.id)
Index("ix_outbox_notice_key", outbox.c.notice_key)

cursors = Table(
    "cursors",
    metadata,
    Column("channel", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
paces = Table(
    "paces",
    metadata,
    Column("channel", String(40), primary_key=True),
    Column("sent", Text, nullable=False),  # JSON: moments within the last second, and how many messages each
)
timers = Table(
    "timers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(30), nullable=False),  # tell | draft_reminder | draft_end | no_answer | job_slow | …
    Column("chat_id", Id, ForeignKey("chats.id")),
    Column("about", String(80), nullable=False, server_default=""),  # registration id, talk id, notice key …
    Column("version", Integer),
    Column("body_sealed", Text),
    Column("due_at", Moment, nullable=False),
    Column("done_at", Moment),
)
Index(
    "ix_timers_due",
    timers.c.due_at,
    sqlite_where=timers.c.done_at.is_(None),
    postgresql_where=timers.c.done_at.is_(None),
)
Index("ix_timers_about", timers.c.about)

documents = Table(
    "documents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),  # our own file name; no personal data in it
    Column("kind", String(20), nullable=False),  # list | upload | marked
    Column("content_sealed", LargeBinary),
    Column("sha256_index", Index_),
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("chat_id", Id, ForeignKey("chats.id")),
    Column("batch_id", Id),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment),  # content emptied then
)
jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("args_sealed", Text, nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("chat_id", Id, ForeignKey("chats.id")),
    Column("cursor", String(80), nullable=False, server_default=""),
    Column("made_at", Moment, nullable=False),
    Column("running_until", Moment),  # lease
    Column("done_at", Moment),
    Column("failed", String(60)),
    Column("tries", Integer, nullable=False, server_default="0"),
)

# --- consent -----------------------------------------------------------------------------------------------

consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", Id, ForeignKey("chats.id"), nullable=False),
    Column("talk_id", Id, nullable=False),  # the draft it belongs to
    Column("registration_id", Id, ForeignKey("registrations.id")),
    Column("purpose", String(20), nullable=False),  # register | forward | messages
    Column("text_version", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("text_sealed", Text, nullable=False),  # the exact text shown, placeholders filled
    Column("language", String(5), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("controller", String(120), nullable=False, server_default=""),  # office, named at sending
    Column("said_sealed", Text, nullable=False),  # the raw answer
    Column("agreed", Boolean, nullable=False),
    Column("on_behalf", String(20), nullable=False),  # self | guardian | helper
    Column("basis", String(30), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", String(20)),
)
Index("ix_consents_registration", consents.c.registration_id)
Index("ix_consents_talk", consents.c.talk_id)

# --- registrations -----------------------------------------------------------------------------------------

registrations = Table(
    "registrations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String(12), nullable=False, unique=True),
    Column("talk_id", Id, nullable=False, unique=True),  # the draft it came from: sent once, however often tapped
    Column("unit", String(5), nullable=False),
    Column("chat_id", Id, ForeignKey("chats.id"), nullable=False),
    Column("status", String(20), nullable=False),
    Column("status_since", Moment, nullable=False),
    Column("version", Integer, nullable=False),  # newest row of registration_versions
    Column("revision", Integer, nullable=False),  # grows with every change: what Stale compares
    Column("sent_at", Moment, nullable=False),  # last sending
    Column("due_on", Date, nullable=False),
    Column("resent", Integer, nullable=False, server_default="0"),
    Column("role", String(10), nullable=False),
    Column("pay_by", String(15), nullable=False),
    Column("category_group", String(10), nullable=False),
    Column("category", String(20)),
    Column("cccd_index", Index_),
    Column("requester_cccd_index", Index_),
    Column("name_index", Index_, nullable=False),
    Column("phone_index", Index_),
    Column("account_index", Index_),
    Column("warnings", Text, nullable=False, server_default="[]"),  # JSON list of codes
    Column("duplicate_of", Id),  # possible duplicate: another registration
    Column("duplicate_cleared", Boolean, nullable=False, server_default=text("false")),
    Column("asked_answer", String(20)),  # agreed | refused | cannot_answer, for the present version
    Column("asked_how", String(20)),
    Column("paper_seen_on", Date),
    Column("returned_fields", Text, nullable=False, server_default="[]"),  # JSON: fields and reason keys
    Column("reason_sealed", Text),  # what the citizen read (returned, rejected, stopped)
    Column("claimed_by", Id, ForeignKey("staff.id")),
    Column("claimed_until", Moment),
    Column("tell_messages", Boolean, nullable=False),  # consent_messages
)
for _column in ("cccd_index", "requester_cccd_index", "name_index", "phone_index", "account_index", "chat_id"):
    Index(f"ix_registrations_{_column}", registrations.c[_column])
Index(
    "ix_registrations_queue",
    registrations.c.unit,
    registrations.c.status,
    registrations.c.due_on,
    registrations.c.sent_at,
)

registration_versions = Table(
    "registration_versions",
    metadata,
    Column("registration_id", Id, ForeignKey("registrations.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("answers_sealed", Text, nullable=False),  # JSON by Question.key; the seal's row id is "<id>:<version>"
    Column("form", String(30), nullable=False),
    Column("form_version", Integer, nullable=False),
    # the staff member whose chat, phone or CCCD it is, "" for none (not null, so that the key below binds)
    Column("typed_by", Id, nullable=False, server_default=""),
    Column("made_at", Moment, nullable=False),
    PrimaryKeyConstraint("registration_id", "version"),
    UniqueConstraint("registration_id", "version", "typed_by", name="uq_version_typed_by"),
)
#: The composite key copies ``typed_by`` from the version, so the check below cannot be got round by the code.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("registration_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("typed_by", Id, nullable=False),
    Column("decided_by", Id, ForeignKey("staff.id")),
    Column("move", String(30), nullable=False),
    Column("before", String(20), nullable=False),
    Column("after", String(20), nullable=False),
    Column("reason", String(60), nullable=False, server_default=""),
    Column("note_sealed", Text),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
    ForeignKeyConstraint(
        ["registration_id", "version", "typed_by"],
        [
            "registration_versions.registration_id",
            "registration_versions.version",
            "registration_versions.typed_by",
        ],
        name="fk_decisions_version",
    ),
    CheckConstraint("typed_by = '' OR typed_by <> decided_by", name="four_eyes"),
)
Index("ix_decisions_registration", decisions.c.registration_id, decisions.c.at)

notes = Table(
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("registration_id", Id, ForeignKey("registrations.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # note | paper
    Column("text_sealed", Text, nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
Index("ix_notes_registration", notes.c.registration_id)
tasks = Table(  # the phone list and every "task" of wording.md
    "tasks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),  # nothing is put on the list twice
    Column(
        "kind", String(30), nullable=False
    ),  # no_chat | not_opened | callback | visit | paper | account | data | …
    Column("unit", String(5)),
    Column("registration_id", Id, ForeignKey("registrations.id")),
    Column("chat_id", Id, ForeignKey("chats.id")),
    Column("text_sealed", Text),  # what to say or do, for the officer
    Column("made_at", Moment, nullable=False),
    Column("due_on", Date),
    Column("done_at", Moment),
    Column("done_by", Id, ForeignKey("staff.id")),
)
Index(
    "ix_tasks_open",
    tasks.c.unit,
    tasks.c.made_at,
    sqlite_where=tasks.c.done_at.is_(None),
    postgresql_where=tasks.c.done_at.is_(None),
)

change_reports = Table(  # biến động reported by a citizen; also data requests and withdrawals
    "change_reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("talk_id", Id, nullable=False, unique=True),
    Column("registration_id", Id, ForeignKey("registrations.id")),
    Column("chat_id", Id, ForeignKey("chats.id"), nullable=False),
    Column("unit", String(5)),
    Column("kind", String(20), nullable=False),  # domain change kinds, data, withdrawal
    Column("answers_sealed", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("due_on", Date),
    Column("state", String(15), nullable=False),  # open | undone | decided
    Column("decided_by", Id, ForeignKey("staff.id")),
    Column("decided_at", Moment),
)

Index("ix_change_reports_registration", change_reports.c.registration_id)
_open = change_reports.c.state == "open"
Index(
    "ix_change_reports_open",
    change_reports.c.unit,
    change_reports.c.kind,
    change_reports.c.at,
    sqlite_where=_open,
    postgresql_where=_open,
)

# --- lists exchanged with other offices --------------------------------------------------------------------

batches = Table(
    "batches",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String(30), nullable=False, unique=True),  # CA-01840-261127-1
    Column("kind", String(4), nullable=False),  # DK | CA | XT | MT | CT, and KQ for an imported result
    Column("unit", String(5), nullable=False),
    Column("category_group", String(10), nullable=False, server_default=""),
    Column("to_office", String(20), nullable=False),
    Column("period", String(7), nullable=False, server_default=""),  # 01/2027
    Column("people", Integer, nullable=False),
    Column("total", BigInteger, nullable=False, server_default="0"),
    Column("made_by", Id, ForeignKey("staff.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("recalled_at", Moment),
    Column("document_id", Id, ForeignKey("documents.id")),
)
Index("ix_batches_list", batches.c.kind, batches.c.unit, batches.c.made_at)
batch_rows = Table(
    "batch_rows",
    metadata,
    Column("id", Id, primary_key=True),
    Column("batch_id", Id, ForeignKey("batches.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("row_code", String(7), nullable=False),
    Column("registration_id", Id, ForeignKey("registrations.id")),
    Column("version", Integer),
    Column("person_role", String(20), nullable=False, server_default="beneficiary"),
    Column("person_index", Index_),  # blind index of the person's CCCD (or of name and birth where none)
    Column("row_sealed", Text, nullable=False),  # the row as sent, JSON by column key
    Column("amount", BigInteger),
    Column("result", String(60)),  # stored value(s) of the answer; null = not yet answered
    Column("answer_sealed", Text),  # the columns filled in by the other office
    Column("answered_at", Moment),
    Column("taken_out_at", Moment),
    UniqueConstraint("batch_id", "row_code"),
)
Index("ix_batch_rows_registration", batch_rows.c.registration_id, batch_rows.c.batch_id)
Index("ix_batch_rows_person", batch_rows.c.person_index, batch_rows.c.batch_id)
imports = Table(  # a file that came back: staged, then applied in one commit
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("batch_id", Id, ForeignKey("batches.id")),
    Column("kind", String(4), nullable=False),
    Column("sha256_index", Index_, nullable=False),
    Column("staff_id", Id, ForeignKey("staff.id"), nullable=False),
    Column("staged_at", Moment, nullable=False),
    Column("applied_at", Moment),  # one small commit: before it nothing counts, after it everything does
    Column("followed_at", Moment),  # moves and notices all made
    Column("cursor", Integer, nullable=False, server_default="0"),
)
Index("ix_imports_sha256", imports.c.sha256_index)
import_rows = Table(
    "import_rows",
    metadata,
    Column("import_id", Id, ForeignKey("imports.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("batch_row_id", Id, ForeignKey("batch_rows.id"), nullable=False),
    Column("result", String(60)),
    Column("answer_sealed", Text),  # seal's row id "<import_id>:<line>"
    PrimaryKeyConstraint("import_id", "line"),
)

# --- money that was paid -----------------------------------------------------------------------------------

payments = Table(  # one per person, payment list and outcome: what one notice is about
    "payments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),  # paid:<batch>:<registration>:<outcome>
    Column("batch_id", Id, ForeignKey("batches.id"), nullable=False),
    Column("registration_id", Id, ForeignKey("registrations.id")),
    Column("outcome", String(20), nullable=False),  # paid_account | partial | late | …
    Column("reason", String(4), nullable=False, server_default=""),  # R1 … R11
    Column("rows", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("paid", BigInteger, nullable=False),
    Column("paid_on", Date),
    Column("period", String(7), nullable=False),
    Column("tail_sealed", Text),  # last 4 digits and bank, as they stood on the list
    Column("told", String(12), nullable=False),  # waiting | told | phone | not_wanted | nobody
    Column("received", String(12)),  # yes | no, and who said so
    Column("answered_at", Moment),
)
Index("ix_payments_registration", payments.c.registration_id)
_not_told = payments.c.told == "waiting"
Index("ix_payments_waiting", payments.c.told, sqlite_where=_not_told, postgresql_where=_not_told)
grievances = Table(
    "grievances",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", String(20), nullable=False, unique=True),  # BK-7Q4M-2KT/1
    Column("registration_id", Id, ForeignKey("registrations.id"), nullable=False),
    Column("payment_id", Id, ForeignKey("payments.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # none | short | other_account | other_person
    Column("unit", String(5), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answered_at", Moment),
    Column("answer_sealed", Text),
    Column("closed_at", Moment),
    Column("closed_by", String(20)),  # person | officer
    Column("revision", Integer, nullable=False, server_default="1"),
)
Index("ix_grievances_registration", grievances.c.registration_id)
Index("ix_grievances_payment", grievances.c.payment_id)
Index("ix_grievances_unit", grievances.c.unit, grievances.c.due_on)

audit = Table(
    "audit",
    metadata,
    Column("seq", Serial, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("who", String(60), nullable=False),  # staff:<id> | chat:<id> | os:<user> | program
    Column("what", String(40), nullable=False),
    Column("about", String(80), nullable=False, server_default=""),
    Column("details", Text, nullable=False, server_default="{}"),  # counts and codes only, no personal data
    sqlite_autoincrement=True,
)
Index("ix_audit_about", audit.c.about)
