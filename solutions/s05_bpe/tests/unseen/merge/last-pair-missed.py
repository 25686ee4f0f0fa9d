"""I believed that a pair can begin only where two more ids follow."""


def merge(ids: list[int], pair: tuple[int, int], new_id: int) -> list[int]:
    left, right = pair
    merged = []
    i = 0
    while i < len(ids):
        if i < len(ids) - 2 and ids[i] == left and ids[i + 1] == right:
            merged.append(new_id)
            i += 2
        else:
            merged.append(ids[i])
            i += 1
    return merged
