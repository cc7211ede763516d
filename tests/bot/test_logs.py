"""No log line holds a citizen's number, words or a secret, whoever writes it."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.logs import SILENT, TRUSTED, OneLine, redact, set_up_logs

TOKEN = "1234567890:AAtestTESTtestTESTtestTESTtestTESTtes"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged at DEBUG, with TOKEN and a password as secrets; everything is put back afterwards."""
    root = logging.getLogger()
    loggers = [logging.getLogger(name) for name in (*TRUSTED, *SILENT)]
    levels = [(logger, logger.level) for logger in (root, *loggers)]
    hooks = sys.excepthook, threading.excepthook
    stream = io.StringIO()
    set_up_logs("DEBUG", [TOKEN, "mật-khẩu-dài", ""], stream=stream)
    yield stream
    for handler in [one for one in root.handlers if isinstance(one.formatter, OneLine)]:
        root.removeHandler(handler)
    for logger, level in levels:
        logger.setLevel(level)
    sys.excepthook, threading.excepthook = hooks
    logging.raiseExceptions = True


def lines(out: io.StringIO) -> list[dict[str, object]]:
    """The lines logged so far."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_is_one_json_object(out: io.StringIO) -> None:
    """When, level, who, what, and extra fields with their numbers."""
    logging.getLogger("bot.loops").info("kept %s messages", 3, extra={"chats": 2, "code": "E-1"})
    (line,) = lines(out)
    assert (line["level"], line["from"], line["say"]) == ("INFO", "bot.loops", "kept 3 messages")
    assert (line["chats"], line["code"]) == (2, "E-1")
    assert str(line["at"]).endswith("+00:00")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("CCCD 006052001234 sai", "CCCD […] sai"),
        ("gọi 0912 345 678", "gọi […]"),
        ("gọi 0912-345-678, 0912.345.678", "gọi […], […]"),
        ("số ０９１２３４５６７８", "số […]"),
        ("chat -1001234567890", "chat -[…]"),
        (f"/bot{TOKEN}/getMe", "/bot[…]/getMe"),
        ("987654321:BBotherOTHERotherOTHERother-_x", "[…]"),
        ("khóa mật-khẩu-dài.", "khóa […]."),
        ("2026-11-24 09:00:12 còn 1234567", "2026-11-24 09:00:12 còn 1234567"),
        ("ngày 05/3/1952, 1.500 dòng", "ngày 05/3/1952, 1.500 dòng"),
    ],
)
def test_secrets_and_long_numbers_are_blotted_out(text: str, rest: str) -> None:
    """Tokens, secrets and runs of eight digits in any writing go; dates, times and counts stay."""
    assert redact(text, [TOKEN, "mật-khẩu-dài"]) == rest


def test_arguments_and_extra_fields_are_blotted_out_too(out: io.StringIO) -> None:
    """Wherever a number stands in a record, it does not come out."""
    logging.getLogger("bot").warning(
        "%s %s", "006052001234", {"t": TOKEN}, extra={"chat": 7001234567, "at_line": [912345678]}
    )
    assert not any(number in out.getvalue() for number in ("006052001234", TOKEN, "7001234567", "912345678"))


def test_an_exception_is_types_and_places(out: io.StringIO) -> None:
    """What an exception quotes is left out, in its causes as well; where it happened stays."""
    try:
        try:
            raise KeyError("Nông Văn Thanh 006052001234")
        except KeyError as error:
            raise ValueError(f"Nông {TOKEN}") from error
    except ValueError:
        logging.getLogger("bot.turn").exception("a turn failed")
    (line,) = lines(out)
    assert str(line["raised"]).startswith("ValueError at test_logs.py:")
    assert "< KeyError at" in str(line["raised"])
    assert "Nông" not in out.getvalue()


def test_groups_and_system_errors_stay_readable(out: io.StringIO) -> None:
    """Every exception of a group has its place; "No space left" is nobody's data."""
    try:
        raise ExceptionGroup("Nông", [OSError(28, "No space left on device"), KeyError("Thanh")])
    except ExceptionGroup:
        logging.getLogger("storage").exception("not written")
    assert "OSError (No space left on device) < KeyError" in out.getvalue()
    assert "Thanh" not in out.getvalue()


def test_other_libraries_leave_only_name_and_place(out: io.StringIO) -> None:
    """A warning of a library we do not know may quote anything: its words stay out."""
    logging.getLogger("asyncio").error("Task exception: ValueError('Nông Văn Thanh')")
    logging.getLogger("asyncio").info("noise")
    (line,) = lines(out)
    assert line["from"] == "asyncio"
    assert "Nông" not in out.getvalue()


@pytest.mark.parametrize("name", [*SILENT, "telegram.Bot", "sqlalchemy.engine.Engine", "httpcore.http11"])
def test_libraries_that_log_bodies_are_silent(out: io.StringIO, name: str) -> None:
    """Not even CRITICAL: that is where updates that cannot be parsed would be written."""
    logging.getLogger(name).critical("Received data was %s", "Nông")
    assert out.getvalue() == ""


def test_a_line_that_cannot_be_made_prints_no_values(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong number of arguments is our slip; the arguments are not printed for it."""
    logging.getLogger("bot").info("one %s", "Nông", "Thanh")
    assert "message not readable" in out.getvalue()
    assert "Nông" not in out.getvalue() + capsys.readouterr().err


def test_uncaught_exceptions_become_lines(out: io.StringIO) -> None:
    """The last resort writes no text of an exception either, in the main thread and in others."""
    sys.excepthook(ValueError, ValueError("Nông"), None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    def fail() -> None:
        raise KeyError("Thanh")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert [line["level"] for line in lines(out)] == ["CRITICAL", "CRITICAL"]
    assert not any(word in out.getvalue() for word in ("Nông", "Thanh"))


def test_setting_up_again_replaces(out: io.StringIO) -> None:
    """The last call counts: no line twice."""
    again = io.StringIO()
    set_up_logs("INFO", stream=again)
    logging.getLogger("bot").info("once")
    assert out.getvalue() == ""
    assert len(lines(again)) == 1


def test_unknown_level_is_told() -> None:
    """A level that is none is an error of the settings, and nothing has changed."""
    before = logging.getLogger().handlers[:]
    with pytest.raises(ValueError, match="LOUD"):
        set_up_logs("LOUD")
    assert logging.getLogger().handlers == before
