"""Public checks: the contract, the handout's example, one property per task."""

from autograder.checks import expect, task

from .probes import (
    decode_all,
    encode_all,
    encode_by_default,
    learned,
    merge_and_input,
    round_trips,
)

PIECES = r" ?\w+|\W"
SHEEP = "she sees the sheep; the sheep sleeps"
SHEEP_WORDS = {"she": 1, " sees": 1, " the": 2, " sheep": 2, ";": 1, " sleeps": 1}


def words_as_ids(words):
    """{"she": 1} -> {(115, 104, 101): 1}"""
    return {tuple(word.encode()): count for word, count in words.items()}


# ---------------------------------------------------------------------------- pair_counts


@task("pair_counts")
def test_pair_counts_worked_example(student):
    """The handout's corpus gives the handout's table of pairs."""
    expected = {(104, 101): 5, (32, 115): 4, (101, 101): 4, (115, 104): 3, (101, 112): 3}
    expected |= {(32, 116): 2, (116, 104): 2, (115, 101): 1, (101, 115): 1}
    expected |= {(115, 108): 1, (108, 101): 1, (112, 115): 1}
    expect(student.pair_counts(words_as_ids(SHEEP_WORDS))).equal_to(expected)


@task("pair_counts")
def test_pair_counts_overlaps(student):
    """Every position counts, also where two occurrences of a pair overlap."""
    expect(student.pair_counts({(5, 5, 5): 1})).equal_to({(5, 5): 2})


@task("pair_counts")
def test_pair_counts_double_with_the_corpus(student, reference):
    """A corpus read twice holds every pair twice as often."""
    once = reference.pair_counts({(1, 2, 1): 3, (2, 1): 4})
    twice = {pair: 2 * count for pair, count in once.items()}
    expect(student.pair_counts({(1, 2, 1): 6, (2, 1): 8})).equal_to(twice)


# ---------------------------------------------------------------------------- merge


@task("merge")
def test_merge_worked_example(student):
    """In " sheep" the pair (h, e) becomes one id and the rest stays."""
    ids = [32, 115, 104, 101, 101, 112]
    expect(student.merge(ids, (104, 101), 256)).equal_to([32, 115, 256, 101, 112])


@task("merge")
def test_merge_overlaps_from_the_left(student):
    """Of two overlapping occurrences the left one is merged."""
    expect(student.merge([5, 5, 5], (5, 5), 9)).equal_to([9, 5])


@task("merge")
def test_merge_at_the_end(student):
    """A pair at the end is merged, and half a pair at the end stays."""
    expect(student.merge([3, 1, 2], (1, 2), 9)).equal_to([3, 9])
    expect(student.merge([1, 2, 1], (1, 2), 9)).equal_to([9, 1])


@task("merge")
def test_merge_leaves_its_input(student):
    """The list that was passed in holds afterwards what it held before."""
    returned = merge_and_input(student, [1, 2, 1, 2, 3], (1, 2), 9)
    expect(returned).equal_to(([9, 9, 3], [1, 2, 1, 2, 3]))


# ---------------------------------------------------------------------------- train


@task("train")
def test_train_on_nothing(student):
    """An empty text gives the 256 bytes, no merges, and then the special tokens."""
    vocab, merges = expect(student.train("", 300, PIECES, ["<|end|>"])).unpacks_to(2)
    expect(vocab).equal_to({i: i.to_bytes(1, "big") for i in range(256)} | {256: b"<|end|>"})
    expect(merges).equal_to({})


@task("train")
def test_train_worked_example(student):
    """The handout's corpus gives the handout's seven merges, and then training stops."""
    merges = {(104, 101): 256, (32, 115): 257, (101, 112): 258, (116, 256): 259}
    merges |= {(256, 258): 260, (257, 260): 261, (32, 259): 262}
    tokens = [b"he", b" s", b"ep", b"the", b"heep", b" sheep", b" the"]
    expected = (merges, dict(enumerate(tokens, start=256)))
    expect(learned(student, SHEEP, 300, PIECES, [])).equal_to(expected)


@task("train")
def test_train_leaves_special_tokens_out(student):
    """Special tokens are not learned from, and vocab_size counts them."""
    text = "my cat<|end|>my dog<|end|>my cow<|end|>"
    tokens = {256: b"my", 257: b"<|end|>", 258: b"<|pad|>"}
    returned = learned(student, text, 259, PIECES, ["<|end|>", "<|pad|>"])
    expect(returned).equal_to(({(109, 121): 256}, tokens))


@task("train")
def test_train_refuses_too_small_a_vocabulary(student):
    """A vocab_size below 256 plus the special tokens raises ValueError."""
    expect(student.train("abab", 257, PIECES, ["<|end|>", "<|pad|>"])).raises(ValueError)


# ---------------------------------------------------------------------------- Tokenizer


def tokenizer_parts(reference, text, special_tokens=()):
    """The four arguments of a Tokenizer that has learned all it can from ``text``."""
    vocab, merges = reference.train(text, 300, PIECES, list(special_tokens))
    return vocab, merges, PIECES, list(special_tokens)


@task("Tokenizer")
def test_encode_worked_example(student, reference):
    """The handout's tokenizer encodes known and new words as the handout does."""
    parts = tokenizer_parts(reference, SHEEP)
    expected = [[262, 261], [115, 260], [262, 115, 101]]
    expect(encode_all(student, parts, [" the sheep", "sheep", " these"])).equal_to(expected)


@task("Tokenizer")
def test_encode_makes_earlier_merges_first(student, reference):
    """Where two known pairs overlap, the one that was learned first is merged."""
    parts = tokenizer_parts(reference, "bc bc bc ab ab")  # (b, c) is learned before (a, b)
    expect(encode_by_default(student, parts, "abc")).equal_to([97, 256])


@task("Tokenizer")
def test_encode_special_tokens(student, reference):
    """Special tokens become ids where they are allowed, the longest first, and text elsewhere."""
    parts = tokenizer_parts(reference, "", ["<e>", "<e><e>"])
    text, letters = "a<e><e>", [97, 60, 101, 62, 60, 101, 62]
    expect(encode_by_default(student, parts, text)).equal_to(letters)
    expect(encode_all(student, parts, [text], "all")).equal_to([[97, 257]])
    expect(encode_all(student, parts, [text], {"<e>"})).equal_to([[97, 256, 256]])
    expect(encode_all(student, parts, [text], "some")).raises(ValueError)


@task("Tokenizer")
def test_encode_refuses_half_a_character(student, reference):
    """A lone surrogate has no UTF-8 form and raises UnicodeEncodeError."""
    parts = tokenizer_parts(reference, SHEEP)
    expect(encode_by_default(student, parts, "the \ud83d sheep")).raises(UnicodeEncodeError)


@task("Tokenizer")
def test_decode_joins_bytes_first(student, reference):
    """Characters of several bytes survive, also where their bytes are several tokens."""
    parts = tokenizer_parts(reference, SHEEP, ["<|end|>"])
    expected = ["the 🐑", "é<|end|>", ""]
    ids = [[259, 32, 240, 159, 144, 145], [195, 169, 263], []]
    expect(decode_all(student, parts, ids)).equal_to(expected)


@task("Tokenizer")
def test_decode_marks_invalid_bytes(student, reference):
    """Bytes that are no valid UTF-8 become U+FFFD unless something else is asked for."""
    parts = tokenizer_parts(reference, SHEEP)
    expect(decode_all(student, parts, [[104, 255, 105], [240, 159]])).equal_to(["h�i", "�"])


@task("Tokenizer")
def test_decode_undoes_encode(student, reference):
    """What was encoded decodes to the same text."""
    parts = tokenizer_parts(reference, SHEEP)
    texts = ["the sheep sleeps", "naïve 羊 🐑\n\tsheep", ""]
    expect(round_trips(student, parts, texts)).equal_to(texts)
