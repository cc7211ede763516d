"""What people type instead of tapping, and the common words of any question."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.reading.phrases import words
from domain.reading.words import command_in, read_words
from domain.wording import Kept, Rejected, Unsure, Value
from tests.domain.reading.said import asked, outcome, sentence
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

HELPER = {"role": "helper"}
GUARDIAN = {"role": "guardian"}
Case = tuple[str, str, Value, dict[str, str]]


def _cases(key: str, answers: dict[str, str], said: dict[str, Value]) -> list[Case]:
    return [(key, text, value, answers) for text, value in said.items()]


CASES: list[Case] = [
    *_cases(
        "role",
        {},
        {
            "tự khai": "self",
            "tôi tự khai cho mình": "self",
            "chinh chu": "self",
            "khai ho": "helper",
            "con khai cho mẹ": "helper",
            "em khai giúp bố em ạ": "helper",
            "cháu khai cho bà": "helper",
            "giam ho": "guardian",
            "mẹ khai cho con": "guardian",
            "tôi": "/unclear",
            "không phải tôi": "/unclear",
            "khai": "/unclear",
        },
    ),
    *_cases(
        "relation",
        HELPER,
        {
            "con gai": "child",
            "em là con trai ạ": "child",
            "con gái của ông": "child",
            "vợ": "spouse",
            "chong": "spouse",
            "chau noi": "grandchild",
            "con dâu": "other",
            "hàng xóm": "other",
            "cháu họ": "other",
            "con của em gái ông ấy": "other",
            "me": "/unclear",
            "người khác": "/unclear",
            "không phải con": "/unclear",
            "con hoặc cháu": "/unclear",
            "Nông Thị Lan": "/unclear",
            "5": "/unclear",
        },
    ),
    *_cases(
        "relation",
        GUARDIAN,
        {
            "me": "parent",
            "tôi là mẹ của cháu": "parent",
            "bo": "parent",
            "ông nội": "grandparent",
            "ba ngoai": "grandparent",
            "em gái": "sibling",
            "anh": "sibling",
            "cô ruột": "other",
            "bà": "/unclear",
            "con": "/unclear",
        },
    ),
    *_cases(
        "basis_document",
        HELPER,
        {
            "nho mieng a": "spoken",
            "mẹ nhờ miệng thôi": "spoken",
            "co giay uy quyen": "paper",
            "chưa hỏi": "not_asked",
            "bố em bị câm": "cannot_speak",
            "khong noi duoc": "cannot_speak",
            "không có giấy, nhờ miệng": "spoken",
            "có": "/not_understood",
            "không có giấy": "/not_understood",
            "ủy quyền miệng": "/not_understood",
        },
    ),
    *_cases(
        "basis_document",
        GUARDIAN,
        {
            "khai sinh": "birth_certificate",
            "quyet dinh": "decision",
            "chưa có": "none",
            "chưa có quyết định": "/not_understood",
            "khai sinh và quyết định": "/not_understood",
        },
    ),
    *_cases(
        "cccd_request",
        {},
        {
            "chua lam bao gio": "never",
            "cmnd": "old_cmnd",
            "mat roi": "lost",
            "bị mất thẻ": "lost",
            "het han": "expired",
            "chưa mất": "/not_understood",
        },
    ),
    *_cases(
        "pay_by",
        {},
        {
            "chua co tk": "open_account",
            "chưa có tài khoản ngân hàng": "open_account",
            "mo tk": "open_account",
            "mở tài khoản ở bưu điện": "open_account",
            "có tài khoản rồi": "account",
            "tien mat": "cash",
            "lĩnh tiền mặt ở bưu điện": "cash",
            "mang den nha": "cash_home",
            "tiền mặt và tài khoản": "/two_ways",
            "nửa tiền mặt nửa tài khoản": "/two_ways",
            "bưu điện": "/post_office",
            "buu dien a": "/post_office",
            "momo": "/wallet",
            "tài khoản": "/unclear",
            "tiền mặt hay tài khoản": "/unclear",
            "không lấy tiền mặt": "/unclear",
            "thôi không lấy tiền mặt": "/unclear",
            "bỏ tiền mặt": "/unclear",
            "như cũ": "/unclear",
            "mẹ ở nhà trông cháu": "/unclear",
            "hỏi xem có tài khoản không": "/unclear",
        },
    ),
    *_cases(
        "open_at", {}, {"ra buu dien": "counter", "o nha": "home", "không ra bưu điện được": "/not_understood"}
    ),
    *_cases(
        "cash_receiver",
        {},
        {
            "toi nhan": "requester",
            "em nhận thay ạ": "requester",
            "người hưởng": "beneficiary",
            "tôi không nhận": "/not_understood",
            "mẹ nhận": "/not_understood",
            "con nhận": "/not_understood",
            "tôi nhận cho người hưởng": "/not_understood",
            "tôi hoặc người hưởng": "/not_understood",
        },
    ),
    *_cases(
        "home_reason",
        {},
        {
            "liet nam mot cho": "cannot_walk",
            "tai biến liệt nửa người": "cannot_walk",
            "già yếu, không đi lại được": "cannot_walk",
            "bị ung thư": "ill",
            "không có ai": "nobody",
            "noi rieng": "private",
            "không ốm": "/not_understood",
            "ốm, không có ai nhận": "/not_understood",
        },
    ),
    *_cases(
        "change_kind",
        {},
        {
            "đổi stk": "pay_by",
            "đổi sang tiền mặt": "pay_by",
            "đổi sđt": "phone",
            "chuyển nhà": "moved",
            "tăng mức": "amount",
            "đổi người nhận thay": "receiver",
            "bố tôi mất rồi": "death",
            "cụ mới qua đời": "death",
            "tiền mặt": "/not_understood",
            "mất": "/not_understood",
            "mất thẻ": "/not_understood",
            "người nhận thay đã mất": "/not_understood",
            "chưa mất": "/not_understood",
        },
    ),
    *_cases("amount_kind", {}, {"được tăng": "up", "tang": "up", "bị giảm": "down", "ko rõ": "unknown"}),
    *_cases(
        "amount_kind",
        {},
        {"thôi hưởng": "ended", "tăng hay giảm": "/not_understood", "không tăng": "/not_understood"},
    ),
    *_cases("decision_ready", {}, {"có": "yes", "rồi ạ": "yes", "chua": "no", "có chưa": "/not_understood"}),
    *_cases("receiver_reason", {}, {"người cũ mất": "died", "không nhận nữa": "stopped", "khác": "other"}),
    *_cases(
        "death_confirmed",
        {},
        {"đúng": True, "dạ vâng": True, "không": "/not_understood", "đừng": "/not_understood"},
    ),
    *_cases(
        "received",
        {},
        {
            "rồi ạ": "yes",
            "tiền về rồi": "yes",
            "da nhan duoc": "yes",
            "mẹ em nhận rồi": "yes",
            "chua thay": "no",
            "vẫn chưa ạ": "no",
            "không nhận được": "no",
            "k thay": "no",
            "nhan roi chua": "/not_understood",
            "nhận rồi à": "/not_understood",
            "nhận rồi hả": "/not_understood",
            "đã nhận đâu": "/not_understood",
            "chưa nhận đủ": "/not_understood",
            "nhận rồi nhưng thiếu": "/not_understood",
            "nhận thiếu": "/not_understood",
            "có": "/not_understood",
            "vâng": "/not_understood",
            "ok": "/not_understood",
            "có phải nhận rồi không": "/not_understood",
        },
    ),
    *_cases(
        "not_received_kind",
        {},
        {
            "chua thay tien": "none",
            "thieu": "short",
            "về tk khác": "other_account",
            "người khác nhận": "other_person",
            "không thiếu": "/not_understood",
        },
    ),
    *_cases(
        "asked_how", {}, {"gap truc tiep": "in_person", "số xã": "known_phone", "gọi điện": "/not_understood"}
    ),
    *_cases("asked_how", {}, {"trưởng thôn": "village_head", "chua": "not_asked"}),
    *_cases(
        "asked_answer",
        {},
        {
            "đồng ý": "agreed",
            "ko đồng ý": "refused",
            "k trả lời được": "cannot_answer",
            "có": "/not_understood",
            "đồng ý nhưng": "/not_understood",
        },
    ),
    *_cases(
        "account_is_right",
        {},
        {
            "đúng rồi": "yes",
            "dung": "yes",
            "đừng": "/not_understood",
            "không phải": "no",
            "chua mo": "not_opened",
            "đúng không": "/not_understood",
        },
    ),
    *_cases("no_such_key", {}, {"đúng": "/not_understood"}),
]


@pytest.mark.parametrize(
    ("key", "text", "value", "answers"), CASES, ids=[f"{case[0]} {case[1]!r}" for case in CASES]
)
def test_words_mean_a_choice_or_are_asked_again(
    key: str, text: str, value: Value, answers: dict[str, str]
) -> None:
    """The stored value; two things said, a denial, a condition, a question are asked again."""
    assert outcome(read_words(text, asked(key, **answers)), key) == value


def test_another_tie_is_kept_as_typed() -> None:
    """A tie that no choice names is kept in its own words."""
    reading = read_words("Em là Con Dâu ạ", asked("relation", role="helper"))
    assert reading == Kept({"relation": "other", "relation_other": "con dâu"})


def test_each_miss_says_its_sentence() -> None:
    """The sentences of the rows, word for word."""
    said = {
        "role": "Chọn giúp một số: 1 người hưởng tự khai, 2 bố mẹ hoặc giám hộ, 3 người khai giúp.",
        "relation": "Ghi giúp {you} là gì của người hưởng. Ví dụ: con, vợ, cháu, hàng xóm.",
        "pay_by": "Chọn giúp một cách: 1 tài khoản đã có, 2 mở tài khoản mới, 3 tiền mặt, 4 tiền mặt tại nhà.",
        "open_at": "Trợ lý chưa hiểu tin này. Chọn một dòng, gõ số hoặc gõ chữ đều được.",
    }
    for key, say in said.items():
        assert sentence(read_words("abc xyz", asked(key))) == say
    two = read_words("tiền mặt và tài khoản", asked("pay_by"))
    assert sentence(two) == "Vừa gửi hai cách. Chọn một cách trước, sau này đổi được."


def test_the_post_office_and_wallets_are_asked_back() -> None:
    """ "Bưu điện" is cash or LPBank; a wallet is no account."""
    post = read_words("bưu điện", asked("pay_by"))
    assert isinstance(post, Unsure)
    assert sentence(post) == "Bưu điện là lĩnh tiền mặt, hay tài khoản LPBank (Liên Việt cũ)?"
    assert [choice.keeps for choice in post.choices] == [{"pay_by": "cash"}, {"pay_by": "account", "bank": "LPB"}]
    wallet = read_words("ví momo", asked("pay_by"))
    assert isinstance(wallet, Rejected)
    assert sentence(wallet) == "MoMo là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt."
    assert [choice.keeps["pay_by"] for choice in wallet.choices] == ["account", "open_account", "cash"]


COMMANDS = {
    "để sau": "defer",
    "de mai": "defer",
    "mai": "defer",
    "lát nữa": "defer",
    "để mai nhé, em hỏi bố đã": "defer",
    "de mai nhe, em hoi bo da": "defer",
    "lát nữa em gửi": "defer",
    "để hỏi con đã": "defer",
    "em bận": "defer",
    "bận rồi ạ": "defer",
    "quay lại": "back",
    "cau truoc": "back",
    "0": "back",
    "den dau roi": "status",
    "xong chưa ạ": "status",
    "hồ sơ của tôi": "status",
    "gặp cán bộ": "human",
    "goi cho toi": "human",
    "ko biết làm": "human",
    "alo": "greeting",
    "chào": "greeting",
    "ơi": "greeting",
    "cảm ơn ạ": "thanks",
    "trợ giúp": "help",
    "dang ky": "register",
    "hủy": "cancel",
    "bỏ bản khai": "cancel",
    "báo thay đổi": "change",
    "phí": "faq_fee",
    "có mất phí không ạ": "faq_fee",
    "mất tiền không": "faq_fee",
    "có bắt buộc không": "faq_must",
    "rút tiền ở đâu vậy": "faq_where",
    "mức": "faq_amount",
    "bao nhiêu tiền": "faq_amount",
    "mất thẻ": "faq_lost_card",
    "có thật không": "faq_real",
    "lừa đảo": "faq_real",
}
ANSWERS = (
    "Mai Thị Sau",
    "Mai Lan",
    "Bàn Mai",
    "Ban Mai",
    "Bàn Văn Mai",
    "Hà Thị Mai",
    "Phí Văn Mức",
    "sau nhà văn hóa tổ 7",
    "tổ 7 mai pha",
    "phường đức xuân",
    "không biết",
    "con dâu",
    "cháu",
    "chưa có",
    "không có",
    "số của tôi",
    "tiền mặt",
    "bưu điện",
    "10",
    "00",
    "0 0",
    "0912345678",
    "vcb 0351000123456",
    "5/3/1952",
    "người có công",
    "đồng ý",
    "không",
    "nhờ miệng",
    "cán bộ",
    "gửi",
    "đúng",
    "Chưa nhận",
    "Hoàng Thị Chào",
    "gan cau Huyen Tung, nha thu 2 ben trai",
    "cổng xanh đối diện nhà cán bộ xã",
    "cạnh quán chị Ơi",
    "",
)


@pytest.mark.parametrize(("text", "command"), COMMANDS.items(), ids=map(repr, COMMANDS))
def test_common_words_are_commands(text: str, command: str) -> None:
    """Said in words, with politeness around."""
    assert command_in(text) == command


@pytest.mark.parametrize("text", ANSWERS, ids=map(repr, ANSWERS))
def test_answers_are_never_swallowed(text: str) -> None:
    """Names, ways, numbers and choices are no commands."""
    assert command_in(text) == ""


def test_a_question_keeps_its_own_answers() -> None:
    """ "Mất thẻ" where the card is asked is an answer."""
    assert command_in("mất thẻ", key="cccd_request") == ""
    assert command_in("mất thẻ", key="bank") == "faq_lost_card"


@settings(max_examples=60)
@given(ANY_TEXT, some.sampled_from(["role", "relation", "pay_by", "received", "cash_receiver", "change_kind"]))
def test_any_text_has_an_answer(text: str, key: str) -> None:
    """No text raises."""
    read_words(text, asked(key))
    command_in(text)


TAKEN = [case for case in CASES if not str(case[2]).startswith("/")]


@settings(max_examples=100)
@given(some.sampled_from(TAKEN), some.sampled_from(SPELLINGS[:-1]))
def test_another_spelling_is_the_same_choice(case: Case, spell: object) -> None:
    """Hidden signs, case, NFD and politeness change nothing."""
    key, text, value, answers = case
    assert callable(spell)
    assert outcome(read_words(spell(text), asked(key, **answers)), key) == value


AFFIRMED = [
    case
    for case in TAKEN
    if case[2] != "open_account" and not {"chưa", "chua", "không", "ko", "k", "khong"}.intersection(words(case[1]))
]


@settings(max_examples=100)
@given(some.sampled_from(AFFIRMED), some.sampled_from(["không phải", "chưa", "đừng", "ko", "không"]))
def test_a_denial_is_never_the_same_choice(case: Case, denial: str) -> None:
    """ "Không X" never means X; but "chưa mở tài khoản" does ask for a new one."""
    key, text, value, answers = case
    assert outcome(read_words(f"{denial} {text}", asked(key, **answers)), key) != value


@settings(max_examples=80)
@given(some.sampled_from(TAKEN), some.sampled_from(["nhưng", "nếu", "hoặc", "trừ khi"]))
def test_a_condition_is_never_a_choice(case: Case, condition: str) -> None:
    """Nothing with a condition is taken."""
    key, text, _, answers = case
    assert outcome(read_words(f"{text} {condition} mẹ bảo thế", asked(key, **answers)), key) in (
        "/unclear",
        "/not_understood",
    )
