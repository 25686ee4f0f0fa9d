"""An object of the judge as an argument: the student's side gets its methods, the judge the count."""

import pytest

from autograder.channel.callbacks import callback
from autograder.channel.outcome import CheckEnded
from autograder.checks import expect
from autograder.errors import AuthoringError
from autograder.model import Verdict
from tests.channel import sides


class Corridor:
    """Five cells; the last one ends the walk."""

    def __init__(self):
        self.place = 0

    def reset(self):
        self.place = 0
        return self.place

    def step(self, action):
        if self.place == 4:
            raise ValueError("the walk is over")
        self.place += action
        return self.place, float(self.place == 4), self.place == 4

    def secret(self):
        return 42


def walk(env, episodes):
    total = 0.0
    for _ in range(episodes):
        env.reset()
        done = False
        while not done:
            _, reward, done = env.step(1)
            total += reward
    return total


def greedy(env):
    while True:
        env.reset()


def too_far(env):
    env.reset()
    for _ in range(9):
        env.step(1)


def pry(env):
    return env.secret()


@pytest.fixture
def student():
    return sides.student(walk=walk, greedy=greedy, too_far=too_far, pry=pry)


def test_the_student_uses_the_object_and_the_judge_counts(student):
    env = callback(Corridor(), max_calls=100)
    expect(student.walk(env, episodes=3)).equal_to(3.0)
    assert env.calls_of == {"reset": 3, "step": 12}
    assert env.calls == 15


def test_a_budget_that_is_used_up_ends_the_check(student):
    with pytest.raises(CheckEnded) as ended:
        student.greedy(callback(Corridor(), max_calls=7))
    assert ended.value.verdict is Verdict.FAILED
    assert "more than the 7 calls allowed (reset: 7)" in ended.value.message


def test_what_the_object_refuses_is_the_students_exception(student):
    expect(student.too_far(callback(Corridor()))).raises(RuntimeError, match="the walk is over")


def test_only_the_listed_methods_are_there(student):
    expect(student.pry(callback(Corridor()))).raises(AttributeError)


def test_a_transcript_names_the_object_and_keeps_nothing_of_it(student):
    expect(student.walk(callback(Corridor()), 1)).equal_to(1.0)
    assert student.transcript[0].text == "walk(<callback>, 1)"


@pytest.mark.parametrize("name", ["_place", "jump", "place"])
def test_a_method_that_is_not_there_is_the_authors_error(name):
    with pytest.raises(AuthoringError, match="no public method"):
        callback(Corridor(), methods=(name,))
