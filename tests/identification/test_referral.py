import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab.identification import ASK, answer_or_refer, errors_after_referral


def test_below_the_confidence_a_person_is_asked_and_at_it_not():
    answers = answer_or_refer(np.array(["Ada", "Bo", "unknown"]), np.array([0.9, 0.89, 1.0]), 0.9)
    assert answers.tolist() == ["Ada", ASK, "unknown"]


def test_numbers_stay_numbers():
    assert answer_or_refer(np.array([3, -1]), np.array([0.2, 0.9]), 0.5).tolist() == [ASK, -1]


def test_nobody_is_asked_where_there_is_no_answer():
    assert answer_or_refer(np.array([], str), np.array([]), 0.5).shape == (0,)


@given(arrays(float, 12, elements=st.floats(0, 1), unique=True), arrays(bool, 12), st.integers(0, 11))
def test_errors_are_those_of_a_naive_loop(confidence, right, n_referred):
    answers = sorted(zip(confidence, right, strict=True))[n_referred:]
    wrong = sum(not is_right for _, is_right in answers) / len(answers)
    assert errors_after_referral(confidence, right, [n_referred / 12]) == pytest.approx(wrong)


def test_equal_confidences_count_in_any_order():
    confidence, right = np.array([0.5, 0.5, 0.5, 0.9]), np.array([False, False, True, True])
    errors = errors_after_referral(confidence, right, [0, 0.25, 0.5])
    np.testing.assert_allclose(errors, [2 / 4, (4 / 3) / 3, (2 / 3) / 2])
    np.testing.assert_allclose(errors_after_referral(confidence[::-1], right[::-1], [0, 0.25, 0.5]), errors)


@pytest.mark.parametrize(
    ("confidence", "right", "referred", "message"),
    [
        ([0.5], [True, False], [0], r"confidence has shape \(1,\); expected \(2,\)"),
        ([0.5, np.nan], [True, False], [0], "confidence 1 is NaN"),
        ([], [], [0], "there is no answer"),
        ([0.5], [True], [1], "an answer is left"),
        ([0.5], [True], [-0.1], "shares from 0"),
        ([0.5], [True], [np.nan], "shares from 0"),
    ],
)
def test_what_cannot_be_judged_is_refused(confidence, right, referred, message):
    with pytest.raises(ValueError, match=message):
        errors_after_referral(confidence, right, referred)


def test_confidences_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="expected \\(1,\\), as names has"):
        answer_or_refer(np.array(["Ada"]), np.array([0.1, 0.2]), 0.5)
    with pytest.raises(ValueError, match="least is NaN"):
        answer_or_refer(np.array(["Ada"]), np.array([0.1]), np.nan)
