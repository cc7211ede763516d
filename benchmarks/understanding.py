"""What does it cost to understand an answer, and how often is it right, beside what a library alone makes of it?

Peers in the same run, on the same golden inputs: a plain ``phonenumbers.parse``, ``dateparser.parse`` and
``rapidfuzz`` over the same lists. "Wrong" is the figure that matters: a value taken that is not the one meant.
"""

from __future__ import annotations

import io
import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import dateparser
import phonenumbers
from PIL import Image
from rapidfuzz import fuzz, process

from bot.photos import decode
from domain.reading.text import fold
from domain.reading.understand import understand
from domain.reference.banks import banks
from domain.reference.places import default_places
from domain.wording import Value

TODAY = date(2026, 11, 24)
GOLDEN = Path(__file__).parent.parent / "tests" / "data" / "golden_dev.jsonl"
PHOTOS = Path(__file__).parent.parent / "tests" / "data" / "qr" / "dev"
ROUNDS = 5
Reader = Callable[[str], Value]


def run() -> Iterator[str]:
    """The table, line by line."""
    rows = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    places = default_places()
    yield "understanding: golden inputs, ours beside a library alone (right / asked or refused / wrong value)"
    yield f"{'kind':<9} {'n':>4} {'right':>6} {'asked':>6} {'WRONG':>6} {'median us':>10} {'p99 us':>8}  peer"
    for kind in dict.fromkeys(row["kind"] for row in rows):
        chosen = [row for row in rows if row["kind"] == kind]

        def ours(text: str, kind: str = kind) -> Value:
            made = understand(kind, text, today=TODAY, places=places)
            return made["value"] if made["ok"] else None  # type: ignore[return-value]  # a JSON value when ok

        right, asked, wrong = judged(ours, chosen)
        median, p99 = timed(ours, chosen)
        line = f"{kind:<9} {len(chosen):>4} {right:>6} {asked:>6} {wrong:>6} {median:>10.0f} {p99:>8.0f}"
        yield line + "  " + beside(kind, chosen)
    yield from photos()


def judged(reader: Reader, rows: list[dict[str, Value]]) -> tuple[int, int, int]:
    """Right, asked or refused though it has a value, and wrong values taken."""
    right = asked = wrong = 0
    for row in rows:
        value = reader(str(row["input"]))
        if value == row["value"]:
            right += 1
        elif value is None:
            asked += 1
        else:
            wrong += 1
    return right, asked, wrong


def timed(reader: Reader, rows: list[dict[str, Value]]) -> tuple[float, float]:
    """Median and 99th percentile in microseconds, medians of several rounds."""
    medians, tails = [], []
    for _ in range(ROUNDS):
        costs = []
        for row in rows:
            begun = time.perf_counter()
            reader(str(row["input"]))
            costs.append((time.perf_counter() - begun) * 1e6)
        medians.append(statistics.median(costs))
        tails.append(sorted(costs)[int(len(costs) * 0.99)])
    return statistics.median(medians), statistics.median(tails)


def beside(kind: str, rows: list[dict[str, Value]]) -> str:
    """The peer's figures."""
    if kind not in PEERS:
        return "-"
    name, reader = PEERS[kind]
    right, asked, wrong = judged(reader, rows)
    median, p99 = timed(reader, rows)
    return f"{name}: right {right}, asked {asked}, WRONG {wrong}, median {median:.0f} us, p99 {p99:.0f} us"


def plain_phone(text: str) -> Value:
    """phonenumbers alone."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def plain_date(text: str) -> Value:
    """dateparser alone, day first, Vietnamese."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = dateparser.parse(text, languages=["vi", "en"], settings={"DATE_ORDER": "DMY"})
    return found.date().isoformat() if found else None


def _alias_list() -> dict[str, str]:
    return {fold(alias): bank.bin for bank in banks().values() for alias in (bank.short_name, *bank.aliases)}


_ALIASES = _alias_list()


def plain_bank(text: str) -> Value:
    """rapidfuzz's best match over the same names."""
    best = process.extractOne(fold(text), list(_ALIASES), scorer=fuzz.WRatio, score_cutoff=80)
    return _ALIASES[best[0]] if best else None


_PLACES = {
    fold(old.name): {"ward_2023": old.code, "ward_2025": old.now.code} for old in default_places().old_units
}


def plain_address(text: str) -> Value:
    """rapidfuzz's best match over the names of the old units."""
    best = process.extractOne(fold(text), list(_PLACES), scorer=fuzz.partial_ratio, score_cutoff=80)
    return dict(_PLACES[best[0]]) if best else None


PEERS: dict[str, tuple[str, Reader]] = {
    "phone": ("phonenumbers", plain_phone),
    "dob": ("dateparser", plain_date),
    "bank": ("rapidfuzz", plain_bank),
    "address": ("rapidfuzz", plain_address),
}


def photos() -> Iterator[str]:
    """A QR in a 12-megapixel JPEG, and the images of the golden set."""
    picture = Image.open(PHOTOS / "06_vietqr_photo.png").convert("RGB")
    large = Image.new("RGB", (4000, 3000), (200, 200, 200))
    large.paste(picture.resize((1600, 1600 * picture.height // picture.width)), (900, 500))
    out = io.BytesIO()
    large.save(out, "JPEG", quality=90)
    costs = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = decode(out.getvalue())
        costs.append((time.perf_counter() - begun) * 1e3)
    said = "read" if found.texts else found.reason
    yield f"photo     12 MP JPEG, {said}: median {statistics.median(costs):.0f} ms"
    read = sum(bool(decode(path.read_bytes()).texts) for path in sorted(PHOTOS.glob("*.png")))
    yield f"photo     golden images read: {read} of 12 (one is cropped and must fail kindly)"
