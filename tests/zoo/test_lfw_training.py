import numpy as np
import pytest

from facelab.preprocessing import ResizeGray
from facelab.zoo.lfw_training import faces_with_embeddings, held_out_pairs, named_faces

# four folds; Ada and Bo are in the first three, Cy in the last one only
PAIRS = "4\t1\n" + 3 * "Ada_Lovelace\t1\t2\nAda_Lovelace\t1\tBo_Ek\t1\n" + "Ada_Lovelace\t1\t3\nBo_Ek\t2\tCy_Young\t1\n"
SMALL = ResizeGray(56, 56)


def test_whoever_has_three_images_has_a_name(lfw_home):
    images, labels = named_faces(SMALL)
    assert images.shape == (3, 56, 56) and len(set(labels)) == 1


def test_the_held_out_pairs_are_those_of_three_folds(lfw_home):
    (lfw_home / "pairs.txt").write_text(PAIRS)
    _, pairs = held_out_pairs(0)
    assert len(pairs) == 6 and set(pairs.fold) == {0, 1, 2}


@pytest.mark.filterwarnings("ignore:.*holds 6 images")
def test_a_network_learns_from_nobody_on_whom_it_is_judged(lfw_home, monkeypatch):
    (lfw_home / "pairs.txt").write_text(PAIRS.replace("Ada_Lovelace\t1\tBo_Ek\t1", "Ada_Lovelace\t1\tCy_Young\t1"))
    images, vectors = faces_with_embeddings(0, SMALL)
    assert images.shape == (2, 56, 56) and vectors.shape == (2, 128)  # the two of Bo
    assert vectors[0] == pytest.approx(-vectors[1], abs=1e-5)  # less their mean, at length 1
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
