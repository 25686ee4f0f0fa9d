"""Pictures of compared values: which kind, what is marked, and that nothing breaks them."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from autograder.feedback.figures.draw import Figure, figure
from autograder.model import Evidence

SVG = "{http://www.w3.org/2000/svg}"


def drawn(got, expected, wanted: str = "") -> Figure:
    found = figure(Evidence(got, expected), wanted)
    assert found is not None
    return found


def classes(found: Figure, panel: int = 0) -> list[str]:
    return re.findall(r'class="([^"]*)"', found.panels[panel].svg)


def words(found: Figure, panel: int = 0) -> list[str]:
    return [
        "".join(each.itertext()) for each in ElementTree.fromstring(found.panels[panel].svg).iter()
        if each.tag.endswith("text")
    ]  # fmt: skip


class TestHeatMap:
    def test_tables_of_at_least_four_numbers_are_maps_of_three_panels(self):
        found = drawn(np.eye(2), np.ones((2, 2)))
        assert found.kind == "heat"
        assert [panel.name for panel in found.panels] == ["came back", "expected", "difference"]
        assert figure(Evidence(np.zeros((1, 3)), np.ones((1, 3)))) is None

    def test_difference_is_what_came_back_minus_what_was_expected(self):
        found = drawn(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 9.0]]))
        assert words(found, 2) == ["0", "0", "0", "−5", "0", "1", "0", "1"]

    def test_whole_numbers_are_not_shortened(self):
        found = drawn(np.full((2, 2), 2000.0), np.full((2, 2), 766.0))
        assert "2000" in words(found)
        assert "1234" in words(found, 2)

    def test_the_first_entry_that_differs_is_framed_and_said(self):
        expected = np.arange(12.0).reshape(3, 4)
        got = expected.copy()
        got[1, 2] = np.nan
        found = drawn(got, expected)
        assert classes(found).count("first") == 1
        assert "at [1, 2], the first entry that differs, nan" in found.panels[0].seen
        assert "cell odd" in classes(found)

    def test_infinities_and_nan_of_large_tables_are_crossed_out(self):
        got = np.zeros((20, 20))
        got[3, 3] = np.inf
        found = drawn(got, np.zeros((20, 20)))
        assert {"odd flat", "cross"} <= set(classes(found))
        assert 'd="M3 3l1 1m-1 0l1-1"' in found.panels[0].svg

    def test_equal_neighbours_are_one_stroke_so_that_large_tables_make_small_files(self):
        got = np.random.default_rng(0).normal(size=(64, 64))
        got[:, :32] = 0.0
        found = drawn(got, np.zeros((64, 64)))
        assert sum(len(panel.svg) for panel in found.panels) < 120_000
        assert classes(drawn(np.ones((64, 64)), np.zeros((64, 64)))).count("above flat") == 1

    def test_of_more_dimensions_the_first_table_that_differs_is_drawn(self):
        expected = np.zeros((2, 3, 4, 5))
        got = expected.copy()
        got[1, 0, 2, 2] = 7.0
        found = drawn(got, expected)
        assert found.words.startswith("The first table that differs, [1, 0, :, :] of shape (2, 3")
        assert "7" in words(found)

    def test_of_a_huge_table_64_rows_and_columns_around_the_divergence_are_drawn(self):
        got = np.zeros((10, 200))
        got[5, 150] = 1.0
        found = drawn(got, np.zeros((10, 200)))
        assert "columns 118 to 181" in found.words
        assert "10 by 64 numbers" in found.panels[0].seen

    def test_another_shape_is_said_and_not_drawn(self):
        found = drawn(np.zeros((2, 3)), np.zeros((3, 2)))
        assert not found.panels
        assert found.words == "No picture: shape (2, 3) came back, (3, 2) was expected."

    def test_a_list_in_place_of_an_array_is_said_and_not_drawn(self):
        assert drawn([1.0], np.zeros(3)).words.startswith("No picture: list of 1 came back")

    def test_tensors_are_drawn_like_arrays(self):
        found = drawn(torch.eye(3, dtype=torch.bfloat16), torch.ones(3, 3, dtype=torch.bfloat16))
        assert found.kind == "heat"


class TestCurve:
    def test_eight_numbers_and_more_are_two_lines_with_their_parting(self):
        got = np.arange(9.0)
        got[4:] += 1
        found = drawn(got, np.arange(9.0))
        assert found.kind == "curve"
        assert found.words == "The two part at step 4: 5 came back, 4 was expected."
        assert {"line got", "line expected", "parting"} <= set(classes(found))
        assert figure(Evidence(np.zeros(7), np.ones(7))) is None
        assert drawn(np.zeros(7), np.ones(7), "curve").panels

    def test_nan_interrupts_a_line_and_is_marked(self):
        got = np.arange(30.0)
        got[10] = np.nan
        found = drawn(got, np.arange(30.0))
        lines = re.findall(r"<(\w+) [^>]*class=\"line got\"", found.panels[0].svg)
        assert sorted(lines) == ["line", "path", "polyline", "polyline"]  # key, cross, two parts
        assert "1 of the values that came back are nan" in found.panels[0].seen

    def test_lists_of_floats_are_curves_too(self):
        assert drawn([0.0] * 8, [0.5] * 8).kind == "curve"


class TestBars:
    def test_a_dict_of_numbers_has_a_pair_of_bars_for_each_key(self):
        found = drawn({"b": 1.5, "c": 2}, {"b": 1.5, "c": 3})
        assert found.kind == "bars"
        assert classes(found).count("bar got") == classes(found).count("bar expected") == 3
        assert classes(found).count("mark") == 1

    def test_missing_keys_nan_and_infinity_are_written_out(self):
        found = drawn({"a": math.nan, "c": math.inf}, {"a": 1.0, "b": 2.0, "c": math.inf})
        assert {"nan", "missing", "∞"} <= set(words(found))

    def test_groups_have_a_panel_for_each_metric_that_differs(self):
        expected = {g: {"n": 4, "tpr": 0.5, "fpr": 0.25} for g in "xy"}
        got = {"x": dict(expected["x"]), "y": {**expected["y"], "fpr": 0.5}}
        found = drawn(got, expected)
        assert [panel.name for panel in found.panels] == ["fpr"]
        assert found.words == "As expected: n, tpr."

    def test_short_arrays_are_bars_where_the_configuration_says_so(self):
        found = drawn([np.ones(3), np.ones(3)], [np.ones(3), np.arange(3.0)], "bars")
        assert found.words == "At [1]: A dot marks what differs."

    def test_of_many_keys_only_some_that_differ_are_drawn(self):
        expected = {str(n): n for n in range(40)}
        found = drawn({**expected, "30": 0, "31": 0}, expected)
        assert [word for word in words(found) if word in expected and int(word) > 9] == [
            "30", "30", "31", "31",
        ]  # fmt: skip


class TestMerges:
    def test_the_first_merge_that_differs_is_marked_and_what_follows_is_pale(self):
        expected = {(116, 104): 256, (256, 101): 257, (32, 257): 258}
        got = {(116, 104): 256, (101, 32): 257, (32, 257): 258}
        found = drawn(got, expected, "merges")
        assert found.words == "The two part at merge 1, counting from 0."
        shown = classes(found)
        assert shown.count("chip same") == shown.count("chip later") == 2
        assert shown.count("chip got") == shown.count("chip expected") == shown.count("mark") == 1
        assert {"t + h = 256", "th + e = 257", "␣ + the = 258", "e + ␣ = 257"} <= set(words(found))

    def test_lists_of_tokens_are_drawn_around_their_parting(self):
        found = drawn([list(range(40))], [[*range(30), 0]])
        assert found.kind == "merges"
        assert "The two part at entry 30" in found.words
        assert "The 27 entries before these are equal." in found.words
        assert "40 came back, 31 were expected." in found.words

    def test_tokens_that_double_with_every_merge_stay_short(self):
        merges = {(97, 97): 256, **{(n, n): n + 1 for n in range(256, 2000)}}
        found = drawn(merges, {**merges, (2000, 2000): 2001}, "merges")
        assert len(found.panels[0].svg) < 20_000

    @pytest.mark.parametrize("token", ["</text><script>", "a\x1b[31mb", "\u202eabc", "\ud800"])
    def test_texts_of_strangers_stay_text(self, token):
        found = drawn([token], ["x"])
        ElementTree.fromstring(found.panels[0].svg)
        assert not re.search("[\x1b\u202e\ud800]", found.panels[0].svg)


class TestPolicy:
    def test_actions_of_a_grid_are_arrows(self):
        found = drawn([0, 1, 2, 3], [0, 1, 2, 1], "policy 2 ^>v<")
        assert found.kind == "policy"
        assert (
            found.words
            == "1 of 4 states differ; the first is state 3: < came back, > was expected."
        )
        assert classes(found).count("arrow wrong") == 1
        assert "rotate(270)" in found.panels[0].svg

    def test_of_a_table_of_values_the_greedy_action_is_drawn_and_ties_are_open(self):
        got = np.array([[0.0, 1.0], [2.0, 2.0], [3.0, 1.0]])
        expected = np.array([[0.0, 1.0], [0.0, 2.0], [0.0, 1.0]])
        found = drawn(got, expected, "policy 3 ←→")
        assert "2 of 3 states differ; the first is state 1: no action came back" in found.words

    def test_of_steps_the_first_action_in_each_state_is_drawn(self):
        got = [(3, 0, -1.0, 2), (2, 0, -1.0, 1), (3, 1, 0.0, 4)]
        found = drawn([got], [[(3, 1, -1.0, 4), (4, 1, 8.0, 5)]], "policy 7 ←→")
        assert "the first is state 2: ← came back, no action was expected" in found.words
        assert found.panels[0].seen.endswith(
            "Row by row: no action no action ← ← no action no action no action"
        )


def test_no_picture_is_drawn_where_the_configuration_says_none_or_nothing_was_kept():
    assert figure(Evidence(np.eye(3), np.ones((3, 3))), "none") is None
    assert figure(None) is None
    assert figure(Evidence(1.0, 2.0)) is None


def test_a_value_within_a_list_is_found_and_its_place_said():
    found = drawn([np.eye(2), np.eye(2)], [np.eye(2), np.ones((2, 2))])
    assert found.words.startswith("At [1]: The stronger")
