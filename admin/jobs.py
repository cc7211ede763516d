"""Every kind of long work, by the name in its jobs row; admin/long_work.py says how they go."""

from __future__ import annotations

from admin import (
    account_opening,
    list_making,
    payment_list,
    registration_list,
    results,
    verification,
    verified_list,
)
from admin.desk import Answer, Desk
from admin.following import follow_some
from admin.list_making import Maker, Written
from admin.long_work import NOTHING_YET, Again, InChild, Step, Work
from admin.results import FOLLOW_IMPORT, READ_RESULT
from admin.sheets import reasons
from admin.takings import TAKINGS
from storage import batches, imports
from storage.jobs import Job

MAKERS: dict[str, Maker] = {
    maker.name: maker
    for maker in (verification.MAKER, verified_list.MAKER, account_opening.MAKER, registration_list.MAKER)
}


def make_list(desk: Desk, job: Job, came: object) -> Step:
    """A long list: drafted as things stand now, its file written in a child, then out in one transaction."""
    maker = MAKERS[str(job.args["maker"])]
    match came:
        case None:
            draft = maker.draft(desk, job.args)
            return InChild(list_making.written, (list_making.prepare(desk, draft),))
        case Written():
            return list_making.keep(desk, maker, came)
    return Answer(lines=(reasons.UNREADABLE,))


def follow_import(desk: Desk, job: Job, came: object) -> Step:
    """An applied file: answers, then moves and notices, a chunk a transaction by the import's own cursor."""
    file = imports.find(desk.db, str(job.args["import"]))
    batch = batches.find(desk.db, file.batch_id) if file else None
    if file is None or batch is None or file.followed_at is not None:
        return NOTHING_YET
    return NOTHING_YET if follow_some(desk, file, batch, TAKINGS[batch.kind]) else Again(None)


JOBS: dict[str, Work] = {
    READ_RESULT: results.read_result,
    FOLLOW_IMPORT: follow_import,
    list_making.MAKE_LIST: make_list,
    payment_list.MAKE_PAYMENT_LIST: payment_list.make_payment_list,
}
