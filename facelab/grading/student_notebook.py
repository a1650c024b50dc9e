"""A notebook without its solutions, made by nbgrader's own preprocessors."""

import copy
import datetime
import re
from itertools import pairwise

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from facelab.grading.settings import ReleaseSettings

POINTS = re.compile(r"(\*\*Exercise \d+ \()\d+ points?")


def student_notebook(notebook: NotebookNode, settings: ReleaseSettings, due: datetime.date | None) -> NotebookNode:
    """Make the version that students get: stubs for solutions, no outputs, checks locked and with checksums.

    Parameters
    ----------
    notebook : NotebookNode
        With solutions; it stays as it is.
    settings : ReleaseSettings
    due : date, optional
        Shown at the top.

    Returns
    -------
    NotebookNode
    """
    notebook = copy.deepcopy(notebook)
    notebook.cells = _without_excluded(notebook.cells, settings.exclude)
    _change_points(notebook.cells, settings.points)
    if due:
        notebook.cells[0].source += f"\n\n**Hand in by** {due.isoformat()}."
    resources: dict = {"nbgrader": {}}
    for step in (ClearSolutions, ClearOutput, LockCells, CheckCellMetadata, ComputeChecksums):
        notebook, resources = step().preprocess(notebook, resources)
    return notebook


def grade_ids(notebook: NotebookNode) -> list[str]:
    """List the exercises of a notebook, by the `grade_id` of the cell that holds the answer."""
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if _is_answer(cell)]


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _without_excluded(cells: list[NotebookNode], excluded: frozenset[str]) -> list[NotebookNode]:
    """Leave out question, answer and check of each excluded exercise; the question stands in front of the answer."""
    kept: list[NotebookNode] = []
    for cell in cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id.removesuffix("-check") not in excluded:
            kept.append(cell)
        elif _is_answer(cell):
            question = kept.pop()
            if heading := question.source.partition("**Exercise")[0].strip():
                kept.append(NotebookNode(question, source=heading))
    return kept


def _change_points(cells: list[NotebookNode], points: dict[str, int]) -> None:
    for question, cell in pairwise(cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if (value := points.get(grade_id.removesuffix("-check"))) is None:
            continue
        if cell.metadata.nbgrader.grade:
            cell.metadata.nbgrader.points = value
        if _is_answer(cell):
            question.source = POINTS.sub(rf"\g<1>{value} point{'' if value == 1 else 's'}", question.source)
