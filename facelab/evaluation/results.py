"""The course's results on one page: every figure with its protocol, its spread and the command that measures it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from facelab.evaluation.stored import load_lfw_results
from facelab.zoo.comparison import load_comparison
from facelab.zoo.registry import N_FOLDS, registry
from facelab.zoo.robustness import load_robustness
from facelab.zoo.transfer import load_transfer

N_STUDENT_PAIRS = 1_800  # see facelab.zoo.lfw_training.held_out_pairs
INTRODUCTION = """\
# Results

Written by `facelab results --store` from what the commands in the last column have stored in `weights/`; never edited
by hand. ± is the standard deviation over folds, seeds or draws, as the protocol says; on LFW it is the standard error.
No photograph of a test was in a training; where pairs are compared, nobody in them was. No threshold was chosen on the
pairs that it is judged on. Settings of trainings on ORL were chosen on its folds 0 and 2. What dlib's and OpenCV's
networks were trained on may show people of LFW.
"""


class Result(NamedTuple):
    """A figure of the course."""

    what: str
    figures: str
    protocol: str
    command: str


def results() -> dict[str, list[Result]]:
    """Gather the stored results, by heading."""
    return {
        "Verification on LFW": list(_lfw()),
        "Networks of the course, on held-out people of ORL": list(_registry()),
        "Losses, on equal terms": list(_losses()),
        "Transfer to new people": list(_transfer()),
        "Photographs of less quality": list(_robustness()),
    }


def as_markdown(found: dict[str, list[Result]]) -> str:
    """Format the results as the page docs/results.md."""
    lines = [INTRODUCTION]
    for heading, rows in found.items():
        lines += [f"## {heading}\n", "| what | result | protocol | command |", "|---|---|---|---|"]
        lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows] + [""]
    return "\n".join(lines)


def _lfw() -> Iterator[Result]:
    for row in load_lfw_results().sort_values("accuracy", ascending=False).itertuples():
        view = "view 2, ten folds" if row.split == "10_folds" else "view 1"
        figures = f"accuracy {row.accuracy:.2%} ± {row.standard_error:.2%}, VAL {row.val:.1%} ± "
        yield Result(
            row.embedder,
            figures + f"{row.val_standard_error:.1%} at FAR {row.far:g}, AUC {row.auc:.4f}",
            f"{view}: {row.pairs:,} pairs, {row.metric} distance, thresholds from the other folds",
            f"`facelab evaluate lfw --embedder {row.embedder} --store`",
        )
    for entry in registry().values():
        if entry.accuracy is not None:
            error = (entry.accuracy * (1 - entry.accuracy) / N_STUDENT_PAIRS) ** 0.5
            figures = f"accuracy {entry.accuracy:.2%} ± {error:.2%}, AUC {entry.auc:.4f}, EER {entry.eer:.2%}"
            protocol = f"three folds of view 2: {N_STUDENT_PAIRS:,} pairs of people who were held out of its training"
            yield Result(entry.name, figures, protocol, f"`facelab train {entry.name} --store`")


def _registry() -> Iterator[Result]:
    entries = [entry for entry in registry().values() if entry.data != "LFW"]
    for name in dict.fromkeys(entry.name.removesuffix(f"-{entry.fold}") for entry in entries):
        folds = [entry for entry in entries if entry.name == f"{name}-{entry.fold}"]
        auc, eer = [entry.auc for entry in folds], [entry.eer for entry in folds]
        protocol = (
            f"{len(folds)} of {N_FOLDS} folds of ORL, all pairs of ten held-out people; trained on {folds[0].data}"
        )
        numbers = ",".join(str(entry.fold) for entry in folds)
        command = f"`facelab train {name}-{{{numbers}}} --store`"
        yield Result(name, f"AUC {_mean(auc)}, EER {_mean(eer)}", protocol, command)


def _losses() -> Iterator[Result]:
    every_fold = load_comparison().groupby(["loss", "settings"]).filter(lambda rows: rows["fold"].nunique() == N_FOLDS)
    groups = every_fold.groupby(["loss", "settings"])
    for (loss, settings), rows in sorted(groups, key=lambda group: -group[1]["auc"].mean()):
        protocol = f"ORL: {N_FOLDS} folds × {rows['seed'].nunique()} seeds, {rows['steps'].iloc[0]:,} steps"
        protocol += f"; {settings}" if settings else ""
        yield Result(str(loss), f"AUC {_mean(rows['auc'])}", protocol, "`facelab compare --store`")


def _transfer() -> Iterator[Result]:
    table = load_transfer()
    for (people, images), group in table[table["people"].isin([5, 30])].groupby(["people", "images"]):
        for way, rows in group.groupby("way"):
            protocol = f"ORL: {people} people, {images} photographs of each to learn from; {len(rows)} draws"
            figures = f"right names {_mean(rows['accuracy'])}, AUC on other people {_mean(rows['auc'])}"
            yield Result(str(way), figures, protocol, "`facelab transfer --store`")


def _robustness() -> Iterator[Result]:
    table = load_robustness()
    for (data, embedder), rows in table.groupby(["data", "embedder"], sort=False):
        of = rows.set_index("degradation")
        clean, degraded = of.loc["none"], rows[rows["degradation"] != "none"]
        lowest = degraded.groupby("degradation")["accuracy"].min().sort_values()
        figures = f"right names {clean['accuracy']:.3f} ± {clean['accuracy_sd']:.3f} in good photographs; "
        worst = ", ".join(f"{name} {accuracy:.2f}" for name, accuracy in lowest.head(3).items())
        yield Result(
            f"{embedder}, {data}",
            figures + f"at the worst strengths: {worst}",
            "5 folds of people, one good photograph of everybody enrolled; probes are degraded",
            f"`facelab robustness --data {data} --store`",
        )


def _mean(figures: pd.Series | list[float]) -> str:
    spread = f" ± {np.std(figures, ddof=1):.3f}" if len(figures) > 1 else ""
    return f"{np.mean(figures):.3f}{spread}"
