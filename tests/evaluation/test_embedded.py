import numpy as np
import pytest
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from facelab.alignment import FaceAligner
from facelab.evaluation import embed
from tests.evaluation.counting import Counting


def test_without_a_cache(images):
    found = embed(Counting(), images)
    np.testing.assert_array_equal(found.vectors, Counting().transform(images))
    assert found.n_cached == 0 and not found.missing.any()


class Strange(Counting):
    def __init__(self, make=None):
        self.make = make

    def transform(self, images):
        return self.make(super().transform(images)) if len(images) else super().transform(images)

    scale = 1.0


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda v: v[:-1], r"returned float32 of shape \(3, 8\) for 4 images"),
        (lambda v: v[:, 0], r"shape \(4,\) for 4 images"),
        (lambda v: v[:, :, None], r"shape \(4, 8, 1\)"),
        (lambda v: v * 1j, "complex"),
        (lambda v: np.where(np.arange(len(v))[:, None] == 2, np.nan, v), "embedding of image 2 is NaN"),
        (lambda v: v.astype(float) * 1e300, "embedding of image 0 is NaN or infinite"),
    ],
)
def test_anything_but_vectors_of_numbers_is_refused_and_not_kept(images, tmp_path, make, sentence):
    with pytest.raises(ValueError, match=sentence):
        embed(Strange(make), images, tmp_path)
    assert not list(tmp_path.glob("*/*.npz"))


def test_steps_behind_an_aligner_in_nested_pipelines(orl):
    images = orl.images[:3].copy()
    images[1] = 128
    inner = make_pipeline(FaceAligner("hog", upsample=1, size=20, on_missing="skip"), Counting())
    found = embed(make_pipeline(inner, FunctionTransformer(lambda vectors: vectors[:, :3])), images)
    assert found.missing.tolist() == [False, True, False] and found.vectors.shape == (3, 3)


def test_an_aligner_that_stops_names_the_image(orl):
    images = orl.images[:7].copy()
    images[6] = 128
    pipeline = make_pipeline(FaceAligner("hog", upsample=1, size=20), Counting())
    with pytest.raises(ValueError, match="no face was found in image 6; see on_missing"):
        embed(pipeline, images)


@pytest.mark.parametrize(("policy", "finite"), [("center", True), ("skip", False)])
def test_images_without_a_face_are_reported(orl, policy, finite):
    images = orl.images[:3].copy()
    images[1] = 128
    pipeline = make_pipeline(FaceAligner("hog", upsample=1, size=20, on_missing=policy), Counting())
    found = embed(pipeline, images)
    assert found.missing.tolist() == [False, True, False]
    assert np.isfinite(found.vectors).all(axis=1).tolist() == [True, finite, True]


@pytest.mark.parametrize(("policy", "finite"), [("center", True), ("skip", False)])
def test_several_embedders_side_by_side_report_what_one_of_them_missed(orl, policy, finite):
    images = orl.images[:3].copy()
    images[1] = 128
    pipeline = make_pipeline(FaceAligner("hog", upsample=1, size=20, on_missing=policy), Counting())
    both = FeatureUnion([("all", Counting()), ("faces", pipeline)], transformer_weights={"faces": 2})
    found, alone = embed(both, images), embed(pipeline, images)
    assert found.missing.tolist() == [False, True, False]
    assert np.isfinite(found.vectors).all(axis=1).tolist() == [True, finite, True]
    n = alone.vectors.shape[1]
    np.testing.assert_array_equal(found.vectors[[0, 2], -n:], 2 * alone.vectors[[0, 2]])
    np.testing.assert_array_equal(found.vectors[[0, 2], :-n], embed(Counting(), images).vectors[[0, 2]])


def test_what_one_of_them_has_embedded_alone_is_not_embedded_again(images, tmp_path):
    alone = embed(Counting(), images, tmp_path)
    steps, both = [], FeatureUnion([("a", Counting()), ("b", Counting(scale=2))])
    found = embed(both, images, tmp_path, lambda done, total: steps.append((done, total)))
    np.testing.assert_array_equal(found.vectors[:, :8], alone.vectors)
    assert found.n_cached == 0 and embed(both, images, tmp_path).n_cached == len(images)
    assert steps == sorted(steps) and steps[0] == (5, 10) and steps[-1] == (10, 10)


def test_nothing_to_embed():
    with pytest.raises(ValueError, match="no images to embed"):
        embed(Counting(), np.empty((0, 5, 5), np.uint8))
