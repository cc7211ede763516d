"""What follows an applied file, in chunks by a cursor that is kept: first the answers, then what they mean.

The cursor runs through the staged rows twice. Only when every answer stands are the persons gone through, so a
person whose rows lie in two chunks is looked at once all of them are known.
"""

from __future__ import annotations

from admin.desk import Desk
from admin.taking import Taking
from storage import batches, imports, returned_rows
from storage.batches import Batch
from storage.imports import Import

#: So few that who is answered in between waits for some hundredths of a second.
CHUNK = 200


def follow_all(desk: Desk, file: Import, batch: Batch, taking: Taking) -> None:
    """Everything at once, for a short file."""
    while not follow_some(desk, file, batch, taking):
        found = imports.find(desk.db, file.id)
        assert found is not None
        file = found


def follow_some(desk: Desk, file: Import, batch: Batch, taking: Taking, *, limit: int = CHUNK) -> bool:
    """The next chunk, whose rows and moves and notices are written with the cursor; True when all is done."""
    count = imports.count(desk.db, file.id)
    if file.cursor < count:
        last = _answer(desk, file, after=file.cursor, limit=limit)
    else:
        last = _mean(desk, file, batch, taking, after=file.cursor - count, limit=limit)
        last += count if last else 0
    if last:
        imports.advance(desk.db, file.id, cursor=last)
    else:
        imports.followed(desk.db, file.id, now=desk.now)
    return not last


def _answer(desk: Desk, file: Import, *, after: int, limit: int) -> int:
    """The next answers into the list; the last line, 0 when there is none."""
    staged = imports.answers_after(desk.db, file.id, after, limit=limit, seal=desk.seal)
    returned_rows.answer(
        desk.db, [(row_id, result, answer) for _, row_id, result, answer in staged], seal=desk.seal, now=desk.now
    )
    return staged[-1][0] if staged else 0


def _mean(desk: Desk, file: Import, batch: Batch, taking: Taking, *, after: int, limit: int) -> int:
    """What the next answers mean, with all rows of their persons; the last line, 0 when there is none."""
    staged = imports.row_ids_after(desk.db, file.id, after, limit=limit)
    changed = {row_id for _, row_id in staged}
    known, strangers = returned_rows.persons_of(desk.db, changed)
    rows = [
        *batches.rows_of(desk.db, batch.id, seal=desk.seal, registration_ids=known),
        *batches.rows_of(desk.db, batch.id, seal=desk.seal, person_indexes=strangers),
    ]
    if rows:
        taking.follow(desk, batch, rows, changed)
    return staged[-1][0] if staged else 0
