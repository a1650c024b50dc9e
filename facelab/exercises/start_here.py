"""Exercises of the notebook Start here."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def accept(distances, threshold):
    return np.less_equal(distances, threshold)


def _accept_cases(rng):
    yield np.array([0.2, 0.5, 0.9]), 0.5
    yield np.array([]), 1.0
    yield np.array([0.505, np.nextafter(0.5, 1), 0.5, np.nan, -0.1]), 0.5
    for n in (4, 30):
        yield rng.random(n).round(2), 0.5


ACCEPT_MISTAKES = [
    Mistake(lambda d, t: d < t, "a distance that equals the threshold is accepted, too."),
    Mistake(lambda d, t: d <= t + 0.01, "no room for a little more: the threshold is the largest distance accepted."),
    Mistake(lambda d, t: (d <= t) | np.isclose(d, t), "nearly the threshold is not the threshold: compare exactly."),
    Mistake(lambda d, t: ~(d > t), "NaN is no distance: such a pair is rejected. Ask Python whether nan > 0.5."),
    Mistake(lambda d, t: d > t, "small distances are accepted, large ones rejected."),
    Mistake(lambda d, t: bool((d <= t).all()), "give one answer for each distance, not one for all."),
    Mistake(lambda d, t: d[d <= t], "give one answer for each distance, also for the rejected ones."),
    Mistake(lambda d, t: (d <= t) * 1, "give True and False, not 1 and 0."),
]


def identify(distances, threshold):
    closest = int(distances.argmin())
    return -1 if distances[closest] > threshold else closest


def _first_within(distances, threshold):
    return next((i for i, distance in enumerate(distances) if distance <= threshold), -1)


def _identify_cases(rng):
    yield np.array([0.7, 0.4, 0.9]), 0.4
    yield np.array([0.7, 0.4, 0.9]), 0.3
    yield np.array([2.0]), 5.0
    yield np.array([0.9, 0.3, 0.3]), 1.0  # two are equally near
    yield np.array([0.7, 0.4, 0.2]), 0.5
    yield np.array([0.9, np.nextafter(0.5, 1)]), 0.5  # nearly
    yield rng.random(50), 0.5
    for n in (3, 10, 100):
        yield rng.random(n), float(rng.random() / n)


IDENTIFY_MISTAKES = [
    Mistake(lambda d, t: int(d.argmin()), "somebody whose nearest distance is above the threshold is unknown: −1."),
    Mistake(
        lambda d, t: int(d.argmin()) if d.min() < t else -1, "a distance that equals the threshold is accepted, too."
    ),
    Mistake(
        lambda d, t: int(d.argmin()) if d.min() <= t or np.isclose(d.min(), t) else -1,
        "nearly the threshold is not the threshold: compare exactly.",
    ),
    Mistake(
        lambda d, t: int(d.argmin()) if d.min() <= t else None,
        "for somebody who is not recognized, return −1, not None.",
    ),
    Mistake(lambda d, t: int(d.argmax()) if d.min() <= t else -1, "the person is the one at the smallest distance."),
    Mistake(
        lambda d, t: len(d) - 1 - int(d[::-1].argmin()) if d.min() <= t else -1,
        "of several equally near ones, return the first.",
    ),
    Mistake(
        lambda d, t: float(d.min()) if d.min() <= t else -1, "return the position of the nearest one, not its distance."
    ),
    Mistake(
        lambda d, t: int(np.where(d <= t, d, np.inf).argmin()), "if nobody is near enough, return −1: nobody, not 0."
    ),
    Mistake(_first_within, "of several below the threshold, take the nearest, not the first."),
]


def best_threshold(distances, same):
    return _most_right(np.unique(distances), distances, same)


def _most_right(thresholds, distances, same, accepts=np.less_equal):
    n_right = [np.count_nonzero(accepts(distances, threshold) == same) for threshold in thresholds]
    return thresholds[np.argmax(n_right)]


def _middle(distances, same):
    occurring = np.unique(distances)
    best = int(np.searchsorted(occurring, best_threshold(distances, same)))
    return (occurring[best] + occurring[min(best + 1, len(occurring) - 1)]) / 2


def _one_pair_at_a_time(distances, same):
    order = np.argsort(distances, kind="stable")
    gain = np.cumsum(np.where(same[order], 1, -1))
    best = order[np.argmax(gain)]
    return float(distances[best])


def _fewest_right(distances, same):
    occurring = np.unique(distances)
    return min(occurring, key=lambda threshold: np.count_nonzero((distances <= threshold) == same))


def _fairest(distances, same):
    """Weigh both kinds of pairs alike, however many there are of each."""
    occurring = np.unique(distances)
    kinds = [kind for kind in (same, ~same) if kind.any()]
    shares = [sum(np.mean((distances <= t)[kind] == same[kind]) for kind in kinds) for t in occurring]
    return occurring[int(np.argmax(shares))]


def _on_a_grid(distances, same):
    return _most_right(np.linspace(distances.min(), distances.max(), 100), distances, same)


def _pairs_cases(rng):
    yield np.array([0.4]), np.array([True])
    yield np.array([0.3, 0.1, 0.2, 0.4]), np.array([True, True, False, False])  # two equally good ones, not in order
    yield np.array([0.4, 0.5, 0.5, 0.9]), np.array([True, True, False, False])  # a genuine and an impostor pair alike
    yield np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([False] * 4 + [True])  # the best is an impostor's distance
    yield np.array([0.2, 0.3, 0.6, 0.7]), np.array([True, True, False, False])
    yield np.array([0.5, 0.5, 0.5]), np.array([True, False, True])  # one distance
    yield np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([True, False, True, False, False])  # two are equally good
    for n in (5, 20, 100):
        same = np.append(rng.random(n) < 0.4, True)
        yield rng.normal(2.0 - same, 0.6).clip(0).round(1), same


BEST_MISTAKES = [
    Mistake(
        lambda d, s: _most_right(np.unique(d), d, s, np.less), "a distance that equals the threshold is accepted, too."
    ),
    Mistake(lambda d, s: _most_right(d, d, s), "of several equally good ones, return the smallest, not the first."),
    Mistake(_one_pair_at_a_time, "pairs with equal distances are accepted together, or not at all."),
    Mistake(
        lambda d, s: _most_right(np.unique(d[s]), d, s), "the best threshold may be the distance of an impostor pair."
    ),
    Mistake(lambda d, s: _most_right(np.unique(d)[::-1], d, s), "of several equally good ones, return the smallest."),
    Mistake(_fewest_right, "keep the threshold with the most correct decisions, not the fewest."),
    Mistake(_fairest, "count the pairs that are decided correctly; do not average the shares of the two kinds."),
    Mistake(_on_a_grid, "try only distances that occur, not a grid of numbers between them."),
    Mistake(_middle, "return a distance that occurs, not one between two that do."),
    Mistake(lambda d, s: int(np.argmax(best_threshold(d, s) == d)), "return the distance, not its position."),
    Mistake(lambda d, s: d[s].max(), "the farthest genuine pair may cost more impostor pairs than it brings."),
]


def identify_by_person(distances, people, threshold):
    return _decide(distances, people, threshold, lambda own: own.mean(axis=1))


def _decide(distances, people, threshold, combine, accepts=np.less_equal, last=False):
    if not len(people):
        return -np.ones(len(distances), int)
    known = np.sort(np.unique(people))[:: -1 if last else 1]
    to_person = np.column_stack([combine(distances[:, people == person]) for person in known])
    decided = [known[np.argmin(row)] if accepts(np.min(row), threshold) else -1 for row in to_person]
    return np.array(decided, int)


def _threshold_on_photograph(distances, people, threshold):
    names = _decide(distances, people, np.inf, lambda own: own.mean(axis=1))
    return np.where(distances.min(axis=1, initial=np.inf) <= threshold, names, -1)


def _by_position(distances, people, threshold):
    names = identify_by_person(distances, people, threshold)
    return np.where(names >= 0, np.searchsorted(np.unique(people), names), -1)


def _by_person_cases(rng):
    yield np.array([[0.1, 0.9, 0.4, 0.5], [0.9, 0.9, 0.8, 0.7]]), np.array([7, 7, 3, 3]), 0.5
    yield np.array([[0.5, 0.5], [0.75, 0.5]]), np.array([4, 2]), 0.5  # a tie, at the threshold
    yield np.array([[0.25, 0.125, 0.375, 1.0]]), np.array([1, 0, 1, 0]), 2.0  # the photographs of a person are apart
    yield np.array([[0.25, 0.25, 1.0, 0.375]]), np.array([2, 2, 2, 8]), 0.5  # the mean of a person is not the median
    yield np.empty((0, 3)), np.array([0, 0, 1]), 1.0
    yield np.empty((2, 0)), np.array([], int), 1.0
    yield np.array([[0.3, 0.2]]), np.array([5, 9]), 0.1
    yield np.array([[0.1, 0.9]]), np.array([3, 3]), 0.4  # one photograph is near enough, the person is not
    for n_probes, n_photographs, n_people in ((1, 6, 6), (8, 12, 4), (20, 30, 5)):
        people = rng.permutation(np.arange(n_photographs) % n_people * 3)
        yield rng.random((n_probes, n_photographs)), people, float(rng.uniform(0.35, 0.5))


def _nearest_photograph(distances, people, threshold):
    if not len(people):
        return np.full(len(distances), fill_value=-1)
    return np.where(distances.min(axis=1) <= threshold, people[distances.argmin(axis=1)], -1)


BY_PERSON_MISTAKES = [
    Mistake(_nearest_photograph, "take the mean of a person's distances, not their nearest photograph."),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: own.min(axis=1)),
        "take the mean of a person's distances, not their nearest photograph.",
    ),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: own.sum(axis=1)),
        "take the mean of a person's distances, not their sum.",
    ),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: np.median(own, axis=1)),
        "the mean, not the median: a photograph that fits badly counts, too.",
    ),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: own.max(axis=1)),
        "the mean of a person's distances, not the largest of them.",
    ),
    Mistake(_threshold_on_photograph, "the mean has to be near enough, too, not only a photograph."),
    Mistake(
        lambda d, p, t: _decide(d, p, np.inf, lambda own: own.mean(axis=1)),
        "somebody whose smallest mean is above the threshold is not recognized: −1.",
    ),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: own.mean(axis=1), accepts=np.less),
        "a mean that equals the threshold is accepted, too.",
    ),
    Mistake(
        lambda d, p, t: _decide(d, p, t, lambda own: own.mean(axis=1), last=True),
        "of several equally near people, return the smallest number.",
    ),
    Mistake(_by_position, "return the person's number as it stands in `people`, not the place in a list of people."),
]

STRANGER_MISTAKES = [
    Mistake(0.95**20, "that is the probability that nobody in the gallery is near enough."),
    Mistake(0.05, "that is the probability for one person of the gallery; there are 20."),
    Mistake(
        1.0, "probabilities of events that can happen together do not add up: begin with nobody being near enough."
    ),
    Mistake(64, "give a probability between 0 and 1, not percent."),
    Mistake(20 * 0.05 * 0.95**19, "that is exactly one of the 20 near enough; two or more are sufficient, too."),
    Mistake(100 * (1 - 0.95**20), "give a probability between 0 and 1, not percent."),
    Mistake(0.36, "that is the probability that nobody in the gallery is near enough, rounded."),
    Mistake(0.05**20, "that is the probability that all 20 are near enough; one of them is sufficient."),
]

EXERCISES = [
    Exercise("accept", 1, "a function of distances and a threshold", accept, _accept_cases, ACCEPT_MISTAKES),
    Exercise(
        "identify", 2, "a function of gallery distances and a threshold", identify, _identify_cases, IDENTIFY_MISTAKES
    ),
    Exercise("best-threshold", 3, "a function of distances and same", best_threshold, _pairs_cases, BEST_MISTAKES),
    Exercise(
        "identify-by-person",
        4,
        "a function of distances, people and a threshold",
        identify_by_person,
        _by_person_cases,
        BY_PERSON_MISTAKES,
    ),
    Exercise("stranger-accepted", 1, "a probability", 1 - 0.95**20, None, STRANGER_MISTAKES, tolerance=1e-3),
]
