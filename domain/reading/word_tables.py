"""What people type instead of tapping a choice: who is speaking, and on which paper. Growth is a row here.

Each table: stored value -> phrases parted by "|"; words may lack their marks. "" means: known, but open.
``strict`` tables take nothing else into the message but politeness and the words named for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.reading.phrases import Phrases, listed
from domain.wording import Value


@dataclass(frozen=True, slots=True)
class Table:
    """One question's phrases. around: words that may stand beside a phrase of a strict table."""

    phrases: Phrases[Value]
    strict: bool = False
    around: frozenset[str] = frozenset()


def table_of(rows: Mapping[Value, str], *, strict: bool = False, around: str = "") -> Table:
    """A table of phrases; around: words with spaces between."""
    return Table(Phrases(rows), strict=strict, around=listed(around))


ROLE = table_of(
    {
        "self": (
            "tôi tự khai|tự khai|tự mình khai|chính tôi|bản thân|chính chủ|cho tôi|khai cho tôi|"
            "khai cho mình|cho mình|cho bản thân|khai cho bản thân|tôi là người hưởng|người hưởng|tự làm|"
            "tự đăng ký|người hưởng khai|chính người hưởng|tôi khai cho tôi|tôi khai cho mình"
        ),
        "guardian": (
            "bố mẹ|cha mẹ|ba mẹ|giám hộ|người giám hộ|bố mẹ khai|mẹ khai cho con|bố khai cho con|"
            "khai cho con|cho con tôi|khai cho con tôi|đăng ký cho con|cho con|khai cho con nhỏ|"
            "tôi là mẹ của cháu|tôi là bố của cháu|tôi giám hộ"
        ),
        "helper": (
            "khai giúp|khai hộ|khai dùm|khai giùm|giúp|hộ|làm hộ|làm giúp|đăng ký hộ|đăng ký giúp|"
            "con khai hộ|người nhà|người thân|con cháu|hàng xóm|khai giúp bố|khai giúp mẹ|khai hộ bố|"
            "khai hộ mẹ|khai cho bố|khai cho mẹ|khai cho bố tôi|khai cho mẹ tôi|khai cho bố em|"
            "khai cho mẹ em|cho bố|cho mẹ|cho bố tôi|cho mẹ tôi|cho ông|cho bà|cho ông bà|khai cho ông|"
            "khai cho bà|đăng ký cho bố|đăng ký cho mẹ|cho vợ|cho chồng|cho bố mẹ|khai cho bố mẹ|"
            "khai giúp bố mẹ|con gái|con trai|con dâu|con rể|cho hàng xóm|khai giúp người nhà|"
            "làm cho bố|làm cho mẹ"
        ),
    },
    strict=True,
    around="tôi toi em con cháu chau mình minh gái gai trai dâu dau thì là la "
    "khai tự nhé này đang nhà tôi của cua ạ",
)

RELATION_HELPER = table_of(
    {
        "child": (
            "con|con gái|con trai|con đẻ|con ruột|con cả|con út|con trưởng|con thứ|con gái út|"
            "con trai út|con trai cả|con gái cả|con gái ruột|con trai ruột|con trai trưởng|con gái đầu|"
            "con đầu"
        ),
        "spouse": "vợ|chồng|vợ chồng|bà xã|ông xã|vợ hoặc chồng|chồng tôi là người hưởng",
        "grandchild": (
            "cháu|cháu nội|cháu ngoại|cháu gái|cháu trai|cháu đích tôn|cháu nội gái|cháu nội trai|"
            "cháu ngoại gái|cháu ngoại trai|cháu ruột"
        ),
        "": (
            "bố|mẹ|ông|bà|cha|má|bố mẹ|ông bà|người nhà|người thân|họ hàng|gia đình|người khác|khác|"
            "con cháu|bố tôi|mẹ tôi|ông tôi|bà tôi|anh em"
        ),
    }
)
RELATION_GUARDIAN = table_of(
    {
        "parent": (
            "bố|mẹ|cha|má|bố đẻ|mẹ đẻ|bố ruột|mẹ ruột|bố mẹ|cha mẹ|bố hoặc mẹ|mẹ ruột của cháu|"
            "bố của cháu|mẹ của cháu|mẹ cháu|bố cháu|mẹ bé|bố bé|thầy|bầm"
        ),
        "grandparent": "ông|ông nội|bà nội|ông ngoại|bà ngoại|ông bà|ông hoặc bà|ông bà nội|ông bà ngoại",
        "sibling": (
            "anh|chị|anh trai|chị gái|em gái|em trai|anh ruột|chị ruột|em ruột|anh chị em|anh chị|anh em|"
            "chị em|chị cả|anh cả"
        ),
        "": (
            "bà|ba|em|con|cháu|vợ|chồng|giám hộ|người giám hộ|người nhà|người thân|họ hàng|gia đình|"
            "người khác|khác"
        ),
    }
)
#: Kin and ties that are none of the choices: kept as typed.
TIES = Phrases(
    {
        True: (
            "con dâu|con rể|con nuôi|con riêng|con đỡ đầu|cháu dâu|cháu rể|cháu họ|cháu nuôi|chắt|em dâu|"
            "em rể|chị dâu|anh rể|anh họ|chị họ|em họ|anh trai|chị gái|em gái|em trai|anh ruột|chị ruột|"
            "em ruột|cô|dì|chú|bác|cậu|mợ|thím|dượng|bố vợ|mẹ vợ|bố chồng|mẹ chồng|bố dượng|mẹ kế|"
            "bố nuôi|mẹ nuôi|thông gia|hàng xóm|láng giềng|trưởng thôn|tổ trưởng|trưởng bản|bí thư|bạn|"
            "bạn bè|người quen|đồng nghiệp|đồng đội|cán bộ|hội trưởng|chi hội|hội phụ nữ|"
            "hội cựu chiến binh|người chăm sóc|người nuôi dưỡng|người nuôi|người giúp việc|cô giáo|"
            "cộng tác viên|công chức|y tá|người đỡ đầu"
        )
    }
)

BASIS_HELPER = table_of(
    {
        "paper": (
            "có giấy|có giấy ủy quyền|giấy ủy quyền|bằng giấy|có ủy quyền|ủy quyền|có giấy rồi|"
            "có giấy tờ|bằng giấy ủy quyền|có văn bản ủy quyền|giấy"
        ),
        "spoken": (
            "nhờ miệng|miệng|nói miệng|bảo miệng|nhờ bằng miệng|bằng miệng|nhờ bằng lời|nhờ lời|bằng lời|"
            "không có giấy nhờ miệng|chỉ nhờ miệng|nhờ nói miệng|chưa có giấy nhờ miệng|lời nói|"
            "nhờ qua điện thoại"
        ),
        "not_asked": (
            "chưa hỏi|chưa|chưa hỏi ý|chưa nói|chưa bảo|chưa xin phép|chưa hỏi bố|chưa hỏi mẹ|"
            "chưa hỏi ông|chưa hỏi bà|chưa hỏi cụ|chưa hỏi ai|chưa được nhờ|chưa nhờ"
        ),
        "cannot_speak": (
            "không tự nói được|không nói được|không nói chuyện được|bị câm|câm|câm điếc|hôn mê|lú lẫn|"
            "mất trí|mất trí nhớ|tâm thần|lẫn rồi|bị lẫn|không giao tiếp được|không còn minh mẫn"
        ),
    },
    strict=True,
    around="bố bo mẹ me ông ong bà ba cụ cu tôi toi em người hưởng huong có thôi thoi bị bi tai biến bien nên "
    "thì nữa nua được duoc đâu dau cả",
)
BASIS_GUARDIAN = table_of(
    {
        "birth_certificate": "giấy khai sinh|khai sinh|gks|có giấy khai sinh|có khai sinh|bản sao khai sinh",
        "decision": (
            "quyết định|quyết định giám hộ|qđ giám hộ|có quyết định|có quyết định giám hộ|qđ|giấy giám hộ"
        ),
        "none": (
            "chưa có|chưa có giấy|không có|không có giấy|chưa|chưa làm giấy|chưa có giấy tờ|"
            "không có giấy tờ|chưa có gì|không có giấy gì|mất giấy"
        ),
    },
    strict=True,
    around="của cua cháu chau con tôi toi em bản cả tờ nào gì",
)

CCCD_REQUEST = table_of(
    {
        "never": (
            "chưa làm bao giờ|chưa làm|chưa từng làm|chưa bao giờ làm|chưa có bao giờ|chưa được làm|"
            "lần đầu|làm lần đầu|chưa làm lần nào|chưa có thẻ bao giờ|chưa từng có"
        ),
        "old_cmnd": (
            "chứng minh 9 số|cmnd|chứng minh|chứng minh thư|cmt|cmt 9 số|cmnd cũ|cmnd 9 số|chứng minh cũ|"
            "chứng minh nhân dân|giấy chứng minh|chứng minh thư cũ|cmtnd|cmnd chín số|"
            "còn chứng minh thư"
        ),
        "lost": (
            "mất|mất thẻ|bị mất|mất rồi|làm mất|rơi mất|thất lạc|bị rơi|đánh mất|mất căn cước|mất cccd|rơi thẻ"
        ),
        "expired": (
            "hết hạn|thẻ hết hạn|quá hạn|hết hạn rồi|hết hiệu lực|thẻ quá hạn|cccd hết hạn|căn cước hết hạn"
        ),
    },
    strict=True,
    around="thẻ the bị bi đã da có co chỉ chi vẫn van dùng dung còn con của bố bo mẹ me ông ong bà cụ cu mới",
)
