"""What follows an applied file, in chunks by a cursor that is kept: first the answers, then what they mean.

The cursor runs through the staged rows twice. Only when every answer stands are the persons gone through, so a
person whose rows lie in two chunks is looked at once all of them are known.
"""

from __future__ import annotations

from admin.desk import Desk
from admin.taking import Taking
from storage import batches, imports
from storage.batches import Batch
from storage.imports import Import, ImportRow

CHUNK = 500


def follow_all(desk: Desk, file: Import, batch: Batch, taking: Taking) -> None:
    """Everything at once, for a short file."""
    while not follow_some(desk, file, batch, taking):
        found = imports.find(desk.db, file.id)
        assert found is not None
        file = found


def follow_some(desk: Desk, file: Import, batch: Batch, taking: Taking, *, limit: int = CHUNK) -> bool:
    """The next chunk, whose rows and moves and notices are written with the cursor; True when all is done."""
    count = imports.count(desk.db, file.id)
    writing = file.cursor < count
    line = file.cursor if writing else file.cursor - count
    staged = imports.rows_after(desk.db, file.id, line, limit=limit, seal=desk.seal)
    if not staged:
        imports.followed(desk.db, file.id, now=desk.now)
        return True
    if writing:
        answers = [(row.batch_row_id, row.result, row.answer) for row in staged]
        batches.answer(desk.db, answers, seal=desk.seal, now=desk.now)
    else:
        _follow(desk, batch, taking, staged)
    imports.advance(desk.db, file.id, cursor=staged[-1].line + (0 if writing else count))
    return False


def _follow(desk: Desk, batch: Batch, taking: Taking, staged: list[ImportRow]) -> None:
    """All rows of the persons in this chunk, and what their answers mean."""
    changed = {row.batch_row_id for row in staged}
    rows = batches.rows_by_id(desk.db, changed, seal=desk.seal).values()
    known = {row.registration_id for row in rows if row.registration_id}
    strangers = {row.person_index for row in rows if not row.registration_id}
    theirs = batches.rows_of(desk.db, batch.id, seal=desk.seal, registration_ids=known) if known else []
    others = batches.rows_of(desk.db, batch.id, seal=desk.seal, person_indexes=strangers) if strangers else []
    taking.follow(desk, batch, [*theirs, *others], changed)
