"""The catalogues say exactly the sentences of the code, in every language, with the same words in braces."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from domain.wording import Text
from locales import HERE, WrongWording, load_languages, placeholders
from locales.extracting import (
    LANGUAGES,
    Hidden,
    Sentence,
    brought_up_to_date,
    catalogue_path,
    read_catalogue,
    sentences_and_hidden,
    write_catalogue,
)

#: Keys with two sentences on purpose: the person's own "Đã nhận" closes with the first one only (wording.md 5).
SHARED_KEYS = {"grievance_closed"}
EVERY = pytest.mark.parametrize("language", LANGUAGES)


@cache
def _code() -> tuple[list[Sentence], list[Hidden]]:
    return sentences_and_hidden(HERE.parent)


@cache
def _catalogue(language: str) -> Catalog:
    return read_catalogue(catalogue_path(language, HERE), language=language)


def _entries(catalogue: Catalog) -> dict[tuple[str, str], str]:
    return {(message.context or "", str(message.id)): str(message.string) for message in catalogue if message.id}


def test_every_sentence_is_written_where_it_can_be_read() -> None:
    """Each Text has a plain key and a plain sentence: no f-string, no sum, nothing computed."""
    _, hidden = _code()
    assert not [f"{one.path}:{one.line}: {one.code}" for one in hidden]


def test_a_key_has_one_sentence() -> None:
    """One key never means two sentences, except the few that share one on purpose."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in _code()[0]:
        said[one.key].add(one.vietnamese)
    assert {key for key, sentences in said.items() if len(sentences) > 1} <= SHARED_KEYS


@EVERY
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    """Every sentence of the code is there and nothing else: "python -m locales" brings it up to date."""
    assert set(_entries(_catalogue(language))) == {(one.key, one.vietnamese) for one in _code()[0]}


@EVERY
def test_every_sentence_is_said(language: str) -> None:
    """Nothing is empty or marked fuzzy."""
    assert not [one.context for one in _catalogue(language) if one.id and (not one.string or one.fuzzy)]


@EVERY
def test_the_words_in_braces_are_the_same(language: str) -> None:
    """A translation has the placeholders of its source; where a capital stands is its own matter."""
    entries = _entries(_catalogue(language))
    assert not [key for (key, source), said in entries.items() if placeholders(said) != placeholders(source)]


def test_vietnamese_says_what_the_code_says() -> None:
    """Our own Vietnamese catalogue repeats the source; an office's own wording is a folder of its own."""
    assert not [key for (key, source), said in _entries(_catalogue("vi")).items() if said != source]


@EVERY
def test_a_catalogue_is_written_as_it_is_read(language: str, tmp_path: Path) -> None:
    """Bringing a catalogue up to date twice changes nothing, so that its history shows wording only."""
    path = tmp_path / "messages.po"
    again = brought_up_to_date(_catalogue(language), _code()[0], language=language)
    write_catalogue(path, again)
    assert path.read_text(encoding="utf-8") == catalogue_path(language, HERE).read_text(encoding="utf-8")


def test_a_changed_source_is_not_spoken_until_somebody_looked() -> None:
    """A translation whose Vietnamese changed is kept, marked fuzzy; a sentence that is gone goes."""
    before = [Sentence("a", "Chào.", "x.py", 1), Sentence("b", "Tạm biệt.", "x.py", 2)]
    old = brought_up_to_date(Catalog(locale="en"), before, language="en")
    for message in old:
        message.string = {"a": "Hello.", "b": "Goodbye."}.get(message.context or "", "")
    new = brought_up_to_date(old, [Sentence("a", "Xin chào.", "x.py", 1)], language="en")
    assert [(one.context, one.string, one.fuzzy) for one in new if one.id] == [("a", "Hello.", True)]


def _own_wording(folder: Path, entry: str) -> Path:
    path = catalogue_path("vi", folder)
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\n{entry}', encoding="utf-8")
    return folder


def test_an_office_says_it_in_its_own_words(tmp_path: Path) -> None:
    """A folder of the office is laid over ours, sentence by sentence."""
    entry = 'msgctxt "edit_pick"\nmsgid "Sửa dòng số mấy?"\nmsgstr "Cần sửa dòng nào?"\n'
    languages = load_languages(_own_wording(tmp_path, entry))
    assert languages.speak(Text("edit_pick", "Sửa dòng số mấy?"), "vi", {}) == "Cần sửa dòng nào?"
    assert languages.speak(Text("back_at_first", "Đây là câu đầu tiên."), "vi", {}) == "Đây là câu đầu tiên."


def test_wording_that_fits_no_sentence_any_more_is_named(tmp_path: Path) -> None:
    """After a sentence changed, the office's old words for it are not spoken but told to who asks."""
    entry = 'msgctxt "edit_pick"\nmsgid "Sửa dòng nào?"\nmsgstr "Cần sửa dòng nào?"\n'
    languages = load_languages(_own_wording(tmp_path, entry))
    assert languages.unused == ("edit_pick",)
    assert languages.speak(Text("edit_pick", "Sửa dòng số mấy?"), "vi", {}) == "Sửa dòng số mấy?"
    assert load_languages().unused == ()


@pytest.mark.parametrize("said", ["Chào.", "Chào {you} {code}.", "Chào {ben}."])
def test_wording_with_other_placeholders_is_refused_at_start(tmp_path: Path, said: str) -> None:
    """A placeholder left out, added or mistyped stops the start, with the key named."""
    entry = f'msgctxt "thanks"\nmsgid "Vâng, cảm ơn {{you}}."\nmsgstr "{said}"\n'
    with pytest.raises(WrongWording, match="thanks"):
        load_languages(_own_wording(tmp_path, entry))
