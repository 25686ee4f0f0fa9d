"""Stops two before the end, so as not to read beyond it, and takes the rest as it is."""


def merge(ids, pair, new_id):
    out, i = [], 0
    while i + 2 < len(ids):
        here = ids[i] == pair[0] and ids[i + 1] == pair[1]
        out.append(new_id if here else ids[i])
        i += 1 + here
    return out + ids[i:]
