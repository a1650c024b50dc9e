import numpy as np
import pytest
from sklearn.base import clone

from facelab.evaluation.lfw_embedders import DESCRIPTORS, crop_faces, lfw_embedder
from facelab.zoo import registry


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 256, (120, 250, 250, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", [*DESCRIPTORS, "orl-softmax-0"])
def test_from_images_to_embeddings(images, name):
    transformer, _ = lfw_embedder(name)
    vectors = clone(transformer).fit(images, np.arange(120) // 2).transform(images)
    assert len(vectors) == 120 and np.ndim(vectors) == 2


def test_the_crop_is_the_one_that_the_networks_were_trained_on(images):
    assert crop_faces(images, 150, 123).shape == (120, 150, 123)
    bright = images.copy()
    bright[:, 42:192, 63:186] = 255
    assert (crop_faces(bright, 10, 10) == 255).all()


def test_networks_trained_on_lfw_are_refused():
    name = next(name for name, entry in registry().items() if "LFW" in entry.data)
    with pytest.raises(ValueError, match=f"{name} was trained on people of LFW, so its results"):
        lfw_embedder(name)


@pytest.mark.parametrize(
    "source", ["def make():\n    return LBPHistograms()", "make = LBPHistograms()", "make = LBPHistograms"]
)
def test_an_embedder_of_ones_own(tmp_path, monkeypatch, source):
    (tmp_path / "my_model.py").write_text(f"from facelab.features import LBPHistograms\n{source}\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(__import__("sys").modules, "my_model", raising=False)
    assert hasattr(lfw_embedder("my_model:make").transformer, "transform")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nobody", "there is no embedder 'nobody'; expected one of dlib-resnet, sface, dlib\\+sface, pixels"),
        ("no_such_module:make", "no_such_module:make could not be loaded"),
        ("math:no_such_name", "math:no_such_name could not be loaded"),
        ("math:pi", "math:pi gives float, which has no `transform`"),
        ("builtins:dict", "gives dict, which has no `transform`"),
        (":", "could not be loaded"),
    ],
)
def test_names_that_lead_nowhere(name, sentence):
    with pytest.raises(ValueError, match=sentence):
        lfw_embedder(name)
