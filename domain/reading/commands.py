"""Common words that may come in any question (wording.md, end of section 4, and the six answers of section 5).

Only a whole message counts, so that no answer is swallowed: "Mai Thị Sau" is a name, "sau nhà văn hóa" a way.
"""

from __future__ import annotations

import re

from domain.reading.numerals import LONGEST_ANSWER, tidy
from domain.reading.phrases import Phrases, listed, plain_denials, without_politeness, words
from domain.reading.text import fold

_LONGEST = 12  #: words

_COMMANDS: Phrases[str] = Phrases(
    {
        "defer": (
            "để sau|để mai|mai|lát nữa|hỏi đã|bận|để hôm khác|khi khác|lúc khác|để lúc khác|để khi khác|"
            "mai làm|mai khai|mai làm tiếp|mai khai tiếp|để lát|để lát nữa|lát|chút nữa|tí nữa|để tí nữa|"
            "để chút nữa|để tối|để chiều|tối làm|tối khai|chiều làm|đang bận|em bận|tôi bận|em đang bận|"
            "tôi đang bận|bận rồi|bận quá|giờ bận|giờ đang bận|để sau đi|làm sau|khai sau|để hỏi đã|"
            "để mai làm|để mai khai|để mai tính|để sau làm|để sau khai|để tuần sau|tuần sau|để ngày mai|"
            "ngày mai|thôi để sau|thôi để mai|tạm dừng|nghỉ đã|dừng ở đây|để tối làm|để tối về|mai nhé|"
            "hẹn mai|để mai gửi|để sau gửi"
        ),
        "back": (
            "quay lại|quay về|lùi|lùi lại|câu trước|về câu trước|quay lại câu trước|trở lại|trở về|"
            "trở lại câu trước|lùi lại câu trước|quay lại câu hỏi trước|back|sửa câu trước|lùi một câu"
        ),
        "status": (
            "đến đâu rồi|xong chưa|hồ sơ của tôi|hồ sơ đến đâu rồi|hồ sơ của tôi đến đâu rồi|hồ sơ xong chưa|"
            "xem hồ sơ|trạng thái|hồ sơ thế nào rồi|hồ sơ tới đâu rồi|tới đâu rồi|được duyệt chưa|duyệt chưa|"
            "hồ sơ được duyệt chưa|hồ sơ đã duyệt chưa|bao giờ xong|khi nào xong|hồ sơ của em|"
            "hồ sơ của em đến đâu rồi|hồ sơ bố em đến đâu rồi|hồ sơ mẹ em đến đâu rồi|kiểm tra hồ sơ|"
            "hồ sơ duyệt chưa|đã xong chưa|hồ sơ tôi|hồ sơ em|xem hồ sơ của tôi|xong chưa vậy"
        ),
        "human": (
            "gặp cán bộ|gọi cho tôi|không biết làm|gọi cho em|gọi lại cho tôi|gọi lại cho em|cán bộ gọi lại|"
            "cho gặp cán bộ|muốn gặp cán bộ|tôi muốn gặp cán bộ|em muốn gặp cán bộ|cho tôi gặp cán bộ|"
            "cho em gặp cán bộ|nói chuyện với cán bộ|nhờ cán bộ|gặp người|gặp người thật|"
            "không biết làm thế nào|ko biết làm|k biết làm|không biết làm sao|nhờ cán bộ gọi|"
            "nhờ cán bộ gọi lại|cán bộ gọi cho tôi|cán bộ gọi cho em|xin gặp cán bộ|cần gặp cán bộ|"
            "tôi không biết làm|em không biết làm|liên hệ cán bộ|không biết khai|hỏi cán bộ"
        ),
        "greeting": (
            "alo|a lô|a lo|alo alo|chào|xin chào|ơi|hello|hi|helo|chào em|chào bot|chào cán bộ|chào trợ lý|"
            "chào anh|chào chị|chào anh chị|em chào anh|em chào chị|em chào anh chị|cán bộ ơi|bot ơi|"
            "trợ lý ơi|em ơi|anh ơi|chị ơi|cô ơi|bác ơi|chào bác|cháu chào|em chào|con chào|chào buổi sáng|"
            "chào mọi người|có ai không|alo cán bộ|alo em|alo ai đó"
        ),
        "thanks": (
            "cảm ơn|cám ơn|cảm ơn em|cảm ơn nhiều|cám ơn em|cám ơn nhiều|cảm ơn bạn|thanks|thank you|thank|"
            "tks|ok cảm ơn|cảm ơn cán bộ|cám ơn cán bộ|cảm ơn anh chị|xin cảm ơn|xin cám ơn|cảm ơn rất nhiều|"
            "cảm ơn anh|cảm ơn chị|em cảm ơn|tôi cảm ơn|chân thành cảm ơn|cảm ơn trợ lý"
        ),
        "help": (
            "trợ giúp|giúp tôi|giúp em|giúp với|giúp tôi với|giúp em với|hướng dẫn|help|hướng dẫn tôi|"
            "hướng dẫn em|cần trợ giúp|cần giúp|hướng dẫn với|cứu"
        ),
        "register": (
            "đăng ký|đăng kí|đk|tôi muốn đăng ký|em muốn đăng ký|muốn đăng ký|đăng ký mới|đăng ký thêm người|"
            "cho tôi đăng ký|cho em đăng ký|đăng ký thêm|bắt đầu đăng ký|tôi đăng ký|em đăng ký|"
            "muốn đăng ký mới|khai đăng ký"
        ),
        "cancel": (
            "hủy|hủy bỏ|bỏ bản khai|hủy bản khai|xóa bản khai|không khai nữa|thôi không khai nữa|"
            "không làm nữa|thôi không làm nữa|ko khai nữa|ko làm nữa|hủy khai|cancel|bỏ khai|tôi muốn hủy|"
            "em muốn hủy|muốn hủy|không đăng ký nữa|thôi không đăng ký nữa|ko đăng ký nữa"
        ),
        "change": (
            "báo thay đổi|báo biến động|tôi muốn báo thay đổi|em muốn báo thay đổi|muốn báo thay đổi|báo đổi|"
            "thay đổi thông tin|cần báo thay đổi|báo thay đổi thông tin"
        ),
        "faq_fee": (
            "phí|mất tiền không|có mất tiền không|mất phí không|có mất phí không|có phí không|phí bao nhiêu|"
            "có tốn tiền không|tốn tiền không|có thu phí không|thu phí không|phí thế nào|"
            "có mất tiền gì không|có mất phí gì không|đăng ký có mất tiền không|đăng ký có mất phí không|"
            "mất bao nhiêu phí|mất bao nhiêu tiền|có phải trả phí không|có phải trả tiền không|"
            "miễn phí không|có miễn phí không|phí rút tiền|phí mở thẻ|mở tài khoản có mất tiền không|"
            "mở thẻ có mất tiền không|hết bao nhiêu tiền|rút tiền có mất phí không|làm thẻ có mất tiền không|"
            "mở tài khoản có mất phí không|có mất xu nào không"
        ),
        "faq_must": (
            "bắt buộc|có bắt buộc không|bắt buộc không|có bắt buộc phải làm không|phải làm không|"
            "không làm có sao không|không đăng ký có sao không|có phải làm không|bắt buộc à|có bắt buộc đâu|"
            "có nhất thiết không|không đăng ký thì sao|không làm thì sao|có bắt buộc đăng ký không"
        ),
        "faq_where": (
            "rút ở đâu|rút tiền ở đâu|lấy tiền ở đâu|lĩnh tiền ở đâu|lĩnh ở đâu|rút tiền chỗ nào|rút chỗ nào|"
            "nhận tiền ở đâu|ra đâu rút tiền|ra đâu lấy tiền|lấy ở đâu|ra đâu rút|rút ở chỗ nào|"
            "đi đâu rút tiền"
        ),
        "faq_amount": (
            "mức|bao nhiêu tiền|được bao nhiêu tiền|mức bao nhiêu|mức trợ cấp|mức hưởng bao nhiêu|"
            "được bao nhiêu|mỗi tháng được bao nhiêu|một tháng được bao nhiêu|nhận được bao nhiêu tiền|"
            "mức trợ cấp bao nhiêu|trợ cấp bao nhiêu|tháng được bao nhiêu tiền|có được tăng không|"
            "được nhận bao nhiêu tiền|có bị giảm tiền không|trợ cấp được bao nhiêu|mức trợ cấp là bao nhiêu"
        ),
        "faq_lost_card": (
            "mất thẻ|mất thẻ thì sao|mất thẻ atm|mất thẻ làm thế nào|bị mất thẻ|bị mất thẻ thì sao|"
            "mất thẻ phải làm gì|rơi thẻ|mất thẻ atm thì sao|bị mất thẻ atm|mất thẻ thì làm thế nào|"
            "mất thẻ rồi thì sao|mất thẻ rồi phải làm gì|bị mất thẻ phải làm gì|mất thẻ ngân hàng|"
            "mất thẻ báo ai|làm mất thẻ atm|mất thẻ thì phải làm gì|mất thẻ làm sao"
        ),
        "faq_real": (
            "có thật không|lừa đảo|lừa đảo không|có lừa đảo không|có phải lừa đảo không|thật không|lừa đảo à|"
            "có phải thật không|đây có phải lừa đảo không|sợ lừa đảo|có tin được không|thật hay giả|"
            "thật hay lừa đảo|có đúng là của xã không|có phải của xã không|có phải của phường không|"
            "có uy tín không|lừa đảo hả|đây là thật hay lừa đảo|có phải giả mạo không"
        ),
    }
)
#: After "để mai", "để sau" and the like a short reason may follow.
_DEFER_HEADS: Phrases[bool] = Phrases(
    {
        True: (
            "để sau|để mai|lát nữa|để lát nữa|để hôm khác|khi khác|lúc khác|để tối|để chiều|mai|để tuần sau|"
            "ngày mai"
        )
    }
)
_REASONS = listed(
    "em tôi toi con cháu chau mình minh hỏi hoi bố bo mẹ me ông ong bà ba cụ cu vợ vo chồng chong anh chị "
    "chi đã da nhé nhe ạ a bận ban đang dang giờ gio làm lam tiếp tiep khai gửi gui sẽ se về ve nha xem "
    "lại lai thẻ the căn can cước cuoc tìm tim giấy giay tờ to rồi roi để de ý y nhà nhờ nho còn đi di "
    "lấy lay tính tinh thế vậy nữa nua luôn được duoc cho chưa chua có co ở o đây day "
)
_ASK_FIRST = re.compile(
    r"(?:thoi )?(?:(?:de|cho) )?(?:em |toi |con |chau |minh )?hoi (?:lai |y |y kien |xem )?"
    r"(?:bo|me|ong|ba|cu|vo|chong|con|anh|chi|nha|gia dinh|nguoi nha|nguoi huong)"
    r"(?: (?:em|toi|chau|minh|ay|xem|lai|nha|cu|me))* ?(?:da|truoc|xem sao|cai da|the nao)(?: (?:a|nhe|nha|em))*"
)
#: "Tôi muốn đăng ký cho bố tôi": to register, with whom for; at the role question it is an answer.
_REGISTER_FOR = re.compile(
    r"(?:(?:da |xin )?chao (?:cac |anh |chi |em |can bo )*)?(?:(?:toi|em|con|chau|minh|anh|chi) )?"
    r"(?:(?:muon|can|xin|dinh) )?(?:khai )?(?:dang k[yi]|dk) (?:(?:nhan )?(?:tro cap|tien|tien tro cap) )?"
    r"(?:ho |giup )?(?:cho )?"
    r"(?:(?:bo|me|ong|ba|cu|bac|chu|co|vo|chong|con|chau|anh|chi|em|nguoi nha|hang xom|noi|ngoai|"
    r"gai|trai|toi|minh|nha|cua)\b ?)+(?:a|nhe|voi|duoc khong)?"
)
#: "Cho tôi hỏi …" before what is asked.
_MAY_I_ASK = re.compile(r"(?:(?:da|toi|em|con|chau|cho|muon|xin|minh) )*hoi (?:(?:la|xem|thu|a) )*(?=\S)")
_AT_THE_END = listed("vậy vay thế the hả ha nhỉ à đó hở hử vậy")
#: Questions whose own answers these words are: there they are no command.
_ANSWERS = {
    "faq_lost_card": ("cccd", "requester_cccd", "cccd_request"),
    "faq_amount": ("change_kind",),
    "register": (),
}


def command_in(text: str, *, key: str = "") -> str:
    """The command that a whole message is, or "".

    Names: defer, back, status, human, greeting, thanks, help, register, cancel, change, faq_fee, faq_must,
    faq_where, faq_amount, faq_lost_card, faq_real. The choices shown come first: try those before. key: the
    question asked, if known, so that its own answers ("mất thẻ" where the card is asked) are none.
    """
    tidied = tidy(text) if len(text) <= LONGEST_ANSWER else ""
    if tidied.strip(" .") == "0":
        return "back"
    typed = plain_denials(words(tidied))
    if not typed or len(typed) > _LONGEST:
        return ""
    core = without_politeness(typed)
    while len(core) > 1 and core[-1] in _AT_THE_END:
        core = without_politeness(core[:-1])
    for whole in (typed, core):
        found = _COMMANDS.whole(whole)
        if len(found) == 1:
            command = found.pop()
            return "" if key in _ANSWERS.get(command, ()) else command
    folded = fold(" ".join(typed))
    if _put_off(core) or _ASK_FIRST.fullmatch(folded):
        return "defer"
    if key != "role" and _REGISTER_FOR.fullmatch(folded):
        return "register"
    return _asked(folded, key=key)


def _asked(folded: str, *, key: str) -> str:
    """ "Cho tôi hỏi hồ sơ đến đâu rồi": the question behind the asking words, if it is a known one."""
    begun = _MAY_I_ASK.match(folded)
    if begun is None:
        return ""
    rest = folded[begun.end() :]
    found = command_in(rest, key=key) if rest and not _MAY_I_ASK.match(rest) else ""
    return found if found == "status" or found.startswith("faq_") else ""


def _put_off(core: tuple[str, ...]) -> bool:
    """ "Để mai nhé, em hỏi bố đã": a putting off and nothing but a reason after it."""
    heads = _DEFER_HEADS.inside(core)
    return (
        bool(heads)
        and heads[0][0] == 0
        and (heads[0][1] > 1 or len(core) > 2)
        and all(word in _REASONS for word in core[heads[0][1] :])
    )
