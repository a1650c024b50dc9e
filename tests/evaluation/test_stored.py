import pytest

from facelab.evaluation import stored


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "weights_folder", lambda: tmp_path)
    return tmp_path / "lfw.csv"


def values(embedder="lbp", accuracy=0.7, split="dev"):
    return {
        "embedder": embedder,
        "split": split,
        "metric": "chi2",
        "pairs": 3200,
        "accuracy": {"mean": accuracy, "standard_error": 0.01},
        "auc": 0.8,
        "eer": 0.3,
        "val_at_far": {"far": 0.01, "val": 0.5, "held_out": {"val": 0.123456, "standard_error": 0.02, "far": 0.011}},
    }


def test_figures_come_back_and_a_second_run_replaces_the_first(file):
    assert stored.load_lfw_results().empty
    for figures in (values(), values("dlib-resnet", 0.99), values(split="10_folds"), values(accuracy=0.8)):
        stored.store_figures(figures, "abc1234")
    table = stored.load_lfw_results()
    assert table[["embedder", "split", "accuracy"]].to_numpy().tolist() == [
        ["dlib-resnet", "dev", 0.99],
        ["lbp", "10_folds", 0.7],
        ["lbp", "dev", 0.8],
    ]
    assert table["val"].unique().tolist() == [0.12346] and set(table["commit"]) == {"abc1234"}
    assert list(table.columns) == stored.COLUMNS


def test_stored_figures_are_as_good_as_the_readme_says():
    table = stored.load_lfw_results().set_index(["embedder", "split"])
    accuracy = table["accuracy"]
    assert (
        accuracy["dlib+sface", "10_folds"] > accuracy["sface", "10_folds"] > accuracy["dlib-resnet", "10_folds"] > 0.99
    )
