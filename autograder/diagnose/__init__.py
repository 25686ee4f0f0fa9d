"""Which known mistake a failing check shows, told by the values alone."""

from autograder.diagnose.answers import Answers, Seen
from autograder.diagnose.recognise import Recognised, Recogniser

__all__ = ["Answers", "Recognised", "Recogniser", "Seen"]
