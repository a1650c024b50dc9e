import numpy as np
import pytest

from facelab.augmentation import DEGRADATIONS
from facelab.zoo import robustness as module
from facelab.zoo.robustness import FIGURES, METRICS, Photographs, load_robustness, photographs, robustness


@pytest.fixture
def pixels(monkeypatch):
    """Embed photographs as the few gray values of a tiny copy: a network that takes no time."""

    class Tiny:
        def transform(self, images):
            return images[:, ::16, ::16].reshape(len(images), -1).astype(np.float32)

    monkeypatch.setattr(module, "_embedder", lambda name: Tiny())
    module._good_vectors.cache_clear()
    yield
    module._good_vectors.cache_clear()


def test_figures_are_those_of_a_naive_loop(pixels):
    those = photographs("ORL")
    vectors = those.images[:, ::16, ::16].reshape(400, -1).astype(float)
    by_fold = []
    for fold in range(5):
        others = [i for i in range(400) if those.labels[i] % 5 == (fold + 1) % 5]
        between = [
            (np.linalg.norm(vectors[i] - vectors[j]), i // 10 != j // 10) for i in others for j in others if j < i
        ]
        n_impostor, accepted, threshold = sum(impostor for _, impostor in between), 0, -np.inf
        for distance, impostor in sorted(between):
            accepted += impostor
            if accepted > 0.01 * n_impostor:
                break
            threshold = distance
        own = [i for i in range(400) if those.labels[i] % 5 == fold]
        genuine = [np.linalg.norm(vectors[i] - vectors[j]) for i in own for j in own if i // 10 == j // 10 and i != j]
        impostor = [np.linalg.norm(vectors[i] - vectors[j]) for i in own for j in own if i // 10 != j // 10]
        gallery = np.arange(fold, 400, 10)
        right = [
            np.linalg.norm(vectors[gallery] - vectors[i], axis=1).argmin() == i // 10 for i in own if i % 10 != fold
        ]
        by_fold.append(
            [np.mean(right), np.mean(np.array(genuine) <= threshold), np.mean(np.array(impostor) <= threshold)]
        )
    expected = [*np.mean(by_fold, axis=0), *np.std(by_fold, axis=0, ddof=1)]
    assert robustness("ORL", "SFace", "none", 0) == pytest.approx(dict(zip(FIGURES, expected, strict=True)))


def test_only_the_probes_are_degraded(pixels, monkeypatch):
    seen = []
    change = DEGRADATIONS["blur"]._replace(change=lambda images, amount, rng: seen.append(len(images)) or images)
    monkeypatch.setitem(DEGRADATIONS, "blur", change)
    assert robustness("ORL", "dlib", "blur", 3) == robustness("ORL", "dlib", "none", 0) and seen == [400]


def test_eigenfaces_learn_from_neither_the_judged_nor_those_who_choose_the_threshold(monkeypatch):
    learned = []

    class Spy(module.Eigenfaces):
        def fit(self, images, labels=None):
            learned.append(images)
            return super().fit(images)

    monkeypatch.setattr(module, "Eigenfaces", Spy)
    module._eigenfaces.cache_clear()
    module._eigenfaces("ORL", 1)
    module._eigenfaces.cache_clear()
    those = photographs("ORL")
    (images,) = learned
    np.testing.assert_array_equal(images, those.images[np.isin(those.fold, [0, 3, 4])])


def test_worse_photographs_are_recognized_worse():
    clear, blurred = robustness("ORL", "eigenfaces", "none", 0), robustness("ORL", "eigenfaces", "side light", 0.9)
    assert clear["accuracy"] > blurred["accuracy"] + 0.2 and clear["val"] > blurred["val"]


def test_a_fold_is_a_set_of_people():
    those = Photographs(np.zeros((4, 2, 2), np.uint8), np.array([0, 0, 6, 6]), np.arange(4), np.array([0, 1, 0, 1]))
    assert those.fold.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("wrong", [("MNIST", "dlib", "blur"), ("ORL", "pixels", "blur"), ("ORL", "dlib", "rain")])
def test_unknown_names_are_refused(wrong):
    with pytest.raises(ValueError, match="expected ORL or LFW"):
        robustness(*wrong, 1)


def test_what_is_stored_covers_every_strength():
    table, n_strengths = load_robustness(), 1 + sum(len(each.amounts) - 1 for each in DEGRADATIONS.values())
    assert not table.duplicated(["data", "embedder", "degradation", "amount"]).any()
    assert (table.groupby(["data", "embedder"]).size() == n_strengths).all()
    assert set(table.loc[table["data"] == "ORL", "embedder"]) == set(METRICS)
    assert table[list(FIGURES)].to_numpy().min() >= 0 and table[list(FIGURES)].to_numpy().max() <= 1
