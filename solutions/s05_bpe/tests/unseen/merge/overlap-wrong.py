"""I believed that it does not matter from which end one looks for the pair."""


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    merged = []
    i = len(ids) - 1
    while i >= 0:
        if i > 0 and (ids[i - 1], ids[i]) == tuple(pair):
            merged.append(new_id)
            i -= 2
        else:
            merged.append(ids[i])
            i -= 1
    merged.reverse()
    return merged
