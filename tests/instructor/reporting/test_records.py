import csv
import re

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbgrader.api import Gradebook

from facelab.instructor.intake.lms_ids import write_numbers
from facelab.instructor.intake.sanitize import plain_outputs
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.reporting.csv_files import write_csv
from facelab.instructor.reporting.gradebook import GradeRow, open_gradebook, record_points
from facelab.instructor.reporting.html_reports import write_class_report, write_feedback
from facelab.instructor.scoring.judges import Judges, Verdict
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Compared, Result, read_result, write_result
from facelab.instructor.scoring.score import score

A1 = ReleasedNotebook(
    "a1",
    nbformat.v4.new_notebook(),
    [GradedExercise("accept", 4, "accept-check", "accept"), GradedExercise("words", 3, "words")],
)
A2 = ReleasedNotebook(
    "a2", "a2.ipynb", nbformat.v4.new_notebook(), [GradedExercise("embed", 100, "embed-check", "embed")]
)
VERDICT = Verdict(1.0, 0.04, 0.10, 0.06, 0.98, 0.4, [0.5, 0.7, 1.2], [2.0, 3.0, 0.9])
PEOPLE = Judges([], [], "the folder class", "folder")


def row(student="ada", released=A1, **changes):
    compared = changes.pop("compared", {"accept": Compared(15, 15)})
    result = Result(student, released.name, "k", "f", "2026-11-20T10:00:00", compared=compared, **changes)
    return GradeRow(result, released, score(result, released, Policy()))


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'gradebook.db'}"


@pytest.fixture
def shown(tmp_path):
    return tmp_path / "shown.json"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "the gradebook nonsense cannot be used: Could not parse"),
        ("sqlite:////nowhere/gradebook.db", "unable to open database file"),
        ("oracle+cx_oracle://ada:secret@host/faces", "needs the package cx_Oracle: `pip install cx_Oracle`"),
    ],
)
def test_no_gradebook(url, sentence):
    with pytest.raises(ValueError, match=sentence) as error, open_gradebook(url):
        pass
    assert "secret" not in str(error.value)


def test_points_are_in_nbgraders_gradebook(url, shown):
    record_points(
        [row(written={"words": "because"}), row("bob", compared={}), row(released=A2, verdict=VERDICT)], url, shown
    )
    with Gradebook(url) as book:
        ada, bob = (book.find_submission("a1", student) for student in ("ada", "bob"))
        assert (ada.score, ada.max_score, ada.needs_manual_grade) == (4, 7, True)
        assert (bob.score, bob.needs_manual_grade) == (0, False)
        assert book.find_submission("a2", "ada").score == pytest.approx(93)


def test_what_a_person_gave_stays_and_counts(url, shown):
    record_points([row(written={"words": "because"})], url, shown)
    with Gradebook(url) as book:
        grade = book.find_grade("words", "a1", "a1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        book.db.commit()
    again = row(written={"words": "because"})
    record_points([again], url, shown)
    assert again.score.total == 6.5 and again.score.needs_manual_grade == []
    assert "words: 2.5 of 3, by hand." in again.score.explanation
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 6.5
    changed = row(written={"words": "something else"})
    for _ in range(2):
        record_points([changed], url, shown)
        assert (
            changed.score.needs_manual_grade == ["words"]
            and "2.5 of 3, by hand, for an earlier answer." in changed.score.explanation[-1]
        )
        changed = row(written={"words": "something else"})
    late = row(written={"words": "something else"})
    late.score.late = True
    record_points([late], url, shown)
    assert late.score.total == 0
    with Gradebook(url) as book:
        ada = book.find_submission("a1", "ada")
        assert ada.score - ada.late_submission_penalty == 0


def test_points_beyond_the_points_count(url, shown):
    record_points([row(written={"words": "because"})], url, shown)
    with Gradebook(url) as book:
        for name, by_hand in (("words", 2), ("accept-check", None)):
            grade = book.find_grade(name, "a1", "a1", "ada")
            grade.manual_score, grade.extra_credit = by_hand, 1
        book.db.commit()
    again = row(written={"words": "because"})
    record_points([again], url, shown)
    assert again.score.total == 8 and again.score.total_explained == "Together: 8."
    assert "accept: 1 more, by hand." in again.score.explanation
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 8


def test_points_by_hand_take_the_place_of_those_that_were_compared(url, shown):
    record_points([row()], url, shown)
    with Gradebook(url) as book:
        book.find_grade("accept-check", "a1", "a1", "ada").manual_score = 3
        book.db.commit()
    again = row()
    record_points([again], url, shown)
    assert [line for line in again.score.explanation if "accept" in line] == ["accept: 3 of 4, by hand."]


def test_an_exercise_that_was_released_later(url, shown):
    record_points([row()], url, shown)
    more = ReleasedNotebook(
        "a1", A1.notebook, [*A1.exercises, GradedExercise("identify", 2, "identify-check", "identify")]
    )
    record_points([row(released=more, compared={"identify": Compared(3, 3)})], url, shown)
    with Gradebook(url) as book:
        assert book.find_submission("a1", "ada").score == 2


def test_tables_for_learning_platforms(tmp_path):
    write_numbers(tmp_path, "canvas", "a1", {"17": "zoë"})
    write_numbers(tmp_path, "moodle", "a2", {"4": "zoë"})
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


def test_feedback_says_what_was_right_and_shows_no_case(tmp_path):
    wrong = {"accept": Compared(12, 15, "a distance that equals the threshold is accepted, too.")}
    path = write_feedback(row("<script>alert(1)</script>", compared=wrong, repairs=["<b>mended</b>"]), tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "12 of 15 hidden cases right. a distance that equals" in text
    assert "<script>" not in text and "<b>" not in text and "&lt;script&gt;" in text


def test_feedback_of_a_verifier_has_its_figure(tmp_path):
    judged = row(released=A2, verdict=VERDICT, people="the folder class", unsafe=True)
    text = write_feedback(judged, tmp_path).read_text(encoding="utf-8")
    assert "data:image/png;base64," in text and "falsely rejected (10.00 %)" in text and "the folder class" in text
    assert "without a sandbox" in text


def test_the_class_report_lists_what_needs_a_person(tmp_path):
    rows = [row(), row("bob", state="crashed", sentence="cell 3: KeyError"), row("eve", written={"words": "x"})]
    write_class_report(rows, PEOPLE, ["The policy names bo."], tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    attention = text[text.index("What needs a person") :]
    assert "bob" in attention and "cell 3: KeyError" in attention and "<td>words</td>" in attention
    assert "The policy names bo." in text
    assert "ada" not in attention and "2 graded, 1 crashed" in text


def test_results_are_kept_whole(tmp_path):
    path = tmp_path / "deep" / "k.json"
    result = row(released=A2, verdict=VERDICT, written={"words": "ümläut"}).result
    write_result(result, path)
    assert read_result(path) == result
    for damaged in ("", "{", "{}", "[]", "null", path.read_text()[:-20]):
        path.write_text(damaged)
        assert read_result(path) is None


def test_executed_notebooks_lose_what_a_browser_would_run():
    outputs = [
        nbformat.v4.new_output("display_data", {"text/html": "<script>", "text/plain": "fine", "image/png": "aGk="}),
        nbformat.v4.new_output("display_data", {"application/javascript": "alert(1)"}),
        nbformat.v4.new_output("stream", text="printed"),
    ]
    pasted = {"a.png": {"image/png": "aGk=", "text/html": "<script>"}, "b": {"image/svg+xml": "<svg onload=x>"}}
    words = "see <script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) [b] and x < y\n\n"
    words += "[b]: javascript:alert(4)\n\n[c](java&#115;cript:alert(5)) $\\href{javascript:alert(6)}{y}$ [good](https://a.org)"
    cells = [nbformat.v4.new_code_cell("x", outputs=outputs), nbformat.v4.new_markdown_cell(words, attachments=pasted)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    page = HTMLExporter().from_notebook_node(nbformat.reads(plain_outputs(nbformat.writes(notebook)), 4))[0]
    body = page[page.index("<body") :]
    assert "<script>alert" not in body and "<img src=x" not in body and "\\href" not in body
    assert not re.search(r'href="(?!https?:|#)', body) and 'href="https://a.org"' in body
    notebook.cells.pop()
    text = plain_outputs(nbformat.writes(notebook))
    assert "<script>" not in text and "alert" not in text
    assert "fine" in text and "printed" in text and "aGk=" in text
    assert plain_outputs("no notebook") == plain_outputs("[" * 10**5) == ""


@pytest.mark.parametrize(
    "words",
    [
        "<a " * 10**6,
        "<blockquote>" + "<b id=i>" * 10**5 + "</blockquote>" + "<blockquote>x</blockquote>" * 10**5,
        "](" * 10**6,
        "](" + " " * 10**6,
        "](data:image/png;base64," * 10**5,
        "![a](data:image/png;base64," + "A" * 10**6,
    ],
)
def test_no_text_is_too_much(words):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words)])
    assert "<b" not in plain_outputs(nbformat.writes(notebook)).replace("< b", "")


def test_a_picture_that_was_pasted_as_an_address_stays():
    picture = "![image.png](data:image/png;base64,aGk=)"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(f"{picture} ![b](data:image/svg+xml;base64,aGk=)")]
    )
    [cell] = nbformat.reads(plain_outputs(nbformat.writes(notebook)), 4).cells
    assert cell.source == f"{picture} ![b] (data:image/svg+xml;base64,aGk=)"


def test_no_formula_for_a_spreadsheet_that_parts_cells_by_semicolons(tmp_path):
    write_csv([row("x;=1+1;y"), row("a;\t@b")], tmp_path)
    text = (tmp_path / "grades.csv").read_text(encoding="utf-8")
    assert all(not cell.lstrip().startswith(("=", "@")) for cell in re.split("[;\t]", text))
