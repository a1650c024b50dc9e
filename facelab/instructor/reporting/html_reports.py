"""Feedback for students and a report for the class, as self-contained HTML pages."""

import base64
import io
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import matplotlib
import numpy as np
from jinja2 import Environment, PackageLoader, select_autoescape
from matplotlib.figure import Figure

from facelab.atomic import write_atomically
from facelab.instructor.reporting.gradebook import GradeRow
from facelab.instructor.scoring.judges import Judges, Verdict
from facelab.instructor.scoring.result import State

TEMPLATES = Environment(
    loader=PackageLoader("facelab.instructor.reporting"), autoescape=select_autoescape(), trim_blocks=True
)
BY_URGENCY = State.REVIEW, State.INVALID, State.CRASHED, State.TIMEOUT, State.MEMORY, State.GRADED
GENUINE, IMPOSTOR = "#0072B2", "#E69F00"


def write_feedback(row: GradeRow, folder: Path) -> Path:
    """Write a student's page, `folder/<student>/<assignment>/<assignment>.html`."""
    figure = _as_url(_distance_histograms(row.result.verdict)) if row.result.verdict else ""
    text = TEMPLATES.get_template("feedback.html").render(row=row, figure=figure)
    path = folder / row.result.student / row.result.assignment / f"{row.result.assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    return path


def write_class_report(rows: Iterable[GradeRow], judges: Judges | None, notes: Sequence[str], path: Path) -> None:
    """Write the instructor's page: points, times, states, hardest exercises, and what needs a person."""
    rows = list(rows)
    done = [row for row in rows if not row.result.retry]
    by_assignment: dict[str, list[GradeRow]] = {}
    for row in done:
        by_assignment.setdefault(row.result.assignment, []).append(row)
    answers = Counter((row.result.assignment, name) for row in done for name in row.score.needs_manual_grade)
    text = TEMPLATES.get_template("class_report.html").render(
        assignments=[_summary(name, by_assignment[name]) for name in sorted(by_assignment)],
        judges=judges,
        unsafe=any(row.result.unsafe for row in rows),
        notes=notes,
        attention=sorted(filter(_needs_a_person, rows), key=lambda row: BY_URGENCY.index(row.result.state)),
        needs_manual_grade=sorted(answers.items()),
    )
    write_atomically(path, text)


def _needs_a_person(row: GradeRow) -> bool:
    settled = row.result.state == State.REVIEW and row.score.settled
    return (row.result.state != State.GRADED and not settled) or bool(row.result.repairs) or row.score.late


def _summary(name: str, rows: list[GradeRow]) -> dict:
    totals, minutes = [row.score.total for row in rows], [row.result.seconds / 60 for row in rows]
    maximum = rows[0].released.maximum
    return {
        "name": name,
        "rows": rows,
        "maximum": maximum,
        "median": statistics.median(totals),
        "states": Counter(row.result.state for row in rows).most_common(),
        "hardest": _hardest(rows),
        "points": _as_url(_histogram(totals, f"points of {maximum:g}", (0, maximum))),
        "minutes": _as_url(_histogram(minutes, "minutes of the run", (0, max(*minutes, 0.1)))),
    }


def _hardest(rows: list[GradeRow]) -> list[tuple[str, float]]:
    """List exercises with their mean share of points, the lowest first, without those that are yet to be graded."""
    ungraded = {name for row in rows for name in row.score.needs_manual_grade}
    exercises = [each for each in rows[0].released.exercises if each.points and each.id not in ungraded]
    shares = [
        (each.id, statistics.mean(given) / each.points)
        for each in exercises
        if (given := [row.score.points[each.id] for row in rows if each.id in row.score.points])
    ]
    return sorted(shares, key=lambda item: item[1])


def _distance_histograms(verdict: Verdict) -> Figure:
    figure = Figure(figsize=(6, 3), layout="constrained")
    ax = figure.subplots()
    largest = 1.05 * max(*verdict.impostor, *verdict.genuine, 0.0)
    end = min(largest, 4 * float(np.median(verdict.impostor))) or 1.0  # untrusted distances may be of any size
    bins = np.linspace(0, end, 60).tolist()
    for values, color, name in ((verdict.impostor, IMPOSTOR, "impostor"), (verdict.genuine, GENUINE, "genuine")):
        label = f"{name} pairs ({len(values):,})"
        ax.hist(np.minimum(values, end), bins, density=True, color=color, alpha=0.6, label=label)
    label = f"your threshold, {verdict.threshold:.3g}"
    ax.axvline(min(verdict.threshold, end), color="black", linestyle="--", label=label)
    ax.set(xlabel="Euclidean distance of two embeddings", ylabel="density")
    ax.legend(fontsize="small")
    return figure


def _histogram(values: list[float], xlabel: str, span: tuple[float, float]) -> Figure:
    figure = Figure(figsize=(3.4, 2.2), layout="constrained")
    ax = figure.subplots()
    ax.hist(values, 20, range=span, color=GENUINE)
    ax.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(integer=True))
    ax.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5))
    ax.set(xlabel=xlabel, ylabel="submissions")
    return figure


def _as_url(figure: Figure) -> str:
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=100)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
