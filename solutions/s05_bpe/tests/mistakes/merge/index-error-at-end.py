"""Takes it for granted that an id which begins the pair is followed by another one."""

from collections import deque


def merge(ids, pair, new_id):
    waiting, out = deque(ids), []
    while waiting:
        first = waiting.popleft()
        if first == pair[0] and waiting[0] == pair[1]:
            waiting.popleft()
            first = new_id
        out.append(first)
    return out
