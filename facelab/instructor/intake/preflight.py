"""Read a submitted notebook before anything of it runs, and repair what students break by accident."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from facelab.instructor.intake.sanitize import MAY_FAIL, pictures
from facelab.instructor.release.released import ReleasedNotebook
from facelab.run_notebooks import PLAIN_METADATA
from facelab.submission.untrusted_json import load_json

MAX_BYTES = 20 * 2**20
MAX_CELLS = 2_000
MAX_WRITTEN = 20_000  # characters of an answer in words that are kept besides the notebook


class Cell(NamedTuple):
    """What is kept of an untrusted cell."""

    grade_id: str
    kind: str
    source: str
    pictures: dict | None = None


@dataclass
class Prepared:
    """A notebook that can run: the student's cells without outputs, locked cells as released."""

    notebook: NotebookNode
    repairs: list[str] = field(default_factory=list)  # a sentence each
    written: dict[str, str] = field(
        default_factory=dict
    )  # by `grade_id`: answers for a person to grade, unless untouched
    untouched: list[str] = field(default_factory=list)  # answers that are as released
    missing: list[str] = field(default_factory=list)  # answers whose cell is gone


def prepare(path: Path, released: ReleasedNotebook) -> Prepared:
    """Read a submitted notebook and repair it by the released one; raise ValueError if it is not a notebook."""
    cells = _read_cells(path)
    ours = {cell.metadata.nbgrader.grade_id: cell for cell in released.notebook.cells if "nbgrader" in cell.metadata}
    prepared = Prepared(nbformat.v4.new_notebook(metadata=PLAIN_METADATA))
    last = {cell.grade_id: number for number, cell in enumerate(cells) if cell.grade_id in ours}
    for number, cell in enumerate(cells):
        if cell.grade_id not in ours:
            prepared.notebook.cells.append(_new_cell(cell))
        elif last[cell.grade_id] != number:
            prepared.repairs.append(f"the cell {cell.grade_id!r} is there more than once; the last one counts.")
            prepared.notebook.cells.append(_new_cell(cell))
        else:
            prepared.notebook.cells.append(_repaired(ours[cell.grade_id], cell, prepared))
    for grade_id in (each for each in ours if each not in last):
        _restore(grade_id, ours[grade_id], prepared)
    return prepared


def _read_cells(path: Path) -> list[Cell]:
    """Read the cells; nothing else of an untrusted notebook is kept."""
    if path.is_symlink() or not path.is_file():
        raise ValueError(f"{path.name} is missing, or not a plain file.")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise ValueError(f"{path.name} has {size / 2**20:,.0f} MiB, at most {MAX_BYTES // 2**20} are read.")
    try:
        content = load_json(path.read_bytes())
        notebook = nbformat.convert(nbformat.from_dict(content), 4)
        cells = [_read_cell(cell) for cell in notebook["cells"]]
    except Exception as error:  # an untrusted file can break these in many ways
        raise ValueError(f"{path.name} is not a readable notebook ({type(error).__name__}).") from None
    if not 1 <= len(cells) <= MAX_CELLS:
        raise ValueError(f"{path.name} has {len(cells)} cells, expected 1 to {MAX_CELLS:,}.")
    return cells


def _read_cell(cell: NotebookNode) -> Cell:
    data = cell.get("metadata", {}).get("nbgrader", {})
    grade_id = data.get("grade_id", "") if isinstance(data, dict) else ""
    source = cell["source"]
    source = "".join(source) if isinstance(source, list) else source
    if not isinstance(source, str) or not isinstance(grade_id, str):
        raise TypeError("a cell's source is not a string")
    (source + grade_id).encode()  # halves of a character fit into no file
    kind = "code" if cell["cell_type"] == "code" else "markdown"
    pasted = {} if kind == "code" else pictures(cell.get("attachments", {}))
    "".join(pasted).encode()
    return Cell(grade_id, kind, source, pasted)


def _new_cell(cell: Cell, **metadata) -> NotebookNode:
    if cell.kind == "code":
        return nbformat.v4.new_code_cell(cell.source, metadata=metadata)
    attachments = {"attachments": cell.pictures} if cell.pictures else {}
    return nbformat.v4.new_markdown_cell(cell.source, metadata=metadata, **attachments)


def _repaired(ours: NotebookNode, theirs: Cell, prepared: Prepared) -> NotebookNode:
    """Make a cell of the student's source for an answer, of ours if it is locked; type and metadata are always ours."""
    data, source = ours.metadata.nbgrader, theirs.source
    if theirs.kind != ours.cell_type:
        prepared.repairs.append(f"the cell {data.grade_id!r} had become {theirs.kind}; it is {ours.cell_type} again.")
    if not data.solution:
        if source != ours.source:
            prepared.repairs.append(f"the locked cell {data.grade_id!r} had been changed; it is as released again.")
        return _new_cell(Cell(data.grade_id, ours.cell_type, ours.source), nbgrader=data)
    if source.strip() in ("", ours.source.strip()) and not theirs.pictures:
        prepared.untouched.append(data.grade_id)
        if data.grade and ours.cell_type == "code":
            source = "# not answered"  # its stub would stop the notebook, for an answer that a person would have read
    elif data.grade:
        prepared.written[data.grade_id] = source[:MAX_WRITTEN]
    return _new_cell(theirs._replace(kind=ours.cell_type, source=source), nbgrader=data)


def _restore(grade_id: str, ours: NotebookNode, prepared: Prepared) -> None:
    """Add a locked cell that was deleted, at the end; of a deleted answer, only its name."""
    if ours.metadata.nbgrader.solution:
        prepared.missing.append(grade_id)
        prepared.repairs.append(f"the answer {grade_id!r} is missing.")
    else:
        prepared.repairs.append(f"the locked cell {grade_id!r} was missing; it is back.")
        restored = Cell(grade_id, ours.cell_type, ours.source)
        metadata = {"nbgrader": ours.metadata.nbgrader, "tags": [MAY_FAIL]}  # what it needs may be gone, too
        prepared.notebook.cells.append(_new_cell(restored, **metadata))
