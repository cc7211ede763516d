"""What words do in a yes-or-no answer."""

from __future__ import annotations

from enum import Enum

from domain.reading.phrases import Phrases


class Said(Enum):
    """What a word or phrase does in an answer."""

    YES = "yes"  # explicit
    MILD = "mild"  # yes, but no consent: uh, y, ừ
    NO = "no"
    REFUSED = "refused"  # a no of its own: từ chối
    FINE = "fine"  # không sao: says nothing, but goes with a yes
    COURTESY = "courtesy"
    OPEN = "open"  # a question, a doubt, a delay
    CONDITION = "condition"


MEANINGS: Phrases[Said] = Phrases(
    {
        Said.YES: (
            "0k|okey|chắc chắn rồi|bằng lòng|ưng|ưng ý|đúng mà|có mà|được mà|đồng ý mà|"
            "có|đồng ý|đồngý|đồng í|đông ý|đồg ý|dong yy|nhất trí|tán thành|tán đồng|đồng tình|"
            "chấp nhận|chấp thuận|được|đc|dc|ok|oke|okê|okie|oki|okay|okla|ô kê|ô kê la|o ke|okk|"
            "oki doki|vâng|vag|vâg|yes|đúng|đúng vậy|phải|chuẩn|chính xác|tất nhiên|dĩ nhiên|"
            "đương nhiên|sẵn sàng|hoàn toàn đồng ý|đồng ý cả|có chứ|muốn|cho phép|thống nhất|"
            "xác nhận|nhất chí|dy|đy|"
            "okela|oke la|đòng ý|đòng í|đ ý|"
            "đồng ý cả ba|đồng ý cả 3|đồng ý cả ba việc|đồng ý cả 3 việc"
        ),
        Said.MILD: ("được thôi|uh huh|ừ|uh|ừm|um|uhm|ukm|uk|ờ|ừa|ừh|uhh|uhuh|y|ye|yep|yeah|yup|yess|ơ ừ|ừ ừ"),
        Said.NO: (
            "không|khong|ko|k|kh|kg|hk|hok|hông|hổng|hem|khum|khg|kông|khog|kog|hôg|chưa|chẳng|chả|"
            "đừng|no|nope|không phải|khoong|ko phải|k phải|không được|ko dc|không có|thôi|khỏi|đâu có|"
            "đừng có|n"
        ),
        Said.REFUSED: (
            "khỏi cần|không đời nào|thôi không cần|thôi không cần đâu|thôi ko cần|thôi khỏi cần|thôi không đồng ý|"
            "đừng gửi|đừng làm|đừng ghi|đừng đăng ký|ko đâu|k đâu|hông đâu|không cần thiết|"
            "chưa đồng ý đâu|không hề đồng ý|không có đồng ý|chưa đâu|"
            "từ chối|phản đối|sai|sai rồi|bác bỏ|không cần|ko cần|k cần|không muốn|ko muốn|k muốn|"
            "không thích|không chịu|không cho|ko cho|không cần đâu|không đâu|không đồng ý đâu|"
            "ko đồng ý đâu|không được đâu|không phải đâu|không bao giờ"
        ),
        Said.FINE: (
            "không sao|ko sao|k sao|không vấn đề gì|không có vấn đề gì|ko vấn đề|không vấn đề|"
            "không có gì|sao lại không|sao không|tại sao không|tại sao lại không|sao lại ko|sao ko|"
            "không ngại|không ngại gì|không thành vấn đề"
        ),
        Said.COURTESY: (
            "bạn|dạ|da|ạ|a|ah|ạh|thưa|nhé|nhe|nha|nhá|nghe|luôn|rồi|em|e|anh|chị|bác|chú|cô|cháu|con|tôi|"
            "t|mình|chúng tôi|gia đình|gia đình tôi|nhà tôi|bố|mẹ|ông|bà|bố mẹ|cả nhà|cán bộ|ơi|vậy|"
            "đó|đấy|thế|chứ|đi|là|thì|đã|cũng|hoàn toàn|rất|cả|cả ba|cả 3|việc|ba việc|3 việc|"
            "cả ba việc|cả 3 việc|hết|tất|tất cả|toàn bộ|cám ơn|cảm ơn|xin|nè|ak|mọi|mọi việc|"
            "các việc|nhiều|lắm|hihi|hi|bot|trợ lý|của tôi"
        ),
        Said.OPEN: (
            "có thể|không chắc chắn|chưa chắc chắn|không ý kiến|không có ý kiến|"
            "hả|à|hở|hử|sao|gì|gi|nhỉ|chắc|chắc là|hình như|có lẽ|không biết|ko biết|k biết|không rõ|"
            "ko rõ|k rõ|chưa biết|chưa rõ|chưa chắc|không chắc|ko chắc|để|hỏi|xem|hoặc|hay|sau|mai|"
            "tùy|thế nào|nghĩ|suy nghĩ|cũng được|sao cũng được|thôi được|thôi đồng ý|thôi có|thôi ok|"
            "đợi|chờ|từ từ|có không|được không|ok không|đồng ý không|có chưa|đúng không|phải không|"
            "có khi|không hiểu|ko hiểu|k hiểu"
        ),
        Said.CONDITION: (
            "nhưng|nhung|nhưg|nhg|nếu|miễn|miễn là|với điều kiện|điều kiện|trừ|ngoại trừ|chỉ|riêng|"
            "một phần|mỗi|khi nào|tuy nhiên|mà|song|việc 1|việc 2|việc 3|việc một|việc hai|1|2|3"
        ),
    }
)
