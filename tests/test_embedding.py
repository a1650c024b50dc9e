import keras
import numpy as np
import pytest
from sklearn.base import clone
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline, make_pipeline

from facelab.datasets import LazyImages
from facelab.datasets.orl import orl_folder
from facelab.embedding import KerasEmbedder
from facelab.losses import EuclideanHead
from facelab.networks import compact, siamese
from facelab.preprocessing import ResizeGray

SMALL = ResizeGray(32, 32)


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(0)
    return compact((32, 32, 1), embedding_size=8)


@pytest.fixture(scope="module")
def images(orl):
    return orl.images[:10]


@pytest.fixture
def embedder(model):
    return KerasEmbedder(model, SMALL, batch_size=4)


@pytest.fixture
def lazy():
    return LazyImages([orl_folder() / "s1" / f"{i}.pgm" for i in range(1, 11)], 112, 92)


def network(shape, output=keras.layers.Flatten):
    return keras.Sequential([keras.layers.Input(shape), output()])


def test_equals_the_networks_own_prediction(embedder, model, images):
    vectors = embedder.transform(images)
    assert vectors.shape == (10, 8) and vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, model.predict(SMALL(images)[..., None], verbose=0), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("batch_size", [1, 3, 10, 64])
def test_the_batch_size_does_not_matter(model, images, batch_size):
    vectors = KerasEmbedder(model, SMALL, batch_size).transform(images)
    np.testing.assert_allclose(vectors, KerasEmbedder(model, SMALL).transform(images), atol=1e-6)


def test_a_lazy_set_is_read_a_batch_at_a_time(embedder, images, lazy, monkeypatch):
    read, slices = LazyImages.__getitem__, []
    monkeypatch.setattr(LazyImages, "__getitem__", lambda self, i: slices.append(i) or read(self, i))
    monkeypatch.setattr(LazyImages, "__array__", lambda *_: pytest.fail("read at once"))
    vectors = embedder.transform(lazy)
    assert slices == [slice(0, 4), slice(4, 8), slice(8, 12)]
    np.testing.assert_allclose(vectors, embedder.transform(images), atol=1e-6)


def test_without_preprocessing_the_pixels_arrive_as_they_are():
    gray, rgb = np.arange(24, dtype=np.uint8).reshape(2, 3, 4), np.arange(72, dtype=np.uint8).reshape(2, 3, 4, 3)
    assert (KerasEmbedder(network((3, 4, 1))).transform(gray) == gray.reshape(2, 12)).all()
    assert (KerasEmbedder(network((3, 4, 3))).transform(rgb) == rgb.reshape(2, 36)).all()


def test_a_preprocess_may_return_floats():
    halved = KerasEmbedder(network((3, 4, 1)), lambda images: images / 2)
    assert (halved.transform(np.full((2, 3, 4), 5, np.uint8)) == 2.5).all()


def test_rgb_images_turn_gray(embedder, images, orl):
    rgb = np.repeat(images[..., None], 3, axis=-1)
    np.testing.assert_allclose(embedder.transform(rgb), embedder.transform(images), atol=1e-6)


def test_a_network_for_any_size_takes_any_size():
    average = network((None, None, 1), keras.layers.GlobalAveragePooling2D)
    assert KerasEmbedder(average).transform(np.full((2, 5, 7), 9, np.uint8)).tolist() == [[9], [9]]


@pytest.mark.parametrize("dtype", ["float16", "float64"])
def test_other_floats_come_out_as_float32(dtype):
    other = KerasEmbedder(network((3, 4, 1), lambda: keras.layers.Flatten(dtype=dtype)))
    assert other.transform(np.ones((2, 3, 4), np.uint8)).dtype == np.float32


@pytest.mark.parametrize("shape", [(0, 112, 92), (0, 112, 92, 3)])
def test_no_images_give_no_rows(embedder, shape):
    vectors = embedder.transform(np.empty(shape, np.uint8))
    assert vectors.shape == (0, 8) and vectors.dtype == np.float32


def test_in_a_pipeline(embedder, orl):
    pipeline = make_pipeline(embedder, KNeighborsClassifier(1)).fit(orl.images[:30], orl.labels[:30])
    assert pipeline.score(orl.images[:30], orl.labels[:30]) == 1
    assert isinstance(clone(pipeline), Pipeline) and "KerasEmbedder" in repr(pipeline)
    pipeline.set_params(kerasembedder__batch_size=2)
    assert pipeline.predict(orl.images[:30]).tolist() == orl.labels[:30].tolist()


def test_a_clone_shares_the_network(embedder, model):
    other = clone(embedder)
    assert other is not embedder and other.model is model
    expected = {"model": model, "preprocess": SMALL, "batch_size": 4, "mirror": False}
    assert other.get_params() == embedder.get_params() == expected
    other.set_params(batch_size=9)
    assert (other.batch_size, embedder.batch_size) == (9, 4)


def test_mirroring_is_the_mean_of_an_image_and_its_mirror_image(embedder, model, images):
    both = embedder.transform(images), embedder.transform(images[:, :, ::-1])
    np.testing.assert_allclose(
        KerasEmbedder(model, SMALL, mirror=True).transform(images), np.mean(both, axis=0), atol=1e-5
    )


def test_fit_changes_nothing(embedder, model, images):
    before = [weight.copy() for weight in model.get_weights()]
    assert embedder.fit(images) is embedder and embedder.fit(images, np.arange(10)) is embedder
    np.testing.assert_array_equal(embedder.fit_transform(images), embedder.transform(images))
    assert all((one == other).all() for one, other in zip(before, model.get_weights(), strict=True))


@pytest.mark.parametrize(("preprocess", "found"), [(None, r"\(112, 92, 1\)"), (ResizeGray(32, 30), r"\(32, 30, 1\)")])
def test_another_size_names_both(model, images, preprocess, found):
    with pytest.raises(ValueError, match=rf"expects images of \(32, 32, 1\), found {found}; change `preprocess`"):
        KerasEmbedder(model, preprocess).transform(images)


def test_color_for_a_gray_network_names_both(model):
    with pytest.raises(ValueError, match=r"expects images of \(32, 32, 1\), found \(32, 32, 3\)"):
        KerasEmbedder(model).transform(np.zeros((2, 32, 32, 3), np.uint8))


@pytest.mark.parametrize(
    "preprocess", [lambda images: images[:, :32, 0], lambda images: SMALL(images)[..., None, None]]
)
def test_another_number_of_axes_names_both(model, images, preprocess):
    with pytest.raises(ValueError, match=r"expects images of \(32, 32, 1\), found"):
        KerasEmbedder(model, preprocess).transform(images)


@pytest.mark.parametrize("batch_size", [0, -1])
def test_a_batch_has_at_least_one_image(model, images, batch_size):
    with pytest.raises(ValueError, match="batch_size"):
        KerasEmbedder(model, SMALL, batch_size).transform(images)


def test_a_siamese_network_instead_of_its_encoder(model, images):
    with pytest.raises(ValueError, match="several inputs; use its encoder"):
        KerasEmbedder(siamese(model, EuclideanHead()), SMALL).transform(images)


def test_other_input_is_refused(embedder, images):
    with pytest.raises(TypeError, match="float64; expected a uint8 array"):
        embedder.transform(images / 255)
    with pytest.raises(ValueError, match="One image"):
        embedder.transform(images[0])
    with pytest.raises(TypeError, match="list; expected a uint8 array"):
        embedder.transform([images[0]])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_diverged_network_is_refused(images, bad):
    diverged = compact((32, 32, 1), embedding_size=8, normalize=False)
    diverged.set_weights([np.full_like(weight, bad) for weight in diverged.get_weights()])
    with pytest.raises(ValueError, match="embedding of image 0 is NaN or infinite: the network's training"):
        KerasEmbedder(diverged, SMALL).transform(images)


def test_the_image_with_the_bad_embedding_is_named(images):
    def poison(batch):
        return np.where(batch == 77, np.nan, batch)

    pixels = np.zeros((10, 3, 4), np.uint8)
    pixels[6, 1, 2] = 77
    with pytest.raises(ValueError, match="image 6 is NaN"):
        KerasEmbedder(network((3, 4, 1)), poison, batch_size=4).transform(pixels)


def test_a_progress_bar_for_long_work_only(embedder, images, monkeypatch, capsys):
    embedder.transform(images)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("facelab.embedding.MIN_IMAGES_FOR_BAR", 10)
    embedder.transform(images[:9])
    assert capsys.readouterr() == ("", "")
    embedder.transform(images)
    assert "10/10" in capsys.readouterr().out
