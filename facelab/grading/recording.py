"""From results to what an instructor keeps: points in the gradebook, tables, feedback, a report."""

import datetime
from collections.abc import Iterable

from facelab.grading.course_folder import CourseFolder, submissions_of
from facelab.grading.csv_files import write_csv
from facelab.grading.gradebook import Row, record
from facelab.grading.pages import write_class_report, write_feedback
from facelab.grading.platform_numbers import PLATFORMS, platform_numbers
from facelab.grading.result import Result
from facelab.grading.score import score
from facelab.grading.submissions import Submission, strange_folders


def record_all(course: CourseFolder, url: str) -> list[Row]:
    """Turn all results into points, and write them down.

    Parameters
    ----------
    course : CourseFolder
    url : str
        Of the gradebook.

    Returns
    -------
    list of Row
        What the grader itself failed on has no points, and is written nowhere but into the report.
    """
    rows = [row for each in submissions_of(course) if (row := row_of(course, each))]
    done = [row for row in rows if not row.result.retry]
    record(done, url, course.folder / ".facelab" / "shown.json")
    numbers = {platform: platform_numbers(course.folder, platform) for platform in PLATFORMS}
    write_csv(done, course.folder, numbers)
    for row in done:
        write_feedback(row, course.people, course.folder / "feedback")
    write_class_report(rows, course.people, remarks(course, rows), course.folder / "report.html")
    return rows


def row_of(course: CourseFolder, submission: Submission) -> Row | None:
    """Score a submission; of one that came after the last day, the newest that came in time counts instead.

    Parameters
    ----------
    course : CourseFolder
    submission : Submission

    Returns
    -------
    Row or None
        None if it is not graded yet.
    """
    results = course.results(submission)
    result = results.get(course.key(submission))
    if result is None:
        return None
    last, note = course.policy.last_day(submission.student, submission.assignment), ""
    if last and _day(result) > last and (in_time := [each for each in results.values() if _day(each) <= last]):
        note = f"Handed in again on {result.submitted[:10]}, after the last day: that does not count."
        result = max(in_time, key=lambda each: each.submitted)
    released = course.released[submission.assignment]
    found = score(result, released, course.policy, course.resubmissions(results.values(), result))
    found.words = [note, *found.words] if note else found.words
    return Row(result, released, found)


def remarks(course: CourseFolder, rows: Iterable[Row]) -> list[str]:
    """Say what an instructor would not expect: folders and names that fit nothing.

    Parameters
    ----------
    course : CourseFolder
    rows : iterable of Row

    Returns
    -------
    list of str
        Sentences.
    """
    found = [course.people.remark] if course.people and course.people.remark else []
    if strange := strange_folders(course.folder / "submitted", set(course.released)):
        found.append(f"Not graded, named like no assignment: {', '.join(strange)}.")
    known = {row.result.student for row in rows}
    policy, assignments = course.policy, set(course.released)
    named = [*policy.extensions, *(each.student for each in policy.deductions)]
    if strangers := sorted(set(named) - known):
        found.append(f"The policy names {', '.join(strangers)}, of whom nothing was handed in.")
    dated = {name for day in (policy.due, policy.final) if isinstance(day, dict) for name in day}
    if unknown := sorted((dated | {each.assignment for each in policy.deductions}) - assignments):
        found.append(f"The policy names {', '.join(unknown)}, which is no assignment.")
    return found


def _day(result: Result) -> datetime.date:
    return datetime.date.fromisoformat(result.submitted[:10])
