"""What runs beside the code under test. ``parts`` are the four arguments of a Tokenizer."""

from autograder.checks import probe


@probe
def pair_counts_and_input(impl, words):
    """What pair_counts returns, and the words as they are after the call."""
    return impl.pair_counts(words), words


@probe
def merge_and_input(impl, ids, pair, new_id):
    """What merge returns, and the ids as they are after the call."""
    return impl.merge(ids, pair, new_id), ids


@probe
def learned(impl, text, vocab_size, pattern, special_tokens):
    """The merges, and the part of the vocabulary above the single bytes."""
    vocab, merges = impl.train(text, vocab_size, pattern, special_tokens)
    return merges, {token: content for token, content in vocab.items() if token > 255}


@probe
def train_twice_and_input(impl, text, vocab_size, pattern, special_tokens):
    """What train returns when it is called twice, and the special tokens after that."""
    calls = [impl.train(text, vocab_size, pattern, special_tokens) for _ in range(2)]
    return calls, special_tokens


@probe
def encode_all(impl, parts, texts, allowed_special="none"):
    """The ids of each text."""
    tokenizer = impl.Tokenizer(*parts)
    return [tokenizer.encode(text, allowed_special=allowed_special) for text in texts]


@probe
def encode_by_default(impl, parts, text):
    """The ids of a text, without the second argument."""
    return impl.Tokenizer(*parts).encode(text)


@probe
def decode_all(impl, parts, lists_of_ids):
    """The text of each list of ids, without the second argument."""
    tokenizer = impl.Tokenizer(*parts)
    return [tokenizer.decode(ids) for ids in lists_of_ids]


@probe
def decode_with_errors(impl, parts, ids, errors):
    """The text of the ids, with ``errors`` as `bytes.decode` takes it."""
    return impl.Tokenizer(*parts).decode(ids, errors=errors)


@probe
def round_trips(impl, parts, texts, allowed_special="none"):
    """Each text, encoded and decoded again."""
    tokenizer = impl.Tokenizer(*parts)
    return [tokenizer.decode(tokenizer.encode(text, allowed_special)) for text in texts]


@probe
def calls_and_input(impl, parts, text, ids):
    """Two encodings and two decodings by one tokenizer, and its four arguments after that."""
    tokenizer = impl.Tokenizer(*parts)
    encoded = [tokenizer.encode(text, allowed_special="all") for _ in range(2)]
    decoded = [tokenizer.decode(ids) for _ in range(2)]
    return encoded, decoded, ids, parts
