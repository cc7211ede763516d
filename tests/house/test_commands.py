"""COMMANDS: one table for chat, terminal and web desk, with its page in the docs."""

from __future__ import annotations

import ast
import re

import pytest

from admin.command import Command
from admin.commands import COMMANDS
from domain.staff import Role
from locales import Languages, load_languages
from tests.house.source import HOUSE, modules

PAGE = HOUSE / "docs" / "commands.md"
ROLES = {
    Role.OFFICER: "commune officer",
    Role.POLICE: "commune police",
    Role.HIGHER: "higher office",
    Role.PAYER: "payer",
    Role.ADMINISTRATOR: "administrator",
}
OFFICES = {
    "vi": {"higher_office": "cơ quan cấp trên", "payer": "đơn vị chi trả"},
    "en": {"higher_office": "the higher office", "payer": "the payer"},
}
HEAD = """\
# Staff commands

Made from `COMMANDS` (`admin/commands.py`) by `pytest tests/house --update`; a test compares it. The commands are
the same in the chat, in the terminal (`./run trocap admin …`) and on the web desk. Everything a command does or
shows is written into the audit under the name in the last column.

"""


def _row(command: Command, languages: Languages) -> str:
    vietnamese, english = (languages.speak(command.help, name, OFFICES[name]) for name in ("vi", "en"))
    typed = f"`{command.typed}`" if command.typed else f"`{command.name}`"
    who = ", ".join(ROLES[role] for role in Role if role in command.roles)
    return f"| {typed} | {vietnamese} | {english} | {who} | `{command.audited}` |\n"


def page() -> str:
    """docs/commands.md: the typed commands, then those that only buttons reach."""
    languages = load_languages()
    heads = "| command | Vietnamese | English | who | in the audit |\n|---|---|---|---|---|\n"
    typed = "".join(_row(command, languages) for command in COMMANDS.values() if command.typed)
    buttons = "".join(_row(command, languages) for command in COMMANDS.values() if not command.typed)
    return f"{HEAD}## Typed\n\n{heads}{typed}\n## By buttons only\n\n{heads}{buttons}"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_says_who_may_and_what_it_is(command: Command) -> None:
    """Each command has an ASCII name, a role, a short help line under its own key, and a name for the audit."""
    assert re.fullmatch(r"[a-z]+", command.name)
    assert command.roles
    assert command.roles <= set(Role)
    assert command.help.key.startswith("help.")
    assert command.help.vietnamese
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", command.audited)
    assert not command.typed or command.typed.split(maxsplit=1)[0] == f"/{command.name}"


def test_no_two_commands_share_a_name_or_a_help_line() -> None:
    """Each row of the table has a name and a help key of its own."""
    assert all(name == command.name for name, command in COMMANDS.items())
    assert len({command.help.key for command in COMMANDS.values()}) == len(COMMANDS)


def test_the_administrator_sees_no_persons() -> None:
    """An administrator may use nothing but figures: staff and units are kept outside of COMMANDS."""
    assert {command.name for command in COMMANDS.values() if Role.ADMINISTRATOR in command.roles} <= {"thongke"}


def test_the_page_of_commands_agrees(update: bool) -> None:
    """docs/commands.md says exactly what the table says."""
    if update:
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "pytest tests/house --update writes it"


def test_a_button_names_a_command() -> None:
    """Every button of staff runs a row of COMMANDS, and every row without a typed name has a button."""
    named: set[str] = set()
    for module in modules("admin"):
        for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
            places = [word.value for word in call.keywords if word.arg == "command"]
            places += call.args[1:2] if isinstance(call.func, ast.Name) and call.func.id == "button" else []
            named |= {
                place.value for place in places if isinstance(place, ast.Constant) and isinstance(place.value, str)
            }
    assert named
    assert not named - set(COMMANDS)
    assert not {command.name for command in COMMANDS.values() if not command.typed} - named
