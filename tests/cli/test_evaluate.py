import json
import sys

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.evaluation import lfw as lfw_protocol

PEOPLE, FOLDS = [f"Person_{i}" for i in range(12)], 3


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course beside an LFW of twelve people, four a fold: two photographs each, the second a little changed."""
    rng, home = np.random.default_rng(0), tmp_path / "lfw_home"
    for person in PEOPLE:
        (home / "lfw_funneled" / person).mkdir(parents=True)
        picture = rng.integers(30, 220, (25, 25, 3)).repeat(10, axis=0).repeat(10, axis=1)
        for number in (1, 2):
            changed = np.clip(picture + rng.normal(0, 20, picture.shape), 0, 255).astype(np.uint8)
            Image.fromarray(changed).save(home / "lfw_funneled" / person / f"{person}_{number:04d}.jpg")
    lines = []
    for fold in range(FOLDS):
        people = PEOPLE[4 * fold : 4 * fold + 4]
        lines += [f"{person} 1 2" for person in people]
        lines += [f"{person} 1 {other} 2" for person, other in zip(people, people[1:] + people[:1], strict=True)]
    (home / "pairs.txt").write_text("\n".join([f"{FOLDS} 4", *lines]))
    monkeypatch.setenv("FACELAB_DATA", str(tmp_path))
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "registry.toml").touch()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setitem(lfw_protocol.FAR, "10_folds", 0.25)
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(app, ["evaluate", "lfw", *arguments], terminal_width=120, env={"COLUMNS": "120"})


@pytest.mark.parametrize("name", ["fisherfaces", "lbp"])
def test_the_report(course, name):
    result = invoke("--embedder", name, "--out", str(course / "out"))
    assert result.exit_code == 0, result.output
    values = json.loads((course / "out" / "report.json").read_text())
    assert values["pairs"] == 24 and values["photographs"] == 24 and values["fallbacks"] == 0
    assert set(values["accuracy"]) == {"mean", "standard_error"} and values["accuracy"]["mean"] > 0.8
    assert len(values["thresholds"]) == FOLDS and values["auc"] > 0.9 and values["seconds"] >= 0
    assert values["val_at_far"]["interval"][0] <= values["val_at_far"]["val"]
    assert f"{values['accuracy']['mean']:.2%}" in (course / "out" / "report.txt").read_text()
    assert (course / "out" / "report.txt").read_text() in result.output
    assert Image.open(course / "out" / "report.png").size == (1000, 1200)


def test_a_second_run_takes_the_embeddings_from_the_cache(course):
    invoke("--embedder", "pixels")
    result = invoke("--embedder", "pixels", "--metric", "cosine")
    values = json.loads((course / "build" / "lfw" / "pixels-10_folds-cosine" / "report.json").read_text())
    assert result.exit_code == 0 and values["from_cache"] == 24 and values["metric"] == "cosine"


def test_a_damaged_cache_is_told_and_made_again(course):
    invoke("--embedder", "pixels")
    before = json.loads((course / "build" / "lfw" / "pixels-10_folds-euclidean" / "report.json").read_text())
    (path,) = (course / "build" / "embeddings").glob("*/*.npz")
    path.write_bytes(b"damaged")
    result = invoke("--embedder", "pixels")
    after = json.loads((course / "build" / "lfw" / "pixels-10_folds-euclidean" / "report.json").read_text())
    assert result.exit_code == 0 and "was damaged" in result.output
    assert after["from_cache"] == 0 and after["auc"] == before["auc"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--embedder", "nobody"], "there is no embedder 'nobody'"),
        (["--embedder", "pixels", "--metric", "nearness"], "nearness"),
        (["--embedder", "pixels", "--split", "dev"], "pairsDevTrain.txt is missing"),
        (["--out", "pairs.txt/here"], "cannot be created"),
        (["--embedder", "mine:fails"], "mine:fails failed: RuntimeError: my mistake (line 5 of mine.py)"),
        (["--embedder", "mine:Fails"], "mine:Fails failed: KeyError: 'here' (line 3 of mine.py)"),
    ],
)
def test_bad_input_is_one_sentence(course, arguments, sentence):
    (course / "pairs.txt").touch()
    source = "class Fails:\n    def transform(self, images):\n        raise KeyError('here')\ndef fails():\n"
    (course / "mine.py").write_text(source + "    raise RuntimeError('my mistake')\n")
    sys.modules.pop("mine", None)
    result = invoke(*arguments)
    assert result.exit_code == 2 and sentence in " ".join(result.output.split()) and "Traceback" not in result.output


def test_ctrl_c(course, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("facelab.evaluation.evaluate_lfw", interrupt)
    result = invoke("--embedder", "pixels")
    assert result.exit_code == 130 and "what has been embedded is kept" in result.output


def test_an_unknown_embedder_leaves_no_folder(course):
    invoke("--embedder", "../../nobody")
    assert not (course / "build" / "lfw").exists()


def test_the_folder_of_photographs_and_the_way_of_fitting_are_reported(course):
    invoke("--embedder", "fisherfaces", "--out", "out")
    values = json.loads((course / "out" / "report.json").read_text())
    assert values["folder"] == "lfw_funneled" and values["fitted_by_fold"] is True
    assert "fitted for each fold" in (course / "out" / "report.txt").read_text()


def test_a_contributor_stores_the_figures(course):
    assert invoke("--embedder", "lbp", "--store").exit_code == 0
    stored = (course / "weights" / "lfw.csv").read_text().splitlines()
    assert len(stored) == 2 and stored[1].startswith("lbp,10_folds,chi2,24,")
    distances = course / "weights" / "lfw-distances.npz"
    assert not distances.exists()  # they are stored of four embedders, by their own metric
    for options, is_stored in ((["--metric", "cosine"], False), ([], True)):
        assert invoke("--embedder", "pixels", "--store", *options).exit_code == 0
        assert distances.exists() == is_stored
    result = invoke("--embedder", "my_module:mine", "--store")
    assert result.exit_code == 2 and "is your own" in result.output
