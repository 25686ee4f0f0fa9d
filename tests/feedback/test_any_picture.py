"""Whatever a student's code returned, its picture is well formed; each kind is tried on anything."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.feedback.figures.draw import Figure, figure
from autograder.model import Evidence

pytestmark = pytest.mark.slow

NUMBERS = st.one_of(st.booleans(), st.integers(), st.floats(width=64))
LEAVES = st.one_of(st.none(), NUMBERS, st.text(max_size=8), st.binary(max_size=8))
ARRAYS = arrays.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128]),
    arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9),
)
PLAIN = st.recursive(
    LEAVES | ARRAYS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=9),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(
            st.one_of(st.text(max_size=4), st.tuples(st.integers(), st.integers())), inner
        ),
    ),
    max_leaves=12,
)
KINDS = st.sampled_from(
    ["", "heat", "curve", "bars", "merges", "policy 3 ^>v<", "policy x", "none"]
)


@settings(max_examples=200, deadline=None)
@given(PLAIN, PLAIN, KINDS)
def test_whatever_was_compared_the_picture_is_well_formed(got, expected, wanted):
    well_formed(figure(Evidence(got, expected), wanted))


@settings(max_examples=200, deadline=None)
@given(st.data(), KINDS)
def test_arrays_of_any_numbers_give_places_that_are_numbers(data, wanted):
    shape = data.draw(arrays.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=12))
    got, expected = (data.draw(arrays.arrays(np.float64, shape)) for _ in range(2))
    well_formed(figure(Evidence(got, expected), wanted))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.integers(0, 9), NUMBERS), st.dictionaries(st.integers(0, 9), NUMBERS))
def test_dicts_of_any_numbers_give_places_that_are_numbers(got, expected):
    well_formed(figure(Evidence(got, expected)))


def well_formed(found: Figure | None) -> None:
    for panel in found.panels if found else ():
        root = ElementTree.fromstring(panel.svg)
        assert root.get("aria-label")
        for element in root.iter():
            for name, value in element.attrib.items():
                if name not in ("class", "aria-label", "role"):
                    assert not re.search("nan|inf", value), (element.tag, name, value)
