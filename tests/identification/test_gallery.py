import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks

from facelab.alignment import FaceAligner
from facelab.datasets import FaceSet
from facelab.features import Eigenfaces
from facelab.identification import Gallery
from facelab.identification.nearest import NearestVectors


@parametrize_with_checks(
    [Gallery(), Gallery(template="mean"), Gallery(template="medoid", metric="cosine")],
    expected_failed_checks=lambda gallery: (
        {"check_classifiers_classes": "-1 is a stranger, and cannot be enrolled"}
        | ({"check_estimators_dtypes": "a vector of zeros has no cosine"} if gallery.metric == "cosine" else {})
    ),
)
def test_it_is_a_scikit_learn_classifier(estimator, check):
    check(estimator)


@pytest.fixture
def people():
    """Embeddings of five people, six of each, and their names."""
    rng = np.random.default_rng(0)
    centers = rng.normal(size=(5, 8)) * 5
    names = np.repeat(["Ada", "Bo", "Cleo", "Dora", "Ed"], 6)
    return (np.repeat(centers, 6, axis=0) + rng.normal(size=(30, 8))).astype(np.float32), names


def test_nearest_person_or_unknown(people):
    vectors, names = people
    gallery = Gallery(threshold=5).fit(vectors[:24:2], names[:24:2])
    assert gallery.predict(vectors[1::2]).tolist() == [*names[1:24:2], *["unknown"] * 3]
    assert gallery.classes_.tolist() == ["Ada", "Bo", "Cleo", "Dora"] and len(gallery) == 4


@pytest.mark.parametrize("template", ["all", "mean", "medoid"])
@pytest.mark.parametrize("index", ["exact", "ivf", "hnsw"])
def test_people_who_come_and_go_leave_the_same_gallery_as_one_fit(people, template, index):
    vectors, names = people
    grown = Gallery(template=template, index=index)
    for name in ["Ed", "Ada", "Bo", "Cleo"]:
        grown.add(name, vectors[names == name][:2]).predict(vectors)  # the index exists when the next one comes
    for name in ["Ada", "Bo", "Cleo"]:
        grown.add_images(name, vectors[names == name][2:4])
    grown.remove("Ed")
    chosen = np.isin(names, ["Ada", "Bo", "Cleo"]) & (np.arange(30) % 6 < 4)
    once = Gallery(template=template).fit(vectors[chosen], names[chosen])
    np.testing.assert_array_equal(grown.predict(vectors), once.predict(vectors))
    (distances, names), (expected, their_names) = grown.kneighbors(vectors, 3), once.kneighbors(vectors, 3)
    np.testing.assert_array_equal(names, their_names)
    np.testing.assert_allclose(distances, expected)


def test_a_face_set_and_an_embedder(orl):
    embedder = Eigenfaces(20).fit(orl.images[:200])
    gallery = Gallery(embedder).enrol(orl[:100:2]).enrol(orl[100:200:2])
    assert gallery.predict(orl.images[[1, 103]]).tolist() == ["s1", "s11"]
    again = clone(gallery)
    assert again.embedder is embedder and len(again) == 0 and len(gallery) == 20


def test_numbers_as_names_and_strangers_among_them(people):
    vectors, names = people
    numbers = np.unique(names, return_inverse=True)[1]
    gallery = Gallery(threshold=5).fit(vectors[:24], numbers[:24])
    assert gallery.predict(vectors[[0, 29]]).tolist() == [0, -1]
    with pytest.raises(ValueError, match="'Ed': the people of this gallery are numbers"):
        gallery.add("Ed", vectors[24:])


def test_probabilities_follow_the_likelihood_ratio(people):
    vectors, names = people
    gallery = Gallery(prior_unknown=0.2).fit(vectors[:12], names[:12])
    with pytest.raises(AttributeError, match="not calibrated; call `calibrate`"):
        gallery.predict_proba(vectors)
    left, right = np.triu_indices(18, 1)
    distances = np.linalg.norm(vectors[12:][left] - vectors[12:][right], axis=1)
    gallery.calibrate(distances, names[12:][left] == names[12:][right])
    found = gallery.predict_proba(vectors)
    assert found.shape == (30, 3) and np.allclose(found.sum(axis=1), 1)
    nearest = np.linalg.norm(vectors[:, None] - vectors[None, :12], axis=2).reshape(30, 2, 6).min(axis=2)
    ratios = np.exp(gallery.calibration_.slope * nearest + gallery.calibration_.intercept)
    np.testing.assert_allclose(found[:, :2] / found[:, 2:], ratios * (0.8 / 2) / 0.2, rtol=1e-5)
    assert found[:12].argmax(axis=1).tolist() == [0] * 6 + [1] * 6


def test_of_equal_distances_the_first_enrolled_is_named():
    gallery = Gallery().add("Bo", np.array([[1.0, 0.0]])).add("Ada", np.array([[-1.0, 0.0]]))
    assert gallery.predict(np.array([[0.0, 0.0]])).tolist() == ["Bo"]


def test_another_setting_is_used_at_once(people):
    vectors, names = people
    gallery = Gallery().fit(vectors, names)
    gallery.predict(vectors)
    gallery.set_params(template="mean", metric="manhattan")
    expected = Gallery(template="mean", metric="manhattan").fit(vectors, names)
    np.testing.assert_array_equal(gallery.kneighbors(vectors, 2)[0], expected.kneighbors(vectors, 2)[0])


def blank(n_people, n_images=2):
    images = np.zeros((n_people * n_images, 4, 4), np.uint8)
    return FaceSet(images, np.repeat(np.arange(n_people), n_images), [f"p{i}" for i in range(n_people)], "blank")


def test_an_enrolment_that_fails_changes_nothing(people):
    vectors, names = people
    gallery = Gallery(threshold=5).fit(vectors[:12], names[:12])
    before = gallery.kneighbors(vectors, 3)
    for name, given, sentence in [
        ("Ada", vectors[12:], "'Ada' is enrolled already; use add_images"),
        ("unknown", vectors[12:], "'unknown' is what strangers are called"),
        ("Cleo", vectors[:0], "0 sample"),
        ("Cleo", vectors[:, :5], "5 features, but Gallery is expecting 8 .* enrolled with another embedder"),
        ("Cleo", np.full((1, 8), np.nan), "vector of image 0 has NaN"),
        (7, vectors[12:], "7: the people of this gallery are names"),
    ]:
        with pytest.raises(ValueError, match=sentence):
            gallery.add(name, given)
    with pytest.raises(KeyError, match="nobody called 'Zoe' is enrolled"):
        gallery.remove("Zoe")
    with pytest.raises(KeyError, match="nobody called 'Zoe' is enrolled"):
        gallery.add_images("Zoe", vectors)
    np.testing.assert_array_equal(gallery.kneighbors(vectors, 3), before)


def test_a_face_set_is_enrolled_whole_or_not_at_all():
    gallery = Gallery(Eigenfaces(1).fit(np.random.default_rng(0).integers(0, 9, (5, 4, 4), np.uint8)))
    gallery.enrol(blank(3)[4:])
    with pytest.raises(ValueError, match="'p2' is enrolled already"):
        gallery.enrol(blank(3))
    assert gallery.classes_.tolist() == ["p2"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"template": "median"}, "template='median': expected one of all, mean, medoid"),
        ({"index": "tree"}, "index='tree': expected one of exact, ivf, hnsw"),
        ({"index": "hnsw", "metric": "chi2"}, "index='hnsw' knows euclidean, squared_euclidean, cosine, not chi2"),
        ({"threshold": np.nan}, "threshold=nan: expected a distance"),
        ({"threshold": None}, "threshold=None: expected a distance"),
        ({"prior_unknown": 1}, "prior_unknown=1"),
        ({"metric": "magic"}, "there is no metric 'magic'"),
    ],
)
def test_bad_settings(people, options, sentence):
    vectors, names = people
    with pytest.raises(ValueError, match=sentence):
        Gallery(**options).fit(np.abs(vectors), names).predict(np.abs(vectors))


@pytest.mark.parametrize("index", ["exact", "ivf", "hnsw"])
def test_whoever_is_refused_is_not_enrolled_and_nobody_gets_the_name(people, index):
    vectors, names = people
    gallery = Gallery(metric="cosine", index=index).fit(vectors, names)
    before = gallery.predict(vectors)
    with pytest.raises(ValueError, match="image 0 is all zeros; it has no cosine"):
        gallery.add("Nobody", np.zeros((1, vectors.shape[1])))
    new = np.random.default_rng(5).normal(size=(2, vectors.shape[1]))
    gallery.add("Eve", new[:1]).add("Fay", new[1:])
    assert gallery.predict(new).tolist() == ["Eve", "Fay"]
    assert "Nobody" not in gallery.people and (gallery.predict(vectors) == before).all()


def test_an_index_that_fails_is_made_anew(people, monkeypatch):
    vectors, names = people
    gallery = Gallery(index="hnsw").fit(vectors, names)
    before = gallery.predict(vectors)

    def fail(self, vectors):
        raise RuntimeError("out of memory")

    with monkeypatch.context() as patched:
        patched.setattr(NearestVectors, "add", fail)
        with pytest.raises(RuntimeError, match="out of memory"):
            gallery.add("Eve", vectors[:1] + 9)
    assert "Eve" not in gallery.people
    assert gallery.add("Fay", vectors[:1] - 9).predict(vectors[:1] - 9).tolist() == ["Fay"]
    assert (gallery.predict(vectors) == before).all()


@pytest.mark.parametrize("metric", ["chi2", "jaccard"])
def test_what_the_metric_cannot_compare_is_not_enrolled(metric):
    gallery = Gallery(metric=metric).add("Ada", np.eye(3)[:1])
    for call in (gallery.add, lambda _, vectors: gallery.add_images("Ada", vectors)):
        with pytest.raises(ValueError, match=f"{metric} compares"):
            call("Bo", -np.eye(3)[1:2])
    assert gallery.predict(np.eye(3)[:1]).tolist() == ["Ada"] and len(gallery) == 1


def test_opposite_vectors_have_a_template_for_the_cosine():
    gallery = Gallery(metric="cosine", template="mean").add("Ada", np.array([[1.0, 0], [-1, 0]]))
    assert gallery.add("Bo", np.array([[0.0, 1]])).predict(np.array([[0.1, 1]])).tolist() == ["Bo"]


def test_images_without_an_embedder_and_mixed_names():
    with pytest.raises(ValueError, match=r"without an embedder, Gallery takes vectors \(N, D\)"):
        Gallery().add("Ada", np.zeros((2, 8, 8)))
    with pytest.raises(ValueError, match="y has names and numbers"):
        Gallery().fit(np.eye(2), np.array(["Ada", 1], object))


def test_a_name_that_is_twice_in_a_face_set():
    faces = FaceSet(np.zeros((3, 4, 4), np.uint8), np.array([0, 0, 1]), ["Ada", "Ada"], "mine")
    with pytest.raises(ValueError, match="two people of the set are called 'Ada'; rename one"):
        Gallery(Eigenfaces(1).fit(np.random.default_rng(0).integers(0, 9, (5, 4, 4), np.uint8))).enrol(faces)


def test_many_people_are_enrolled_at_once_by_their_vectors():
    people = {number: np.full((1, 2), number, np.float32) for number in range(3)}
    assert Gallery().enrol_vectors(people).predict(np.array([[1.9, 2]])).tolist() == [2]
    with pytest.raises(ValueError, match="expecting 2 features"):
        Gallery().add(9, np.ones((1, 2))).enrol_vectors({1: np.ones((1, 2)), 2: np.ones((1, 3))})
    gallery = Gallery()
    with pytest.raises(ValueError, match="0 sample"):
        gallery.enrol_vectors({1: np.ones((1, 2)), 2: np.empty((0, 2))})
    assert len(gallery) == 0


def test_an_empty_gallery_and_too_many_neighbors(people):
    vectors, names = people
    gallery = Gallery().fit(vectors[:6], names[:6])
    with pytest.raises(ValueError, match="n_neighbors=7: expected 1 to 6"):
        gallery.kneighbors(vectors, 7)
    with pytest.raises(ValueError, match="the gallery is empty; add people first"):
        gallery.remove("Ada").predict(vectors)
    with pytest.raises(NotFittedError, match="the gallery is empty; add people first"):
        Gallery().predict(vectors)


def test_a_call_that_fails_leaves_everybody(people):
    vectors, names = people
    gallery = Gallery().fit(vectors, names)
    for X, y in [(vectors, ["unknown"] * len(vectors)), (np.full((1, 3), np.nan), ["Ada"])]:
        with pytest.raises(ValueError, match=r"what strangers are called|NaN"):
            gallery.fit(X, y)
        assert (gallery.predict(vectors) == Gallery().fit(vectors, names).predict(vectors)).all()
    empty = Gallery()
    with pytest.raises(ValueError, match="NaN"):
        empty.add("Ada", np.full((1, 5), np.nan))
    assert empty.add("Ada", vectors[:1]).remove("Ada").add("Bo", np.ones((1, 3))).predict(np.ones((1, 3))) == ["Bo"]
    assert len(Gallery().enrol_vectors({})) == 0


def test_a_buffer_that_is_used_again_changes_nobody():
    buffer = np.ones((1, 3), np.float32)
    gallery = Gallery().add("Ada", buffer)
    buffer[:] = 9
    assert gallery.people["Ada"].tolist() == [[1, 1, 1]]


def test_who_cannot_be_indexed_is_not_enrolled():
    gallery = Gallery(metric="chi2", template="medoid").add("Ada", np.eye(3)).add("Bo", 2 * np.eye(3))
    assert gallery.predict(np.eye(3)).tolist() == ["Ada"] * 3
    with pytest.raises(ValueError, match="negative"):
        gallery.add("Cy", -np.eye(3))
    assert gallery.classes_.tolist() == ["Ada", "Bo"] and gallery.predict(np.eye(3)).tolist() == ["Ada"] * 3


@pytest.mark.parametrize("name", [None, 1.5, True, b"Ada", ("Ada",)])
def test_names_are_text_or_whole_numbers(name):
    with pytest.raises(TypeError, match="text or a whole number"):
        Gallery().add(name, np.ones((1, 3)))


def test_a_photograph_without_a_face_or_with_several_is_not_enrolled(orl):
    aligner = FaceAligner("yunet", size=112, template="sface", on_missing="center")
    gallery = Gallery(make_pipeline(aligner, FunctionTransformer(lambda chips: chips.reshape(len(chips), -1)[:, :50])))
    two = np.hstack(orl.images[[0, 10]])[None]
    for images, sentence in [(np.zeros((1, 112, 92), np.uint8), "no face was found in image 0"), (two, "2 faces")]:
        with pytest.raises(ValueError, match=sentence):
            gallery.add("Ada", images)
        with pytest.raises(ValueError, match=sentence):
            gallery.fit(images, ["Ada"])
    faces = FaceSet(orl.images[[0, 1, 10]].copy(), np.array([0, 0, 1]), ["Ada", "Bo"], "mine")
    faces.images[1] = 0
    with pytest.raises(ValueError, match="no face was found in photograph 2 of 'Ada'; nobody was enrolled"):
        gallery.enrol(faces)
    gallery.add("Ada", orl.images[:1])
    for images, sentence in [
        (two, "2 faces were found in image 0"),
        (orl.images[:2] * 0, "no face was found in image 0"),
    ]:
        with pytest.warns(UserWarning, match=f"{sentence}: its answer may be of no use"):
            assert gallery.predict(images).tolist() == ["Ada"] * len(images)  # only who is enrolled is held to it


def test_an_aligner_that_skips_images_cannot_be_followed(orl):
    aligner = FaceAligner("yunet", size=112, template="sface", on_missing="skip")
    gallery = Gallery(make_pipeline(aligner, FunctionTransformer(lambda chips: chips.reshape(len(chips), -1)[:, :50])))
    gallery.add("Ada", orl.images[:1])
    with pytest.raises(ValueError, match="1 vectors of 2 images"):
        gallery.predict(np.stack([orl.images[0], np.zeros_like(orl.images[0])]))
