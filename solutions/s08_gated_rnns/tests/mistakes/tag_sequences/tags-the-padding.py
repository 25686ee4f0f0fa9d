"""Believes that whoever wants the tags cuts them off."""


def tag_sequences(model, x, lengths):
    scores = model(x, lengths)
    return [[int(row.argmax()) for row in scores[:, k]] for k in range(scores.shape[1])]
