"""Believes that the first axis of a batch counts sentences."""


def tag_sequences(model, x, lengths):
    tags = []
    for sentence, length in zip(model(x, lengths), lengths.tolist(), strict=False):
        tags.append([int(row.argmax()) for row in sentence[:length]])
    return tags
