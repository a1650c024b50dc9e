import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab.exercises.start_here import accept, best_threshold, identify, identify_by_person

EIGHTHS = st.integers(0, 16).map(lambda n: n / 8)  # ties are frequent, and means of two or four are exact
ROW = arrays(float, st.integers(1, 12), elements=EIGHTHS)


@given(ROW, EIGHTHS)
def test_accept_and_identify_pair_by_pair(distances, threshold):
    assert accept(distances, threshold).tolist() == [not distance > threshold for distance in distances]
    place = min(range(len(distances)), key=lambda i: (distances[i], i))
    assert identify(distances, threshold) == (place if distances[place] <= threshold else -1)


def test_nan_is_not_accepted():
    assert accept(np.array([np.nan, -np.inf, np.inf]), 1.0).tolist() == [False, True, False]


@given(ROW, st.integers(0, 2**12 - 1))
def test_no_other_distance_is_a_better_threshold(distances, bits):
    same = np.array([bool(bits >> i & 1) for i in range(len(distances))])
    n_right = {d: sum((other <= d) == s for other, s in zip(distances, same, strict=True)) for d in distances}
    most = max(n_right.values())
    assert best_threshold(distances, same) == min(d for d, n in n_right.items() if n == most)


@given(st.data(), st.integers(0, 5), st.integers(1, 8))
def test_people_as_pandas_groups_them(data, n_probes, n_photographs):
    distances = data.draw(arrays(float, (n_probes, n_photographs), elements=EIGHTHS))
    people = data.draw(arrays(int, n_photographs, elements=st.integers(2, 5)))
    threshold = data.draw(EIGHTHS) + 1 / 16  # no mean of thirds is as near to it as rounding is
    means = pd.DataFrame(distances.T).groupby(people).mean().round(9)
    expected = [means[probe].idxmin() if means[probe].min() <= threshold else -1 for probe in range(n_probes)]
    answer = identify_by_person(distances, people, threshold)
    assert all(
        given == wanted or means.loc[given, probe] == means.loc[wanted, probe]  # equal but for the last bit
        for probe, (given, wanted) in enumerate(zip(answer.tolist(), expected, strict=True))
    )


def test_nobody_asks_and_nobody_is_enrolled():
    assert identify_by_person(np.empty((0, 2)), np.array([1, 2]), 1.0).shape == (0,)
    assert identify_by_person(np.empty((3, 0)), np.array([], int), 1.0).tolist() == [-1, -1, -1]
