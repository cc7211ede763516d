"""Banks: what people call them, what several share, what comes along with them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rapidfuzz.distance import OSA

from domain.reading.bank import read_bank
from domain.reading.bank_names import spellings
from domain.reading.situation import Situation
from domain.reference.banks import bank_name, bank_of_bin, banks, shared_names, wallet_of_bin, wallets
from domain.reference.places import default_places
from domain.wording import Kept, Rejected, Unsure, Value
from tests.domain.reading.spellings import ANY_TEXT, SPELLINGS

PLACES = default_places()
VIETQR = "00020101021138570010A00000072701270006970436011303510001234560208QRIBFTTA53037045802VN6304E466"
TAKEN = {
    "Vietcombank": "VCB",
    "em dùng vietcombank ạ": "VCB",
    "VCB chi nhánh Bắc Kạn": "VCB",
    "ngan hang ngoai thuong viet nam": "VCB",
    "ngân hàng ngoại thương việt nam ạ": "VCB",
    "viet com bank": "VCB",
    "vietcom ban": "VCB",
    "vcb sài gòn": "VCB",
    "vietcombank của bố em": "VCB",
    "NHNo & PTNT": "AGRIBANK",
    "ngân hàng nông nghiệp huyện chợ đồn": "AGRIBANK",
    "nông nghiệp và phát triển nông thôn": "AGRIBANK",
    "agri bank": "AGRIBANK",
    "agribankk": "AGRIBANK",
    "thẻ agribank ạ": "AGRIBANK",
    "Ngân hàng TMCP Công thương Việt Nam": "CTG",
    "vietin bank": "CTG",
    "ngân hàng công thương cn bắc kạn": "CTG",
    "ngân hàng đầu tư": "BIDV",
    "BIDV đầu tư và phát triển": "BIDV",
    "MB quân đội": "MB",
    "ngân hàng mb bank": "MB",
    "Ngân hàng Á Châu (ACB)": "ACB",
    "a chau": "ACB",
    "đông nam á ạ": "SEAB",
    "nam á ạ": "NAB",
    "bắc á": "BAB",
    "Việt Á": "VAB",
    "co-op bank": "COOPBANK",
    "co.opbank": "COOPBANK",
    "ngân hàng hợp tác xã": "COOPBANK",
    "ngân hàng chính sách xã hội": "VBSP",
    "scb sài gòn": "SCB",
    "sài gòn thương tín": "STB",
    "Ngân hàng TMCP Sài Gòn - Hà Nội": "SHB",
    "ngân hàng số vikki": "VIKKI",
    "cake by vpbank": "CAKE",
    "em bi": "MB",
    "ＶＣＢ": "VCB",
}
RENAMED = {
    "liên việt": ("LienVietPostBank", "LPBank"),
    "ngân hàng bưu điện liên việt": ("Ngân hàng TMCP Bưu điện Liên Việt", "LPBank"),
    "oceanbank": ("OceanBank", "MBV"),
    "ngân hàng đại dương": ("Ngân hàng Đại Dương", "MBV"),
    "đông á": ("DongA Bank", "Vikki Bank"),
    "CBBank": ("CBBank", "VCBNeo"),
    "petrolimex": ("Ngân hàng TMCP Xăng dầu Petrolimex", "PGBank"),
    "maritime bank": ("Maritime Bank", "MSB"),
    "viet capital bank": ("Viet Capital Bank", "BVBank (Bản Việt)"),
}
MISSES: list[tuple[str, str, str, list[str]]] = [
    (
        "bưu điện",
        "post_office",
        "Bưu điện là lĩnh tiền mặt, hay tài khoản LPBank (Liên Việt cũ)?",
        ["Lĩnh tiền mặt", "Tài khoản LPBank"],
    ),
    (
        "tài khoản bưu điện",
        "post_office",
        "Bưu điện là lĩnh tiền mặt, hay tài khoản LPBank (Liên Việt cũ)?",
        ["Lĩnh tiền mặt", "Tài khoản LPBank"],
    ),
    (
        "ví momo",
        "wallet",
        "{name} là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt.",
        ["Nhập ngân hàng", "Mở tài khoản mới", "Tiền mặt"],
    ),
    (
        "viettel pay 0912345678",
        "wallet",
        "{name} là ví điện tử. Cần tài khoản ngân hàng, hoặc chọn tiền mặt.",
        ["Nhập ngân hàng", "Mở tài khoản mới", "Tiền mặt"],
    ),
    ("mirae asset", "finance_company", "{name} là công ty tài chính. Cần tài khoản ngân hàng.", []),
    ("ngân hàng", "empty", "Chưa thấy tên ngân hàng. Tên in trên thẻ hoặc giấy mở tài khoản.", []),
    ("của em ạ", "empty", "Chưa thấy tên ngân hàng. Tên in trên thẻ hoặc giấy mở tài khoản.", []),
    ("", "empty", "Chưa thấy tên ngân hàng. Tên in trên thẻ hoặc giấy mở tài khoản.", []),
    (
        "ngân hàng gì màu xanh",
        "unknown",
        "Chưa thấy ngân hàng này trong danh sách. Gõ tên in trên thẻ, hoặc để cán bộ hỏi.",
        ["Để cán bộ hỏi"],
    ),
    (
        "không nhớ ngân hàng nào",
        "unknown",
        "Chưa thấy ngân hàng này trong danh sách. Gõ tên in trên thẻ, hoặc để cán bộ hỏi.",
        ["Để cán bộ hỏi"],
    ),
    (
        "bvb",
        "ambiguous",
        "Có vài ngân hàng tên gần giống nhau. Là ngân hàng nào?",
        ["BVBank (Bản Việt)", "BaoViet Bank", "Khác"],
    ),
    (
        "vietbak",
        "ambiguous",
        "Có vài ngân hàng tên gần giống nhau. Là ngân hàng nào?",
        ["VietBank", "VietABank", "Khác"],
    ),
    (
        "vcb hoặc agribank",
        "ambiguous",
        "Có vài ngân hàng tên gần giống nhau. Là ngân hàng nào?",
        ["Vietcombank", "Agribank", "Khác"],
    ),
    ("techcombnka", "near", "Có phải {bank} không ạ?", ["Đúng", "Khác"]),
    ("không phải vcb", "near", "Có phải {bank} không ạ?", ["Đúng", "Khác"]),
    ("hình như là vcb", "near", "Có phải {bank} không ạ?", ["Đúng", "Khác"]),
    ("vcbbank", "near", "Có phải {bank} không ạ?", ["Đúng", "Khác"]),
    ("đồng á", "near", "Có phải {bank} không ạ?", ["Đúng", "Khác"]),
    ("0351000123456", "looks_like_account", "Đã thấy số tài khoản. Số này ở ngân hàng nào?", []),
    ("tiền mặt", "cash", "Chuyển sang nhận tiền mặt không?", ["Tiền mặt", "Nhập ngân hàng"]),
    ("lĩnh tiền mặt ở bưu điện", "cash", "Chuyển sang nhận tiền mặt không?", ["Tiền mặt", "Nhập ngân hàng"]),
    (
        "chưa có tài khoản",
        "none",
        "Chưa có thì Bưu điện giúp mở. Chuyển sang mở tài khoản mới không?",
        ["Mở tài khoản mới", "Tiền mặt"],
    ),
    (
        "chua mo tk ngan hang",
        "none",
        "Chưa có thì Bưu điện giúp mở. Chuyển sang mở tài khoản mới không?",
        ["Mở tài khoản mới", "Tiền mặt"],
    ),
]
SPLIT: dict[str, tuple[str, str, str]] = {
    "vcb 0351 0001 23456": ("VCB", "0351000123456", ""),
    "vcb 0123456789 nguyen van a": ("VCB", "0123456789", "Nguyen Van A"),
    "nguyen thi lan vcb 0351000123456": ("VCB", "0351000123456", "Nguyen Thi Lan"),
    "agribank 8500 2050 11223": ("AGRIBANK", "8500205011223", ""),
    "VCB0351000123456": ("VCB", "0351000123456", ""),
    "stk 8600205123456 agribank": ("AGRIBANK", "8600205123456", ""),
    "0351000123456 - VCB - Nguyễn An Bình": ("VCB", "0351000123456", "Nguyễn An Bình"),
    "stk: 0351000123456 ngân hàng Vietcombank chi nhánh Bắc Kạn, chủ tk NGUYEN VAN BINH": (
        "VCB",
        "0351000123456",
        "Nguyen Van Binh",
    ),
    "bidv cn bac kan 39510000123456": ("BIDV", "39510000123456", ""),
    "số tài khoản của mẹ em 0351000123456 ở vietcombank": ("VCB", "0351000123456", ""),
    "mb 0912345678 sdt 0987654321": ("MB", "0912345678", ""),
}


def _situation(**answers: Value) -> Situation:
    return Situation(key="bank", today=date(2026, 11, 24), places=PLACES, answers=answers)


def _labels(miss: Rejected | Unsure) -> list[str]:
    return [str(choice.label.params.get("text", choice.label.vietnamese)) for choice in miss.choices]


@pytest.mark.parametrize(("typed", "code"), TAKEN.items())
def test_a_bank_is_known_by_what_people_call_it(typed: str, code: str) -> None:
    """Official names, short forms, words around them: one bank, kept under its code."""
    reading = read_bank(typed, _situation())
    assert isinstance(reading, Kept)
    assert reading.values == {"bank": code}


@pytest.mark.parametrize(("typed", "names"), RENAMED.items())
def test_a_renamed_bank_is_kept_and_its_new_name_said(typed: str, names: tuple[str, str]) -> None:
    """An old name gives the bank of today and one line about it."""
    reading = read_bank(typed, _situation())
    assert isinstance(reading, Kept)
    assert reading.echo is not None
    assert (reading.echo.key, reading.echo.vietnamese) == ("bank.renamed", "{old_bank} nay là {bank}.")
    assert (reading.echo.params["old_bank"], reading.echo.params["bank"]) == names


@pytest.mark.parametrize(("typed", "code", "sentence", "choices"), MISSES)
def test_every_miss_has_its_sentence(typed: str, code: str, sentence: str, choices: list[str]) -> None:
    """Code, words and choices are those of wording.md."""
    reading = read_bank(typed, _situation())
    assert isinstance(reading, Rejected | Unsure)
    assert (reading.code, reading.say.vietnamese, _labels(reading)) == (code, sentence, choices)


@pytest.mark.parametrize(("typed", "meant"), SPLIT.items())
def test_bank_number_and_holder_come_out_of_one_message(typed: str, meant: tuple[str, str, str]) -> None:
    """All answers of the text are kept, and what was split is shown back with the tail only."""
    code, number, holder = meant
    reading = read_bank(typed, _situation())
    assert isinstance(reading, Kept)
    also = {"account_holder_text": holder} if holder else {}
    assert reading.values == {"bank": code, "account_number": number, **also}
    assert reading.echo is not None
    assert reading.echo.vietnamese == "{bank}, tài khoản {n} chữ số, đuôi {tail}."
    assert reading.echo.params == {"bank": bank_name(code), "n": len(number), "tail": number[-4:]}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("vcb 9704366812345678901", "card"),
        ("9704 0512 3456 7890", "card"),
        ("vcb 1234", "too_short"),
        ("vcb 03510001****6", "masked"),
        ("stk 123456789 agribank", "unusual_length"),
        ("vcb 4123 4567 8901 2345", "card_or_account"),
        ("4123 4567 8901 2345", "card_or_account"),
        ("vcb 0351000123456, agribank 8500205011223", "two_numbers"),
    ],
)
def test_a_number_that_comes_along_obeys_the_rules_of_numbers(typed: str, code: str) -> None:
    """A card beside a bank is as little an account as a card alone."""
    reading = read_bank(typed, _situation())
    assert isinstance(reading, Rejected | Unsure)
    assert reading.code == code


def test_a_lone_number_is_not_lost() -> None:
    """Its bank is asked, and the number is there for the question after it."""
    reading = read_bank("0351000123456", _situation())
    assert isinstance(reading, Rejected)
    assert reading.keeps == {"account_number": "0351000123456"}


def test_a_person_is_no_bank() -> None:
    """Nguyễn An Bình holds an account, An Bình is a bank: the number waits, no bank is taken."""
    reading = read_bank("0351000123456 nguyễn an bình", _situation())
    assert isinstance(reading, Rejected)
    assert reading.code == "looks_like_account"


def test_talk_in_like_letters_is_no_bank() -> None:
    """ "à cháu" is no Á Châu, "em bị" no MB: marks may be missing but never others."""
    for typed in ("à cháu không nhớ ạ", "em bị mất thẻ", "miền nam ạ"):
        assert not isinstance(read_bank(typed, _situation()), Kept), typed


def test_the_number_goes_with_the_chosen_bank() -> None:
    """When only the bank was open, its choice answers both questions."""
    reading = read_bank("bưu điện 001234567890", _situation())
    assert isinstance(reading, Unsure)
    assert reading.choices[0].keeps == {"pay_by": "cash"}
    assert reading.choices[1].keeps == {"bank": "LPB", "account_number": "001234567890"}


def test_the_choices_of_a_wallet_lead_on() -> None:
    """The bank is asked again, or another way to be paid is kept."""
    reading = read_bank("zalopay", _situation())
    assert isinstance(reading, Rejected)
    assert reading.say.params == {"name": "ZaloPay"}
    again, opened, cash = reading.choices
    assert again.asks == "bank"
    assert opened.keeps == {"pay_by": "open_account"}
    assert cash.keeps == {"pay_by": "cash"}


def test_a_pasted_vietqr_answers_bank_and_number() -> None:
    """What a scanner typed is read as the code it is."""
    reading = read_bank(VIETQR, _situation())
    assert isinstance(reading, Kept)
    assert reading.values == {"bank": "VCB", "account_number": "0351000123456"}


@pytest.mark.parametrize("bank", banks().values(), ids=lambda bank: bank.code)
def test_each_way_to_write_a_bank_means_that_bank_or_is_asked(bank: object) -> None:
    """Code, names and aliases of every row; what several share is asked back, finance companies are refused."""
    row = next(one for one in banks().values() if one is bank)
    for typed in (row.code, row.short_name, row.full_name, *row.aliases, *row.old_names):
        reading = read_bank(typed, _situation())
        if row.kind == "finance":
            assert isinstance(reading, Rejected), typed
            assert reading.code == "finance_company"
        elif isinstance(reading, Kept):
            assert reading.values == {"bank": row.code}, typed
        else:
            assert typed in shared_names(), typed


@pytest.mark.parametrize("name", [name for name in shared_names() if name != "ngan hang"])
def test_a_shared_name_is_never_taken(name: str) -> None:
    """Each of the list is asked back."""
    assert isinstance(read_bank(name, _situation()), Unsure)


@pytest.mark.parametrize("wallet", wallets(), ids=lambda wallet: wallet.code)
def test_every_wallet_is_known_as_one(wallet: object) -> None:
    """No wallet passes for a bank, by name or by BIN."""
    row = next(one for one in wallets() if one is wallet)
    for typed in (row.name, *row.aliases):
        reading = read_bank(typed, _situation())
        assert isinstance(reading, Rejected)
        assert reading.code == "wallet"
    assert bank_of_bin(row.bin) is None
    assert not row.bin or wallet_of_bin(row.bin) is row


def test_nothing_between_two_banks_is_taken_silently() -> None:
    """Every text one edit away from two banks, that is no way to write either, is asked back."""
    known = spellings()
    pairs = [
        (one, other)
        for one in known
        for other in known
        if one < other and known[one] != known[other] and OSA.distance(one, other, score_cutoff=2) <= 2
    ]
    assert pairs
    for one, other in pairs:
        for between in _one_edit_from(one):
            if between in known or between == "mb" or OSA.distance(between, other, score_cutoff=1) > 1:
                continue
            reading = read_bank(between, _situation())
            assert not isinstance(reading, Kept), (between, one, other)


def _one_edit_from(word: str) -> set[str]:
    letters = "abcdeghiklmnopqrstuvxy"
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(start + end[1:] for start, end in cuts if end),
        *(start + letter + end[1:] for start, end in cuts if end for letter in letters),
        *(start + letter + end for start, end in cuts for letter in letters),
        *(start + end[1] + end[0] + end[2:] for start, end in cuts if len(end) > 1),
    }


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    """No text raises; what is kept is a bank of the list."""
    reading = read_bank(text, _situation())
    if isinstance(reading, Kept):
        assert reading.values["bank"] in banks()


@given(some.sampled_from(sorted(banks())))
@settings(max_examples=30, deadline=None)
def test_what_is_kept_reads_as_itself(code: str) -> None:
    """The code and the name shown give the same bank again."""
    for typed in (code, bank_name(code)):
        reading = read_bank(typed, _situation())
        assert isinstance(reading, Kept) or banks()[code].kind == "finance"
        assert not isinstance(reading, Kept) or reading.values == {"bank": code}


@given(some.sampled_from([*TAKEN, *SPLIT]), some.sampled_from(SPELLINGS))
@settings(max_examples=100, deadline=None)
def test_spelling_changes_nothing(typed: str, spell: object) -> None:
    """NFD, full-width digits, hidden signs, case and a polite word give the same answers."""
    assert callable(spell)
    first, second = read_bank(typed, _situation()), read_bank(spell(typed), _situation())
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert second.values == first.values
