import json
import math

import numpy as np
import pytest
from sklearn.preprocessing import FunctionTransformer

from facelab.evaluation import evaluate_pairs
from facelab.evaluation.report_files import report_figure, report_text, report_values, write_report
from facelab.verification import bootstrap_val, choose_threshold, verification_curve
from tests.evaluation.sample_protocol import ROWS, sample_protocol

FAR = 0.02


@pytest.fixture(scope="module")
def report():
    return evaluate_pairs(ROWS, *sample_protocol(noise=60, seed=1), far=FAR)


@pytest.fixture(scope="module")
def values(report):
    return json.loads(json.dumps(report_values(report, "rows", "10_folds"), allow_nan=False))


def test_every_figure_by_hand(report, values):
    distances, same, folds = report.distances, report.pairs.same, report.pairs.fold
    thresholds, accuracies, vals, fars = [], [], [], []
    for fold in range(3):
        test = folds == fold
        thresholds.append(choose_threshold(distances[~test], same[~test]))
        accuracies.append(np.mean((distances[test] <= thresholds[-1]) == same[test]))
        strict = choose_threshold(distances[~test], same[~test], by="far", far=FAR)
        vals.append(np.mean(distances[test][same[test]] <= strict))
        fars.append(np.mean(distances[test][~same[test]] <= strict))
    curve = verification_curve(distances, same)
    labels = report.faces.labels
    people = labels[report.pairs.left], labels[report.pairs.right]
    assert values["accuracy"]["mean"] == pytest.approx(np.mean(accuracies)) and 0.7 < np.mean(accuracies) < 1
    assert values["accuracy"]["standard_error"] == pytest.approx(np.std(accuracies, ddof=1) / math.sqrt(3))
    assert values["thresholds"] == pytest.approx(thresholds)
    assert (values["auc"], values["eer"]) == pytest.approx((curve.auc, curve.eer))
    at_far = values["val_at_far"]
    assert (at_far["far"], at_far["val"]) == pytest.approx((FAR, curve.val_at(FAR)))
    assert at_far["interval"] == pytest.approx(bootstrap_val(distances, same, people, FAR))
    assert at_far["held_out"]["val"] == pytest.approx(np.mean(vals))
    assert at_far["held_out"]["far"] == pytest.approx(np.mean(fars))
    counts = [values[key] for key in ("photographs", "pairs", "pairs_left_out", "fallbacks", "from_cache")]
    assert counts == [96, len(same), 0, 0, 0]


def test_the_worst_errors_are_those_farthest_from_the_threshold(report, values):
    for same in (True, False):
        listed = [each for each in values["worst_errors"] if each["same"] is same]
        wrong = [i for i in np.flatnonzero(report.pairs.same == same) if is_wrong(report, i)]
        distances = sorted(report.distances[wrong], reverse=same)[:8]
        assert [each["distance"] for each in listed] == pytest.approx(distances) and len(listed) == min(
            8, len(wrong)
        ) > 0
        for each in listed:
            assert (each["left"] == each["right"]) is same


def is_wrong(report, position):
    threshold = report.accuracy.thresholds[report.pairs.fold[position]]
    return (report.distances[position] <= threshold) != report.pairs.same[position]


def test_the_text_agrees_with_the_values(values):
    text = report_text(values)
    accuracy, at_far = values["accuracy"], values["val_at_far"]
    assert f"accuracy    {accuracy['mean']:.2%} ± {accuracy['standard_error']:.2%}, standard error over 3 folds" in text
    assert f"AUC         {values['auc']:.4f}" in text and f"EER         {values['eer']:.2%}" in text
    assert f"VAL         {at_far['val']:.1%} at FAR = 0.02" in text
    assert "95 % interval over people: {:.1%} to {:.1%}".format(*at_far["interval"]) in text
    held_out = at_far["held_out"]
    assert f"{held_out['val']:.1%} ± {held_out['standard_error']:.1%} with the threshold of the other folds" in text
    assert "no face     in 0 of 96 photographs; 0 pairs left out" in text and "fitted for each fold" not in text
    assert max(len(line) for line in text.splitlines()) <= 79


def test_the_figure_shows_curves_and_the_largest_errors(report):
    figure = report_figure(report, "title")
    by_title = {ax.get_title(): ax for ax in figure.axes}
    for same, what in ((False, "impostor pairs accepted"), (True, "genuine pairs rejected")):
        (title,) = [title for title in by_title if what in title]
        assert title.startswith(f"{len(report.errors(same))} ")
        assert len(by_title[title].texts) == min(8, len(report.errors(same)))


def test_a_useless_embedder_still_gives_a_file_that_is_json(report, tmp_path):
    constant = FunctionTransformer(lambda images: np.ones((len(images), 2), np.float32))
    useless = evaluate_pairs(constant, report.faces, report.pairs, far=FAR)
    values = report_values(useless, "constant", "10_folds")
    write_report(useless, values, tmp_path)
    assert json.loads((tmp_path / "report.json").read_text())["thresholds"] == [None] * 3
    assert "none, none, none" in (tmp_path / "report.txt").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "report.png", "report.txt"]
