"""The HTML of the pages: small templates, filled with everything escaped, every word from ``words``."""

from __future__ import annotations

import hashlib
import html
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.web import words
from bot.web.door import Line, Seat
from bot.web.incoming import DOCUMENT_LIMIT, PHOTO_LIMIT
from bot.web.stream import Speak, line_as_json
from domain.wording import Text

FOLDER = Path(__file__).parent
STATIC = {path.name: path.read_bytes() for path in sorted((FOLDER / "static").iterdir()) if path.is_file()}
#: Part of the address of every static file: browsers may keep them for ever, a new version has new addresses.
VERSION = hashlib.sha256(b"".join(STATIC.values())).hexdigest()[:12]
TEMPLATES = {path.stem: path.read_text("utf-8") for path in sorted((FOLDER / "templates").glob("*.html"))}


class Html(str):
    """Markup of our own, already escaped; every other string is escaped when it is filled in."""

    __slots__ = ()


def fill(template: str, **values: str) -> Html:
    """A template with its ``{{names}}`` filled in, escaped unless Html. Raises KeyError for a gap."""

    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return found if isinstance(found, Html) else html.escape(found)

    return Html(re.sub(r"\{\{(\w+)\}\}", value, template))


def new_key() -> str:
    """A client key for a form that has no script to make its own."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """All pages of one installation. speak: a text as people read it; root: path before every address."""

    speak: Speak
    root: str = ""

    @property
    def static(self) -> str:
        """Where the static files lie."""
        return f"{self.root}/static/{VERSION}/"

    def chat(self, *, address: str, seat: Seat, plain: Sequence[Line] | None = None) -> Html:
        """The chat itself. plain: the lines for a browser without script; None: the page's script fetches them."""
        spoken = {key: self.speak(text) for key, text in words.FOR_SCRIPT.items()}
        limits = {"photo": PHOTO_LIMIT, "document": DOCUMENT_LIMIT}
        return fill(
            TEMPLATES["chat"],
            **self._frame_words(),
            static=self.static,
            mark=Html(TEMPLATES["mark"]),
            send_icon=Html(TEMPLATES["send"]),
            words=json.dumps(spoken, ensure_ascii=False),
            limits=json.dumps(limits),
            chat=address,
            staff="yes" if seat.staff else "",
            under_title=self._under_title(seat),
            about=self.speak(words.ABOUT_STAFF if seat.staff else words.ABOUT),
            forget_what=self.speak(words.FORGET_WHAT_STAFF if seat.staff else words.FORGET_WHAT),
            about_hidden=Html("" if plain == [] else " hidden"),
            script=fill(TEMPLATES["script"], static=self.static) if plain is None else "",
            key=new_key(),
            key_begin=new_key(),
            pick=self.speak(words.FILE if seat.staff else words.PHOTO),
            pick_label=self.speak(words.FILE_LABEL if seat.staff else words.PHOTO_LABEL),
            pick_icon=Html(TEMPLATES["clip" if seat.staff else "camera"]),
            accept=Html("" if seat.staff else ' accept="image/*"'),
            history=self._history(plain, seat) if plain else "",
        )

    def _frame_words(self) -> Mapping[str, str]:
        names = (
            "title skip forget about_title begin log_label answering newer_below answer_form answer_label "
            "answer_hint send forget_ask forget_no forget_yes"
        )
        return {name: self.speak(getattr(words, name.upper())) for name in names.split()}

    def _under_title(self, seat: Seat) -> Html:
        if seat.staff:
            return fill('<p class="role">{{label}}</p>', label=seat.label)
        return self.hotline()

    def hotline(self) -> Html:
        """A line with the number that reaches an officer, to be tapped where it is a number."""
        number = self.speak(words.HOTLINE)
        digits = re.sub(r"[^0-9+]", "", number)
        label = self.speak(words.HOTLINE_LABEL)
        if not digits:
            return fill('<p class="hotline">{{label}}</p>', label=label)
        spoken = html.escape(label).replace(html.escape(number), f"<span>{html.escape(number)}</span>")
        return fill('<a class="hotline" href="tel:{{digits}}">{{label}}</a>', digits=digits, label=Html(spoken))

    def _history(self, lines: Sequence[Line], seat: Seat) -> Html:
        """The lines as plain HTML, each choice a small form of its own."""
        shown = [self._plain_line(line, seat) for line in lines]
        newer = fill('<p><a class="choice" href="?chu=1#answer">{{say}}</a></p>', say=self.speak(words.READ_NEWER))
        return Html("".join(shown) + newer)

    def _plain_line(self, line: Line, seat: Seat) -> Html:
        read = line_as_json(line, speak=self.speak, staff=seat.staff)
        choices = [
            fill(
                TEMPLATES["choice"],
                key=new_key(),
                tap=f"{line.asked}:{index}",
                label=label,
            )
            for index, label in enumerate(line.choices)
        ]
        file = fill(
            '<a class="file" href="{{href}}" download>{{label}}</a>',
            href=f"file/{line.file_id}",
            label=str(read["file_label"]),
        )
        return fill(
            TEMPLATES["line"],
            side="mine" if line.mine else "bot",
            who=self.speak(words.ME if line.mine else words.BOT),
            text=line.text,
            file=file if line.file_id else "",
            time=str(read["time"]),
            choices=Html("".join(choices)),
        )

    def leaf(self, heading: Text, *, more: Text | None = None, act: Html | None = None, head: str = "") -> Html:
        """A page with one sentence and at most one thing to do. head: markup of our own for its head."""
        return fill(
            TEMPLATES["leaf"],
            title=self.speak(words.TITLE),
            heading=self.speak(heading),
            more=self.speak(more) if more else "",
            act=act or "",
            head=Html(head),
            hotline=self.hotline(),
            mark=Html(TEMPLATES["mark"]),
            static=self.static,
        )

    def refresh(self, to: str) -> str:
        """Markup for ``leaf``'s head that goes on to another of our addresses at once."""
        return fill('<meta http-equiv="refresh" content="0; url={{to}}">', to=self.root + to)

    def link(self, text: Text, *, to: str) -> Html:
        """A link that looks like a button."""
        return fill('<a class="choice now" href="{{to}}">{{say}}</a>', to=self.root + to, say=self.speak(text))

    def button(self, text: Text, *, to: str, check: str = "", grave: bool = False) -> Html:
        """A one-button form; ``check`` goes with it as a hidden field."""
        return fill(
            '<form method="post" action="{{to}}"><input type="hidden" name="check" value="{{check}}">'
            '<button class="choice {{how}}">{{say}}</button></form>',
            to=to,
            check=check,
            how="grave" if grave else "now",
            say=self.speak(text),
        )
