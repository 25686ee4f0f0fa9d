"""Believes that only the letters B, I and O matter for where a span ends."""


def bio_spans(tags):
    letters = "".join(tag[0] for tag in tags) + "O"
    spans = []
    for start, letter in enumerate(letters):
        if letter == "B":
            end = min(letters.find(stop, start + 1) % (len(letters) + 1) for stop in "BO")
            spans.append((tags[start][2:], start, end))
    return spans
