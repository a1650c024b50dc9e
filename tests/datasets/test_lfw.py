import shutil
from tarfile import ReadError
from urllib.error import URLError

import numpy as np
import pytest

from facelab.datasets import find_lfw, lfw, load_lfw
from facelab.features import Eigenfaces


def test_people(lfw_home):
    with pytest.warns(UserWarning, match="lfw_funneled holds 6 images, not the 13,233 of LFW"):
        faces = load_lfw("people")
    assert len(faces) == 6 and faces.names == ["Ada_Lovelace", "Bo_Ek", "Cy_Young"]
    assert faces.labels.tolist() == [0, 0, 0, 1, 1, 2]
    assert faces.images[:2].shape == (2, 250, 250, 3)


def test_ten_folds(lfw_home):
    faces, pairs = load_lfw("10_folds")
    assert len(faces) == 5  # the third image of Ada is in no pair
    assert pairs.same.tolist() == [True, False, True, False]
    assert pairs.fold.tolist() == [0, 0, 1, 1]
    assert (faces.labels[pairs.left] == faces.labels[pairs.right]).tolist() == pairs.same.tolist()


@pytest.mark.parametrize("subset", ["dev_train", "dev_test"])
def test_view_one_has_no_folds(lfw_home, subset):
    _, pairs = load_lfw(subset)
    assert len(pairs) == 2 and pairs.fold is None


def test_both_parts_of_view_one_as_two_folds(lfw_home):
    faces, pairs = load_lfw("dev")
    assert pairs.fold.tolist() == [0, 0, 1, 1]
    people = [[faces.names[faces.labels[side[i]]] for side in (pairs.left, pairs.right)] for i in range(4)]
    assert people == [["Ada_Lovelace"] * 2, ["Ada_Lovelace", "Cy_Young"], ["Bo_Ek"] * 2, ["Bo_Ek", "Cy_Young"]]


@pytest.mark.filterwarnings("ignore:.*13,233")
def test_a_classical_descriptor_runs_on_it(lfw_home):
    assert Eigenfaces(2).fit_transform(load_lfw("people").images).shape == (6, 2)


@pytest.mark.parametrize("folder", ["lfw_deepfunneled", "lfw"])
def test_the_other_folder_names(lfw_home, folder):
    (lfw_home / "lfw_funneled").rename(lfw_home / folder)
    assert find_lfw() == lfw_home


def test_the_folder_itself_may_be_named(lfw_home, monkeypatch):
    monkeypatch.setenv("FACELAB_DATA", str(lfw_home))
    assert find_lfw() == lfw_home


def test_found_in_the_course_and_in_scikit_learns_home(lfw_home, tmp_path, monkeypatch):
    monkeypatch.delenv("FACELAB_DATA")
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "nowhere"))
    course = tmp_path / "course"
    (course / "weights").mkdir(parents=True)
    (course / "weights" / "registry.toml").touch()
    monkeypatch.chdir(course / "weights")
    assert find_lfw() is None
    (course / "data").symlink_to(tmp_path)
    assert find_lfw() == course / "data" / "lfw_home"
    (course / "data").unlink()
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    assert find_lfw() == lfw_home


@pytest.mark.parametrize("error", [URLError("no network"), ReadError("no network"), EOFError("no network")])
def test_no_lfw_and_no_network_is_one_sentence(tmp_path, monkeypatch, error):
    def fail(**_):
        raise error

    monkeypatch.setenv("FACELAB_DATA", str(tmp_path))
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))
    monkeypatch.setattr(lfw, "course_folder", lambda: tmp_path)
    monkeypatch.setattr("sklearn.datasets.fetch_lfw_pairs", fail)
    sentence = r"LFW is not on this machine \(searched: .*no network.*set FACELAB_DATA to a folder"
    with pytest.raises(FileNotFoundError, match=sentence):
        load_lfw("people")


@pytest.mark.filterwarnings("ignore:.*13,233")
def test_the_deep_funneled_images_come_first(lfw_home):
    shutil.copytree(lfw_home / "lfw_funneled", lfw_home / "lfw_deepfunneled")
    assert "lfw_deepfunneled" in str(load_lfw("people").images.paths[0])


def test_an_empty_folder_is_reported(lfw_home):
    shutil.rmtree(lfw_home / "lfw_funneled")
    (lfw_home / "lfw_funneled").mkdir()
    with pytest.raises(FileNotFoundError, match="lfw_funneled holds no images; delete it"):
        load_lfw("people")


def test_a_mistyped_folder_is_reported(monkeypatch):
    monkeypatch.setenv("FACELAB_DATA", "/no/such/folder")
    with pytest.raises(FileNotFoundError, match="FACELAB_DATA names /no/such/folder, which is not a folder"):
        load_lfw("people")


def test_a_missing_image_is_named_with_its_line(lfw_home):
    (lfw_home / "lfw_funneled" / "Bo_Ek" / "Bo_Ek_0002.jpg").unlink()
    with pytest.raises(FileNotFoundError, match=r"pairs\.txt, line 4: no file .*Bo_Ek_0002\.jpg"):
        load_lfw("10_folds")


def test_a_missing_protocol_file_is_named(lfw_home):
    (lfw_home / "pairsDevTest.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"pairsDevTest\.txt is missing"):
        load_lfw("dev_test")


def test_positions_fit_the_faces(lfw_home):
    faces, pairs = load_lfw("dev_train")
    assert np.max([pairs.left, pairs.right]) < len(faces)
