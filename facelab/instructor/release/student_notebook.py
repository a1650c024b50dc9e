"""A notebook without its solutions, made by nbgrader's own preprocessors."""

import ast
import copy
import datetime
import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from facelab.instructor.release.settings import ReleaseSettings

POINTS = re.compile(r"(?<=\()\d+ points?\b")
REVEAL = re.compile(r'reveal\("([^"]+)"\)')  # a whole cell
STEPS = ClearSolutions, ClearHiddenTests, ClearMarkScheme, ClearOutput, LockCells, CheckCellMetadata, ComputeChecksums


def student_notebook(notebook: NotebookNode, settings: ReleaseSettings, due: datetime.date | None) -> NotebookNode:
    """Make a copy that students get: stubs for solutions, no outputs, checks locked and with checksums."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = _without_excluded(notebook.cells, settings.exclude)
    _change_points(notebook.cells, settings.points)
    if due:
        notebook.cells[0].source += f"\n\n**Hand in by** {due.isoformat()}."
    resources: dict = {"nbgrader": {}}
    for step in STEPS:
        notebook, resources = step().preprocess(notebook, resources)
    return notebook


def grade_ids(notebook: NotebookNode) -> list[str]:
    """List the exercises of a notebook that give points, by the `grade_id` of the cell that holds the answer."""
    graded = {
        cell.metadata.nbgrader.grade_id.removesuffix("-check")
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    return [name for cell in notebook.cells if _is_answer(cell) and (name := cell.metadata.nbgrader.grade_id) in graded]


def needed_answers(notebook: NotebookNode, excluded: Collection[str]) -> Iterator[tuple[str, str]]:
    """Find excluded exercises, each with a name that only its answer defines and that other cells use."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kept = [_parse(cell) for cell in code if not _belongs_to(cell, excluded)]
    used = {node.id for tree in kept for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used -= {name for tree in kept for name in _defined(tree)}
    for cell in code:
        if _is_answer(cell) and _belongs_to(cell, excluded):
            yield from ((cell.metadata.nbgrader.grade_id, name) for name in _defined(_parse(cell)) if name in used)


def _parse(cell: NotebookNode) -> ast.Module:
    try:
        return ast.parse(cell.source)
    except SyntaxError:  # a cell of IPython's own commands
        return ast.parse("")


def _defined(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name
        else:
            yield from (
                node.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            )


def _belongs_to(cell: NotebookNode, exercises: Collection[str]) -> bool:
    revealed = REVEAL.fullmatch(cell.source)
    name = revealed[1] if revealed else cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-check")
    return name in exercises


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _without_excluded(cells: list[NotebookNode], excluded: Collection[str]) -> list[NotebookNode]:
    """Omit question, answer, check and model answer of excluded exercises; the question is in front of the answer."""
    kept: list[NotebookNode] = []
    for cell in cells:
        if not _belongs_to(cell, excluded):
            kept.append(cell)
        elif _is_answer(cell):
            question = kept.pop()
            heading, exercise, _ = question.source.partition("**Exercise")
            if exercise and heading.strip():
                kept.append(NotebookNode(question, source=heading.strip()))
    return kept


def _change_points(cells: list[NotebookNode], points: dict[str, int]) -> None:
    for question, cell in pairwise(cells):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if (value := points.get(grade_id.removesuffix("-check"))) is None:
            continue
        if cell.metadata.nbgrader.grade:
            cell.metadata.nbgrader.points = value
        if _is_answer(cell):
            question.source = POINTS.sub(f"{value} point{'' if value == 1 else 's'}", question.source, 1)
