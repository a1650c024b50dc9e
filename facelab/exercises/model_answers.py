"""Model answers to the exercises in words, kept so that nobody reads one by accident."""

import base64
import json
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from facelab.course import course_folder
from facelab.exercises.notebook_cells import Cell, read_cells

RELEASED = Path(__file__).with_name("model_answers.json")  # only a release has it
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)\n### END SOLUTION", re.DOTALL)


def find_model_answers(cells: Iterable[Cell]) -> dict[str, str]:
    """Collect the solutions that are text, by the `grade_id` of their cells."""
    found = {cell.grade_id: SOLUTION.search(cell.source) for cell in cells if cell.grade_id and not cell.is_code}
    return {name: solution[1].strip() for name, solution in found.items() if solution}


def encode_model_answers(answers: dict[str, str]) -> str:
    """Write model answers as JSON that cannot be read at a glance."""
    packed = {name: base64.b64encode(zlib.compress(text.encode(), 9)).decode() for name, text in answers.items()}
    return json.dumps(packed, indent=1, sort_keys=True) + "\n"


def load_model_answers() -> dict[str, str]:
    """Load the model answers of a release, or those in the notebooks of a clone; none if there are neither."""
    if RELEASED.is_file():
        packed = json.loads(RELEASED.read_text(encoding="utf-8"))
        return {name: zlib.decompress(base64.b64decode(text)).decode() for name, text in packed.items()}
    cells = (cell for path in sorted(course_folder().glob("notebooks/*.ipynb")) for cell in read_cells(path))
    return find_model_answers(cells)
