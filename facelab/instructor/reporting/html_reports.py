"""Feedback for students and a report for the class, as HTML pages that need nothing else."""

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
from facelab.instructor.scoring.result import CRASHED, GRADED, INVALID, MEMORY, REVIEW, TIMEOUT

PAGES = Environment(
    loader=PackageLoader("facelab.instructor.reporting"), autoescape=select_autoescape(), trim_blocks=True
)
URGENT = REVIEW, INVALID, CRASHED, TIMEOUT, MEMORY, GRADED
GENUINE, IMPOSTOR = "#0072B2", "#E69F00"


def write_feedback(row: GradeRow, folder: Path) -> Path:
    """Write the page that one student gets: what was right, what to look at, how the points came about.

    Parameters
    ----------
    row : GradeRow
    folder : Path
        The page goes to `folder/<student>/<assignment>/<assignment>.html`.

    Returns
    -------
    Path
    """
    figure = _picture(_distances(row.result.verdict)) if row.result.verdict else ""
    text = PAGES.get_template("feedback.html").render(row=row, figure=figure)
    path = folder / row.result.student / row.result.assignment / f"{row.result.assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    return path


def write_class_report(rows: Iterable[GradeRow], people: Judges | None, notes: Sequence[str], path: Path) -> None:
    """Write the page for the instructor: points, times, states, hardest exercises, and what needs a person.

    Parameters
    ----------
    rows : iterable of GradeRow
    people : Judges or None
    notes : sequence of str
        What fits nothing.
    path : Path
    """
    rows = list(rows)
    done = [row for row in rows if not row.result.retry]
    assignments = [_summary(name, [row for row in done if row.result.assignment == name]) for name in _names(done)]
    text = PAGES.get_template("class_report.html").render(
        assignments=assignments,
        people=people,
        unsafe=any(row.result.unsafe for row in rows),
        notes=notes,
        attention=sorted(filter(_needs_a_person, rows), key=lambda row: URGENT.index(row.result.state)),
        needs_manual_grade=sorted(
            Counter((row.result.assignment, name) for row in done for name in row.score.needs_manual_grade).items()
        ),
    )
    write_atomically(path, text)


def _needs_a_person(row: GradeRow) -> bool:
    settled = row.result.state == REVIEW and row.score.settled
    return (row.result.state != GRADED and not settled) or bool(row.result.repairs) or row.score.late


def _names(rows: list[GradeRow]) -> list[str]:
    return sorted({row.result.assignment for row in rows})


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
        "points": _picture(_histogram(totals, f"points of {maximum:g}", (0, maximum))),
        "minutes": _picture(_histogram(minutes, "minutes of the run", (0, max(*minutes, 0.1)))),
    }


def _hardest(rows: list[GradeRow]) -> list[tuple[str, float]]:
    """Give the mean share of points of each exercise, the lowest first; those that are still to be read have none."""
    unread = {name for row in rows for name in row.score.needs_manual_grade}
    exercises = [each for each in rows[0].released.exercises if each.points and each.id not in unread]
    shares = [
        (each.id, statistics.mean(given) / each.points)
        for each in exercises
        if (given := [row.score.points[each.id] for row in rows if each.id in row.score.points])
    ]
    return sorted(shares, key=lambda item: item[1])


def _distances(verdict: Verdict) -> Figure:
    figure = Figure(figsize=(6, 3), layout="constrained")
    ax = figure.subplots()
    furthest = 1.05 * max(*verdict.impostor, *verdict.genuine, 0.0)
    shown = min(furthest, 4 * float(np.median(verdict.impostor))) or 1.0  # a stranger's distances may be of any size
    bins = np.linspace(0, shown, 60).tolist()
    for values, color, name in ((verdict.impostor, IMPOSTOR, "impostor"), (verdict.genuine, GENUINE, "genuine")):
        label = f"{name} pairs ({len(values):,})"
        ax.hist(np.minimum(values, shown), bins, density=True, color=color, alpha=0.6, label=label)
    ax.axvline(
        min(verdict.threshold, shown), color="black", linestyle="--", label=f"your threshold, {verdict.threshold:.3g}"
    )
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


def _picture(figure: Figure) -> str:
    """Pack a figure into an address that a page can show."""
    packed = io.BytesIO()
    figure.savefig(packed, format="png", dpi=100)
    return "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()
