import csv
import re

from facelab.instructor.intake.lms_ids import write_lms_ids
from facelab.instructor.reporting.csv_files import write_csv
from tests.instructor.reporting.sample_rows import A2, VERDICT, row


def test_tables_for_learning_platforms(tmp_path):
    write_lms_ids(tmp_path, "canvas", "a1", {"17": "zoë"})
    write_lms_ids(tmp_path, "moodle", "a2", {"4": "zoë"})
    write_csv(
        [row("=cmd|' /C calc'!A0"), row("zoë", released=A2, verdict=VERDICT)],
        tmp_path,
    )
    files = [(tmp_path / f"{name}.csv").read_text(encoding="utf-8") for name in ("canvas", "moodle-a2", "grades")]
    canvas, moodle, everything = (list(csv.reader(text.splitlines())) for text in files)
    assert canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "a1", "a2"]
    assert canvas[1][0].startswith("'=cmd") and canvas[2] == ["zoë", "17", "", "", "", "", "93"]
    assert moodle == [["Identifier", "Full name", "Grade", "Last modified (grade)"], ["Participant 4", "zoë", "93", ""]]
    assert not (tmp_path / "moodle-a1.csv").exists()
    assert everything[1][2:5] == ["graded", "4", "7"]


def test_no_formula_for_a_spreadsheet_that_separates_cells_by_semicolons(tmp_path):
    write_csv([row("x;=1+1;y"), row("a;\t@b")], tmp_path)
    text = (tmp_path / "grades.csv").read_text(encoding="utf-8")
    assert all(not cell.lstrip().startswith(("=", "@")) for cell in re.split("[;\t]", text))
