"""A report as text, as JSON and as a figure."""

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

N_ERRORS_SHOWN = 8  # of each kind


def report_values(report: PairReport, embedder: str, split: str) -> dict[str, Any]:
    """Gather the figures of a report, as JSON can hold them; `embedder` and `split` are their names."""
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
        "thresholds": [_finite_or_none(threshold) for threshold in report.accuracy.thresholds],
        "fallbacks": len(report.missing),
        "from_cache": report.n_cached,
        "seconds": round(report.seconds, 1),
        "worst_errors": [
            _pair_values(report, position)
            for same in (False, True)
            for position in report.errors(same)[:N_ERRORS_SHOWN]
        ],
    }


def report_text(values: dict[str, Any]) -> str:
    """Format what `report_values` returns as lines of text."""
    accuracy, at_far, thresholds = values["accuracy"], values["val_at_far"], values["thresholds"]
    (low, high), held_out, n_folds = at_far["interval"], at_far["held_out"], len(thresholds)
    listed = ", ".join("none" if threshold is None else f"{threshold:.4g}" for threshold in thresholds)
    lines = [
        f"{values['embedder']} on {values['data']}, {values['split']}: {values['pairs']:,} pairs, "
        f"{values['metric']} distance",
        *(["fitted for each fold on the images of all others"] if values["fitted_by_fold"] else []),
        "",
        f"accuracy    {accuracy['mean']:.2%} ± {accuracy['standard_error']:.2%}, standard error over {n_folds} folds;",
        "            each is decided by the threshold that is best on all the others",
        f"AUC         {values['auc']:.4f}",
        f"EER         {values['eer']:.2%}",
        f"VAL         {at_far['val']:.1%} at FAR = {at_far['far']:g}, all pairs together;",
        f"            95 % interval over people: {low:.1%} to {high:.1%}",
        f"            {held_out['val']:.1%} ± {held_out['standard_error']:.1%} with the threshold of the other folds,",
        f"            at a measured FAR of {held_out['far']:.2g}",
        *textwrap.wrap(f"thresholds  {listed}", 70, subsequent_indent=" " * 12),
        f"no face     in {values['fallbacks']} of {values['photographs']:,} photographs; "
        f"{values['pairs_left_out']} pairs left out",
        f"time        {values['seconds']:.0f} s; {values['from_cache']:,} embeddings came from the cache",
    ]
    return "\n".join(lines) + "\n"


def report_figure(report: PairReport, title: str) -> Figure:
    """Draw the ROC, histograms of the distances, and the pairs with the largest errors."""
    plotting.use_course_style()
    figure = Figure(figsize=(10, 12))
    figure.suptitle(title)
    axes = figure.subplot_mosaic([["roc", "distances"], ["impostor"] * 2, ["genuine"] * 2])
    plotting.roc({"all folds": report.curve}, log_far=True, ax=axes["roc"])
    threshold = _finite_or_none(report.accuracy.thresholds.mean())
    plotting.distance_histograms(report.distances, report.pairs.same, threshold, ax=axes["distances"])
    for same, ax, what in (
        (False, axes["impostor"], "impostor pairs accepted, the nearest first"),
        (True, axes["genuine"], "genuine pairs rejected, the farthest first"),
    ):
        errors = report.errors(same)
        ax.set_title(f"{len(errors)} {what}")
        ax.set_axis_off()
        if len(errors):
            shown = errors[:N_ERRORS_SHOWN]
            plotting.pairs_grid(report.faces, report.pairs[shown], report.distances[shown], columns=4, ax=ax)
    return figure


def write_report(report: PairReport, values: dict[str, Any], folder: Path) -> None:
    """Write report.json, report.txt and report.png into a folder; `values` are what `report_values` returns."""
    text, png = report_text(values), io.BytesIO()
    report_figure(report, text.splitlines()[0]).savefig(png, format="png", dpi=100)
    write_atomically(folder / "report.json", json.dumps(values, indent=2, allow_nan=False) + "\n")
    write_atomically(folder / "report.txt", text)
    write_atomically(folder / "report.png", png.getvalue())


def _pair_values(report: PairReport, position: int) -> dict[str, Any]:
    sides = int(report.pairs.left[position]), int(report.pairs.right[position])
    left, right = (report.faces.names[report.faces.labels[side]] for side in sides)
    paths = getattr(report.faces.images, "paths", None)
    return {
        "left": left,
        "right": right,
        "photographs": [paths[side].name if paths is not None else side for side in sides],
        "same": bool(report.pairs.same[position]),
        "distance": float(report.distances[position]),
        "threshold": _finite_or_none(report.decision_thresholds[position]),
    }


def _finite_or_none(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None
