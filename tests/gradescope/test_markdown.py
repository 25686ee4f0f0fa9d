"""Hostile text stays the text that it is: read by a renderer of CommonMark, not by us."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.gradescope.markdown import (
    block,
    clean,
    fenced,
    inline,
    one_line,
    paragraphs,
    sentence,
)

from .examples import kinds, shown, tokens

HOSTILE = st.lists(
    st.sampled_from(
        [
            *("`", "```", "````text", "~~~", "\n", "\r\n", "\r", "\t", "    ", " "),
            *("\x00", "\x1b[31m", "\x1b]8;;http://x\x07", "\x1b", "\x9b1m", "\x85", "\u2028"),
            *("\ud800", "\U0001f600", "\u202e", "é", "<b>", "<!--", "<script>", "&lt;", "&"),
            *("#", "-", "---", "===", "> ", "* ", "1. ", "[a](b)", "![a](b)", "http://x.y"),
            *("|a|b|", "**", "__", "$$", "\\", "\\`", "word"),
        ]
    )
    | st.text(max_size=5),
    max_size=30,
).map("".join)
PATIENTLY = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@PATIENTLY
@given(HOSTILE)
def test_fenced_text_is_one_block_that_says_the_same(text: str) -> None:
    found = tokens(fenced(text))
    assert [token.type for token in found] == ["fence"]
    assert found[0].content == block(text) + "\n"


@PATIENTLY
@given(HOSTILE)
def test_what_follows_a_block_is_still_itself(text: str) -> None:
    assert kinds(paragraphs("before", fenced(text), "> after")) == [
        "paragraph_open",
        "fence",
        "blockquote_open",
    ]


@PATIENTLY
@given(HOSTILE)
def test_inline_text_is_one_paragraph_that_says_the_same(text: str) -> None:
    line = one_line(text)
    assert shown(inline(text)).replace("`", "") == line.replace("`", "")
    assert shown(sentence(text)).removesuffix(".") == shown(inline(text)).removesuffix(".")
    assert kinds(inline(text)) == kinds(sentence(text)) == ["paragraph_open"] * bool(line)


@PATIENTLY
@given(HOSTILE)
def test_inline_text_has_no_links_pictures_emphasis_or_html(text: str) -> None:
    children = [child.type for token in tokens(inline(text)) for child in token.children or []]
    assert set(children) <= {"text", "code_inline"}


@PATIENTLY
@given(HOSTILE)
def test_clean_text_is_utf8_with_one_kind_of_line_end(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", cleaned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b(Bplain", "plain"),
        ("\ufffd[31mred\ufffd[0m", "red"),
        ("10%\r20%\r\ndone", "10%\n20%\ndone"),
        ("nul \x00 here", "nul \ufffd here"),
        ("half \ud83d of it", "half \ufffd of it"),
        ("evil\u202egnp.py", "evil\ufffdgnp.py"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_controls_are_gone_or_marked(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(1000) overflows", "exp(1000) overflows"),
        ("is a `return` missing?", "is a `return` missing?"),
        ("a `lone backtick", "a &#96;lone backtick"),
        ("x_1 * x_2 <= 3", "x\\_1 \\* x\\_2 &lt;= 3"),
        ("1. first", "1\\. first"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("two\nlines", "two lines"),
    ],
)
def test_inline_escapes_what_markdown_would_read(text: str, expected: str) -> None:
    assert inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Mend it", "Mend it."), ("Is it so?", "Is it so?"), ("See:", "See:"), ("", "")],
)
def test_sentence_ends_with_one_stop(text: str, expected: str) -> None:
    assert sentence(text) == expected


def test_long_text_keeps_its_beginning_and_its_end() -> None:
    text = block("first " + "x" * 1_000_000 + " last")
    assert len(text) < 5000
    assert text.startswith("first x")
    assert text.endswith("x last")
    assert "characters left out" in text


def test_many_lines_keep_the_first_and_the_last() -> None:
    lines = block("\n".join(map(str, range(500)))).split("\n")
    assert len(lines) == 81
    assert (lines[0], lines[-1]) == ("0", "499")
    assert lines[60] == "... [420 lines left out] ..."


def test_a_million_terminal_codes_take_no_time() -> None:
    clean("\x1b]" * 1_000_000 + "\x1b[" + "0;" * 1_000_000)
