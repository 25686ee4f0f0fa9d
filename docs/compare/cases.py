"""The twelve wrong submissions, and by which words a report is known to name what it should."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OWN = "endless loop"
"""In place of a mistake's name: the writing stands in ``own/``, for no mistake block has it."""


@dataclass(frozen=True)
class Case:
    """A mistake in its second writing, and patterns for what a report says about it."""

    name: str
    module: str
    task: str
    mistake: str
    about: str
    wrong: str
    """The line of the student's code that is shown, with its neighbours."""
    signature: str
    """How the notebook's stub begins."""
    fits: str
    """The test whose written message fits this mistake, if any does: judged by hand."""
    inputs: str
    """A pattern that a report matches only if it shows all inputs of a call that failed."""
    expected: str
    """A pattern for the expected value of such a call."""
    call: str = ""
    """A pattern for the call itself, where the task's name and a bracket will not do."""
    given: tuple[str, ...] = ()
    """Functions of the module that the notebook gives, because the writing calls them."""
    stops_at: str = ""
    """A pattern for the line of the student's code that raised, or that never ended."""

    @property
    def writing(self) -> Path:
        """The file with the student's code."""
        if self.mistake == OWN:
            return HERE / "own" / f"{self.task}.py"
        return ROOT / f"solutions/{self.module}/tests/mistakes/{self.task}/{self.mistake}.py"

    @property
    def tests(self) -> Path:
        """The tests that the other tools get."""
        return HERE / "checks" / f"test_{self.task}.py"


CASES = (
    Case(
        name="softmax-no-max",
        module="t01_attention",
        task="softmax",
        mistake="no-max",
        about="Softmax divides by the largest exponential, after it has overflowed.",
        wrong="e = torch.exp(x)",
        signature="def softmax(x, dim):",
        fits="test_softmax_of_large_scores",
        inputs=r"\[1000\.",
        expected=r"0\.25",
    ),
    Case(
        name="attention-no-scale",
        module="t01_attention",
        task="sdpa",
        mistake="no-sqrt-dk",
        about="The scores of attention are not divided by the root of d_k.",
        wrong='scores = torch.einsum("...id,...jd->...ij", q, k)',
        signature="def sdpa(q, k, v, mask=None):",
        fits="",
        inputs=r"log\(5\)|1\.6094",
        expected=r"expected 18\b|18\.0, 36\.0|\[18\., 36\.",
        call=r"\bsdpa\((q|\[)|'sdpa'",
        given=("softmax",),
    ),
    Case(
        name="causal-mask-transposed",
        module="t01_attention",
        task="causal_mask",
        mistake="transposed",
        about="The causal mask lets every token see the future instead of the past.",
        wrong="return torch.tensor([[i + m - n <= j for j in range(m)] for i in range(n)])",
        signature="def causal_mask(n, m=None):",
        fits="test_causal_mask_of_three_tokens",
        inputs=r"causal_mask\(3\)",
        expected=r"\[ ?True, +False, +False\]",
    ),
    Case(
        name="convolution-flipped",
        module="c01_convolution",
        task="conv2d",
        mistake="flipped-kernel",
        about="The kernel is rotated first, as in signal processing.",
        wrong="w = np.rot90(w, 2, axes=(2, 3))",
        signature="def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):",
        fits="test_conv2d_of_a_single_one",
        inputs=r"0\.0, 3\.0, 1\.0, 2\.0|0\., +3\., +1\., +2\.|\[0, 1, 0\]|0\., +1\., +0\.",
        expected=r"expected 7\b|7\.0?, +1\.0?, +3\.",
    ),
    Case(
        name="bpe-merges-from-the-right",
        module="s05_bpe",
        task="merge",
        mistake="overlap-wrong",
        about="Of two overlapping pairs the right one is merged.",
        wrong="for i in reversed(range(len(ids))):",
        signature="def merge(ids, pair, new_id):",
        fits="test_merge_overlaps_from_the_left",
        inputs=r"merge\(\[5, 5, 5\], \(5, 5\), 9\)",
        expected=r"expected 9\b|\[9, 5\]",
    ),
    Case(
        name="lstm-gates-swapped",
        module="s08_gated_rnns",
        task="lstm_cell",
        mistake="gates-swapped",
        about="The rows of the output gate are taken for those of the candidate.",
        wrong="output_gate, candidate = torch.sigmoid(third), torch.tanh(fourth)",
        signature="def lstm_cell(x, state, W_ih, W_hh, b):",
        fits="test_lstm_keeps_its_memory",
        inputs=r"log\(3\)|1\.0986|-60\.",
        expected=r"expected 1\.1\b|\[\[1\.1\]\]",
        call=r"lstm_cell\((x|\[|tensor)|'lstm_cell'",
    ),
    Case(
        name="ucb-c-outside-the-root",
        module="r01_bandits_ab",
        task="UCB1",
        mistake="c-inside-outside-sqrt",
        about="The constant of UCB1 stands before the root instead of under it.",
        wrong="return self.average[arm] + self.c * (math.log(t) / self.pulls[arm]) ** 0.5",
        signature="class UCB1:",
        fits="test_ucb1_worked_example",
        inputs=r"\(0, 12, 6\)|\(0, 1\.0\)",
        expected=r"1\.2066",
        call=r"indices\((t=)?20\)|UCB1\(n=|\'UCB1\'",
    ),
    Case(
        name="q-learning-terminal",
        module="r04_td_learning",
        task="q_learning_update",
        mistake="bootstraps-through-terminal",
        about="The value of a terminal state is believed, though nothing follows it.",
        wrong="best = sorted(Q[s2])[-1]",
        signature=(
            "def q_learning_update(\n"
            "    Q, s, a, r, s2, terminated, alpha, gamma, truncated=False\n"
            "):"
        ),
        fits="test_q_learning_at_the_end",
        inputs=r"\[ ?6\.0?, +2\.0?\], \[1000\.",
        expected=r"expected 1\.5\b|\b1\.5 \(DESIRED\)",
    ),
    Case(
        name="fairness-sum-of-gaps",
        module="e01_fairness",
        task="equalized_odds_difference",
        mistake="sum-or-mean-instead-of-max",
        about="The worst of two gaps is taken to be their sum.",
        wrong='return sum(gaps) if agg == "worst_case" else sum(gaps) / len(gaps)',
        signature='def equalized_odds_difference(y, yhat, g, agg="worst_case"):',
        fits="test_equalized_odds_worked_example",
        inputs=r"1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0",
        expected=r"expected 0\.5\b|0\.5\b",
    ),
    Case(
        name="lora-no-scale",
        module="a01_peft",
        task="LoRALinear",
        mistake="no-alpha-over-r",
        about="The update of LoRA is added without its factor alpha / r.",
        wrong="return (self.B @ self.A).detach()",
        signature="class LoRALinear(nn.Module):",
        fits="test_lora_update_is_scaled",
        inputs=r"\[1, 0, 2, 0, 1, 0, 1, -1\]|\[1\., 0\., 2\.\], \[0\., 1\., 0\.\]\]",
        expected=r"26\.",
        call=r"\blayer\(|LoRALinear\((?!nn)|lora_forward\(",
    ),
    Case(
        name="bpe-raises",
        module="s05_bpe",
        task="merge",
        mistake="index-error-at-end",
        about="Behind the last id another one is expected: the code raises IndexError.",
        wrong="if first == pair[0] and waiting[0] == pair[1]:",
        stops_at=r"second\.py:\d+|-+> *\d+ .*if first == pair",
        signature="def merge(ids, pair, new_id):",
        fits="test_merge_at_the_end",
        inputs=r"merge\(\[(5, 5, 5|1, 2, 1)\], ",
        expected=r"\[9, 5\]|\[9, 1\]",
    ),
    Case(
        name="spans-endless-loop",
        module="s08_gated_rnns",
        task="bio_spans",
        mistake=OWN,
        about="Where no span begins, the loop does not go on to the next word.",
        wrong="while i < len(tags):",
        signature="def bio_spans(tags):",
        fits="",
        inputs=r"\[.B-PER., .I-PER., .O., .B-LOC.",
        expected=r"\(.PER., 0, 2\)",
        stops_at=r"second\.py:\d+|line \d+.* in bio_spans",
    ),
)
