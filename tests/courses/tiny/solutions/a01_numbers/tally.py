"""Counting words."""


class Tally:
    """Counts words."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def add(self, word: str) -> None:
        """Count ``word`` once more."""
        # BEGIN SOLUTION
        self.counts[word] = self.counts.get(word, 0) + 1
        # END SOLUTION
        # BEGIN MISTAKE forgets
        # why: every word counts once
        # hint: What happens to the count when a word comes again?
        # self.counts[word] = 1
        # END MISTAKE
