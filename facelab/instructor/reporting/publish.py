"""From results to what an instructor keeps: points in the gradebook, tables, feedback, a report."""

import datetime
import shutil
from collections.abc import Iterable, Sequence

from facelab.instructor.grading_folder import GradingFolder, submissions_of
from facelab.instructor.intake.submissions import Submission, unexpected_entries
from facelab.instructor.reporting.csv_files import write_csv
from facelab.instructor.reporting.gradebook import GradeRow, record_points
from facelab.instructor.reporting.html_reports import write_class_report, write_feedback
from facelab.instructor.scoring.result import Result
from facelab.instructor.scoring.score import score


def record_all(course: GradingFolder, url: str) -> list[GradeRow]:
    """Turn all results into points, and write them down.

    Parameters
    ----------
    course : GradingFolder
    url : str
        Of the gradebook.

    Returns
    -------
    list of GradeRow
        What the grader itself failed on has no points, and is written nowhere but into the report.
    """
    submissions = submissions_of(course)
    rows = [row for each in submissions if (row := row_of(course, each))]
    done = [row for row in rows if not row.result.retry]
    record_points(done, url, course.folder / ".facelab" / "shown.json")
    write_csv(done, course.folder)
    for row in done:
        write_feedback(row, course.folder / "feedback")
        show_notebook(course, row.result)
    write_class_report(rows, course.people, report_notes(course, rows, submissions), course.folder / "report.html")
    return rows


def row_of(course: GradingFolder, submission: Submission) -> GradeRow | None:
    """Score a submission; of one that came after the last day, the newest that came in time counts instead.

    Parameters
    ----------
    course : GradingFolder
    submission : Submission

    Returns
    -------
    GradeRow or None
        None if it is not graded yet.
    """
    results = course.results(submission)
    result = results.get(course.key(submission))
    if result is None:
        return None
    last, note = course.policy.last_day(submission.student, submission.assignment), ""
    if last and _day(result) > last and (in_time := [each for each in results.values() if _day(each) <= last]):
        note = f"Handed in again on {result.submitted[:10]}, after the last day: that does not count."
        result = max(in_time, key=lambda each: (each.submitted, each.graded))
    released = course.released[submission.assignment]
    found = score(result, released, course.policy, course.resubmissions(results.values(), result))
    found.explanation = [note, *found.explanation] if note else found.explanation
    return GradeRow(result, released, found)


def report_notes(course: GradingFolder, rows: Sequence[GradeRow], submissions: Iterable[Submission]) -> list[str]:
    """Say what an instructor would not expect: folders, dates and names that fit nothing.

    Parameters
    ----------
    course : GradingFolder
    rows : sequence of GradeRow
    submissions : iterable of Submission

    Returns
    -------
    list of str
        Sentences.
    """
    found = [course.people.note] if course.people and course.people.note else []
    if strange := unexpected_entries(course.folder / "submitted", set(course.released)):
        found.append(f"Not graded, for it is no folder submitted/<student>/<assignment>/: {', '.join(strange)}.")
    found += [f"{each.student}, {each.assignment}: {each.date_problem}" for each in submissions if each.date_problem]
    source = course.people.source if course.people else ""
    if others := [row.result.student for row in rows if row.result.verdict and row.result.people != source]:
        found.append(f"Judged by other people than the rest, as they were handed in before: {', '.join(others)}.")
    policy, assignments = course.policy, set(course.released)
    deducted = {(each.student, each.assignment) for each in policy.deductions if each.assignment in assignments}
    nothing = deducted - {(row.result.student, row.result.assignment) for row in rows}
    found += [
        f"A deduction is for {name} in {assignment}: nothing was handed in." for name, assignment in sorted(nothing)
    ]
    known = {row.result.student for row in rows} | {name for name, _ in nothing}
    named = [*policy.extensions, *(each.student for each in policy.deductions)]
    if strangers := sorted(set(named) - known):
        found.append(f"The policy names {', '.join(strangers)}, of whom nothing was handed in.")
    dated = {
        name for day in (policy.due, policy.final, *policy.extensions.values()) if isinstance(day, dict) for name in day
    }
    if unknown := sorted((dated | {each.assignment for each in policy.deductions}) - assignments):
        found.append(f"The policy names {', '.join(unknown)}, which is no assignment.")
    return found


def show_notebook(course: GradingFolder, result: Result) -> None:
    """Lay the executed notebook of the result that counts where nbgrader's formgrader looks: `autograded/`.

    Parameters
    ----------
    course : GradingFolder
    result : Result
    """
    kept = course.results_folder(result.assignment, result.student) / f"{result.key}.ipynb"
    target = course.folder / "autograded" / result.student / result.assignment / f"{result.assignment}.ipynb"
    if kept.is_file() and kept.stat().st_size:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)
    else:
        target.unlink(missing_ok=True)  # it would be that of another submission


def _day(result: Result) -> datetime.date:
    return datetime.date.fromisoformat(result.submitted[:10])
