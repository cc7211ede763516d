"""Why a row or a file cannot be used: every sentence of the column "Lý do chưa dùng được", and of a bad file.

The first block is decided by the wording of the house; the second is ours, in the same voice.
"""

from __future__ import annotations

from domain.wording import Money, Text

COLUMN = "Lý do chưa dùng được"

NOT_SENT = Text("row.not_sent", "Dòng này không có trong danh sách đã gửi.")
LOST_ZERO = Text("row.lost_zero", "Số CCCD mất số 0 ở đầu.")
DATE_AHEAD = Text("row.date_ahead", "Ngày trả chưa tới.")
DATE_BEFORE = Text("row.date_before", "Ngày trả trước ngày lập danh sách.")
NO_ITEM = Text("row.no_item", "Ghi không khớp nhưng chưa ghi mục nào.")
FORMULA = Text("row.formula", "Ô này là công thức, cần ghi giá trị.")
PAID_EMPTY = Text("row.paid_empty", "Chưa ghi số tiền đã chi.")
MARK = Text("row.mark", "Dấu x chưa rõ nghĩa, cần ghi Khớp hoặc mục sai.")

NOT_OURS = Text("file.not_ours", "Tệp không phải danh sách do chương trình lập.")


def repeated(line: int) -> Text:
    """The row stands twice; ``line`` is the first."""
    return Text("row.repeated", "Dòng này lặp lại dòng {r}.", r=line)


def amount_differs(amount: int, *, listed: int) -> Text:
    """The amount is not the one that went out."""
    return Text("row.amount_differs", "Số tiền {a} khác danh sách {b}.", a=Money(amount), b=Money(listed))


def unknown_choice(text: str) -> Text:
    """A result that is none of the choices."""
    return Text("row.unknown_choice", "Kết quả “{x}” không có trong các lựa chọn.", x=shortened(text))


def columns_missing(columns: str) -> Text:
    """Headings the file lacks."""
    return Text("file.columns", "Thiếu cột: {columns}.", columns=columns)


SHIFTED = Text("row.shifted", "Mã dòng và họ tên không khớp.")
SEVERAL = Text("row.several", "Nhiều dòng của danh sách giống dòng này. Cần ghi mã dòng.")
HIDDEN = Text("row.hidden", "Dòng này đang ẩn mà có ghi kết quả. Bỏ ẩn rồi gửi lại.")
HEADING_AGAIN = Text("row.heading_again", "Dòng này lặp lại tiêu đề. Bỏ dòng này rồi gửi lại.")
CARD = Text("row.card", "Đây giống số thẻ ATM. Cần số tài khoản.")
NO_RESULT = Text("row.no_result", "Có ghi số liệu mà chưa ghi kết quả.")
MATCH_AND_MORE = Text("row.match_and_more", "Ghi Khớp thì không ghi thêm mục sai.")
PAID_AND_REASON = Text("row.paid_and_reason", "Ghi đã chi đủ mà có lý do chưa chi.")
UNPAID_AND_AMOUNT = Text("row.unpaid_and_amount", "Ghi chưa chi mà có số tiền đã chi.")
NO_REASON = Text("row.no_reason", "Chưa ghi lý do chưa chi.")
NO_ACCOUNT = Text("row.no_account", "Ghi Đã mở mà chưa ghi đủ số tài khoản và tên ngân hàng.")
UNOPENED_AND_ACCOUNT = Text("row.unopened_and_account", "Ghi chưa mở mà có số tài khoản.")
OPENED_AHEAD = Text("row.opened_ahead", "Ngày mở chưa tới.")
NO_RETURN_REASON = Text("row.no_return_reason", "Ghi Trả lại mà chưa ghi lý do.")

TOO_BIG = Text("file.too_big", "Tệp lớn quá {n} MB. Chia nhỏ danh sách rồi gửi lại.", n=5)
TOO_MANY = Text("file.too_many", "Tệp có quá nhiều dòng hoặc ô ở quá xa. Chép danh sách sang tệp mới.")
UNSAFE = Text("file.unsafe", "Tệp nén bất thường, không mở được. Chép danh sách sang tệp mới.")
UNREADABLE = Text("file.unreadable", "Tệp không mở được. Lưu lại dạng .xlsx rồi gửi.")
OLD_EXCEL = Text("file.old_excel", "Tệp .xls kiểu cũ hoặc có mật khẩu. Lưu lại dạng .xlsx, bỏ mật khẩu.")
EMPTY = Text("file.empty", "Tệp không có dòng nào.")


def letters(line: int, text: str) -> Text:
    """A text file whose letters are in an old encoding, with the line that shows it."""
    return Text(
        "file.letters",
        "Dòng {r} “{x}” có chữ không đọc được, có thể do phông chữ cũ. Lưu lại dạng .xlsx rồi gửi.",
        r=line,
        x=shortened(text),
    )


def heading_twice(label: str) -> Text:
    """One heading stands over two columns."""
    return Text("file.heading_twice", "Cột {label} có hai lần. Bỏ bớt một cột rồi gửi lại.", label=label)


def sheet_hidden(title: str) -> Text:
    """Rows of the list stand on a hidden sheet."""
    return Text("file.sheet_hidden", "Trang tính {x} đang ẩn. Bỏ ẩn hoặc xóa rồi gửi lại.", x=shortened(title))


def two_lists(first: str, second: str) -> Text:
    """The file names two lists."""
    return Text("file.two_lists", "Tệp có hai mã danh sách: {a} và {b}.", a=first, b=second)


def other_list(name: str) -> Text:
    """The file is of another kind than the one asked for."""
    return Text("file.other_list", "Tệp này là danh sách {x}, không ghi được ở đây.", x=shortened(name))


def bad_code(text: str) -> Text:
    """A row code with a wrong sign."""
    return Text("row.code", "Mã dòng “{x}” chưa đúng. Chép lại từ danh sách đã gửi.", x=shortened(text))


def cccd_length(count: int) -> Text:
    """A CCCD of another length."""
    return Text("row.cccd_length", "Số CCCD có {n} chữ số, cần đủ 12.", n=count)


def account_length(count: int) -> Text:
    """An account number too short or too long to be one."""
    return Text("row.account_length", "Số tài khoản có {n} chữ số, cần xem lại.", n=count)


def long_number(label: str) -> Text:
    """A number cell that has lost digits."""
    return Text("row.long_number", "{label}: ô dạng số chỉ giữ 15 chữ số. Ghi lại dạng chữ.", label=label)


def perhaps_lost_zero(label: str) -> Text:
    """A number cell where text is wanted; a leading zero may be gone."""
    return Text("row.as_number", "{label}: ô dạng số, có thể mất số 0 ở đầu. Xem lại.", label=label)


def not_digits(label: str, text: str) -> Text:
    """Letters where only digits can stand."""
    return Text("row.not_digits", "{label} “{x}” cần toàn chữ số.", label=label, x=shortened(text))


def error_cell(label: str, text: str) -> Text:
    """A formula that shows #REF! or the like."""
    return Text("row.error_cell", "{label}: ô đang báo {x}.", label=label, x=shortened(text))


def unreadable_date(label: str, text: str) -> Text:
    """No day in it."""
    return Text("row.date", "{label} “{x}” chưa đọc được. Ghi ngày/tháng/năm.", label=label, x=shortened(text))


def unreadable_month(label: str, text: str) -> Text:
    """No month in it."""
    return Text("row.month", "{label} “{x}” chưa đọc được. Ghi tháng/năm.", label=label, x=shortened(text))


def unreadable_money(label: str, text: str) -> Text:
    """No amount in it, or one that may mean two."""
    return Text(
        "row.money",
        "{label} “{x}” chưa đọc được. Ghi đủ số đồng, ví dụ 1.500.000.",
        label=label,
        x=shortened(text),
    )


def refused_amount(label: str, text: str, *, say: Text) -> Text:
    """An amount its reader does not take, with the reader's own sentence."""
    return Text("row.amount", "{label} “{x}”. {text}", label=label, x=shortened(text), text=say)


def unreadable_number(label: str, text: str) -> Text:
    """No whole number in it."""
    return Text("row.number", "{label} “{x}” chưa đọc được. Ghi một số.", label=label, x=shortened(text))


def strange_letters(label: str, text: str) -> Text:
    """Letters no Vietnamese name has: an old font, or worse."""
    return Text(
        "row.letters",
        "{label} “{x}” có chữ lạ, có thể do phông chữ cũ.",
        label=label,
        x=shortened(text),
    )


def missing(label: str) -> Text:
    """A cell that must be filled."""
    return Text("row.missing", "Chưa ghi {label}.", label=label)


def wrong_sum(amount: int, *, parts: int) -> Text:
    """The total of a row is not the sum of its parts."""
    return Text("row.wrong_sum", "Tổng số tiền {a} khác tổng các khoản {b}.", a=Money(amount), b=Money(parts))


def shortened(text: str) -> str:
    """At most 40 signs of what stood in a cell."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else one_line[:39] + "…"
