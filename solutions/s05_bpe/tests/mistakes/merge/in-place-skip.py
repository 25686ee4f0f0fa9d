"""Removes both halves from the list that the `for` walks along, which so jumps over the next id."""


def merge(ids, pair, new_id):
    ids, out = list(ids), []
    for i, each in enumerate(ids):
        if (each, *ids[i + 1 : i + 2]) == pair:
            out.append(new_id)
            del ids[i : i + 2]
        else:
            out.append(each)
    return out
