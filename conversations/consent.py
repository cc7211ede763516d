"""Consent: one message, three purposes, three stored answers (Luật 91/2025/QH15 Điều 9; wording.md section 2)."""

from __future__ import annotations

import re
from dataclasses import replace

from conversations import texts
from conversations.effects import Forget, KeepConsent, RemindAt
from conversations.form import Form
from conversations.forms.choices import CALL_ME, LATER, MISSES_BEFORE_HELP, TRY_AGAIN, act, keep
from conversations.state import Talk
from conversations.turn import Turn
from domain.reading.text import fold
from domain.reading.yes_no import read_yes_no
from domain.wording import Answers, Choice, Kept, Text

_ASKS_FIRST = re.compile(
    r"\bhoi\b.*\b(?:da|truoc|xem)\b|^(?:de|cho)(?: \w+)? hoi y\b|^(?:de|cho) (?:em|toi|con) hoi\b"
)
KEYS = ("consent_register", "consent_forward", "consent_messages")
ASK_ALL = Text(
    "consent.ask",
    "Việc 1: lập hồ sơ, Công an đối chiếu, cơ quan cấp trên lập danh sách chi trả.\n"
    "Việc 2: chuyển thông tin cho {payer}, ngân hàng để trả tiền hoặc mở tài khoản.\n"
    "Việc 3: nhắn tin vào đây khi tiền đã chuyển, hoặc ngân hàng chưa nhận được.\n"
    "Có đồng ý cả 3 việc không?",
)
IN_WORDS = Text("consent.in_words", "Gõ ĐỒNG Ý, TỪNG VIỆC, KHÔNG hoặc ĐỌC.")
IN_WORDS_ONE = Text("consent.in_words_one", "Gõ ĐỒNG Ý hoặc KHÔNG ĐỒNG Ý.")
ALL = Choice(label=Text("choice.agree_all", "Đồng ý cả 3 việc"), does="consent_all")
ONE_BY_ONE = act("consent_one_by_one", Text("choice.consent_one_by_one", "Chọn từng việc"))
NO = Choice(label=Text("choice.disagree", "Không đồng ý"), does="consent_none")
READ_ALL = act("consent_read", Text("choice.consent_read", "Đọc bản đầy đủ"))
ASK_ONE = {
    "consent_register": Text(
        "consent_register.ask",
        "Việc 1: xã, phường lập hồ sơ, Công an đối chiếu, cơ quan cấp trên lập danh sách chi trả. "
        "Có đồng ý không?",
    ),
    "consent_forward": Text(
        "consent_forward.ask",
        "Việc 2: chuyển thông tin cho {payer} và ngân hàng để trả tiền hoặc mở tài khoản. Có đồng ý không?",
    ),
    "consent_messages": Text(
        "consent_messages.ask",
        "Việc 3: nhắn tin vào đây khi tiền đã chuyển, hoặc ngân hàng chưa nhận được. Có đồng ý không?",
    ),
}
UNCLEAR = Text(
    "consent.unclear",
    "Câu này cần trả lời rõ. Chọn Đồng ý hoặc Không đồng ý nhé. Chưa chọn thì chưa ghi gì.",
)
CONDITIONAL = Text(
    "consent.conditional",
    "Trợ lý chỉ ghi được Đồng ý hoặc Không đồng ý cho từng việc. Việc này chọn thế nào?",
)
ASK_FIRST = Text("consent.ask_first", "Vâng, cứ hỏi người nhà trước. Tin này vẫn ở đây, khi nào xong thì chọn.")
DONE = Text(
    "consent.done",
    "Đã ghi ba câu trả lời, lúc {time} ngày {date}, theo bản thông báo số 1. Xem lại hoặc rút lại: /dulieu.",
)
REFUSED = Text(
    "consent.refused",
    "Vâng. Trợ lý dừng ở đây và không giữ thông tin nào của người hưởng. "
    "Người hưởng vẫn nhận trợ cấp theo cách đang nhận. Khi đổi ý, nhắn /dangky hoặc gọi {hotline}.",
)
NOT_FORWARDED = Text(
    "consent.not_forwarded",
    "Vâng. Như vậy chưa chuyển sang tài khoản được, tiền vẫn trả theo cách đang nhận. Phần còn lại vẫn khai được.",
)
NO_MESSAGES = Text(
    "consent.no_messages", "Vâng. Sẽ không nhắn về tiền. Muốn biết, nhắn /trangthai lúc nào cũng được."
)


def is_given(talk: Talk, form: Form) -> bool:
    """All three answers are there, or the form needs none."""
    return not form.needs_consent or all(key in talk.answers for key in KEYS)


def start(turn: Turn, talk: Talk) -> None:
    """The notice, then the question; the exact words of the notice are kept by the shell."""
    turn.say(texts.CONSENT_TEXT, talk=talk, consent=True)
    ask(turn, talk)


def ask(turn: Turn, talk: Talk) -> None:
    """The open consent question: all three at once, or the next single one."""
    key = _open_key(talk)
    _say(turn, talk, ASK_ONE[key] if key else ASK_ALL)


def choices_of(talk: Talk) -> tuple[Choice, ...]:
    """The choices of the open consent question."""
    key = _open_key(talk)
    if not key:
        return ALL, ONE_BY_ONE, NO, READ_ALL
    return (
        keep(key, True, Text("choice.agree", "Đồng ý")),
        keep(key, False, Text("choice.disagree", "Không đồng ý")),
        *((READ_ALL,) if key == KEYS[0] else ()),
    )


def _say(turn: Turn, talk: Talk, *lines: Text | None) -> None:
    in_words = IN_WORDS_ONE if _open_key(talk) else IN_WORDS
    turn.say(*lines, choices=choices_of(talk), talk=talk, numbers=False, in_words=in_words)


def chosen(turn: Turn, talk: Talk, choice: Choice, said: str) -> bool:
    """One of the consent choices, tapped or typed. True when all three answers are there and the talk goes on."""
    if choice.does == "consent_read":
        for text in texts.CONSENT_FULL:
            turn.say(text, talk=talk)
        ask(turn, talk)
    elif choice.does == "consent_one_by_one":
        ask(turn, turn.put(replace(talk, page="one_by_one")))
    elif choice.does in ("consent_all", "consent_none"):
        return _keep(turn, talk, dict.fromkeys(KEYS, choice.does == "consent_all"), said)
    else:
        return _keep(turn, talk, choice.keeps, said)
    return False


def said(turn: Turn, talk: Talk, text: str) -> bool:
    """Typed words: only a clear answer is one (silence, "dạ", "1", a condition are not). True as ``chosen``."""
    key = _open_key(talk)
    reading = read_yes_no(text, turn.situation(key or KEYS[0], talk.answers))
    if isinstance(reading, Kept):
        agreed = bool(next(iter(reading.values.values())))
        return _keep(turn, talk, {key: agreed} if key else dict.fromkeys(KEYS, agreed), text)
    words = fold(text)
    if words in ("tung viec", "chon tung viec", "tung cai"):
        return chosen(turn, talk, ONE_BY_ONE, text)
    if words in ("doc", "doc ban day du", "doc het", "xem ban day du"):
        return chosen(turn, talk, READ_ALL, text)
    if reading.code == "conditional":
        turn.say(CONDITIONAL, talk=talk)
        ask(turn, turn.put(replace(talk, page="one_by_one")))
    elif asks_first(text):
        turn.say(ASK_FIRST, talk=talk, aside=True)
    else:
        unclear(turn, talk)
    return False


def asks_first(text: str) -> bool:
    """Somebody at home is to be asked first ("để hỏi con đã", "hỏi ý bố trước đã")."""
    return _ASKS_FIRST.search(fold(text)) is not None


def unclear(turn: Turn, talk: Talk) -> None:
    """Not an answer: nothing is kept; after three of them another way is offered."""
    no_words(turn, talk, None)


def no_words(turn: Turn, talk: Talk, said: Text | None) -> None:
    """A sticker, a voice, words that are no answer: ``said`` of it if there is something to say."""
    count = talk.misses.get("consent", 0) + 1
    talk = turn.put(replace(talk, misses={"consent": count}))
    _say(turn, talk, said, UNCLEAR)
    if count % MISSES_BEFORE_HELP == 0:
        turn.say(texts.THREE_MISSES, choices=(CALL_ME, TRY_AGAIN, LATER), talk=talk)


def _open_key(talk: Talk) -> str:
    if talk.page != "one_by_one":
        return ""
    return next(key for key in KEYS if key not in talk.answers)


def _keep(turn: Turn, talk: Talk, answers: Answers, said: str) -> bool:
    talk = turn.put(replace(talk, answers={**talk.answers, **answers}))
    if talk.answers.get("consent_register") is False:
        refusal = {key: bool(talk.answers.get(key)) for key in KEYS}
        turn.do(KeepConsent(talk=talk.id, answers=refusal, said=said, shown=talk.consent))
        turn.say(REFUSED, talk=talk)
        turn.close(talk)
        turn.do(Forget(what="history"))  # the refusal itself is kept
        turn.do(RemindAt(kind="draft", about=talk.id, at=None))
        return False
    if not all(key in talk.answers for key in KEYS):
        ask(turn, talk)
        return False
    turn.do(
        KeepConsent(
            talk=talk.id,
            answers={key: bool(talk.answers[key]) for key in KEYS},
            said=said,
            shown=talk.consent,
        )
    )
    if talk.answers["consent_forward"] is False:  # nothing may be passed on: paid as before
        talk = replace(talk, answers={**talk.answers, "pay_by": "cash"})
    talk = turn.put(replace(talk, page="", consent={}, misses={}))
    turn.say(Text(DONE.key, DONE.vietnamese, time=turn.now, date=turn.facts.today), talk=talk)
    if talk.answers["consent_forward"] is False:
        turn.say(NOT_FORWARDED, talk=talk)
    if talk.answers["consent_messages"] is False:
        turn.say(NO_MESSAGES, talk=talk)
    return True
