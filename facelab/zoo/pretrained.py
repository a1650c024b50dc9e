"""Trained networks as transformers, from images to embeddings."""

from typing import TYPE_CHECKING

from facelab.zoo.registry import find_entry

if TYPE_CHECKING:
    from sklearn.base import TransformerMixin

FUSION_WEIGHTS = {"dlib": 3**0.5, "sface": 1.0}  # of 1, 2, 3, 4, 6 : 1 for squared distances, the best on LFW's view 1


def pretrained(name: str) -> "TransformerMixin":
    """Load a trained network as a scikit-learn transformer.

    Parameters
    ----------
    name : str
        "dlib-resnet" is dlib's face network, trained on three million images. It embeds photographs of any kind: it
        finds the face by HOG, or else by the CNN detector, in the photograph as it is and then doubled, aligns it, and
        averages the embeddings of the chip and of its mirror image. Where there is no face, it uses the center.
        "sface" is OpenCV's face network, after the detector YuNet, which finds faces in profile, too; else as above.
        "dlib+sface" joins both embeddings, weighted, so that the squared distance of two photographs is a weighted sum
        of both networks' squared distances.
        Any other name is one of the registry (see `facelab weights`). "lfw-distilled-0" embeds photographs of any
        kind; the others, e.g. "orl-triplet-0", embed images like those of ORL, which the face fills.

    Returns
    -------
    transformer
        A Pipeline of a FaceAligner and a network for "dlib-resnet" and "sface", a FeatureUnion of two of them for
        "dlib+sface", a Pipeline for "lfw-distilled-0", otherwise a KerasEmbedder.

    Raises
    ------
    KeyError
        If there is no such name.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> pretrained("orl-triplet-0").transform(load_orl().images[:3]).shape
    (3, 64)
    >>> pretrained("dlib-resnet").transform(load_orl().images[:3]).shape
    (3, 128)
    """
    if name in PHOTOGRAPHS:
        return PHOTOGRAPHS[name]()
    from facelab.zoo.load import load_trained  # here: TensorFlow takes seconds to load
    from facelab.zoo.recipes import RECIPES

    return RECIPES[find_entry(name).recipe].make_embedder(load_trained(name))


def _dlib_resnet(detector: str = "hog+cnn") -> "TransformerMixin":
    from sklearn.pipeline import make_pipeline

    from facelab.alignment import FaceAligner
    from facelab.embedding import KerasEmbedder
    from facelab.networks import dlib_resnet

    aligner = FaceAligner(detector, upsample=1, on_missing="center")
    return make_pipeline(aligner, KerasEmbedder(dlib_resnet(), mirror=True))


def _sface() -> "TransformerMixin":
    from sklearn.pipeline import make_pipeline

    from facelab.sface import SFace
    from facelab.zoo.lfw_training import sface_aligner

    return make_pipeline(sface_aligner(), SFace(mirror=True))


def _dlib_and_sface() -> "TransformerMixin":
    from sklearn.pipeline import FeatureUnion

    networks = [("dlib", _dlib_resnet("yunet")), ("sface", _sface())]
    return FeatureUnion(networks, transformer_weights=FUSION_WEIGHTS)


PHOTOGRAPHS = {"dlib-resnet": _dlib_resnet, "sface": _sface, "dlib+sface": _dlib_and_sface}
