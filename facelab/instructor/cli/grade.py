"""`facelab grade`: scores, a gradebook, feedback, and a list of what needs a person."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from facelab.cli.terminal import console, progress_line, stop
from facelab.instructor.cli.course_release import make_release

if TYPE_CHECKING:
    from distributed import Client

    from facelab.instructor.execution.sandbox import Limits
    from facelab.instructor.grading_folder import GradingFolder
    from facelab.instructor.intake.submissions import Submission
    from facelab.instructor.reporting.gradebook import GradeRow

UNSAFE = (
    "Without a sandbox, students' code can read and change all that you can: answers, grades, your files. "
    "Every result will say so."
)


def run(
    course: Annotated[Path, typer.Argument(help="Folder with submitted/<student>/<assignment>/.")],
    policy: Annotated[Path | None, typer.Option(help="TOML file; COURSE/policy.toml if it is there.")] = None,
    release: Annotated[Path | None, typer.Option(help="What students got; COURSE/release, made if missing.")] = None,
    gradebook: Annotated[str | None, typer.Option(help="Database URL; COURSE/gradebook.db by default.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Runs at once; by cores and memory.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Of a running Dask cluster, as tcp://head:8786.")] = None,
    tls_ca: Annotated[Path | None, typer.Option(help="For tls://: certificate of the authority.")] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="For tls://: your certificate.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="For tls://: its key.")] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe-no-sandbox", help=UNSAFE)] = False,
) -> None:
    """Grade all submissions that are new or have changed.

    Stop it whenever you like: what is graded stays graded, the rest follows the next time. Ends with gradebook.db,
    grades.csv, canvas.csv, feedback/, autograded/ and report.html in the course's folder.

        facelab grade run ~/courses/faces
        facelab grade run ~/courses/faces --scheduler tcp://head:8786
    """
    try:
        from facelab.instructor.execution.cluster import existing_cluster, fitting_workers, local_workers
        from facelab.instructor.execution.probe import SandboxError, check_sandbox
        from facelab.instructor.execution.sandbox import Limits
        from facelab.instructor.grading_folder import (
            check_grading_folder,
            only_grader,
            open_grading_folder,
            submissions_of,
        )
        from facelab.instructor.reporting.gradebook import open_gradebook
        from facelab.instructor.reporting.publish import record_all
        from facelab.instructor.scoring.policy import Policy, read_policy
    except ModuleNotFoundError as error:
        stop(f'the package {error.name} is missing: grading needs `pip install "facelab[grading]"`.')
    try:
        if unsafe:
            console.print(f"[red]{UNSAFE}[/]")
        elif not scheduler:  # elsewhere, each worker looks for itself
            check_sandbox()
        if scheduler and workers:
            raise ValueError("--workers is for this machine; with --scheduler, the cluster says how many there are.")
        file = policy or course / "policy.toml"
        rules = read_policy(file) if policy or file.is_file() else Policy()
        check_grading_folder(course)
        opened = open_grading_folder(course, rules, make_release(course, release), unsafe)
        submissions = submissions_of(opened)
        if not submissions:
            names = ", ".join(opened.released)
            raise ValueError(f"{course / 'submitted'} holds no submission of {names}.")
        url = gradebook or f"sqlite:///{(course / 'gradebook.db').resolve()}"
        with open_gradebook(url):
            pass  # told before hours of grading if it cannot be
        at_once = workers or fitting_workers(rules.memory)
        where: AbstractContextManager[Client] = (
            existing_cluster(scheduler, tls_ca, tls_cert, tls_key) if scheduler else local_workers(at_once)
        )
        with only_grader(course):
            limits = Limits(rules.minutes, round(rules.memory * 1024))
            _grade_all(opened, submissions, where, limits, 0 if scheduler else at_once)
            rows = record_all(opened, url)
    except (OSError, ValueError, SandboxError) as error:
        stop(str(error))
    _print_table(rows, course)


def _grade_all(
    course: "GradingFolder",
    submissions: list["Submission"],
    where: AbstractContextManager["Client"],
    limits: "Limits",
    at_once: int,
) -> None:
    from facelab.instructor.grader import Grader
    from facelab.instructor.scoring.result import Result

    waiting = [each for each in submissions if not course.is_graded(each)]
    console.print(f"{len(submissions)} submissions, {len(submissions) - len(waiting)} of them graded before.")
    if not waiting:
        return
    with where as client, progress_line() as progress:
        n_workers = sum(client.nthreads().values())
        line = f"{n_workers} at once" if n_workers else "waiting for workers"
        task = progress.add_task("grading", total=len(waiting), line=line)

        def on_result(result: Result) -> None:
            line = escape(f"{result.student}, {result.assignment}: {result.state}")
            progress.update(task, advance=1, line=line)
            if not console.is_terminal:  # a log file
                console.print(f"{progress.tasks[0].completed:.0f} of {len(waiting)}, {line}", soft_wrap=True)

        Grader(course, client, limits, at_once).grade(waiting, on_result)


def _print_table(rows: list["GradeRow"], course: Path) -> None:
    table = Table("assignment", "submissions", "states", "to read")
    for name in sorted({row.result.assignment for row in rows}):
        here = [row for row in rows if row.result.assignment == name]
        states = sorted({row.result.state for row in here})
        counts = ", ".join(f"{sum(row.result.state == state for row in here)} {state}" for state in states)
        table.add_row(escape(name), str(len(here)), counts, str(sum(len(row.score.needs_manual_grade) for row in here)))
    console.print(table)
    console.print(f"Points, feedback and what needs a person: {escape(str(course / 'report.html'))}")
