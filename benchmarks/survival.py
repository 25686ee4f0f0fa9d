"""Kills processes of real gradings at random moments and demands that nothing is lost.

    python benchmarks/survival.py [--trials 270] [--seed 1] [--only WORDS] [-v]

Each trial grades a small module with ``autograder grade ... --json FILE``, or as Gradescope does,
and kills one process of it: the worker, the judge, the judge's fork for the submission, the search
for forbidden names, the launcher, three of these one after the other, or the grader itself. Then
it looks at every version that the results file had, at all processes of the machine, and at the
temporary folder.

Prints a table with one row for each kind of victim: ``trials``, in how many the file was ``valid``
at every moment, finished checks ``lost`` (or changed), the checks that a kill ``cost`` on average
and at most (those that ended otherwise than undisturbed), processes ``left`` running, the longest
time until all were gone, and seconds for a trial. Exit status 1 where any promise was broken, 0
otherwise; ``-v`` also prints what killed graders leave in the temporary folder. Linux only.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.survival.gradings import Grading, gradings
from tests.survival.processes import adopt_orphans
from tests.survival.trials import Ended, Victim, trial
from tests.survival.watching import Watched, undisturbed

if TYPE_CHECKING:
    from tests.survival.standing import Standing

_OURS, _CRASHED = frozenset({"GRADER_ERROR"}), frozenset({"CRASHED"})
VICTIMS = (
    Victim("worker", "folder", "worker", verdicts=_CRASHED),
    Victim("judge", "folder", "judge", verdicts=_OURS),
    Victim("judge's fork", "folder", "judge's fork", verdicts=_OURS),
    # Where the search for forbidden names fails, the tasks that forbid some count as using them: a
    # file that crashes Python's parser must not be the way around it. One task here, of 3 checks.
    Victim("searcher", "folder", "searcher", verdicts=frozenset({"FORBIDDEN"}), most=3),
    Victim("launcher", "folder", "launcher", verdicts=_OURS),
    Victim("any three in turn", "folder", "trusted", kills=3, verdicts=_OURS),
    Victim("grader", "zip", "grader"),
    Victim("grader, SIGTERM", "zip", "grader", by=signal.SIGTERM),
    Victim("gradescope", "gradescope", "grader"),
    Victim("gradescope, SIGTERM", "gradescope", "grader", by=signal.SIGTERM),
)
_HEAD = ("victim", "trials", "valid", "lost", "cost", "most", "left", "gone in", "seconds")
_ROW = "{:<20} {:>6} {:>6} {:>5} {:>6} {:>5} {:>5} {:>8} {:>8}"


@dataclass
class Tally:
    """The trials of one kind."""

    ended: list[Ended] = field(default_factory=list)
    seconds: float = 0.0

    def row(self, name: str) -> str:
        count = max(len(self.ended), 1)
        return _ROW.format(
            name,
            len(self.ended),
            sum(each.valid for each in self.ended),
            sum(each.lost for each in self.ended),
            f"{sum(each.cost for each in self.ended) / count:.2f}",
            max((each.cost for each in self.ended), default=0),
            sum(each.left for each in self.ended),
            f"{max((each.until_gone for each in self.ended), default=0.0):.2f} s",
            f"{self.seconds / count:.2f} s",
        )


def run(
    victim: Victim, grading: Grading, normal: tuple[Watched, Standing], folder: Path, *, seed: int,
    trials: int,
) -> Tally:  # fmt: skip
    """``trials`` kills of one kind; a broken promise is said at once. After a kill that came too
    late the next is sooner: some processes live for moments only.
    """
    tally, started, hurry = Tally(), time.monotonic(), 1.0
    for number in range(4 * trials + 10):
        name = f"{victim.name}-{seed}-{number}"
        place = folder / name.replace(" ", "-")
        ended = trial(victim, grading, normal, place, name, hurry=hurry)
        hurry = 1.0 if ended else hurry / 2
        if ended is not None:
            tally.ended.append(ended)
            for problem in ended.problems:
                print(f"  {name}: {problem}", flush=True)
        if len(tally.ended) == trials:
            break
    tally.seconds = time.monotonic() - started
    return tally


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--trials", type=int, default=270, help="in all, at least one of a kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", default="", help="victims with one of these words, as in judge,worker"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="list what was left behind")
    return parser.parse_args()


def main() -> int:
    """Run the trials and print the table; the exit status says whether all promises held."""
    wanted = _wanted()
    words = wanted.only.split(",")
    victims = [each for each in VICTIMS if any(word in each.name for word in words)]
    tallies: dict[str, Tally] = {}
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="survival-") as name:
        root = Path(name)
        ways = gradings(root, {each.grading for each in victims})
        normal = {each: undisturbed(ways[each], root / f"normal-{each}") for each in ways}
        print(_ROW.format(*_HEAD), flush=True)
        for index, victim in enumerate(victims):
            trials = (wanted.trials + index) // len(victims) or 1
            way = victim.grading
            tallies[victim.name] = run(
                victim, ways[way], normal[way], root, seed=wanted.seed, trials=trials
            )
            print(tallies[victim.name].row(victim.name), flush=True)
    return _verdict(tallies, wanted.trials, verbose=wanted.verbose)


def _verdict(tallies: dict[str, Tally], wanted: int, *, verbose: bool) -> int:
    ended = [each for tally in tallies.values() for each in tally.ended]
    broken = sum(bool(each.problems) for each in ended)
    print(f"{len(ended)} trials, {broken} with a broken promise")
    importing = sum(each.at_import for each in ended)
    if importing:
        print(f"{importing} of the workers died at the import: that costs every check still to run")
    gave_up = sum(each.gave_up for each in ended)
    if gave_up:
        print(f"{gave_up} gave up in one sentence: killed twice in a row before a judge was ready")
    if verbose:
        kinds = Counter(re.split(r"[-\d]", name)[0] for each in ended for name in each.debris)
        print(f"left behind by killed graders: {dict(kinds) or 'nothing'}")
    return 1 if broken or len(ended) < wanted else 0


if __name__ == "__main__":
    sys.exit(main())
