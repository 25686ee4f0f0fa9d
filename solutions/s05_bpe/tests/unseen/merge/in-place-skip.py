"""I believed that after a merge one goes on two places further, also when one was deleted."""


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    merged = list(ids)
    i = 0
    while i < len(merged) - 1:
        if merged[i] == pair[0] and merged[i + 1] == pair[1]:
            merged[i] = new_id
            del merged[i + 1]
            i += 2
        else:
            i += 1
    return merged
