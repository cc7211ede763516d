"""How people say what allowance somebody gets: phrases without marks, beside those of categories.csv.

Each table is read longest phrase first, from left to right; what a longer phrase took is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from domain.reading.text import words_of
from domain.reference.categories import GROUPS, categories

#: Meanings that are no category: the group is clear, an age or a poor household is said, or nothing counts.
ELDERLY, POOR, PENSION, LIGHT, NOTHING = "elderly", "poor_household", "pension", "light_disability", "nothing"

#: More ways to say a category than the list has.
MORE: Mapping[str, str] = {
    "NCC_LTCM": "can bo lao thanh cach mang|can bo lao thanh|hoat dong cach mang truoc nam 1945|lao thanh",
    "NCC_TKN": "can bo tien khoi nghia",
    "NCC_TNLS": (
        "nha liet si|nha liet sy|gia dinh liet sy|con liet sy|vo liet sy|me liet sy|bo liet sy|cha liet si|"
        "cha liet sy|bo me liet si|bo me liet sy|cha me liet si|con cua liet si|con cua liet sy|"
        "vo cua liet si|"
        "vo cua liet sy|me cua liet si|me cua liet sy|bo cua liet si|con trai liet si|con gai liet si|"
        "con de liet si|chong liet si|chong liet sy|than nhan gia dinh liet si|tuat liet sy|"
        "tien tuat liet sy|"
        "nguoi co cong nuoi liet si|tnls"
    ),
    "NCC_MVNAH": "ba me vn anh hung|me vn anh hung|ba me vnah|me anh hung|ba me anh hung|me viet nam ah",
    "NCC_AHLLVT": "anh hung luc luong vu trang nhan dan|anh hung quan doi",
    "NCC_AHLD": "anh hung lao dong thoi ky khang chien|anh hung lao dong thoi khang chien",
    "NCC_TB": (
        "thuong binh hang|thuong binh b|nguoi huong chinh sach nhu thuong binh|huong nhu thuong binh|"
        "thuong tat hang|thuong binh nang"
    ),
    "NCC_CDHH": (
        "nguoi nhiem chat doc hoa hoc|nguoi nhiem chat doc da cam|chat doc mau da cam|"
        "nan nhan chat doc da cam|"
        "nan nhan da cam|nhiem chat doc da cam|nhiem chat doc hoa hoc|nhiem chat da cam|nhiem da cam|cdhh|"
        "chat da cam|khang chien nhiem chat doc da cam"
    ),
    "NCC_CDHH_CON": (
        "con de nguoi nhiem chat doc|con cua nguoi nhiem chat doc|con nguoi nhiem chat doc|"
        "con nan nhan da cam|"
        "con bi nhiem chat doc da cam|con nhiem chat doc hoa hoc|con bi nhiem chat doc hoa hoc|"
        "con de cua nguoi nhiem chat doc da cam|con de cua nguoi nhiem chat doc hoa hoc|"
        "con bi anh huong chat doc da cam|con bi anh huong chat doc hoa hoc|con nan nhan chat doc da cam"
    ),
    "NCC_BB": "benh binh mat suc|benh binh mat suc lao dong|benh binh hang",
    "NCC_TD": "dich bat tu day|bi bat tu day|bi tu day|nguoi tu day|bi dich bat va tu day|cach mang bi tu day",
    "NCC_HCKC": "huan huy chuong khang chien|huan huy chuong|nguoi hoat dong khang chien",
    "NCC_GDCM": "nguoi co cong giup do cach mang|gia dinh co cong giup do cach mang|giup do cm",
    "NCC_TN_KHAC": (
        "than nhan nguoi co cong tu tran|vo thuong binh tu tran|vo benh binh da mat|vo benh binh tu tran|"
        "than nhan thuong binh da mat|than nhan thuong binh tu tran|con thuong binh da mat|tuat tu tran|"
        "tien tuat thuong binh|tien tuat benh binh"
    ),
    "BT_TE_MC": (
        "mo coi cha me|tre mo coi cha me|tre em mo coi cha me|tre mo coi bo me|mo coi ca cha lan me|"
        "mo coi bo me|tre em mo coi|bi bo roi|"
        "tre em bi bo roi|tre em khong nguon nuoi duong|tre em khong co nguon nuoi duong"
    ),
    "BT_16_22": "mo coi con di hoc|mo coi van di hoc|mo coi dang hoc cap 3|mo coi tren 16 tuoi dang hoc",
    "BT_TE_HIV": "tre em bi hiv|tre nhiem hiv|chau nhiem hiv|tre em nhiem hiv aids|be nhiem hiv",
    "BT_HIV": "nguoi nhiem hiv aids ho ngheo|hiv ho ngheo",
    "BT_DON_THAN": "don than ho ngheo|nuoi con mot minh|nuoi con don than|nguoi don than|me don than nuoi con nho",
    "BT_NCT_NGHEO": (
        "nguoi cao tuoi khong nguoi phung duong|nguoi gia khong nguoi phung duong|nguoi cao tuoi co don|"
        "nguoi cao tuoi neo don|cu gia neo don|nguoi gia neo don khong noi nuong tua|"
        "nguoi gia khong noi nuong tua|gia ca neo don|gia ca co don|gia yeu neo don|"
        "nguoi cao tuoi khong co nguoi phung duong|nguoi gia khong co nguoi phung duong|"
        "nguoi gia khong ai phung duong|nguoi cao tuoi khong ai phung duong|khong ai phung duong|"
        "khong co nguoi phung duong|khong co ai phung duong"
    ),
    "BT_KT_DBN": (
        "khuyet tat dbn|kt dbn|khuyet tat db nang|kt dac biet nang|khuyet tat muc do dac biet nang|"
        "khuyet tat loai dac biet nang|khuyet tat dang dac biet nang"
    ),
    "BT_KT_N": "khuyet tat muc do nang|khuyet tat muc nang|khuyet tat loai nang|khuyet tat dang nang|kt nang",
    "BT_TEKT": (
        "tre em khuyet tat nang|tre khuyet tat nang|tre em khuyet tat dac biet nang|"
        "tre khuyet tat dac biet nang|"
        "tre em bi khuyet tat nang|tre em bi khuyet tat dac biet nang|tre em khuyet tat muc do nang|"
        "tre em khuyet tat muc do dac biet nang|chau be khuyet tat nang|be khuyet tat nang"
    ),
    "BT_TE3": "tre em duoi 3 tuoi|con duoi 3 tuoi|chau duoi 3 tuoi|tre duoi ba tuoi|tre em duoi 36 thang",
    "BT_CHAM_SOC": (
        "cham soc nguoi khuyet tat|nguoi nuoi duong nguoi khuyet tat|nhan nuoi duong|nhan cham soc|"
        "nuoi duong cham soc nguoi khuyet tat|cham soc nguoi khuyet tat dac biet nang|"
        "cham soc nguoi khuyet tat nang|nhan cham soc nuoi duong|nguoi nhan cham soc nuoi duong|"
        "nguoi cham soc nguoi khuyet tat nang|nguoi cham soc nguoi khuyet tat dac biet nang"
    ),
    "HTXH_75": "huu tri xh|nguoi gia tren 75 tuoi khong luong huu|nguoi gia tren 75 tuoi khong co luong huu|"
    "nguoi cao tuoi tren 75 tuoi khong luong huu|nguoi cao tuoi tren 75 tuoi khong co luong huu|"
    "huu xa hoi|htxh|tien huu tri xa hoi|nguoi gia 75|nguoi tu 75 tuoi|75 tuoi tro len",
}
#: Words that answer the group and leave the category open.
OPEN: Mapping[str, str] = {
    "NCC": (
        "nguoi co cong|nguoi co cong voi cach mang|co cong voi cach mang|co cong cach mang|nguoi co cong cm|"
        "gia dinh co cong|gia dinh nguoi co cong|nha co cong|uu dai nguoi co cong|ncc|nguoi co cong voi nuoc|"
        "than nhan nguoi co cong|con thuong binh|vo thuong binh|chong thuong binh|con cua thuong binh|"
        "vo cua thuong binh|gia dinh thuong binh|than nhan thuong binh|nha thuong binh|con benh binh|"
        "vo benh binh|"
        "con cua benh binh|vo cua benh binh|chong benh binh|gia dinh benh binh|than nhan benh binh|"
        "liet si|liet sy|"
        "chau liet si|chau liet sy|anh liet si|em liet si|chi liet si|tho cung liet si|tho cung liet sy|"
        "con dau liet si|con re liet si|gia dinh thuong binh liet si|thuong binh liet si|"
        "thuong binh liet sy|phuc vu thuong binh|phuc vu benh binh|"
        "con da cam|con bi da cam|con nhiem da cam|chau da cam|bo thuong binh|"
        "me thuong binh|"
        "bo benh binh|me benh binh|con nuoi liet si|con nuoi liet sy|cach mang|khang chien"
    ),
    "BTXH": (
        "bao tro xa hoi|bao tro|btxh|bao tro xh|khuyet tat|nguoi khuyet tat|tan tat|nguoi tan tat|"
        "tre em khuyet tat|"
        "tre khuyet tat|con khuyet tat|chau khuyet tat|con khuyet tat nang|con khuyet tat dac biet nang|"
        "con bi khuyet tat nang|tam than|benh tam than|roi loan tam than|than kinh|tu ky|bai nao|bai liet|"
        "liet giuong|liet nua nguoi|khiem thi|khiem thinh|cam diec|mu loa|thieu nang|thieu nang tri tue|"
        "hoi chung down|"
        "cut chan|cut tay|neo don|co don khong noi nuong tua|hiv|nhiem hiv|hiv aids|"
        "khong noi nuong tua|chau mo coi dang hoc|chau mo coi dang di hoc|tre mo coi dang di hoc|"
        "mo coi cha|mo coi me|mo coi bo|tre mo coi cha|tre mo coi me|tre mo coi bo|tre em mo coi cha|"
        "tre em mo coi me"
    ),
}
#: Words so wide that a category said beside them is the answer ("người có công, thương binh 2/4").
WIDE = frozenset(
    phrase
    for line in (
        "nguoi co cong|nguoi co cong voi cach mang|co cong voi cach mang|co cong cach mang|"
        "nguoi co cong cm|ncc|"
        "cach mang|khang chien|uu dai nguoi co cong",
        "bao tro xa hoi|bao tro|btxh|bao tro xh",
    )
    for phrase in line.split("|")
)
#: Meanings that are asked back with their own sentence, and words that take nothing away.
ASKED: Mapping[str, str] = {
    ELDERLY: (
        "nguoi gia|nguoi cao tuoi|cao tuoi|cu gia|tien nguoi gia|tien cao tuoi|gia yeu|gia ca|tuoi gia|"
        "tuoi cao|"
        "tro cap nguoi gia|tro cap cao tuoi|tro cap nguoi cao tuoi|huu tri|tro cap huu tri|tren 80|tu 80|"
        "du 80|"
        "nguoi gia tren 75|nguoi gia 80 tuoi|nguoi gia ho ngheo|nguoi cao tuoi ho ngheo|"
        "nguoi gia ho can ngheo|"
        "nguoi cao tuoi ho can ngheo"
    ),
    POOR: "ho ngheo|ho can ngheo|can ngheo|gia dinh ngheo|nha ngheo|ngheo|dien ngheo|so ho ngheo",
    PENSION: (
        "luong huu|huong luong huu|tien luong huu|che do huu|huu bhxh|can bo huu tri|can bo huu|ve huu|"
        "nghi huu|"
        "bao hiem xa hoi|bhxh|luong huu tri|mat suc|mat suc lao dong|tien huu|huong huu"
    ),
    LIGHT: "khuyet tat nhe|khuyet tat muc do nhe|khuyet tat loai nhe|khuyet tat muc nhe|tan tat nhe",
    NOTHING: (
        "khong co luong huu|khong luong huu|khong huong luong huu|khong co che do huu|chua co luong huu|"
        "khong duoc luong huu|khong co luong|khong co bhxh|khong co tro cap bhxh|khong huong bhxh|"
        "ko co luong huu|"
        "khong co tien huu|khong co con|khong con ai|khong vo|khong chong|khong co chong|khong co vo|"
        "khong con cai|"
        "khong nguoi cham soc|khong ai nuoi|khong co thu nhap|khong thu nhap|khong lam duoc gi|"
        "khong di lai duoc|"
        "khong di duoc|khong co nguon nuoi|khong dau|khong con kha nang lao dong|chua co chong|"
        "nguoi co cong viec|co cong viec|nguoi co cong an viec lam|co cong an viec lam"
    ),
}


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, str]:
    """Every phrase, its words parted by one space, and what it means: a category's code, a group, or one above.

    Later tables win over earlier ones: a word that leaves the category open is none, whatever a list says.
    """
    found: dict[str, str] = {}
    for category in categories().values():
        for phrase in (*category.aliases, category.name, category.label, *MORE.get(category.code, "").split("|")):
            _put(found, phrase, meaning=category.code)
    for tables in (OPEN, ASKED):
        for meaning, line in tables.items():
            for phrase in line.split("|"):
                _put(found, phrase, meaning=meaning)
    for phrase in categories()["BT_NCT_80"].aliases:
        _put(found, phrase, meaning=ELDERLY)
    for phrase in (categories()["BT_NCT_80"].name, categories()["BT_NCT_80"].label):
        _put(found, phrase, meaning=ELDERLY)
    _put(found, categories()["BT_TEKT"].name, meaning="BT_TEKT")
    return found


@lru_cache(maxsize=1)
def longest() -> int:
    """Words of the longest phrase."""
    return max(len(phrase.split()) for phrase in meanings())


def is_group(meaning: str) -> bool:
    """The meaning is a group whose category is open."""
    return meaning in GROUPS


def _put(found: dict[str, str], phrase: str, *, meaning: str) -> None:
    key = " ".join(words_of(phrase))
    if key:
        found[key] = meaning


def phrases_of(words: Iterable[str]) -> list[tuple[int, int, str]]:
    """The phrases in folded words, longest first from left to right: start, end, meaning."""
    line = list(words)
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(line):
        for end in range(min(len(line), at + longest()), at, -1):
            meaning = meanings().get(" ".join(line[at:end]))
            if meaning is not None:
                found.append((at, end, meaning))
                at = end
                break
        else:
            at += 1
    return found
