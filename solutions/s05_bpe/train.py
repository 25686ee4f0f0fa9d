"""Learn the merges from a text."""

import re
from collections import Counter

from .pairs import merge, pair_counts
from .pretokens import pre_tokens


def train(
    text: str, vocab_size: int, pattern: str, special_tokens: list[str]
) -> tuple[dict[int, bytes], dict[tuple[int, int], int]]:
    r"""Learn a byte-level BPE vocabulary from ``text``.

    Args:
        text: the corpus.
        vocab_size: the largest size of the vocabulary; it counts the 256 bytes, the merges and the
            special tokens. Less than 256 + len(special_tokens) raises ValueError.
        pattern: what `pre_tokens` cuts the text with; no merge crosses a pre-token.
        special_tokens: distinct, non-empty strings that the merges must not see. The text is cut at
            them first: the one that begins furthest to the left is cut out, of several that begin
            there the longest, and the search goes on behind it. Each segment between them is cut
            into pre-tokens on its own.

    Returns:
        vocab: id -> bytes (the type `bytes`). Ids 0 to 255 are the single bytes, from 256 on stand
            the merged tokens as they were learned, and directly after them the special tokens in
            the order given. Ids have no gaps.
        merges: (left id, right id) -> new id, for each merge.

    Conventions: each step merges the most frequent pair. Of several, it takes the greatest
    (bytes of left, bytes of right), compared as Python compares tuples of `bytes`. It stops at
    vocab_size or as soon as no pair occurs at least twice; then the vocabulary stays smaller.

    Example:
        >>> vocab, merges = train("aaabdaaabac", 259, r"\w+", ["<|end|>"])
        >>> merges
        {(97, 97): 256, (256, 97): 257}
        >>> vocab[257], vocab[258], len(vocab)
        (b'aaa', b'<|end|>', 259)
    """
    # BEGIN SOLUTION
    if vocab_size < 256 + len(special_tokens):
        raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    longest_first = sorted(special_tokens, key=len, reverse=True)
    special = "|".join(re.escape(token) for token in longest_first)
    segments = re.split(special, text) if special else [text]
    pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    vocab = {byte: bytes([byte]) for byte in range(256)}
    merges: dict[tuple[int, int], int] = {}
    while len(vocab) + len(special_tokens) < vocab_size:
        counts = pair_counts(words)
        # EQUIVALENT off-by-one: any default below 2 ends the loop
        most = max(counts.values(), default=0)
        if most < 2:
            break
        tied = [pair for pair, count in counts.items() if count == most]
        best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
        merges[best] = new_id = len(vocab)
        vocab[new_id] = vocab[best[0]] + vocab[best[1]]
        # EQUIVALENT no-copy: merge makes a new list, and reads a tuple like a list
        words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    for token in special_tokens:
        vocab[len(vocab)] = token.encode()
    return vocab, merges
    # END SOLUTION
    # BEGIN MISTAKE splits-at-nothing
    # why: without special tokens the pattern is empty and matches between any two characters
    # hint: What does re.split("", "ab") give, and when is your pattern of special tokens empty?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text)
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE tie-first-seen
    # why: of equally frequent pairs it takes the one that max() happens to meet first
    # hint: Several pairs are equally frequent. Which one does max() return, and which one does
    # hint: the docstring ask for?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = tied[0]
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE tie-by-id-or-string
    # why: compares the joined bytes, so that (b'th', b'e') and (b't', b'he') seem equal
    # hint: Compare the pairs (b'a', b'z') and (b'ab', b'a'). Is the pair with the greater left
    # hint: half also the one with the greater joined string? Which of the two comparisons is the
    # hint: rule?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: vocab[pair[0]] + vocab[pair[1]])
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE tie-by-id
    # why: compares ids, and the id of a merged token says when it was learned, not how its bytes
    # why: sort
    # hint: Is the token with the greater id always the one with the greater bytes? Look at the
    # hint: ids from 256 on.
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied)
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE special-not-split
    # why: special tokens stay in the text, so their letters are counted and merged like any
    # why: others
    # hint: Does one of your merges hold a part of a special token? Should training have seen
    # hint: those letters at all?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # segments = [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE vocab-off-by-specials
    # why: merges until the vocabulary is full and then adds the special tokens on top
    # hint: How long is your vocabulary, compared with vocab_size, when there are three special
    # hint: tokens? What does vocab_size count?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE stops-late
    # why: goes on with pairs that occur only once, which spends ids on what was merely there
    # hint: How often does the pair of your last merge occur in the corpus? How often must it?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 1:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE no-pretokenize
    # why: the whole segment is one word, so merges reach across words and spaces
    # hint: Does one of your tokens have a space in its middle? Which pieces may no merge cross?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, r"[\s\S]+")]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE rescans-text
    # why: keeps every occurrence of a word, so each merge costs as much as reading the whole
    # why: text again
    # hint: The word 'the' stands in your corpus ten thousand times. How often do you merge it in
    # hint: each step, and how often would be enough?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = [tuple(piece.encode()) for piece in pieces]
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(Counter(words))
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = [tuple(merge(list(word), best, new_id)) for word in words]
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE special-overlap
    # why: special tokens are tried in the order given, so a shorter one can hide a longer one
    # hint: If one special token begins with another, which of the two does your search try first?
    # hint: What is left of the longer one then, and who learns from that?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # special = "|".join(re.escape(token) for token in special_tokens)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE special-longest-anywhere
    # why: the longest special token is cut out of the whole text before the others are looked for
    # hint: One special token ends with the letters with which another begins. Where both overlap in
    # hint: the text, do you cut out the one further to the left, or the longer one?
    # if vocab_size < 256 + len(special_tokens):
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # segments = [text]
    # for token in sorted(special_tokens, key=len, reverse=True):
    #     segments = [part for segment in segments for part in segment.split(token)]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
    # BEGIN MISTAKE room-for-bytes-alone
    # why: only the bytes are made room for, so the special tokens make the vocabulary too large
    # hint: How large is your vocabulary for vocab_size 256 and one special token? What are all the
    # hint: things that need an id?
    # if vocab_size < 256:
    #     raise ValueError(f"{vocab_size} ids are too few for 256 bytes and the special tokens")
    # longest_first = sorted(special_tokens, key=len, reverse=True)
    # special = "|".join(re.escape(token) for token in longest_first)
    # segments = re.split(special, text) if special else [text]
    # pieces = [piece for segment in segments for piece in pre_tokens(segment, pattern)]
    # words = {tuple(piece.encode()): count for piece, count in Counter(pieces).items()}
    # vocab = {byte: bytes([byte]) for byte in range(256)}
    # merges: dict[tuple[int, int], int] = {}
    # while len(vocab) + len(special_tokens) < vocab_size:
    #     counts = pair_counts(words)
    #     most = max(counts.values(), default=0)
    #     if most < 2:
    #         break
    #     tied = [pair for pair, count in counts.items() if count == most]
    #     best = max(tied, key=lambda pair: (vocab[pair[0]], vocab[pair[1]]))
    #     merges[best] = new_id = len(vocab)
    #     vocab[new_id] = vocab[best[0]] + vocab[best[1]]
    #     words = {tuple(merge(list(word), best, new_id)): count for word, count in words.items()}
    # for token in special_tokens:
    #     vocab[len(vocab)] = token.encode()
    # return vocab, merges
    # END MISTAKE
