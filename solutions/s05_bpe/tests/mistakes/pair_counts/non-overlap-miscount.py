"""Steps over both ids of a pair of equal ones, as `str.count` does: "aaa".count("aa") is 1."""


def pair_counts(words):
    counts = {}
    for word, frequency in words.items():
        i = 0
        while i + 1 < len(word):
            pair = word[i], word[i + 1]
            counts[pair] = counts.get(pair, 0) + frequency
            is_run = word[i : i + 3] == (word[i],) * 3
            i += 2 if is_run else 1
    return counts
