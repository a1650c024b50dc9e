"""A report as text, as JSON and as a picture."""

import io
import json
import math
import textwrap
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from facelab import plotting
from facelab.atomic import write_atomically
from facelab.evaluation.pair_report import PairReport

WORST = 8


def report_values(report: PairReport, embedder: str, split: str) -> dict[str, Any]:
    """Gather the figures of a report for JSON.

    Parameters
    ----------
    report : PairReport
    embedder, split : str
        Their names.

    Returns
    -------
    dict

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.evaluation import evaluate_pairs
    >>> from facelab.features import LBPHistograms
    >>> from facelab.protocols import fold_pairs
    >>> faces = load_orl()
    >>> report = evaluate_pairs(LBPHistograms(), faces, fold_pairs(faces.labels), "chi2", far=0.01)
    >>> values = report_values(report, "lbp", "4 folds")
    >>> values["photographs"], values["pairs"], round(values["auc"], 2)
    (400, 19800, 0.9)
    """
    paths = getattr(report.faces.images, "paths", None)
    return {
        "embedder": embedder,
        "fitted_by_fold": report.fitted_by_fold,
        "data": report.faces.source,
        "folder": paths[0].parents[1].name if paths is not None else None,
        "split": split,
        "metric": report.metric,
        "photographs": len(report.faces),
        "pairs": len(report.pairs),
        "pairs_left_out": report.n_left_out,
        "accuracy": {"mean": report.accuracy.mean, "standard_error": report.accuracy.standard_error},
        "auc": report.curve.auc,
        "eer": report.curve.eer,
        "val_at_far": {
            "far": report.far,
            "val": report.curve.val_at(report.far),
            "interval": list(report.val_interval),
            "held_out": {
                "val": report.val.mean,
                "standard_error": report.val.standard_error,
                "far": report.val.far,
            },
        },
        "thresholds": [each if math.isfinite(each) else None for each in report.accuracy.thresholds.tolist()],
        "fallbacks": len(report.fallbacks),
        "from_cache": report.n_cached,
        "seconds": round(report.seconds, 1),
        "worst_errors": [_pair(report, position) for same in (False, True) for position in report.errors(same)[:WORST]],
    }


def report_text(values: dict[str, Any]) -> str:
    """Write the figures out as sentences.

    Parameters
    ----------
    values : dict
        From `report_values`.

    Returns
    -------
    str
    """
    accuracy, at_far, thresholds = values["accuracy"], values["val_at_far"], values["thresholds"]
    low, high = at_far["interval"]
    held_out = at_far["held_out"]
    n_folds = len(thresholds)
    lines = [
        f"{values['embedder']} on {values['data']}, {values['split']}: {values['pairs']:,} pairs, "
        f"{values['metric']} distance",
        *(["fitted for each fold on the photographs of all others"] if values["fitted_by_fold"] else []),
        "",
        f"accuracy    {accuracy['mean']:.2%} ± {accuracy['standard_error']:.2%}, standard error over {n_folds} folds;",
        "            each is decided by the threshold that is best on all the others",
        f"AUC         {values['auc']:.4f}",
        f"EER         {values['eer']:.2%}",
        f"VAL         {at_far['val']:.1%} at FAR = {at_far['far']:g}, all pairs together;",
        f"            95 % interval over people: {low:.1%} to {high:.1%}",
        f"            {held_out['val']:.1%} ± {held_out['standard_error']:.1%} with the threshold of the other folds,",
        f"            where FAR came out as {held_out['far']:.2g}",
        *textwrap.wrap(
            f"thresholds  {', '.join('none' if each is None else f'{each:.4g}' for each in thresholds)}",
            70,
            subsequent_indent=" " * 12,
        ),
        f"no face     in {values['fallbacks']} of {values['photographs']:,} photographs; "
        f"{values['pairs_left_out']} pairs left out",
        f"time        {values['seconds']:.0f} s; {values['from_cache']:,} embeddings came from the cache",
    ]
    return "\n".join(lines) + "\n"


def report_figure(report: PairReport, title: str) -> Figure:
    """Draw the ROC, the distances, and the pairs that were decided most wrongly.

    Parameters
    ----------
    report : PairReport
    title : str

    Returns
    -------
    Figure
    """
    plotting.use_course_style()
    figure = Figure(figsize=(10, 12))
    figure.suptitle(title)
    axes = figure.subplot_mosaic([["roc", "distances"], ["impostor"] * 2, ["genuine"] * 2])
    plotting.roc({"all folds": report.curve}, log_far=True, ax=axes["roc"])
    threshold = float(report.accuracy.thresholds.mean())
    drawn = threshold if math.isfinite(threshold) else None
    plotting.distance_histograms(report.distances, report.pairs.same, drawn, ax=axes["distances"])
    for same, ax, what in (
        (False, axes["impostor"], "impostor pairs accepted, the nearest first"),
        (True, axes["genuine"], "genuine pairs rejected, the farthest first"),
    ):
        errors = report.errors(same)
        ax.set_title(f"{len(errors)} {what}")
        ax.set_axis_off()
        if len(errors):
            worst = errors[:WORST]
            plotting.pairs_grid(report.faces, report.pairs[worst], report.distances[worst], columns=4, ax=ax)
    return figure


def write_report(report: PairReport, values: dict[str, Any], folder: Path) -> None:
    """Write report.json, report.txt and report.png into a folder.

    Parameters
    ----------
    report : PairReport
    values : dict
        From `report_values`.
    folder : Path
    """
    text, picture = report_text(values), io.BytesIO()
    report_figure(report, text.splitlines()[0]).savefig(picture, format="png", dpi=100)
    write_atomically(folder / "report.json", json.dumps(values, indent=2, allow_nan=False) + "\n")
    write_atomically(folder / "report.txt", text)
    write_atomically(folder / "report.png", picture.getvalue())


def _pair(report: PairReport, position: int) -> dict[str, Any]:
    pair, threshold = report.pairs[position], float(report.decision_thresholds[position])
    left, right = (report.faces.names[report.faces.labels[side[0]]] for side in (pair.left, pair.right))
    paths = getattr(report.faces.images, "paths", None)
    files = (
        [paths[side[0]].name for side in (pair.left, pair.right)]
        if paths is not None
        else [int(pair.left[0]), int(pair.right[0])]
    )
    return {
        "left": left,
        "right": right,
        "photographs": files,
        "same": bool(pair.same[0]),
        "distance": float(report.distances[position]),
        "threshold": threshold if math.isfinite(threshold) else None,
    }
