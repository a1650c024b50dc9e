import pytest

from facelab.evaluation import evaluate_lfw


@pytest.mark.parametrize(("split", "far"), [("10_folds", 1e-3), ("dev", 1e-2)])
def test_each_split_is_evaluated_at_the_lowest_far_that_it_can_measure(monkeypatch, tmp_path, split, far):
    protocols = {"10_folds": ("all faces", "6,000 pairs"), "dev": ("all faces", "3,200 pairs")}
    monkeypatch.setattr("facelab.evaluation.lfw.load_lfw", protocols.get)
    monkeypatch.setattr("facelab.evaluation.lfw.evaluate_pairs", lambda *arguments: arguments)
    embedder, on_progress = object(), print
    found = evaluate_lfw(embedder, split, "cosine", tmp_path, on_progress)
    assert found == (embedder, *protocols[split], "cosine", far, tmp_path, on_progress)
