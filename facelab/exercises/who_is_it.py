"""Exercises of the notebook Who is it."""

from collections import Counter

import numpy as np

from facelab.clustering import b_cubed, pairwise_agreement
from facelab.exercises.exercise import Exercise, Mistake

RATES = np.array([3 / 5, 2 / 4])

RATES_MISTAKES = [
    Mistake(np.array([4 / 5, 2 / 4]), "DIR counts only those who are let in under their own name."),
    Mistake(np.array([3 / 5, 1 / 4]), "a distance equal to the threshold is accepted: d ≤ τ."),
    Mistake(
        np.array([4 / 5, 1 / 4]), "DIR needs the right name, too; and a distance equal to the threshold is accepted."
    ),
    Mistake(np.array([3 / 9, 2 / 9]), "DIR is a share of the visits of known people, FAR of those of strangers."),
    Mistake(np.array([3 / 5, 2 / 9]), "FAR is a share of the strangers' visits, not of all."),
    Mistake(np.array([3 / 9, 2 / 4]), "DIR is a share of the visits of known people, not of all."),
    Mistake(np.array([3 / 5, 2 / 6]), "FAR is a share of the strangers' visits, not of those who were let in."),
    Mistake(np.array([3 / 4, 2 / 4]), "DIR is a share of all visits of known people, also of those who were refused."),
    Mistake(np.array([3 / 5, 3 / 9]), "FAR counts strangers only; a wrong name of a known person is a miss."),
    Mistake(
        np.array([4 / 5, 1.0]), "DIR needs the right name, too; and a stranger beyond the threshold is not let in."
    ),
    Mistake(np.array([3 / 5, 1.0]), "a stranger beyond the threshold is not let in."),
    Mistake(np.array([2 / 4, 3 / 5]), "DIR comes first, FAR second."),
    Mistake(np.array([60.0, 50.0]), "give shares from 0 to 1, not percent."),
]


def elected(distances, labels, k, threshold):
    ballots = [labels[i].item() for i in np.argsort(distances, kind="stable")[:k] if distances[i] <= threshold]
    if not ballots:
        return -1
    counts = Counter(ballots)  # keeps the order in which people first appear: nearest first
    return max(counts, key=counts.__getitem__)


def _tie_by_label(distances, labels, k, threshold):
    near = np.argsort(distances, kind="stable")[:k]
    near = near[distances[near] <= threshold]
    return int(np.bincount(labels[near]).argmax()) if len(near) else -1


def _strictly(distances, labels, k, threshold):
    return elected(distances, labels, k, np.nextafter(threshold, -np.inf))


def _unknown_if_any_is_far(distances, labels, k, threshold):
    return elected(distances, labels, k, threshold) if np.sort(distances)[:k].max() <= threshold else -1


def _gate_by_nearest(distances, labels, k, threshold):
    return elected(distances, labels, k, np.inf) if distances.min() <= threshold else -1


def _majority_of_k(distances, labels, k, threshold):
    near = np.argsort(distances, kind="stable")[:k]
    name = elected(distances, labels, k, threshold)
    return name if 2 * np.sum(labels[near[distances[near] <= threshold]] == name) > k else -1


def _tie_by(choose, by):
    """Decide between equal votes by a summary of the distances of each person's votes."""

    def named(distances, labels, k, threshold):
        near = np.argsort(distances, kind="stable")[:k]
        near = near[distances[near] <= threshold]
        people, counts = np.unique(labels[near], return_counts=True)
        tied = people[counts == counts.max()] if len(near) else []
        return int(choose(tied, key=lambda person: by(distances[near[labels[near] == person]]))) if len(near) else -1

    return named


def _overall_nearest_if_tied(distances, labels, k, threshold):
    near = np.argsort(distances, kind="stable")[:k]
    near = near[distances[near] <= threshold]
    if not len(near):
        return -1
    people, counts = np.unique(labels[near], return_counts=True)
    return int(people[counts.argmax()] if np.sum(counts == counts.max()) == 1 else labels[near[0]])


def _tie_by_larger_label(distances, labels, k, threshold):
    return (
        -_tie_by_label(distances, labels.max() - labels, k, threshold) + labels.max()
        if _any(distances, threshold)
        else -1
    )


def _any(distances, threshold):
    return bool((distances <= threshold).any())


def _votes_cases(rng):
    yield np.array([0.9, 0.1]), np.array([8, 3]), 1, 1.0
    yield np.array([0.3, 0.1, 0.2]), np.array([4, 7, 4]), 3, 0.5
    yield np.array([0.2, 0.1, 0.4, 0.3]), np.array([1, 6, 1, 6]), 4, 0.5
    yield np.array([0.2, 0.1, 0.4, 0.3]), np.array([6, 1, 6, 1]), 4, 0.5
    yield np.array([0.1, 0.45, 0.2, 0.3]), np.array([5, 5, 9, 9]), 4, 0.5
    yield np.array([0.1, 0.2, 0.3, 0.25, 0.35]), np.array([7, 4, 4, 9, 9]), 5, 0.5
    yield np.array([0.2, 0.2]), np.array([9, 3]), 1, 0.5
    yield np.array([0.1, 0.2, 0.3]), np.array([5, 2, 2]), 3, 0.2
    yield np.array([0.7, 0.9]), np.array([3, 3]), 1, 0.5
    yield np.array([0.4]), np.array([8]), 5, 0.4
    yield np.array([0.1, 0.6, 0.6]), np.array([9, 2, 2]), 3, 0.5
    yield np.array([0.2, 0.3, 0.1, 0.4]), np.array([6, 6, 5, 6]), 2, 0.5
    for k in (1, 3, 5):
        yield rng.random(12).round(2), rng.integers(0, 4, 12), k, 0.3


VOTES_MISTAKES = [
    Mistake(lambda d, y, k, t: elected(d, y, k, np.inf), "a photograph beyond the threshold has no vote."),
    Mistake(_gate_by_nearest, "each of the k photographs must be within the threshold to vote, not only the nearest."),
    Mistake(_unknown_if_any_is_far, "those beyond the threshold have no vote, but the others still do."),
    Mistake(_strictly, "a distance equal to the threshold is within it."),
    Mistake(_majority_of_k, "the most votes win; they need not be more than half of k."),
    Mistake(lambda d, y, k, t: elected(d, y, len(d), t), "only the k nearest vote, not all within the threshold."),
    Mistake(
        _overall_nearest_if_tied, "with equal votes, the nearest photograph among those of the tied people decides."
    ),
    Mistake(_tie_by(min, np.sum), "with equal votes, the single nearest photograph decides, not the sum."),
    Mistake(_tie_by(min, np.max), "with equal votes, the single nearest photograph decides, not the farthest."),
    Mistake(_tie_by_label, "with equal votes, the person of the nearer photograph wins, not the smaller number."),
    Mistake(_tie_by_larger_label, "with equal votes, the person of the nearer photograph wins, not the larger number."),
    Mistake(lambda d, y, k, t: elected(d, y, 1, t), "that is the nearest alone; the k nearest vote."),
    Mistake(lambda d, y, k, t: elected(-d, y, k, np.inf), "near is what has a small distance."),
]


def face_by_face(labels, groups):
    return b_cubed(labels, groups).f


def _each_face(labels, groups):
    together = groups[:, None] == groups
    both = np.sum(together & (labels[:, None] == labels), axis=1)
    return both / together.sum(axis=1), both / np.sum(labels[:, None] == labels, axis=1)


def _harmonic(precision, recall):
    return 2 * precision * recall / (precision + recall)


def _without_oneself(labels, groups):
    precision, recall = _each_face(labels, groups)
    size, own = 1 / precision, 1 / recall
    both = np.sum((groups[:, None] == groups) & (labels[:, None] == labels), axis=1)
    group_size, person_size = both * size, both * own
    precision = np.mean((both - 1) / np.maximum(group_size - 1, 1))
    recall = np.mean((both - 1) / np.maximum(person_size - 1, 1))
    return _harmonic(precision, recall) if precision + recall else 0.0


def _mean_of_groups(labels, groups):
    precision, recall = _each_face(labels, groups)
    by_group = np.mean([precision[groups == group].mean() for group in np.unique(groups)])
    return _harmonic(by_group, np.mean([recall[labels == person].mean() for person in np.unique(labels)]))


def _clusters_cases(rng):
    yield np.array([3]), np.array([0])
    yield np.array([0, 0, 0, 1, 2]), np.array([4, 4, 7, 7, 7])
    yield np.array([0, 0, 1, 1]), np.array([5, 5, 5, 9])
    yield np.array([0, 0, 0, 1, 2]), np.zeros(5, int)
    yield np.array([0, 0, 0, 1, 2]), np.arange(5)
    for n in (10, 40):
        yield rng.integers(0, 5, n), rng.integers(0, 6, n)


CLUSTERS_MISTAKES = [
    Mistake(lambda y, g: pairwise_agreement(y, g).f, "that is the pairwise F; B-cubed asks each face."),
    Mistake(lambda y, g: b_cubed(y, g).precision, "that is the precision; the recall belongs to F, too."),
    Mistake(lambda y, g: b_cubed(y, g).recall, "that is the recall; the precision belongs to F, too."),
    Mistake(lambda y, g: np.mean(b_cubed(y, g)[:2]), "F is the harmonic mean: 2 · precision · recall / their sum."),
    Mistake(
        lambda y, g: np.mean(_harmonic(*_each_face(y, g))),
        "first take the means over all faces, then F of the two means.",
    ),
    Mistake(_without_oneself, "each face belongs to its own group and to its own person: it counts itself."),
    Mistake(
        _mean_of_groups, "each face counts once; a mean over groups lets a small group count as much as a large one."
    ),
]


def inverted_file(query, vectors, centers, n_probe):
    owner = _squared(vectors, centers).argmin(axis=1)
    visited = np.argsort(_squared(query[None], centers)[0], kind="stable")[:n_probe]
    distances = np.where(np.isin(owner, visited), _squared(query[None], vectors)[0], np.inf)
    return int(distances.argmin()) if np.isfinite(distances).any() else -1


def _squared(a, b):
    return ((a[:, None] - b) ** 2).sum(axis=2)


def _position_among_visited(query, vectors, centers, n_probe):
    owner = _squared(vectors, centers).argmin(axis=1)
    visited = np.argsort(_squared(query[None], centers)[0], kind="stable")[:n_probe]
    rows = np.flatnonzero(np.isin(owner, visited))
    return int(_squared(query[None], vectors[rows])[0].argmin()) if len(rows) else -1


def _until_found(query, vectors, centers, n_probe):
    for visited in range(n_probe, len(centers) + 1):
        if (found := inverted_file(query, vectors, centers, visited)) >= 0:
            return found
    return -1


def _index_cases(rng):
    centers = np.array([[0.0, 0.0], [10.0, 0.0]])
    yield np.array([4.5, 0.0]), np.array([[0.0, 0.0], [5.5, 0.0]]), centers, 1
    yield np.array([4.5, 0.0]), np.array([[0.0, 0.0], [5.5, 0.0]]), centers, 2
    yield np.array([9.0, 0.0]), np.array([[1.0, 0.0], [2.0, 0.0]]), centers, 1
    yield np.array([9.0, 1.0]), np.array([[1.0, 0.0], [8.0, 0.0], [9.0, 0.5]]), centers, 1
    for n_probe in (1, 3, 8, 20):
        yield rng.normal(size=4), rng.normal(size=(60, 4)), rng.normal(size=(8, 4)), n_probe


INDEX_MISTAKES = [
    Mistake(_until_found, "where the visited clusters are empty, the search has found nothing: -1."),
    Mistake(
        lambda q, x, c, n: inverted_file(q, x, c, len(c)),
        "that looks at all vectors: exact, but no faster than before.",
    ),
    Mistake(lambda q, x, c, n: inverted_file(q, x, c, 1), "n_probe clusters are visited, not the nearest alone."),
    Mistake(_position_among_visited, "return the position among all vectors, not among those that were visited."),
    Mistake(
        lambda q, x, c, n: int(_squared(c[np.argsort(_squared(q[None], c)[0])[:1]], x)[0].argmin()),
        "the distances that count are those to the query, not to the center.",
    ),
]

# Means over 100 splits of ORL by dlib's network, for 2, 5, 10 and 20 people who choose the threshold.
FAR_OF_OTHERS = np.array([0.1745, 0.0740, 0.0413, 0.0219])

FAR_MISTAKES = [
    Mistake(np.array([0, 0, 0.01, 0.01]), "that is FAR on the strangers who chose; judge by the last ten people."),
    Mistake(np.full(4, 0.01), "that is what was asked for; measure what comes out on the last ten people."),
    Mistake(100 * FAR_OF_OTHERS, "give shares from 0 to 1, not percent."),
    Mistake(FAR_OF_OTHERS[::-1], "begin with two people who choose."),
    Mistake(1 - FAR_OF_OTHERS, "count the visits that are let in, not those that are refused."),
]

EXERCISES = [
    Exercise("door-rates", 1, "an array of two numbers", RATES, None, RATES_MISTAKES, tolerance=5e-3),
    Exercise("elect", 2, "a function of distances, labels, k and a threshold", elected, _votes_cases, VOTES_MISTAKES),
    Exercise("judge-groups", 2, "a function of labels and groups", face_by_face, _clusters_cases, CLUSTERS_MISTAKES),
    Exercise(
        "inverted-file",
        3,
        "a function of a query, vectors, centers and n_probe",
        inverted_file,
        _index_cases,
        INDEX_MISTAKES,
    ),
    Exercise("promised-far", 2, "an array of four shares", FAR_OF_OTHERS, None, FAR_MISTAKES, tolerance=0.006),
]
