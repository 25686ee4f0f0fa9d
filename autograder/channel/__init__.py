"""The one channel between a check and the code that it checks."""

from autograder.channel.implementation import Implementation, Reference, Student
from autograder.channel.outcome import CheckEnded, Frame, Outcome, Raised, Unsendable, Value
from autograder.channel.returned import CallRecord, Returned

__all__ = [
    "CallRecord",
    "CheckEnded",
    "Frame",
    "Implementation",
    "Outcome",
    "Raised",
    "Reference",
    "Returned",
    "Student",
    "Unsendable",
    "Value",
]
