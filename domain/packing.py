"""Texts and choices to and from JSON: what a chat was shown is kept, and a notice carries its sentences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.wording import Choice, InWords, Money, OfficeTime, Param, Text


def pack_text(text: Text) -> dict[str, Any]:
    """Plain JSON of a text; ``unpack_text`` gives the same text back."""
    return {
        "k": text.key,
        "v": text.vietnamese,
        "p": {name: _pack(value) for name, value in text.params.items()},
    }


def unpack_text(packed: dict[str, Any]) -> Text:
    """The text again; KeyError when it is not what ``pack_text`` made."""
    return Text(packed["k"], packed["v"], **{name: _unpack(value) for name, value in packed["p"].items()})


def pack_choice(choice: Choice) -> dict[str, Any]:
    """Plain JSON of a choice; what is empty is left out."""
    packed: dict[str, Any] = {"label": pack_text(choice.label)}
    for name in ("keeps", "drops", "asks", "does", "command", "args"):
        value = getattr(choice, name)
        if value:
            packed[name] = list(value) if isinstance(value, tuple) else value
    if choice.echo is not None:
        packed["echo"] = pack_text(choice.echo)
    return packed


def unpack_choice(packed: dict[str, Any]) -> Choice:
    """The choice again."""
    return Choice(
        label=unpack_text(packed["label"]),
        keeps=packed.get("keeps", {}),
        drops=tuple(packed.get("drops", ())),
        asks=packed.get("asks", ""),
        does=packed.get("does", ""),
        echo=unpack_text(packed["echo"]) if "echo" in packed else None,
        command=packed.get("command", ""),
        args=packed.get("args", {}),
    )


def _pack(value: Param) -> Any:
    match value:
        case str() | int():
            return value
        case Text():
            return {"text": pack_text(value)}
        case Money():
            return {"dong": value.dong}
        case InWords():
            return {"words": value.day.isoformat()}
        case OfficeTime():
            return {"office_time": value.at.isoformat()}
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case tuple():
            return [pack_text(text) for text in value]


def _unpack(value: Any) -> Param:
    match value:
        case {"text": packed}:
            return unpack_text(packed)
        case {"dong": dong}:
            return Money(dong)
        case {"words": day}:
            return InWords(date.fromisoformat(day))
        case {"office_time": at}:
            return OfficeTime(datetime.fromisoformat(at))
        case {"at": at}:
            return datetime.fromisoformat(at)
        case {"day": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(unpack_text(packed) for packed in value)
        case _:
            return str(value) if isinstance(value, str) else int(value)
