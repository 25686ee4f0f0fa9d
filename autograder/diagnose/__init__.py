"""Which known mistake a failing check shows, told by the values alone."""

from autograder.diagnose.answers import Answers, Seen
from autograder.diagnose.known import Recognised
from autograder.diagnose.recognise import Recogniser

__all__ = ["Answers", "Recognised", "Recogniser", "Seen"]
