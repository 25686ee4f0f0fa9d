"""s05_bpe against two independent libraries: Hugging Face's trainer and tiktoken's encoder.

They agree with us only where both sides follow one rule: the trainer breaks ties by the smallest ids, so
its corpora here have none; and both engines' regular expressions count combining marks as letters,
unlike Python's, so the texts here have none of those either.
"""

import json
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from .references import reference

SOLUTION = Path(__file__).resolve().parents[2] / "solutions" / "s05_bpe"
SPECIAL = ["<|endoftext|>", "<|pad|>"]
TEXTS = [
    "",
    "the sheep sees  what she sees;\n\n\tshe'll sleep at 10.30, won't she?",
    "naïve Größe, élan; żółw; 数据 и данные; 🐑🐑 and 👍",
    "def f(x_1):\n    return x_1 ** 2  # squared\n",
    "<|endoftext|>she<|pad|><|endoftext|> sees <|endoftex|>\x00\x7f",
]


@pytest.fixture(scope="module")
def bpe() -> Iterator[ModuleType]:
    with reference("s05_bpe") as package:
        yield package


def made_up_text(seed: int, letters: str = "etaoinshrdluéä", words: int = 120) -> str:
    """Words of unlike frequencies, in random order."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(2, 9, size=words)
    lexicon = ["".join(letters[i] for i in rng.integers(len(letters), size=n)) for n in sizes]
    counts = rng.integers(1, 400, size=words)
    tokens = [word for word, count in zip(lexicon, counts, strict=True) for _ in range(count)]
    return " ".join(tokens[i] for i in rng.permutation(len(tokens)))


def merges_before_a_tie(bpe: ModuleType, text: str, special_tokens: list[str]) -> int:
    """How many merges are made before two pairs are equally frequent."""
    _, merges = bpe.train(text, 400, bpe.PATTERN, special_tokens)
    words: dict[tuple[int, ...], int] = {}
    for segment in split_at(text, special_tokens):
        for piece in bpe.pre_tokens(segment, bpe.PATTERN):
            ids = tuple(piece.encode())
            words[ids] = words.get(ids, 0) + 1
    for step, (pair, new_id) in enumerate(merges.items()):
        first, second = islice(sorted(bpe.pair_counts(words).values(), reverse=True), 2)
        if first == second:
            return step
        words = {tuple(bpe.merge(list(ids), pair, new_id)): n for ids, n in words.items()}
    return len(merges)


def split_at(text: str, special_tokens: list[str]) -> list[str]:
    for token in special_tokens:
        text = text.replace(token, "\ue000")
    return text.split("\ue000")


def merges_of_tokenizers(
    segments: list[str], pattern: str, merges: int
) -> list[tuple[bytes, bytes]]:
    """What Hugging Face's trainer merges, its printable stand-ins turned back into bytes."""
    hf = import_module("tokenizers")
    byte_level = hf.pre_tokenizers.ByteLevel
    split = hf.pre_tokenizers.Split(hf.Regex(pattern), behavior="isolated")
    tokenizer = hf.Tokenizer(hf.models.BPE())
    tokenizer.pre_tokenizer = hf.pre_tokenizers.Sequence(
        [split, byte_level(add_prefix_space=False, use_regex=False)]
    )
    trainer = hf.trainers.BpeTrainer(
        vocab_size=256 + merges,
        min_frequency=2,
        initial_alphabet=byte_level.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(segments, trainer)
    learned = json.loads(tokenizer.to_str())["model"]["merges"]
    return [tuple(in_bytes(half) for half in pair) for pair in learned]


def in_bytes(printable: str) -> bytes:
    """GPT-2's printable alphabet: most bytes stand for themselves, the others from U+0100 on."""
    itself = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in itself]
    return bytes(ord(c) if ord(c) < 256 else others[ord(c) - 256] for c in printable)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("special_tokens", [[], SPECIAL])
def test_tokenizers_learns_the_same_merges(
    bpe: ModuleType, seed: int, special_tokens: list[str]
) -> None:
    text = made_up_text(seed)
    if special_tokens:
        text = text.replace(" e", " e<|endoftext|>").replace(" t", " t<|pad|>")
    steps = merges_before_a_tie(bpe, text, special_tokens)
    assert steps >= 10, "choose other corpora: ties come too early"
    size = 256 + steps + len(special_tokens)
    vocab, merges = bpe.train(text, size, bpe.PATTERN, special_tokens)
    ours = [(vocab[left], vocab[right]) for left, right in merges]
    assert ours == merges_of_tokenizers(split_at(text, special_tokens), bpe.PATTERN, steps)


@pytest.fixture(scope="module", params=["sheep", "made up", "this file"])
def both(request: pytest.FixtureRequest, bpe: ModuleType) -> tuple[object, object]:
    """Our Tokenizer, and tiktoken's Encoding with our ranks."""
    tiktoken = import_module("tiktoken")
    corpora = {
        "sheep": "she sees the sheep; the sheep sleeps",
        "made up": made_up_text(7),
        "this file": Path(__file__).read_text("utf-8"),
    }
    vocab, merges = bpe.train(corpora[request.param], 700, bpe.PATTERN, SPECIAL)
    first_special = 256 + len(merges)
    encoding = tiktoken.Encoding(
        name="ours",
        pat_str=bpe.PATTERN,
        mergeable_ranks={vocab[i]: i for i in range(first_special)},
        special_tokens={token: first_special + i for i, token in enumerate(SPECIAL)},
        explicit_n_vocab=len(vocab),
    )
    return bpe.Tokenizer(vocab, merges, bpe.PATTERN, SPECIAL), encoding


@pytest.mark.parametrize("text", [*TEXTS, made_up_text(8, words=20), made_up_text(9, "ab ", 20)])
def test_tiktoken_encodes_the_same_ids(both, text: str) -> None:
    ours, encoding = both
    assert ours.encode(text) == encoding.encode(text, disallowed_special=())
    assert ours.encode(text, "all") == encoding.encode(text, allowed_special="all")
    some = {SPECIAL[1]}
    expected = encoding.encode(text, allowed_special=some, disallowed_special=())
    assert ours.encode(text, some) == expected


@pytest.mark.parametrize("seed", range(5))
def test_tiktoken_decodes_any_ids_the_same(both, seed: int) -> None:
    ours, encoding = both
    rng = np.random.default_rng(seed)
    ids = [int(i) for i in rng.integers(len(ours.vocab), size=200)]
    assert ours.decode(ids) == encoding.decode(ids)
    assert ours.decode(ids, errors="ignore") == encoding.decode(ids, errors="ignore")
