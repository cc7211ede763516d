"""The sheets we hand to an office or take back from one: one file each, one line each here."""

from __future__ import annotations

from dataclasses import replace

from admin.layouts import (
    account_opening,
    payment_list,
    payment_result,
    registration_list,
    verification,
    verified_list,
)
from admin.sheets.shape import Column, Layout

LAYOUTS: tuple[Layout, ...] = (
    registration_list.LAYOUT,
    verification.LAYOUT,
    verification.WITH_ACCOUNTS,
    verified_list.LAYOUT,
    verified_list.FOR_DEPARTMENT,
    verified_list.FOR_MINISTRY_SITE,
    account_opening.LAYOUT,
    payment_list.LAYOUT,
    payment_list.INCOMING,
    payment_result.LAYOUT,
)

GROUP = Column(key="category_group", heading="Nhóm", type="text", width=8)


def layout_named(name: str) -> Layout:
    """The layout with this name; KeyError when there is none."""
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise KeyError(name)


def with_group(layout: Layout) -> Layout:
    """The layout with the column Nhóm (a code: BTXH, HTXH), for a file two groups travel in.

    It stands after Loại đối tượng, else before Mã dòng, else last.
    """
    keys = [column.key for column in layout.columns]
    place = len(keys)
    for key, step in (("row_code", 0), ("category", 1), ("benefit", 1)):
        if key in keys:
            place = keys.index(key) + step
    return replace(layout, columns=(*layout.columns[:place], GROUP, *layout.columns[place:]))
