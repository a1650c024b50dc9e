"""Grade a folder of submissions, from the options of `facelab grade run` to the table at its end."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client
from rich.markup import escape
from rich.table import Table

from facelab.cli.terminal import console, progress_line
from facelab.instructor.cli.release import find_or_build_release
from facelab.instructor.execution.cluster import existing_cluster, fitting_workers, local_workers
from facelab.instructor.execution.probe import check_sandbox
from facelab.instructor.execution.sandbox import Limits
from facelab.instructor.grader import Grader
from facelab.instructor.grading_folder import (
    GradingFolder,
    check_grading_folder,
    only_grader,
    open_grading_folder,
    submissions_of,
)
from facelab.instructor.intake.submissions import Submission
from facelab.instructor.reporting.gradebook import GradeRow, open_gradebook
from facelab.instructor.reporting.publish import publish
from facelab.instructor.scoring.policy import Policy, read_policy
from facelab.instructor.scoring.result import Result


@dataclass(frozen=True)
class Machines:
    """Where submissions run: on this machine, or on the workers of a Dask scheduler."""

    workers: int | None = None
    scheduler: str | None = None
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    def __post_init__(self):
        if self.scheduler and self.workers:
            raise ValueError("--workers is for this machine; with --scheduler, the cluster has its own number.")

    def concurrent_runs(self, policy: Policy) -> int:
        """Choose how many submissions run at once on this machine; 0 on a cluster."""
        return 0 if self.scheduler else self.workers or fitting_workers(policy.memory)

    def connect(self, concurrent_runs: int) -> AbstractContextManager[Client]:
        """Start workers on this machine, or connect to those of the cluster."""
        if self.scheduler:
            return existing_cluster(self.scheduler, self.tls_ca, self.tls_cert, self.tls_key)
        return local_workers(concurrent_runs)


def grade_folder(
    folder: Path, policy: Path | None, release: Path | None, gradebook: str | None, machines: Machines, unsafe: bool
) -> list[GradeRow]:
    """Grade what is new or has changed, and publish the points of all submissions."""
    if not unsafe and not machines.scheduler:  # on a cluster, each worker checks its own
        check_sandbox()
    policy_file = policy or folder / "policy.toml"
    rules = read_policy(policy_file) if policy or policy_file.is_file() else Policy()
    check_grading_folder(folder)
    grading = open_grading_folder(folder, rules, find_or_build_release(folder, release), unsafe)
    submissions = submissions_of(grading)
    if not submissions:
        raise ValueError(f"{folder / 'submitted'} holds no submission of {', '.join(grading.released)}.")
    url = gradebook or f"sqlite:///{(folder / 'gradebook.db').resolve()}"
    with open_gradebook(url):
        pass  # a gradebook that cannot be used stops the command here, not after hours of grading
    with only_grader(folder):
        _grade_new(grading, submissions, machines)
        return publish(grading, url)


def _grade_new(grading: GradingFolder, submissions: list[Submission], machines: Machines) -> None:
    waiting = [each for each in submissions if not grading.is_graded(each)]
    console.print(f"{len(submissions)} submissions, {len(submissions) - len(waiting)} of them graded before.")
    if not waiting:
        return
    limits = Limits(grading.policy.minutes, round(grading.policy.memory * 1024))
    concurrent_runs = machines.concurrent_runs(grading.policy)
    with machines.connect(concurrent_runs) as client, progress_line() as progress:
        n_workers = sum(client.nthreads().values())
        line = f"{n_workers} at once" if n_workers else "waiting for workers"
        task = progress.add_task("grading", total=len(waiting), line=line)

        def on_result(result: Result) -> None:
            line = escape(f"{result.student}, {result.assignment}: {result.state}")
            progress.update(task, advance=1, line=line)
            if not console.is_terminal:  # a log file
                console.print(f"{progress.tasks[0].completed:.0f} of {len(waiting)}, {line}", soft_wrap=True)

        Grader(grading, client, limits, concurrent_runs).grade(waiting, on_result)


def print_table(rows: Sequence[GradeRow], folder: Path) -> None:
    """Print the states of all submissions, by assignment, and how many answers are left to grade by hand."""
    table = Table("assignment", "submissions", "states", "to grade by hand")
    for name in sorted({row.result.assignment for row in rows}):
        here = [row for row in rows if row.result.assignment == name]
        states = [row.result.state for row in here]
        counts = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
        n_manual = sum(len(row.score.needs_manual_grade) for row in here)
        table.add_row(escape(name), str(len(here)), counts, str(n_manual))
    console.print(table)
    console.print(f"Points, feedback and what needs a person: {escape(str(folder / 'report.html'))}")
