"""Finds the right ids, and writes them back to save a second list."""


def merge(ids, pair, new_id):
    write = 0
    read = 0
    while read < len(ids):
        found = ids[read : read + 2] == list(pair)
        ids[write] = new_id if found else ids[read]
        read += 2 if found else 1
        write += 1
    while len(ids) > write:
        ids.pop()
    return ids
