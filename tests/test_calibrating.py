"""The figures of calibration, by hand and by law."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calibrating import (
    Bin,
    Judged,
    calibration,
    calibration_error,
    equal_mass,
    equal_width,
    risk_coverage,
)

unit = st.floats(0, 1)
answers = st.lists(st.tuples(unit, st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=60)

FIVE: list[Judged] = [(0.95, 1.0), (0.85, 0.0), (0.15, 0.0), (0.95, 0.5), (0.85, 1.0)]


def test_bins_of_equal_width_by_hand() -> None:
    low, middle, high = equal_width(FIVE)
    assert low == Bin(0.1, 0.2, 1, 0.15, 0.0)
    assert middle == Bin(0.8, 0.9, 2, 0.85, 0.5)
    assert high == Bin(0.9, 1.0, 2, 0.95, 0.75)
    # (1 * 0.15 + 2 * 0.35 + 2 * 0.2) / 5
    assert calibration_error((low, middle, high)) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.0999, 0.0), (0.1, 0.1), (0.3, 0.3), (0.7, 0.7), (0.9, 0.9), (1.0, 0.9)]
)
def test_which_bin(confidence: float, low: float) -> None:
    (only,) = equal_width([(confidence, 1.0)])
    assert only.low == low
    assert only.high == pytest.approx(low + 0.1)


def test_bins_of_equal_mass_by_hand() -> None:
    low, high = equal_mass([(0.4, 1.0), (0.1, 0.0), (0.9, 1.0), (0.2, 0.0)], bins=2)
    assert (low.low, low.high, low.count, low.right) == (0.1, 0.2, 2, 0.0)
    assert (high.low, high.high, high.count, high.right) == (0.4, 0.9, 2, 1.0)
    assert calibration_error((low, high)) == pytest.approx((0.15 + 0.35) / 2)


def test_answers_of_one_confidence_are_never_parted() -> None:
    half = [(0.5, 1.0)] * 20 + [(0.5, 0.0)] * 20
    assert equal_mass(half) == (Bin(0.5, 0.5, 40, 0.5, 0.5),)
    assert calibration_error(equal_mass(half)) == 0


@pytest.mark.parametrize(
    ("judged", "area"),
    [
        ([(0.9, 1.0)], 0.0),
        ([(0.9, 0.0)], 1.0),
        ([(0.9, 1.0), (0.5, 0.0)], (0 + 1 / 2) / 2),
        ([(0.9, 0.0), (0.5, 1.0)], (1 + 1 / 2) / 2),
        ([(0.5, 0.0), (0.5, 1.0)], 0.5),
        ([(0.9, 1.0), (0.8, 0.0), (0.7, 1.0), (0.6, 0.0)], (0 + 1 / 2 + 1 / 3 + 2 / 4) / 4),
    ],
)
def test_risk_and_coverage_by_hand(judged: list[Judged], area: float) -> None:
    assert risk_coverage(judged) == pytest.approx(area)


def test_nothing_has_no_figures() -> None:
    assert calibration_error(()) is None
    assert risk_coverage([]) is None
    assert calibration([]) == {
        "judged": 0,
        "calibration_error": None,
        "calibration_error_equal_mass": None,
        "risk_coverage": None,
        "reliability": [],
    }


def test_the_figures_are_json_and_rounded() -> None:
    found = json.loads(json.dumps(calibration([(1 / 3, 1.0), (0.35, 0.0)])))
    assert found["judged"] == 2
    assert found["calibration_error"] == 0.1583  # 0.5 - (1/3 + 0.35) / 2
    assert found["reliability"] == [{"low": 0.3, "high": 0.4, "count": 2, "confidence": 0.3417, "right": 0.5}]


@given(answers)
def test_every_answer_is_in_one_bin(judged: list[Judged]) -> None:
    for bins in (equal_width(judged), equal_mass(judged)):
        assert len(bins) <= 10
        assert sum(one.count for one in bins) == len(judged)
        assert all(one.count for one in bins)
        assert all(one.low <= one.confidence + 1e-9 and one.confidence <= one.high + 1e-9 for one in bins)
        assert [one.low for one in bins] == sorted(one.low for one in bins)


@given(answers, st.randoms(use_true_random=False))
def test_errors_lie_between_none_and_all_in_whatever_order(judged: list[Judged], rng: random.Random) -> None:
    mixed = rng.sample(judged, len(judged))
    for figure in (
        lambda rows: calibration_error(equal_width(rows)),
        lambda rows: calibration_error(equal_mass(rows)),
        risk_coverage,
    ):
        assert -1e-9 <= figure(judged) <= 1 + 1e-9
        assert figure(mixed) == pytest.approx(figure(judged))


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_who_knows_when_it_is_right_makes_no_error(right: list[bool]) -> None:
    knowing = [(float(one), float(one)) for one in right]
    assert calibration_error(equal_width(knowing)) == 0
    assert calibration_error(equal_mass(knowing)) == 0
    liar = [(1 - sure, one) for sure, one in knowing]
    assert calibration_error(equal_width(liar)) == 1
    best, worst = risk_coverage(knowing), risk_coverage(liar)
    assert best is not None
    assert worst is not None
    assert best <= sum(1 - one for _, one in knowing) / len(knowing) <= worst


@given(answers)
def test_the_error_is_never_less_than_that_of_the_means(judged: list[Judged]) -> None:
    apart = abs(sum(sure for sure, _ in judged) - sum(right for _, right in judged)) / len(judged)
    for bins in (equal_width(judged), equal_mass(judged)):
        error = calibration_error(bins)
        assert error is not None
        assert error >= apart - 1e-9
