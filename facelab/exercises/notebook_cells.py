"""The cells of a student's saved notebook, and what is in them."""

import json
from dataclasses import dataclass
from pathlib import Path

STUBS = "YOUR ANSWER HERE", "YOUR CODE HERE"  # what a release has in place of an answer


@dataclass(frozen=True)
class Cell:
    """A cell, with what nbgrader says of it."""

    source: str
    is_code: bool
    grade_id: str = ""
    points: float | None = None  # that the cell gives
    is_answer: bool = False  # whether the student writes in it
    output: str = ""  # the text that it printed

    @property
    def is_written(self) -> bool:
        """Whether the student has changed what a release has in it."""
        return bool(self.answer) and not (self.is_code and any(stub in self.source for stub in STUBS))

    @property
    def answer(self) -> str:
        """What the student wrote: many leave the stub's line above their text."""
        text = self.source
        for stub in STUBS:
            text = text.replace(stub, "")
        return text.strip()


def read_cells(path: Path) -> list[Cell]:
    """Read a notebook's cells; of a file that is no notebook, none."""
    try:  # not by nbformat, which prints a page about each notebook that is slightly wrong
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [_cell(cell) for cell in cells]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return []


def _cell(cell: dict) -> Cell:
    nbgrader = cell["metadata"].get("nbgrader", {})
    printed = [_text(output.get("text", "")) for output in cell.get("outputs", [])]
    return Cell(
        _text(cell["source"]),
        cell["cell_type"] == "code",
        nbgrader.get("grade_id", ""),
        nbgrader.get("points") if nbgrader.get("grade") else None,
        bool(nbgrader.get("solution")),
        "".join(printed),
    )


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)
