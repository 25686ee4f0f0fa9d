"""Tests of the spans of tagged sentences, as a course would write them for pytest."""

from s08_gated_rnns import bio_spans


def test_spans_worked_example():
    """The sentence of the handout.

    Read the handout's sentence tag by tag: where does each span begin and end?
    """
    tags = ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-LOC"]
    assert bio_spans(tags) == [("PER", 0, 2), ("LOC", 3, 4), ("LOC", 4, 6)]


def test_spans_begin_with_b():
    """An I that continues no span of its label belongs to none, and ends the one before it.

    Only B begins a span.
    """
    tags = ["I-LOC", "O", "I-PER", "B-ORG", "I-PER", "I-ORG", "O"]
    assert bio_spans(tags) == [("ORG", 3, 4)]


def test_spans_of_nothing():
    """No spans in a sentence of O, nor in an empty one.

    Sentences without a name, and without a word, have no spans.
    """
    assert bio_spans(["O", "O"]) == []
    assert bio_spans([]) == []
