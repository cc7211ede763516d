"""Words around the names of banks: tables for ``bank_names`` and the readers of accounts."""

from __future__ import annotations


def listed(line: str) -> frozenset[str]:
    """The words of a table line."""
    return frozenset(line.split())


def phrases(line: str) -> tuple[tuple[str, ...], ...]:
    """The words of each phrase of a table line, parted by "|"."""
    return tuple(tuple(phrase.split()) for phrase in line.split("|"))


#: Banks behind the shared names whose cell in the list names none; shared only where nothing else is said.
ALONE = {"viet": ("VCB", "CTG", "VBB", "VAB", "BVBANK", "BAOVIET"), "a": ("ACB", "NAB", "BAB", "VAB", "SEAB")}

#: More ways to write a bank than the list has.
MORE_ALIASES = {
    "AGRIBANK": ("no&ptnt", "nhnn&ptnt", "nn va ptnt", "nong nghiep va ptnt", "nong nghiep ptnt", "nhnn ptnt"),
    "VCB": ("vietcombank digibank", "vcb digibank"),
    "BIDV": ("bidv smartbanking",),
    "LPB": ("buu dien lpbank", "lpbank buu dien"),
}

#: Words of names that stand in no official name, with their marks.
MORE_MARKS = {"nha": "nhà", "quy": "quỹ", "dung": "dụng", "trung": "trung", "uong": "ương", "cua": "của"}
MORE_WALLETS = {"Viettel Money": ("viettel", "viettel pay money"), "MoMo": ("vi mo mo",)}
MORE_POST = ("buu dien", "buu cuc", "vnpost", "vietnam post", "buu dien viet nam", "buu dien van hoa xa")

#: Said around a bank's name and no part of it.
NOISE = listed(
    """ngan hang nh nhtm nhtmcp tmcp tm cp thuong mai co phan chi nhanh cn pgd phong giao dich viet vn vietnam bank
    nuoc o tai cua em e toi t tui minh con chau a ah dung xai su mo mua khoan tk stk tkhoan so la thi nhe
    nhen ha da vang cho ten chu the atm tinh tp thanh pho xa huyen phuong quan bo me ong ba cu anh chong
    vo bac di cau ngoai noi gui xin ve nhan tien qua vao chuyen nay do day roi duoc thang lam dang
    ky ngay van trung tam hoi hien voi va thuoc ben luon thoi nha ghi nguoi huong khai bi nhap dien ok
    muon lay giup tro cap sdt dt thoai"""
)
#: Words that turn a name around or leave it open, without marks, and those that need theirs.
DOUBT = listed("khong ko k kh khg hok hong chua chang hoac neu truoc het khoa hinh chac nham sai doi huy phai hay")
DOUBT_MARKED = listed("cũ bỏ đóng đổi hủy huỷ chẳng chả lẽ")
#: Written with these marks they say something else: the friend, the group, the thing to do.
HARMLESS = listed("hông hồng hổng đội đôi đời hãy sài")
PLACES = phrases(
    "viet nam|bac kan|bac can|thai nguyen|ha noi|ho chi minh|hcm|hn|tphcm|cao bang|tuyen quang|lang son|bac giang|"
    "bac ninh|hai phong|da nang|can tho|duc xuan|song cau|phung chi kien|nguyen thi minh khai|xuat hoa|"
    "huyen tung|nong thuong|duong quang|don phong|phong quang|bach thong|cho don|cho moi|na ri|ngan son|"
    "ba be|pac nam|song cong|pho yen"
)
BRANCH = (("cn",), ("pgd",), ("chi", "nhanh"), ("phong", "giao", "dich"))
BRANCH_WORDS = 6
