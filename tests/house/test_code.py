"""The shape of the code: small modules, small functions, plain names, exact patterns, explained tests."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import Module, functions, imported, modules

MODULE_LINES, FUNCTION_LINES = 300, 40
#: Longer than the limit, and why that is the clearer way.
LONG_MODULES = {
    "storage/schema.py": "every table on one page",
}
LONG_FUNCTIONS = {
    "bot/web/app.py:create_app": "the routes of the pages, one a line",
}
#: Names that do not say what comes out (DESIGN: words); data and info only where they end a name.
SAYS_NOTHING = re.compile(
    r"_?(process|handle|validate)_\w+|(\w+_)?(manager|service|helpers?|utils?|dao)(_\w+)?|(\w+_)?_?(data|info)"
)
ALLOWED_NAMES = {
    "conversations/forms/conditions.py:helper": "the role of the plan",
    "conversations/rights.py:request_data": "a person's data, as the law calls them",
    "storage/schema.py:process_bind_param": "the name SQLAlchemy asks for",
    "storage/schema.py:process_result_value": "the name SQLAlchemy asks for",
}
EVERYWHERE = pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
TESTS = [module for module in modules("tests") if module.path.rpartition("/")[2].startswith("test_")]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@EVERYWHERE
def test_a_module_fits_into_the_head(module: Module) -> None:
    """No module is longer than 300 lines, and each begins by saying what it is."""
    lines = module.text.count("\n")
    assert lines <= MODULE_LINES or module.path in LONG_MODULES
    assert ast.get_docstring(module.tree) or not module.text.strip()


@EVERYWHERE
def test_a_function_fits_onto_a_screen(module: Module) -> None:
    """No function is longer than 40 lines."""
    long = [
        f"{module.path}:{one.lineno} {one.name}"
        for one in functions(module.tree)
        if (one.end_lineno or one.lineno) - one.lineno + 1 > FUNCTION_LINES
        and f"{module.path}:{one.name}" not in LONG_FUNCTIONS
    ]
    assert not long


@EVERYWHERE
def test_a_name_says_what_comes_out(module: Module) -> None:
    """No module, class or function has one of the names that say nothing."""
    defined = [
        node.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    names = [*module.path.removesuffix(".py").split("/"), *defined]
    empty = [name for name in names if SAYS_NOTHING.fullmatch(_snake(name))]
    assert not [name for name in empty if f"{module.path}:{name}" not in ALLOWED_NAMES]


@EVERYWHERE
def test_what_others_use_is_explained(module: Module) -> None:
    """Every public class and function at the top of a module, and every public method, has a docstring."""
    classes = [one for one in module.tree.body if isinstance(one, ast.ClassDef)]
    owners: list[ast.Module | ast.ClassDef] = [module.tree, *classes]
    bare = [
        f"{module.path}:{node.lineno} {node.name}"
        for owner in owners
        for node in owner.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not getattr(owner, "name", "").startswith("_")
        and f"{module.path}:{node.name}" not in ALLOWED_NAMES
        and not ast.get_docstring(node)
    ]
    assert not bare


@EVERYWHERE
def test_only_the_telegram_channel_knows_telegram(module: Module) -> None:
    """The library of a channel is imported by that channel's own files alone."""
    knows = any(name.partition(".")[0] == "telegram" for name in imported(module.tree))
    assert not knows or re.fullmatch(r"bot/telegram_\w+\.py", module.path)


@EVERYWHERE
def test_async_stays_in_the_shell(module: Module) -> None:
    """Below the shell everything is a plain function."""
    below = not module.path.startswith(("bot/", "storage/database.py"))
    assert not (below and any(isinstance(one, ast.AsyncFunctionDef) for one in functions(module.tree)))


@pytest.mark.parametrize(
    "module", modules("admin", "conversations", "storage", "locales"), ids=lambda module: module.path
)
def test_a_digit_in_a_pattern_is_an_ascii_digit(module: Module) -> None:
    r"""Patterns say [0-9] or re.ASCII: a bare \d takes the digits of all scripts (readers see folded text)."""
    loose = [
        f"{module.path}:{call.lineno} {ast.unparse(call)}"
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _has_loose_digit(call)
    ]
    assert not loose


def _has_loose_digit(call: ast.Call) -> bool:
    patterns: list[ast.expr] = [word.value for word in call.keywords if word.arg == "pattern"]
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re" and call.args:
        if re.search(r"\bre\.(A|ASCII)\b|\(\?a", ast.unparse(call)):
            return bool(patterns)
        patterns.append(call.args[0])
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and r"\d" in part.value
        for pattern in patterns
        for part in ast.walk(pattern)
    )


def test_a_pattern_of_settings_takes_ascii_digits() -> None:
    r"""Patterns of pydantic fields say [0-9], since \d takes the digits of all scripts there."""
    patterns = [
        f"{module.path}:{word.value.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "pattern" and r"\d" in ast.unparse(word.value)
    ]
    assert not patterns


@pytest.mark.parametrize("module", TESTS, ids=lambda module: module.path)
def test_a_test_says_in_one_sentence_what_holds(module: Module) -> None:
    """Every test has a docstring whose first paragraph is one sentence."""
    unclear = []
    for one in functions(module.tree):
        if one.name.startswith("test_"):
            said = " ".join((ast.get_docstring(one) or "").split("\n\n")[0].split())
            if not re.search(r"[.?…][\"”)]?$", said) or re.search(r"[a-z)][.?] [A-Z]", said):
                unclear.append(f"{module.path}:{one.lineno} {one.name}: {said}")
    assert not unclear


@pytest.mark.parametrize("module", TESTS, ids=lambda module: module.path)
def test_no_test_sleeps(module: Module) -> None:
    """Tests wait for what happens, never for a clock; asyncio.sleep(0) only lets others go on."""
    calls = [ast.unparse(node) for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    assert not [call for call in calls if re.match(r"(?:time|asyncio)\.sleep\((?!0\))", call)]
