"""Yes and no: courtesy, questions and conditions are no answer, and consent wants a word that says it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.yes_no import CONSENTS, read_yes_no, yes_or_no
from domain.wording import Kept
from tests.domain.reading.said import asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

#: text -> (answer to a plain question, answer to a consent)
ANSWERS: dict[str, tuple[bool | str, bool | str]] = {
    "ok bạn nhé": (True, True),
    "okela": (True, True),
    "đòng ý": (True, True),
    "được thôi": (True, "/unclear"),
    "thôi không cần": (False, False),
    "thôi không đồng ý": (False, False),
    "thôi không sao": ("/unclear", "/unclear"),
    "đừng gửi": (False, False),
    "ko đâu": (False, False),
    "n": (False, False),
    "chưa đồng ý đâu": (False, False),
    "không hề đồng ý": (False, False),
    "có": (True, True),
    "Co a": (True, True),
    "dạ có ạ": (True, True),
    "đồng ý": (True, True),
    "dongy": (True, True),
    "ĐỒNG Ý": (True, True),
    "đồng ý cả ba": (True, True),
    "dong y ca 3 viec": (True, True),
    "mẹ tôi đồng ý": (True, True),
    "vâng em đồng ý ạ": (True, True),
    "vâng": (True, True),
    "dạ vâng ạ": (True, True),
    "ok": (True, True),
    "oki luôn": (True, True),
    "ok 👍": (True, True),
    "được chứ": (True, True),
    "không sao, đồng ý nhé": (True, True),
    "sao lại không, có chứ": (True, True),
    "nhất trí": (True, True),
    "uh": (True, "/unclear"),
    "ừ": (True, "/unclear"),
    "ukm": (True, "/unclear"),
    "y": (True, "/unclear"),
    "👍": (True, "/unclear"),
    "👍🏻": (True, "/unclear"),
    "dung": (True, "/unclear"),
    "đúng": (True, True),
    "dung roi": (True, "/unclear"),
    "đừng": (False, False),
    "không": (False, False),
    "ko": (False, False),
    "k ạ": (False, False),
    "hông": (False, False),
    "dạ không ạ": (False, False),
    "không đồng ý": (False, False),
    "k dong y": (False, False),
    "không, không đồng ý": (False, False),
    "không đồng ý đâu": (False, False),
    "chưa": (False, False),
    "chưa được": (False, False),
    "thôi": (False, False),
    "thôi không": (False, False),
    "từ chối": (False, False),
    "không cần": (False, False),
    "ko muốn": (False, False),
    "không phải": (False, False),
    "👎": (False, "/unclear"),
    "dạ": ("/unclear", "/unclear"),
    "ạ": ("/unclear", "/unclear"),
    "cảm ơn": ("/unclear", "/unclear"),
    "không sao": ("/unclear", "/unclear"),
    "không, đồng ý": ("/unclear", "/unclear"),
    "không em đồng ý": ("/unclear", "/unclear"),
    "có không": ("/unclear", "/unclear"),
    "đồng ý không": ("/unclear", "/unclear"),
    "đồng ý?": ("/unclear", "/unclear"),
    "hả": ("/unclear", "/unclear"),
    "vâng không": ("/unclear", "/unclear"),
    "không phải không": ("/unclear", "/unclear"),
    "không ý kiến": ("/unclear", "/unclear"),
    "có thể": ("/unclear", "/unclear"),
    "đúng mà": (True, True),
    "không từ chối": ("/unclear", "/unclear"),
    "không phải là không đồng ý": ("/unclear", "/unclear"),
    "tôi đồng ý, mẹ không": ("/unclear", "/unclear"),
    "thôi được": ("/unclear", "/unclear"),
    "cũng được": ("/unclear", "/unclear"),
    "chắc là có": ("/unclear", "/unclear"),
    "không biết": ("/unclear", "/unclear"),
    "chưa biết": ("/unclear", "/unclear"),
    "để hỏi con đã": ("/unclear", "/unclear"),
    "có hay không cũng được": ("/unclear", "/unclear"),
    "ok nhưng đừng gửi số tài khoản": ("/conditional", "/conditional"),
    "đồng ý nếu không mất phí": ("/conditional", "/conditional"),
    "đồng ý việc 1": ("/conditional", "/conditional"),
    "đồng ý 1 và 2": ("/conditional", "/conditional"),
    "chỉ đồng ý gửi xã": ("/conditional", "/conditional"),
    "1": ("/not_understood", "/unclear"),
    "0": ("/not_understood", "/unclear"),
    "": ("/not_understood", "/unclear"),
    "dùng": ("/not_understood", "/unclear"),
    "🙏": ("/not_understood", "/unclear"),
    "đồng ý gửi ngân hàng": ("/not_understood", "/unclear"),
    "Nông Văn Thành": ("/not_understood", "/unclear"),
}
CLEAR = [text for text, (plain, _) in ANSWERS.items() if isinstance(plain, bool) and "👍" not in text]


@pytest.mark.parametrize(("text", "answers"), ANSWERS.items(), ids=map(repr, ANSWERS))
def test_an_answer_is_taken_only_when_it_is_one(text: str, answers: tuple[bool | str, bool | str]) -> None:
    """The same text to a plain question and to a consent."""
    assert outcome(read_yes_no(text, asked("yes_no")), "yes_no") == answers[0]
    for key in CONSENTS:
        assert outcome(read_yes_no(text, asked(key)), key) == answers[1]


def test_each_miss_says_its_sentence() -> None:
    """The three sentences, word for word; a question that is no consent does not speak of consent."""
    assert sentence(read_yes_no("dạ", asked("consent_register"))) == (
        "Câu này cần trả lời rõ. Chọn Đồng ý hoặc Không đồng ý nhé. Chưa chọn thì chưa ghi gì."
    )
    assert sentence(read_yes_no("ok nhưng", asked("consent_forward"))) == (
        "Trợ lý chỉ ghi được Đồng ý hoặc Không đồng ý cho từng việc. Việc này chọn thế nào?"
    )
    for text in ("abc", "dạ", "ok nhưng"):
        assert sentence(read_yes_no(text, asked("received"))) == (
            "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được."
        )


@settings(max_examples=60)
@given(ANY_TEXT)
def test_any_text_has_an_answer(text: str) -> None:
    """No text raises; what a consent takes a plain question takes too."""
    strict = read_yes_no(text, asked("consent_register"))
    if isinstance(strict, Kept):
        assert yes_or_no(text) == strict.values["consent_register"]


@settings(max_examples=80)
@given(some.sampled_from(CLEAR), some.sampled_from(SPELLINGS[:-1]))
def test_another_spelling_is_the_same_answer(text: str, spell: object) -> None:
    """Hidden signs, case and politeness never turn an answer round."""
    assert callable(spell)
    assert yes_or_no(spell(text)) in (ANSWERS[text][0], None)


@settings(max_examples=80)
@given(
    some.sampled_from([text for text in CLEAR if ANSWERS[text][0] is True]),
    some.sampled_from(["không", "ko", "chưa", "k"]),
)
def test_a_denied_yes_is_never_yes(text: str, denial: str) -> None:
    """A no put before or after a yes leaves no yes."""
    assert yes_or_no(f"{denial} {text}") is not True
    assert yes_or_no(f"{text} {denial}") is not True


@settings(max_examples=40)
@given(some.sampled_from(CLEAR), some.sampled_from(["nhưng", "nếu", "hoặc", "hay", "chỉ khi"]))
def test_a_condition_leaves_no_answer(text: str, condition: str) -> None:
    """Nothing with a condition is taken, in front or behind."""
    assert yes_or_no(f"{text} {condition} mẹ đồng ý") is None
    assert yes_or_no(f"{condition} {text}") is None
