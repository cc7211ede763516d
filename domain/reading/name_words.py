"""Words that stand around a name, and family names: tables for ``name.read_name``.

Forms with marks are matched as typed, forms without marks also stand for their marked word ("ong" for "ông").
A marked word never stands for another one: "Cù" is a family name, "cụ" is not.
"""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


def _phrases(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in line.split("|"))


#: Family names of the Kinh, Tày, Nùng, Dao, Mông, Thái, Hoa and others, without marks.
FAMILY_NAMES = _words("""
    an ao ban bach bac be bo bui ca cam cao cau chau chang chao chu chung chuong co cong cu cung dam dang dao
    dau deo diep dien dinh do doan doi don dong du dua duong ga giang giap ha ham han hau hac ho
    hoa hoang hong
    hua huong huynh kha khang khau khieu khoang khong khuat khuc khuong kieu kim kpa ksor la lac
    lai lam lang lau
    le leng leo leu li lieng lien lieu linh lo long loc loi luc lu lung luong luu luyen ly ma mac mach mai man
    manh mao me mo moc mong mua mui na nay ngan nghi nghiem nghieu ngo ngoc ngu nguy nguyen nham nhan nhiep
    nhu nie ninh nong nung ong pan pham phan phang phi pho phu phuc phung phuong po quach quan
    quang rmah sa sai
    sam seo si sin siu son sung suong ta tan tang tao tat tay thach thai than thang thao thi thieu tho thoi
    tieu to toan ton tong tra trang tran trieu trinh tru truong tu tuong ung va van vang vi vien vo
    vong vu vuong
    vuu vy xa xuan y yen
    """)

#: Middle words after which a name goes on: what follows them is never a particle.
MIDDLE_WORDS = _words("van thi a seo mi huu duc ba")

#: Said before a name and no part of it, with marks; without marks too, but for ``MARKED_ONLY``.
LABELS = _phrases("""
    họ chữ đệm và tên | họ và tên đầy đủ | họ và tên khai sinh | họ và tên thật | họ và tên | họ tên đầy đủ
    | họ tên | tên đầy đủ | tên khai sinh | tên thật | tên gọi là | tên | gọi là | full name
    | người được hưởng | người hưởng | người khai giúp | người khai | người nhận | người giám hộ
    | chủ tài khoản | chủ tk | chủ thẻ | chủ hộ | cụ ông | cụ bà | ông cụ | bà cụ | ông nội | ông ngoại
    | bà nội | bà ngoại | con gái | con trai | con dâu | con rể | cháu nội | cháu ngoại | cháu gái | cháu trai
    | anh trai | chị gái | em gái | em trai | bố mẹ | bố chồng | bố vợ | mẹ chồng | mẹ vợ | bố đẻ | mẹ đẻ
    | mẹ kế | vợ tôi | vợ em | vợ chồng | cô giáo | thầy giáo | đồng chí | liệt sĩ | liệt sỹ | thương binh
    | bệnh binh | bà mẹ việt nam anh hùng | mẹ việt nam anh hùng | xin gửi | xin chào | chúng tôi
    """)
#: Without marks these may be a name (Chu Thế Anh, Cù Bá Hòa, Võ Em).
MARKED_ONLY = frozenset(("chủ thẻ", "chủ hộ", "cụ ông", "cụ bà", "cô giáo", "vợ tôi", "vợ em", "vợ chồng"))

#: One word said before a name, as typed with marks.
MARKED_BEFORE = _words("""
    dạ vâng thưa chào xin gửi gởi đây em con cháu tôi tui mình của nhà là ấy này
    cụ mẹ mẫu bố cha thầy bu bầm anh chị bác chú cô dì cậu mợ thím dượng chồng vợ
    """)
#: The same without marks, where no family name is written so.
PLAIN_BEFORE = _words("da thua xin gui goi day em e con toi tui t cua me cha thay anh chi thim chong")
#: After these a name may begin at once: politeness and labels, no kin word.
SAID_FIRST = _words("da vang thua xin gui goi chao day em e ho ten")
#: Without marks both a way of speaking and a family name (Cù, Châu, Bạc …); with marks: Ông, Bà.
TITLE_OR_FAMILY = _words("ông bà má ong ba cu co chu bac chau bo di cau mo la")
#: Of those, the ones nobody doubts before a family name.
SURELY_TITLE = _words("ông bà ong ba")
#: Of those, family names when Văn or Thị follows (Chu Văn An, Châu Thị Thu, La Văn Cầu).
FAMILY_BEFORE_MIDDLE = _words("chu chau la má")

#: Politeness after a name.
AFTER = _words("ạ ạh ah ak nhé nhe nhá nhen đó đấy vậy thưa")

AFTER_PLAIN = _words("a ah nhe nha nho")
#: Who is spoken to before politeness ("em ạ"): only words that are hardly ever a name, so no "anh".
SPOKEN_TO = _words("em chị bác cô chú cháu ơi oi")
#: Who is spoken to after politeness ("nhé anh").
CALLED = _words("em anh chị bác cô chú cháu chi bac co chu chau ơi oi")

#: Together they say whose relative it is, and name nobody.
KIN_WORDS = _words("""
    ong ba cu co chu bac chau bo me cha di cau mo thim duong anh chi em con vo chong noi ngoai gai trai dau re
    toi minh e t cua nha la ten ho va nguoi than huong khai ban giam ho ay nay do lon ut ca hai ke nuoi de
    sinh
    """)

#: "I do not know": said instead of a name.
UNKNOWN = (
    r"\b(khong|ko|k|kh|hong|hok|chua|cha|chang)\s+(the\s+)?(biet|nho|ro|co|thay|thuoc)\b"
    r"|\bquen\s*(mat|roi|ten)|^quen$"
)

#: Words of talk; never in a name when typed with these marks.
NEVER_IN_NAMES = _words("""
    không chưa được rồi thì nhưng hoặc muốn phường này nào gì đang sẽ cùng cũng mấy bao nhiêu
    cccd cmnd cmt sdt đt stk tk vcb bidv agribank vietcombank vietinbank mbbank http https www com vn
    tên ten gửi gởi gui trên thẻ cước ảnh
    abc xyz asd asdf qwe qwerty test ok oke yes no hello
    """)
#: Whole answers that look like a name and are none.
NOT_NAMES = frozenset(
    (
        "dong y",
        "khong dong y",
        "de sau",
        "de mai",
        "lat nua",
        "hoi da",
        "quay lai",
        "bo qua",
        "tien mat",
        "tai khoan",
        "ngan hang",
        "can cuoc",
        "cam on",
        "gap can bo",
        "dung roi",
        "dung vay",
        "sai roi",
        "viet nam",
        "bac kan",
        "thai nguyen",
        "nguoi co cong",
        "bao tro xa hoi",
        "huu tri xa hoi",
        "khuyet tat",
        "mo coi",
        "ho ngheo",
        "nguoi gia",
        "co a",
        "khong a",
        "o day",
        "o cung con gai",
        "nhu tren",
        "nhu cu",
        "giong tren",
        "dang ky",
        "dang ki",
        "trang thai",
    )
)
#: Talk rather than a name when two of them stand in a text that begins with no family name.
TALK = _words("""
    khong ko biet nho quen chua co cua cho thi la o cung dang se da roi nay do gi nao sao hoi gui nhan tien
    duoc muon can den di ve lam nhe thay may ai
    """)

#: Two words that tell of a person and name nobody; looked for in texts of five words and more.
TELLING = (
    "sinh nam|sinh ngay|nam sinh|que quan|dia chi|thuong tru|dien thoai|can cuoc|tai khoan|ngan hang|thanh pho"
    "|dang o|hien o|tuoi roi|da mat|nguoi huong|nguoi khai|tro cap|tren the|trong anh"
    "|thuong binh|liet si|liet sy|dang ky"
)
#: Parts of a place, told with their marks.
PLACE_WORDS = _words("thôn xóm tổ xã phường huyện tỉnh ở quê bản thon xom")
#: Kin words within five words and more: "con bà Lan".
KIN_WITHIN = _words("bà ông mẹ bố vợ chồng cháu")
#: Short for a way of speaking to somebody (anh, chị, ông, bà), before a family name.
SHORT_TITLES = _words("a c ô b")
#: In the only names that have seven words and more.
LONG_NAMES = ("ton nu", "cong tang", "huyen ton")

#: Words of names that are written without marks anyway; a name of these alone lacks none.
WRITTEN_PLAIN = _words("""
    a an anh chu giang hai huy khanh khoa lan linh ma mai minh my nam nga ngoan nhung oanh phan quang sinh
    trang vi vinh y
    """)
