"""I believed that I may merge in the list that I was given."""


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    left, right = pair
    i = 0
    while i + 1 < len(ids):
        if ids[i] == left and ids[i + 1] == right:
            ids[i : i + 2] = [new_id]
        i += 1
    return ids
