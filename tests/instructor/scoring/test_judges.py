import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import log_loss, roc_auc_score

from facelab.datasets import find_lfw, load_lfw, load_orl
from facelab.instructor.scoring.judges import evaluate_verifier, load_judges
from facelab.protocols import all_pairs
from facelab.submission.contract import Verifier
from facelab.submission.job import held_out_images
from facelab.zoo.lfw_training import MIN_IMAGES


def test_orls_people_are_the_held_out_ones_perturbed_and_in_no_order(tmp_path):
    people = load_judges("orl", tmp_path, secret=1)
    real = load_orl()[held_out_images()]
    assert people.images.shape == (100, 112, 92) and people.is_orl and "ORL" in people.source
    assert sorted(people.labels) == sorted(real.labels) and not (np.diff(people.labels) >= 0).all()
    different = np.abs(people.images[:, None, ::8, ::8].astype(int) - real.images[None, :, ::8, ::8]).mean(axis=(2, 3))
    assert different.min() > 1  # none is an image that students have
    nearest = real.labels[different.argmin(axis=1)]
    assert np.mean(nearest == people.labels) > 0.9  # yet they are the same people


def test_the_secret_decides(tmp_path):
    first, again, other = (load_judges("orl", tmp_path, secret).images for secret in (1, 1, 2))
    assert (first == again).all() and (first != other).any()


def test_a_folder_of_photographs(tmp_path):
    faces = load_orl()
    for person in range(3):
        (tmp_path / "class" / f"p{person}").mkdir(parents=True)
        for number in range(2):
            wide = np.pad(faces.images[person * 10 + number], ((0, 0), (150, 90)), mode="edge")
            Image.fromarray(wide).save(tmp_path / "class" / f"p{person}" / f"{number}.png")
    people = load_judges("class", tmp_path, secret=1)
    assert people.images.shape == (6, 112, 92) and not people.is_orl and people.source == "the folder class"
    assert sorted(people.labels) == [0, 0, 1, 1, 2, 2]


def test_too_few_people(tmp_path):
    (tmp_path / "class" / "only").mkdir(parents=True)
    for number in range(3):
        Image.fromarray(load_orl().images[number]).save(tmp_path / "class" / "only" / f"{number}.png")
    with pytest.raises(ValueError, match="at least two people"):
        load_judges("class", tmp_path, secret=1)


def test_a_verdict_against_loops_and_scikit_learn():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(6), 4)
    vectors = rng.normal(size=(24, 3)) + labels[:, None]
    verdict = evaluate_verifier(Verifier(vectors, 2.0), labels)
    genuine, impostor = [], []
    for i in range(24):
        for j in range(i):
            distance = float(np.sqrt(((vectors[i] - vectors[j]) ** 2).sum()))
            (genuine if labels[i] == labels[j] else impostor).append(distance)
    assert verdict.far == pytest.approx(sum(d <= 2 for d in impostor) / len(impostor))
    assert verdict.frr == pytest.approx(sum(d > 2 for d in genuine) / len(genuine))
    same = all_pairs(labels).same
    distances = np.empty(len(same))
    distances[same], distances[~same] = sorted(verdict.genuine), sorted(verdict.impostor)
    assert verdict.auc == pytest.approx(roc_auc_score(same, -distances))
    weights = np.where(same, 0.5 / same.sum(), 0.5 / (~same).sum())
    probabilities = 1 / (1 + np.exp((distances - 2.0) / 0.2))
    assert verdict.log_loss == pytest.approx(log_loss(same, probabilities, sample_weight=weights), rel=1e-6)


def test_a_verifier_without_an_error():
    verdict = evaluate_verifier(Verifier(np.array([[0.0], [0.1], [5.0], [5.2]]), 1.0), np.array([0, 0, 1, 1]))
    assert (verdict.far, verdict.frr, verdict.eer) == (0.0, 0.0, 0.0)


def test_accepting_everything_costs_half():
    verdict = evaluate_verifier(Verifier(np.zeros((4, 2)), 0.0), np.array([0, 0, 1, 1]))
    assert (verdict.far + verdict.frr) / 2 == 0.5


@pytest.mark.skipif(find_lfw() is None, reason="LFW is not on this machine")
def test_lfws_people_are_some_that_no_network_of_the_course_was_trained_on(tmp_path):
    people = load_judges("lfw", tmp_path, secret=1)
    _, counts = np.unique(people.labels, return_counts=True)
    assert people.images.shape == (200, 112, 92) and (counts == 2).all() and not people.is_orl
    lfw = load_lfw("people")
    everybody, photographs = np.unique(lfw.labels, return_counts=True)
    assert set(people.labels) <= set(everybody[photographs < MIN_IMAGES])
