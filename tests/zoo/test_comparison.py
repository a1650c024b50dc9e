import numpy as np
import pytest

from facelab.networks import get_encoder, learned_distances
from facelab.zoo import comparison
from facelab.zoo.comparison import LOSSES
from facelab.zoo.recipes import train


@pytest.mark.parametrize("loss", LOSSES)
def test_each_loss_brings_genuine_pairs_together(easy_people, loss):
    images, labels = easy_people
    network = train(LOSSES[loss].recipe, images, labels, steps=40, verbose=0)
    vectors = get_encoder(network).predict(images[..., None], verbose=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    left, right = np.triu_indices(100, 1)
    distances, same = learned_distances(network, vectors[left], vectors[right]), labels[left] == labels[right]
    assert np.median(distances[same]) < np.percentile(distances[~same], 5)


def test_all_losses_see_the_same_batches(easy_people):
    batches = {name: loss.recipe.make_batches(*easy_people, n_batches=3, seed=1) for name, loss in LOSSES.items()}
    expected_images, expected_labels = next(iter(batches.values()))[2]
    for each in batches.values():
        images, labels = each[2]
        assert (images == expected_images).all() and (labels == expected_labels).all()


def test_the_people_that_judge_are_not_in_the_training(monkeypatch, orl):
    seen = {}

    def train_nothing(recipe, images, labels, *settings, verbose):
        seen["trained on"], seen["settings"] = set(labels), settings
        return recipe.build()

    monkeypatch.setattr(comparison, "train", train_nothing)
    monkeypatch.setattr(comparison, "evaluate_network", lambda network, faces: seen.update(judged_by=set(faces.labels)))
    with pytest.raises(AttributeError):
        comparison.compare("softmax", fold=1, seed=7, steps=20)
    assert seen["judged_by"] == set(range(1, 40, 4)) and seen["settings"] == (20, 7)
    assert seen["trained on"] | seen["judged_by"] == set(range(40)) and len(seen["trained on"]) == 30


def test_variants_differ_in_what_their_name_says():
    sizes = [comparison.VARIANTS[f"CosFace, {size} numbers"].recipe.build().output_shape[-1] for size in (4, 256)]
    head = comparison.VARIANTS["ArcFace, m = 0.3, s = 64"].recipe.add_head(comparison.compact(), 5).head
    assert sizes == [4, 256] and (head.m2, head.scale) == (0.3, 64)
    assert not set(comparison.VARIANTS) & set(LOSSES)
