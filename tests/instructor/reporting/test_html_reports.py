from facelab.instructor.reporting.html_reports import write_class_report, write_feedback
from facelab.instructor.scoring.judges import Judges
from facelab.instructor.scoring.result import Compared
from tests.instructor.reporting.sample_rows import A2, VERDICT, row

JUDGES = Judges([], [], "the folder class", "folder")


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
    write_class_report(rows, JUDGES, ["The policy names bo."], tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    attention = text[text.index("What needs a person") :]
    assert "bob" in attention and "cell 3: KeyError" in attention and "<td>words</td>" in attention
    assert "The policy names bo." in text
    assert "ada" not in attention and "2 graded, 1 crashed" in text
