"""Trained networks as transformers, from images to embeddings."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sklearn.base import TransformerMixin


def pretrained(name: str) -> "TransformerMixin":
    """Load a trained network as a scikit-learn transformer.

    Parameters
    ----------
    name : str
        "dlib-resnet" is dlib's face network, trained on three million images. It embeds photographs of any kind: it
        finds the face by HOG, or else by the CNN detector, in the photograph as it is and then doubled, aligns it, and
        averages the embeddings of the chip and of its mirror image. Where there is no face, it uses the center.
        Any other name is one of the registry, e.g. "orl-triplet-0" (see `facelab weights`): it embeds images like
        those of ORL, which the face fills.

    Returns
    -------
    transformer
        A Pipeline of a FaceAligner and a KerasEmbedder for "dlib-resnet", otherwise a KerasEmbedder.

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
    from facelab.embedding import KerasEmbedder  # here: TensorFlow takes seconds to load

    if name == "dlib-resnet":
        from sklearn.pipeline import make_pipeline

        from facelab.alignment import FaceAligner
        from facelab.networks import dlib_resnet

        aligner = FaceAligner("hog+cnn", upsample=1, on_missing="center")
        return make_pipeline(aligner, KerasEmbedder(dlib_resnet(), mirror=True))
    from facelab.networks import get_encoder
    from facelab.zoo.load import load_trained
    from facelab.zoo.recipes import PREPROCESS

    return KerasEmbedder(get_encoder(load_trained(name)), PREPROCESS)
