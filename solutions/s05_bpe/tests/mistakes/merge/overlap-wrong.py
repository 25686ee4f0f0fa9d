"""Works from the back, where deleting does not move what is still to come."""


def merge(ids, pair, new_id):
    ids = ids.copy()
    for i in reversed(range(len(ids))):
        if tuple(ids[i : i + 2]) == pair:
            ids[i : i + 2] = [new_id]
    return ids
