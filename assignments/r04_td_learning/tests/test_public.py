"""Public checks: the contract of each task, the handout's worked examples, one property each."""

from __future__ import annotations

import numpy as np

from autograder.checks import arrays, expect, task

from .probes import (
    action_counts,
    actions_in_a_row,
    changed_tables,
    double_changes,
    mc_on_tape,
    tables_along_tape,
    td0_on_tape,
    td0_with_diary,
)

# -- epsilon-greedy ----------------------------------------------------------------------------


@task("epsilon_greedy")
def test_epsilon_greedy_contract(student, rng):
    """With eps=0 the best action of each state comes, always; Q stays as it was."""
    Q = np.array([[0.0, 7.0, 2.0], [-1.0, -3.0, -2.0], [4.0, 5.0, 6.0], [1.0, -9.0, 0.0]])
    actions, after = expect(actions_in_a_row(student, Q, 0.0, 5, rng)).unpacks_to(2)
    expect(actions).equal_to([[1] * 5, [0] * 5, [2] * 5, [0] * 5])
    expect(after, "Q after the calls").equal_to(Q)


@task("epsilon_greedy")
def test_epsilon_greedy_explores_every_action(student, rng):
    """With eps=1 both of two actions come equally often, also the greedy one."""
    counts = action_counts(student, np.array([[5.0, 1.0]]), 0, 1.0, 400, rng)
    expect(counts).frequencies_close_to([0.5, 0.5])


@task("epsilon_greedy")
def test_epsilon_greedy_worked_example(student, rng):
    """The four probabilities of the handout's example."""
    counts = action_counts(student, np.array([[0.0] * 4, [3.0, 8.0, 8.0, -1.0]]), 1, 0.4, 2000, rng)
    expect(counts).frequencies_close_to([0.1, 0.4, 0.4, 0.1])


@task("epsilon_greedy")
def test_epsilon_greedy_shares_ties(student, rng):
    """With eps=0 and a row of zeros every action comes equally often."""
    counts = action_counts(student, np.zeros((2, 3)), 1, 0.0, 600, rng)
    expect(counts).frequencies_close_to([1 / 3] * 3)


# -- Monte Carlo control -----------------------------------------------------------------------

WORKED_EPISODES = [
    (0, [(0.0, 1), (-2.0, 0), (8.0, 2)], True),
    (1, [(-1.0, 0), (3.0, 2)], True),
]
"""Two episodes of the handout: state 0 comes twice in the first one."""


@task("mc_control")
def test_mc_control_worked_example(student, rng):
    """The handout's two episodes, when only first visits count."""
    Q = mc_on_tape(student, 4, 1, WORKED_EPISODES, 0.5, 0.1, rng, True)
    expect(Q).close_to(np.array([[2.0], [1.25], [0.0], [0.0]]))


@task("mc_control")
def test_mc_control_worked_example_with_every_visit(student, rng):
    """The handout's two episodes, when every visit counts."""
    Q = mc_on_tape(student, 4, 1, WORKED_EPISODES, 0.5, 0.1, rng, False)
    expect(Q).close_to(np.array([[4.0], [1.25], [0.0], [0.0]]))


@task("mc_control")
def test_mc_control_acts_on_what_it_learned(student, rng):
    """Without exploration, the action that earned -4 is left alone after its first try."""
    rewards = [-1.0, -4.0, *[-1.0, -2.0] * 6]
    episodes = [(0, [(reward, 1)], True) for reward in rewards]
    Q = expect(mc_on_tape(student, 2, 2, episodes, 1.0, 0.0, rng, True)).has_shape((2, 2)).value
    expected = np.array([-4.0, (-1.0 - 6 * 3.0) / 13])
    expect(np.sort(Q[0]), "the values of the two actions, smaller first").close_to(expected)


# -- TD(0) -------------------------------------------------------------------------------------


@task("td0_evaluate")
def test_td0_worked_example(student, rng):
    """The handout's two episodes: one terminates, the other one is stopped by a time limit."""
    episodes = [(0, [(2.0, 1), (-2.0, 2)], True), (1, [(0.0, 0)], False)]
    V = td0_on_tape(student, np.array([4.0, 8.0, 1000.0]), episodes, 0.5, 0.5, rng)
    expect(V).close_to(np.array([5.0, 2.75, 1000.0]))


@task("td0_evaluate")
def test_td0_follows_the_policy(student, reference, rng):
    """A policy that always goes right, on a row of states: the way is straight, V as it must be."""
    policy = np.array([[0.0, 1.0]] * 7)
    arguments = (np.zeros(7), ("RandomWalk", 5, (0.0, -1.0, 8.0)), policy, 3, 0.5, 0.5, rng, 1)
    V, diary = expect(td0_with_diary(student, *arguments)).unpacks_to(2)
    expected, _ = td0_with_diary(reference, *arguments)
    way = [(3, 1, -1.0, 4, False), (4, 1, -1.0, 5, False), (5, 1, 8.0, 6, True)]
    expect(diary, "what happened in the three episodes").equal_to([way] * 3)
    expect(V).close_to(expected)


# -- n-step returns ----------------------------------------------------------------------------

REWARDS, VALUES = np.array([4.0, -2.0, 8.0]), np.array([10.0, 20.0, 6.0, 16.0])


@task("n_step_return")
def test_n_step_worked_example(student):
    """One and two steps of the handout's episode of three."""
    expect(student.n_step_return(REWARDS, VALUES, 1, 0.5, True)).close_to(14.0)
    expect(student.n_step_return(REWARDS, VALUES, 2, 0.5, True)).close_to(4.5)


@task("n_step_return")
def test_n_step_at_the_end(student):
    """Three steps and more: the episode has terminated, or it was truncated."""
    for n in (3, 5):
        expect(student.n_step_return(REWARDS, VALUES, n, 0.5, True)).close_to(5.0)
        expect(student.n_step_return(REWARDS, VALUES, n, 0.5, False)).close_to(7.0)


# -- updates -----------------------------------------------------------------------------------

Q_WORKED = np.array([[0.0, 4.0], [6.0, 2.0], [1000.0, 2000.0]])
"""The table of the handout; state 2 is terminal, and what stands there is nonsense."""


def worked(entry):
    """The handout's table with another value for state 0, action 1."""
    Q = Q_WORKED.copy()
    Q[0, 1] = entry
    return Q


@task("sarsa_update")
def test_sarsa_worked_example(student):
    """The step of the handout: exactly one entry of the table changes, to 2."""
    tape = [(0, 1, -1.0, 1, 1, False, False)]
    tables = tables_along_tape(student, "sarsa_update", Q_WORKED, tape, 0.5, 0.5)
    expect(tables).close_to([worked(2.0)])


@task("sarsa_update")
def test_sarsa_believes_the_action_that_is_taken(student):
    """Whichever of five actions the agent takes next, its value is in the target."""
    Q = np.array([[0.0] * 5, [2.0, -4.0, 10.0, 6.0, 8.0]])
    tape = [(0, a, 1.0, 1, a2, False, False) for a, a2 in enumerate([3, 1, 0, 4, 2])]
    tables = tables_along_tape(student, "sarsa_update", Q, tape, 0.5, 0.5)
    entries = expect(tables).unpacks_to(5)
    row = [2.0, -0.5, 1.0, 2.5, 3.0]
    for number, table in enumerate(entries, start=1):
        expect(table).close_to(np.array([row[:number] + [0.0] * (5 - number), Q[1]]))


@task("sarsa_update")
def test_sarsa_at_the_end(student):
    """A terminal state is worth nothing; a state at a time limit is worth what it was."""
    for tape, entry in (
        ([(0, 1, -1.0, 2, 0, True, False)], 1.5),
        ([(0, 1, -1.0, 1, 0, False, True)], 3.0),
    ):
        tables = tables_along_tape(student, "sarsa_update", Q_WORKED, tape, 0.5, 0.5)
        expect(tables).close_to([worked(entry)])


POLICY = np.array([[0.0, 1.0], [0.25, 0.75], [0.5, 0.5]])


@task("expected_sarsa_update")
def test_expected_sarsa_worked_example(student):
    """The step of the handout: exactly one entry of the table changes, to 2.25."""
    tape = [(0, 1, -1.0, 1, POLICY, False, False)]
    tables = tables_along_tape(student, "expected_sarsa_update", Q_WORKED, tape, 0.5, 0.5)
    expect(tables).close_to([worked(2.25)])


@task("expected_sarsa_update")
def test_expected_sarsa_at_the_end(student):
    """A terminal state is worth nothing; a state at a time limit is worth what it was."""
    for tape, entry in (
        ([(0, 1, -1.0, 2, POLICY, True, False)], 1.5),
        ([(0, 1, -1.0, 1, POLICY, False, True)], 2.25),
    ):
        tables = tables_along_tape(student, "expected_sarsa_update", Q_WORKED, tape, 0.5, 0.5)
        expect(tables).close_to([worked(entry)])


@task("q_learning_update")
def test_q_learning_worked_example(student):
    """The step of the handout: exactly one entry of the table changes, to 3."""
    tape = [(0, 1, -1.0, 1, False, False)]
    tables = tables_along_tape(student, "q_learning_update", Q_WORKED, tape, 0.5, 0.5)
    expect(tables).close_to([worked(3.0)])


@task("q_learning_update")
def test_q_learning_at_the_end(student):
    """A terminal state is worth nothing; a state at a time limit is worth what it was."""
    for tape, entry in (
        ([(0, 1, -1.0, 2, True, False)], 1.5),
        ([(0, 1, -1.0, 1, False, True)], 3.0),
    ):
        tables = tables_along_tape(student, "q_learning_update", Q_WORKED, tape, 0.5, 0.5)
        expect(tables).close_to([worked(entry)])


@task("q_learning_update")
def test_q_learning_against_a_wall(student):
    """A step that leads nowhere: the state that is reached is the one that was left."""
    Q = np.array([[1.0, 8.0, 4.0], [0.0, 0.0, 0.0]])
    tables = tables_along_tape(
        student, "q_learning_update", Q, [(0, 1, -1.0, 0, False, False)], 0.5, 0.5
    )
    expect(tables).close_to([np.array([[1.0, 5.5, 4.0], [0.0, 0.0, 0.0]])])


Q1_WORKED = np.array([[0.0, 4.0], [6.0, 2.0], [1000.0, 2000.0]])
Q2_WORKED = np.array([[0.0, 6.0], [-2.0, 8.0], [3000.0, 4000.0]])
ONLY_0_1 = np.array([[0.0, 1.0], [0.0, 0.0], [0.0, 0.0]])


@task("double_q_update")
def test_double_q_worked_example(student, rng):
    """The step of the handout: heads or tails, one entry falls by 3."""
    step = (0, 1, -1.0, 1, False)
    changes = double_changes(student, Q1_WORKED, Q2_WORKED, step, 0.5, 0.5, 8, rng)
    expect(changes, "the change of Q1 plus the change of Q2").close_to([-3.0 * ONLY_0_1] * 8)


@task("double_q_update")
def test_double_q_at_the_end(student, rng):
    """A terminal state is worth nothing; a state at a time limit is worth what it was."""
    Q2 = Q2_WORKED - 2.0 * ONLY_0_1  # both tables now hold 4 for the pair, so the coin is no matter
    ended = double_changes(student, Q1_WORKED, Q2, (0, 1, -1.0, 2, True), 0.5, 0.5, 8, rng)
    expect(ended, "the change of Q1 plus the change of Q2").close_to([-2.5 * ONLY_0_1] * 8)
    stopped = double_changes(
        student, Q1_WORKED, Q2_WORKED, (0, 1, -1.0, 1, False), 0.5, 0.5, 8, rng, truncated=True
    )
    expect(stopped, "the change of Q1 plus the change of Q2").close_to([-3.0 * ONLY_0_1] * 8)


@task("double_q_update")
def test_double_q_throws_a_coin(student, rng):
    """In one half of the calls Q1 changes alone, in the other half Q2."""
    Q1, Q2 = arrays(rng, (3, 2), (3, 2))
    counts = changed_tables(student, Q1, Q2, (0, 1, 5.0, 1, False), 0.5, 0.9, 400, rng)
    expect(counts, "calls that change Q1, Q2, both, none").frequencies_close_to([0.5, 0.5, 0, 0])
