"""Pages keep to their width and let nothing through that a terminal would obey."""

from __future__ import annotations

import json

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.criterion import Status
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.safe import UNSEEN, columns, escaped_json, plain, plain_lines
from msp_lifecycle.report.wrapping import wrapped

TEXTS = st.text(max_size=60) | st.sampled_from(
    ["\x1b[31mred", "a\u202eb", "国" * 50, "x" * 200, "e\u0301" * 40, "\U000e0041", "\ud800", "a\u2028b", "\u200d"]
)  # fmt: skip


def shown(page: Page) -> list[str]:
    return click.unstyle(str(page)).split("\n")[:-1]


@given(TEXTS)
def test_plain_text_is_one_harmless_line(text: str) -> None:
    """Whatever comes in, nothing unseen comes out, and being plain changes nothing more."""
    assert UNSEEN.search(plain(text)) is None
    assert plain(plain(text)) == plain(text)
    assert not any("\n" in line or UNSEEN.search(line) for line in plain_lines(text).split("\n"))


def test_what_cannot_be_seen_is_named() -> None:
    """A reader sees that something was there, and what; blanks are blanks, and joiners stay."""
    assert plain("a\x1b[0m\u202eb\x9b") == "a<U+001B>[0m<U+202E>b<U+009B>"
    assert plain("a\tb\r\nc\u2028d\u0085e") == "a b c d e"
    assert plain("نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert plain("été 国") == "été 国"


@given(st.text(max_size=40))
def test_json_is_the_same_for_who_reads_it(text: str) -> None:
    """Escapes are JSON's own, and no control character stands in the text."""
    written = escaped_json(json.dumps({text: [text]}, ensure_ascii=False, indent=1))
    assert json.loads(written) == {text: [text]}
    assert UNSEEN.search(written.replace("\n", "")) is None


@pytest.mark.parametrize(
    ("text", "wide"),
    [("ITU", 3), ("国连", 4), ("e\u0301", 1), ("", 0), ("\u200d", 0), ("ﬀ", 1), ("ｗ", 2)],
    ids=["letters", "wide", "combining", "nothing", "joiner", "ligature", "full width"],
)
def test_columns(text: str, wide: int) -> None:
    """Characters take the columns that a terminal gives them."""
    assert columns(text) == wide


@given(TEXTS, st.integers(9, 90), st.integers(0, 30), st.integers(0, 30))
def test_wrapping_keeps_to_the_width(text: str, width: int, first: int, rest: int) -> None:
    """No line is wider than the page, save where a prefix leaves too little of it; no letter is lost."""
    lines = wrapped(text, width, " " * first, " " * rest)
    room = max(width, max(first, rest) + 8)
    assert all(columns(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


@given(st.lists(st.text("ab国", min_size=1, max_size=8), max_size=12), st.integers(16, 40))
def test_words_that_fit_are_not_broken(words: list[str], width: int) -> None:
    """A line ends between words wherever it can."""
    lines = wrapped(" ".join(words), width)
    assert [word for line in lines for word in line.split(" ")] == words


def test_wrapping_hangs() -> None:
    """The first line and the others have beginnings of their own."""
    assert wrapped("one two three", 9, "> ", "  ") == ["> one two", "  three"]
    assert wrapped("", 9) == []


def test_long_words_are_broken() -> None:
    """A word longer than the line goes on in the next one, wide characters whole."""
    assert wrapped("abcdefghijklmnopqrst", 10) == ["abcdefghij", "klmnopqrst"]
    assert wrapped("国" * 7, 9) == ["国国国国", "国国国"]


def test_titles_hang_after_the_code() -> None:
    """Of a finding the status stands first, then the code, then the title, all in columns."""
    page = Page(width=30)
    page.tagged(Status.NOT_MET, "A title of some length", code="A1.10")
    page.tagged(Status.UNKNOWN, "Short", code="B1".ljust(5))
    assert shown(page) == [
        "  NOT MET  A1.10  A title of",
        "                  some length",
        "  UNKNOWN  B1     Short",
    ]


def test_a_status_longer_than_its_room() -> None:
    """A long word pushes its own text, and is not cut."""
    page = Page()
    page.tagged(Status.NOT_APPLICABLE, "Text")
    assert shown(page) == ["  NOT APPLICABLE  Text"]


def test_the_last_column_of_a_table_wraps() -> None:
    """The others are as wide as their widest cell."""
    page = Page(width=40)
    page.table([("a", "bb", "one two three four five six"), ("aaa", "b", "x")])
    assert shown(page) == [
        "  a    bb  one two three four five six",
        "  aaa  b   x",
    ]
    narrow = Page(width=36)
    narrow.table([("a", "bb", "one two three four five six")])
    assert shown(narrow) == ["  a  bb  one two three four five six"]


def test_several_texts_in_the_last_column() -> None:
    """They stand below each other."""
    page = Page()
    page.table([("a", ["one", "two"]), ("b", [])])
    assert shown(page) == ["  a  one", "     two", "  b"]


def test_a_table_without_room_beside() -> None:
    """On a narrow page the last column goes below, and so does that of a row with a very long cell."""
    narrow = Page(width=30)
    narrow.table([("twelve chars", "12 months", "text that goes below")])
    assert shown(narrow) == ["  twelve chars  12 months", "      text that goes below"]
    page = Page(width=60)
    page.table([("a" * 30, "text"), ("b", "text")])
    assert shown(page)[0] == "  " + "a" * 30
    assert shown(page)[1].strip() == "text"
    assert shown(page)[2].split() == ["b", "text"]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4), st.integers(40, 90))
def test_tables_keep_to_the_width(rows: list[tuple[str, ...]], width: int) -> None:
    """Whatever the cells hold, no line is wider than the page."""
    page = Page(width=width)
    page.table(rows)
    assert all(columns(line) <= width for line in shown(page))
    assert not any(UNSEEN.search(line) for line in shown(page))


def test_colour_only_repeats_what_the_words_say() -> None:
    """Without its escapes a page reads the same; with them it has some."""
    page = Page()
    page.title("Title")
    page.tagged(Status.UNKNOWN, "text")
    page.faint("faint")
    page.table([("+", "x")], paint={0: lambda cell: click.style(cell, fg="green")})
    assert shown(page) == ["Title", "  UNKNOWN  text", "faint", "  +  x"]
    assert str(page).count("\x1b[0m") == 4


def test_gaps_never_double() -> None:
    """One empty line is enough, and none at the beginning or the end."""
    page = Page()
    page.gap()
    page.text("a")
    page.gap()
    page.gap()
    page.text("b")
    page.gap()
    assert str(page) == "a\n\nb\n"
