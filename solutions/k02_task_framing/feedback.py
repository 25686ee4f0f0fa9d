"""Your records for the four briefs of briefs/feedback.py."""

from __future__ import annotations

from .vocabulary import Framing


def frame_learning() -> dict[str, Framing]:
    """Frame the four briefs about learning, one record for each.

    Ask two things: is the right answer seen after each case, or only what came of the action
    taken? And does an action change what comes next?

    Returns:
        A dictionary from the id of each of these briefs to its record. The handout says what
        each field is; terms are taken from `vocabulary.py` and from the brief.
        The ids: `headline_choice`, `shuttle_moves`, `kitchen_minutes`, `code_trial`.

    Example:
        The handout works a brief called clinic_visits, which has no place here, to its end.
    """
    # BEGIN PROMPT
    # # return {
    # #     "headline_choice": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "shuttle_moves": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "kitchen_minutes": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # #     "code_trial": Framing(
    # #         task="",
    # #         target="",
    # #         unit="",
    # #         metric="",
    # #         split="",
    # #         leakage_risk="",
    # #     ),
    # # }
    # END PROMPT
    # BEGIN SOLUTION
    return {
        "headline_choice": Framing(
            task="bandit",
            target="click on the headline that was shown",
            unit="one page view",
            metric="cumulative reward",
            split="off-policy",
            leakage_risk="chosen actions only",
        ),
        "shuttle_moves": Framing(
            task="reinforcement learning",
            target="orders finished from now to the end of the shift",
            unit="one choice for a free shuttle",
            metric="expected return",
            split="fresh episodes",
            leakage_risk="later feature",
        ),
        "kitchen_minutes": Framing(
            task="online learning",
            target="minutes the kitchen needs",
            unit="one order",
            metric="progressive loss",
            split="test then train",
            leakage_risk="late labels",
        ),
        "code_trial": Framing(
            task="A/B test",
            target="share of completions kept after a day",
            unit="one team",
            metric="effect with interval",
            split="randomised experiment",
            leakage_risk="spillover",
        ),
    }
    # END SOLUTION
    # BEGIN MISTAKE supervised-for-bandit
    # why: a classifier of logged clicks learns from the headlines that were shown, as if the
    # why: others had been seen too
    # hint: For one page view, which of the five headlines have a known answer? Who decided
    # hint: that?
    # return {
    #     "headline_choice": Framing(
    #         task="binary classification",
    #         target="click on the headline that was shown",
    #         unit="one page view",
    #         metric="accuracy",
    #         split="random",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shuttle_moves": Framing(
    #         task="reinforcement learning",
    #         target="orders finished from now to the end of the shift",
    #         unit="one choice for a free shuttle",
    #         metric="expected return",
    #         split="fresh episodes",
    #         leakage_risk="later feature",
    #     ),
    #     "kitchen_minutes": Framing(
    #         task="online learning",
    #         target="minutes the kitchen needs",
    #         unit="one order",
    #         metric="progressive loss",
    #         split="test then train",
    #         leakage_risk="late labels",
    #     ),
    #     "code_trial": Framing(
    #         task="A/B test",
    #         target="share of completions kept after a day",
    #         unit="one team",
    #         metric="effect with interval",
    #         split="randomised experiment",
    #         leakage_risk="spillover",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE bandit-for-rl
    # why: the reward of the next fetch alone ignores where the shuttle stands afterwards
    # hint: Two fetches take equally long now. Does it matter where each of them leaves the
    # hint: shuttle?
    # return {
    #     "headline_choice": Framing(
    #         task="bandit",
    #         target="click on the headline that was shown",
    #         unit="one page view",
    #         metric="cumulative reward",
    #         split="off-policy",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shuttle_moves": Framing(
    #         task="bandit",
    #         target="seconds until this order is fetched",
    #         unit="one choice for a free shuttle",
    #         metric="cumulative reward",
    #         split="fresh episodes",
    #         leakage_risk="later feature",
    #     ),
    #     "kitchen_minutes": Framing(
    #         task="online learning",
    #         target="minutes the kitchen needs",
    #         unit="one order",
    #         metric="progressive loss",
    #         split="test then train",
    #         leakage_risk="late labels",
    #     ),
    #     "code_trial": Framing(
    #         task="A/B test",
    #         target="share of completions kept after a day",
    #         unit="one team",
    #         metric="effect with interval",
    #         split="randomised experiment",
    #         leakage_risk="spillover",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE batch-for-online
    # why: one random split mixes hours, so the model of the morning has seen the evening
    # hint: At which moment does the program learn from an order? Which orders can it have
    # hint: learned from by then?
    # return {
    #     "headline_choice": Framing(
    #         task="bandit",
    #         target="click on the headline that was shown",
    #         unit="one page view",
    #         metric="cumulative reward",
    #         split="off-policy",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shuttle_moves": Framing(
    #         task="reinforcement learning",
    #         target="orders finished from now to the end of the shift",
    #         unit="one choice for a free shuttle",
    #         metric="expected return",
    #         split="fresh episodes",
    #         leakage_risk="later feature",
    #     ),
    #     "kitchen_minutes": Framing(
    #         task="regression",
    #         target="minutes the kitchen needs",
    #         unit="one order",
    #         metric="progressive loss",
    #         split="random",
    #         leakage_risk="late labels",
    #     ),
    #     "code_trial": Framing(
    #         task="A/B test",
    #         target="share of completions kept after a day",
    #         unit="one team",
    #         metric="effect with interval",
    #         split="randomised experiment",
    #         leakage_risk="spillover",
    #     ),
    # }
    # END MISTAKE
    # BEGIN MISTAKE completion-for-team
    # why: completions of one team influence each other, so they are no independent draws of
    # why: the lot
    # hint: Two colleagues work in one file, and the lot gives only one of them the new
    # hint: version. Is the other still a clean comparison?
    # return {
    #     "headline_choice": Framing(
    #         task="bandit",
    #         target="click on the headline that was shown",
    #         unit="one page view",
    #         metric="cumulative reward",
    #         split="off-policy",
    #         leakage_risk="chosen actions only",
    #     ),
    #     "shuttle_moves": Framing(
    #         task="reinforcement learning",
    #         target="orders finished from now to the end of the shift",
    #         unit="one choice for a free shuttle",
    #         metric="expected return",
    #         split="fresh episodes",
    #         leakage_risk="later feature",
    #     ),
    #     "kitchen_minutes": Framing(
    #         task="online learning",
    #         target="minutes the kitchen needs",
    #         unit="one order",
    #         metric="progressive loss",
    #         split="test then train",
    #         leakage_risk="late labels",
    #     ),
    #     "code_trial": Framing(
    #         task="A/B test",
    #         target="share of completions kept after a day",
    #         unit="one completion",
    #         metric="effect with interval",
    #         split="randomised experiment",
    #         leakage_risk="none",
    #     ),
    # }
    # END MISTAKE
