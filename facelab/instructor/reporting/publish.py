"""From results to what an instructor keeps: points in the gradebook, tables, feedback, a report."""

import datetime
import shutil
from collections.abc import Iterable, Sequence

from facelab.instructor.grading_folder import GradingFolder, submissions_of
from facelab.instructor.intake.submissions import Submission, unexpected_entries
from facelab.instructor.reporting.csv_files import write_csv
from facelab.instructor.reporting.gradebook import GradeRow, record_points
from facelab.instructor.reporting.html_reports import write_class_report, write_feedback
from facelab.instructor.scoring.judges import Judges
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Result
from facelab.instructor.scoring.score import score


def publish(grading: GradingFolder, url: str) -> list[GradeRow]:
    """Turn all results into points, and write gradebook, tables, feedback, notebooks and report.

    What the grader itself failed on has no points, and appears only in the report.
    """
    submissions = submissions_of(grading)
    rows = [row for each in submissions if (row := grade_row(grading, each))]
    done = [row for row in rows if not row.result.retry]
    record_points(done, url, grading.folder / ".facelab" / "shown.json")
    write_csv(done, grading.folder)
    for row in done:
        write_feedback(row, grading.folder / "feedback")
        publish_notebook(grading, row.result)
    write_class_report(rows, grading.judges, report_notes(grading, rows, submissions), grading.folder / "report.html")
    return rows


def grade_row(grading: GradingFolder, submission: Submission) -> GradeRow | None:
    """Score a submission, or the newest before the cutoff if it came after it; None if it is not graded yet."""
    results = grading.results(submission)
    result = results.get(grading.key(submission))
    if result is None:
        return None
    cutoff, notes = grading.policy.cutoff_date(submission.student, submission.assignment), []
    in_time = [each for each in results.values() if cutoff and _date(each) <= cutoff]
    if cutoff and _date(result) > cutoff and in_time:
        notes = [f"Handed in again on {result.submitted[:10]}, after the last day: that does not count."]
        result = max(in_time, key=lambda each: (each.submitted, each.graded))
    released = grading.released[submission.assignment]
    found = score(result, released, grading.policy, grading.resubmissions(results.values(), result))
    found.explanation = notes + found.explanation
    return GradeRow(result, released, found)


def publish_notebook(grading: GradingFolder, result: Result) -> None:
    """Copy the executed notebook of the result that counts to `autograded/`, where nbgrader's formgrader looks."""
    kept = grading.results_folder(result.assignment, result.student) / f"{result.key}.ipynb"
    target = grading.folder / "autograded" / result.student / result.assignment / f"{result.assignment}.ipynb"
    if kept.is_file() and kept.stat().st_size:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)
    else:
        target.unlink(missing_ok=True)  # it would be that of another submission


def report_notes(grading: GradingFolder, rows: Sequence[GradeRow], submissions: Iterable[Submission]) -> list[str]:
    """Say what an instructor would not expect: folders, dates and names that match nothing."""
    handed_in = {(row.result.student, row.result.assignment) for row in rows}
    deductions = {(each.student, each.assignment) for each in grading.policy.deductions}
    idle = sorted((student, name) for student, name in deductions - handed_in if name in grading.released)
    return [
        *_judge_notes(grading.judges, rows),
        *_folder_notes(grading),
        *(f"{each.student}, {each.assignment}: {each.date_problem}" for each in submissions if each.date_problem),
        *(f"A deduction is for {student} in {name}: nothing was handed in." for student, name in idle),
        *_student_notes(grading.policy, {student for student, _ in handed_in.union(idle)}),
        *_assignment_notes(grading.policy, set(grading.released)),
    ]


def _judge_notes(judges: Judges | None, rows: Sequence[GradeRow]) -> list[str]:
    notes = [judges.note] if judges and judges.note else []
    source = judges.source if judges else ""
    if others := [row.result.student for row in rows if row.result.verdict and row.result.people != source]:
        notes.append(f"Judged on other people than the rest, as an earlier submission counts: {', '.join(others)}.")
    return notes


def _folder_notes(grading: GradingFolder) -> list[str]:
    unexpected = unexpected_entries(grading.folder / "submitted", set(grading.released))
    names = ", ".join(unexpected)
    return [f"Not graded, as it is not a folder submitted/<student>/<assignment>/: {names}."] if unexpected else []


def _student_notes(policy: Policy, students: set[str]) -> list[str]:
    unknown = sorted({*policy.extensions, *(each.student for each in policy.deductions)} - students)
    return [f"The policy names {', '.join(unknown)}, who handed in nothing."] if unknown else []


def _assignment_notes(policy: Policy, assignments: set[str]) -> list[str]:
    tables = [each for each in (policy.due, policy.cutoff, *policy.extensions.values()) if isinstance(each, dict)]
    named = {name for table in tables for name in table} | {each.assignment for each in policy.deductions}
    unknown = sorted(named - assignments)
    return [f"The policy names {', '.join(unknown)}, which is not an assignment."] if unknown else []


def _date(result: Result) -> datetime.date:
    return datetime.date.fromisoformat(result.submitted[:10])
