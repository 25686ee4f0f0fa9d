"""Takes one byte after the other and merges with what stands before it as long as that can be."""

from .tokenizer import Tokenizer


def merge_all(self, content):
    done = []
    for new in content:
        while done and (done[-1], new) in self.merges:
            new = self.merges[done.pop(), new]  # noqa: PLW2901
        done.append(new)
    return done


Tokenizer.merge_all = merge_all
