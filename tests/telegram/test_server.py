"""The test Bot API is Telegram enough: what the other tests build on."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.telegram.server import TOKEN, BotApi


def ask(address: str, **given: object) -> dict[str, Any]:
    """The answer of the server, a refusal too."""
    request = urllib.request.Request(address, json.dumps(given).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as refused:
        with refused:
            answer = json.load(refused)
    return answer


def test_in_a_thread_people_can_be_waited_for() -> None:
    """Without an event loop: updates come until confirmed, what is sent is heard."""
    with BotApi().in_thread() as api:
        mui = api.user(7001)
        first, second = mui.says("một"), mui.says("hai")
        bot = f"{api.base_url}{TOKEN}"
        assert [one["update_id"] for one in ask(f"{bot}/getUpdates")["result"]] == [first, second]
        assert [one["update_id"] for one in ask(f"{bot}/getUpdates", offset=second)["result"]] == [second]
        assert api.waiting() == 1
        ask(f"{bot}/sendMessage", chat_id=7001, text="Chào")
        assert [heard.text for heard in mui.wait(1)] == ["Chào"]
        with pytest.raises(TimeoutError):
            mui.wait(2, within=0.01)


@pytest.mark.parametrize(
    ("method", "given", "status", "words"),
    [
        ("sendMessage", {"chat_id": 9, "text": "a"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": 7001, "text": " "}, 400, "message text is empty"),
        ("sendMessage", {"chat_id": 7001, "text": "😀" * 2_049}, 400, "message is too long"),
        ("sendMessage", {"chat_id": 7002, "text": "a"}, 403, "blocked by the user"),
        (
            "sendMessage",
            {
                "chat_id": 7001,
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]},
            },
            400,
            "BUTTON_DATA_INVALID",
        ),
        ("sendDocument", {"chat_id": 7001, "document": "/etc/hostname"}, 400, "file must be non-empty"),
        ("getFile", {"file_id": "unknown"}, 400, "wrong file_id"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400, "query is too old"),
        ("sendNothing", {}, 404, "Not Found"),
    ],
)
def test_refusals_are_telegrams(method: str, given: dict[str, object], status: int, words: str) -> None:
    """What Telegram refuses is refused in its words."""
    with BotApi().in_thread() as api:
        api.user(7001)
        api.user(7002).blocks()
        answer = ask(f"{api.base_url}{TOKEN}/{method}", **given)
    assert (answer["ok"], answer["error_code"]) == (False, status)
    assert words in answer["description"]


def test_wrong_token_webhook_and_dropping() -> None:
    """401 for another token; 409 while a webhook is set; only drop_pending_updates drops."""
    with BotApi().in_thread() as api:
        api.user(7001).says("a")
        assert ask(f"{api.base_url}999:x/getMe")["error_code"] == 401
        bot = f"{api.base_url}{TOKEN}"
        ask(f"{bot}/setWebhook", url="https://example.invalid")
        assert ask(f"{bot}/getUpdates")["error_code"] == 409
        ask(f"{bot}/deleteWebhook")
        assert len(ask(f"{bot}/getUpdates", allowed_updates=["message"])["result"]) == 1
        assert ask(f"{bot}/getUpdates", allowed_updates=["callback_query"])["result"] == []
        ask(f"{bot}/deleteWebhook", drop_pending_updates=True)
        assert api.waiting() == 0


def test_a_process_of_its_own_is_steered_over_http() -> None:
    """``python -m tests.telegram.server`` prints its address and takes orders at /test."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.telegram.server"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        base_url = process.stdout.readline().strip()
        try:
            test = base_url.removesuffix("/bot") + "/test"
            ask(test, chat=7001, does="says", **{"with": {"text": "Chào"}})
            updates = ask(f"{base_url}{TOKEN}/getUpdates")["result"]
            ask(f"{base_url}{TOKEN}/sendMessage", chat_id=7001, text="Vâng")
            answer = ask(test, chat=7001)
        finally:
            process.terminate()
    assert updates[0]["message"]["text"] == "Chào"
    assert answer["waiting"] == 1
    assert [heard["text"] for heard in answer["heard"]] == ["Vâng"]
