"""Grade what was handed in: one writer, many workers, every result written as soon as it is there."""

import datetime
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from facelab.atomic import write_atomically
from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.execution.execute import Job, execute
from facelab.instructor.execution.probe import SandboxError
from facelab.instructor.execution.sandbox import Limits
from facelab.instructor.grading_folder import GradingFolder
from facelab.instructor.intake.preflight import Prepared, prepare
from facelab.instructor.intake.sanitize import plain_outputs
from facelab.instructor.intake.submissions import Submission
from facelab.instructor.release.released import VERIFIER
from facelab.instructor.scoring.assess import assess
from facelab.instructor.scoring.hidden_cases import HiddenCases, answer_requests, case_inputs, hidden_cases
from facelab.instructor.scoring.result import Result, State, write_result
from facelab.submission.process import Run

SENT_PER_WORKER = 2  # so that no worker waits, and few submissions are in memory


@dataclass(frozen=True)
class InProgress:
    """A submission that was sent to a worker."""

    submission: Submission
    result: Result
    prepared: Prepared


class Grader:
    """Sends submissions to workers, and turns what comes back into results.

    `concurrent_runs` runs share this machine; 0 stands for a cluster, where each worker has its own cores.
    """

    def __init__(self, grading: GradingFolder, client: Client, limits: Limits, concurrent_runs: int = 0):
        self.grading = grading
        self.client = client
        self.limits = limits
        self.concurrent_runs = concurrent_runs
        with warnings.catch_warnings():  # large, but sent as a task: Dask makes it again where it is lost
            warnings.filterwarnings("ignore", message="Sending large graph")
            self.bundle = client.submit(Bundle, grading.bundle.packed, grading.bundle.digest)
        self.hidden: dict[str, HiddenCases] = {}
        self.in_progress: dict[str, InProgress] = {}
        self.worker_died: list[InProgress] = []

    def grade(self, submissions: Iterable[Submission], on_result: Callable[[Result], None]) -> None:
        """Grade submissions that have no result yet; pass each result on after it was written."""
        waiting = (each for each in submissions if not self.grading.is_graded(each))
        running = as_completed()
        for future in self._start(waiting, on_result):
            running.add(future)
            while running.count() >= SENT_PER_WORKER * max(1, sum(self.client.nthreads().values())):  # workers vary
                self._finish(next(running), on_result)
        for future in running:
            self._finish(future, on_result)
        while self.worker_died:  # one by one: a worker that dies now was killed by its own run
            future = self._send(self.worker_died.pop())
            self._finish(future, on_result, runs_alone=True)

    def _start(self, waiting: Iterable[Submission], on_result: Callable[[Result], None]) -> Iterator[Future]:
        """Send one after the other; a submission that cannot run has its result at once."""
        for submission in waiting:
            result = self._new_result(submission)
            try:
                yield self._send(InProgress(submission, result, self._prepare(submission)))
            except (OSError, ValueError) as error:
                result.state, result.sentence = State.INVALID, str(error)
                self._write(InProgress(submission, result, Prepared(nbformat.v4.new_notebook())), "")
                on_result(result)

    def _prepare(self, submission: Submission) -> Prepared:
        released = self.grading.released[submission.assignment]
        if submission.problem or submission.notebook is None:
            raise ValueError(submission.problem or f"expected one notebook, {submission.assignment}.ipynb.")
        prepared = prepare(submission.notebook, released)
        if released.is_verifier and VERIFIER in prepared.untouched + prepared.missing:
            raise ValueError(f"the answer {VERIFIER!r} is missing, or as it was released: nothing was handed in.")
        return prepared

    def _send(self, item: InProgress) -> Future:
        future = self.client.submit(execute, self._job(item.submission, item.prepared), self.bundle, pure=False)
        self.in_progress[str(future.key)] = item
        return future

    def _finish(self, future: Future, on_result: Callable[[Result], None], runs_alone: bool = False) -> None:
        """Write the result of a run, unless its worker died: another run may have killed it."""
        item = self.in_progress.pop(str(future.key))
        try:
            run = future.result()
        except SandboxError:  # nothing is graded without a sandbox
            raise
        except KilledWorker:
            if not runs_alone:
                self.worker_died.append(item)
                return
            run = Run(cause="death", failure="it took several workers down with it")
        except Exception as error:  # whatever happens to one submission, the others are graded
            run = Run(cause="grader", failure=f"the grader failed on it ({type(error).__name__}: {error})"[:500])
            item.result.retry = True
        finally:
            future.release()
        self._assess(item, run)
        self._write(item, run.notebook)
        on_result(item.result)

    def _assess(self, item: InProgress, run: Run) -> None:
        result, released = item.result, self.grading.released[item.submission.assignment]
        result.repairs += item.prepared.repairs
        result.written = item.prepared.written
        judges = self.grading.judges if released.is_verifier else None
        try:
            assess(result, run, released, self._hidden(released.name), judges)
        except Exception as error:  # untrusted values may break what compares them
            result.state, result.sentence = State.REVIEW, f"its values could not be judged ({type(error).__name__})."
        if result.state == State.GRADED and item.submission.notes:
            result.state, result.sentence = State.REVIEW, " ".join(item.submission.notes)

    def _write(self, item: InProgress, notebook: str) -> None:
        """Write the executed notebook, for manual grading, and the result."""
        path = self.grading.result_path(item.submission)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = plain_outputs(notebook) or plain_outputs(nbformat.writes(item.prepared.notebook))
        write_atomically(path.with_suffix(".ipynb"), text)
        item.result.graded = datetime.datetime.now().isoformat()
        write_result(item.result, path)

    def _new_result(self, submission: Submission) -> Result:
        key = self.grading.key(submission)
        result = Result(submission.student, submission.assignment, key, submission.digest, submission.submitted)
        result.unsafe, result.notes = self.grading.unsafe, list(submission.notes)
        result.limits = self.grading.limits
        return result

    def _hidden(self, assignment: str) -> HiddenCases:
        if assignment not in self.hidden:
            self.hidden[assignment] = hidden_cases(self.grading.released[assignment], self.grading.secret)
        return self.hidden[assignment]

    def _job(self, submission: Submission, prepared: Prepared) -> Job:
        released = self.grading.released[submission.assignment]
        hidden = self._hidden(released.name)
        judges = self.grading.judges if released.is_verifier else None
        return Job(
            f"{submission.assignment}.ipynb",
            nbformat.writes(prepared.notebook),
            self._weights(submission.weights),
            case_inputs(hidden),
            answer_requests(released, hidden),
            judges.images if judges else None,
            mask_orl=judges is not None and judges.is_orl,
            limits=self.limits,
            unsafe=self.grading.unsafe,
            concurrent_runs=self.concurrent_runs,
        )

    def _weights(self, path: Path | None) -> tuple[str, bytes | Path] | None:
        """Name the weights file, and where it is; or its content, for a machine of a cluster that cannot see it."""
        if path is None:
            return None
        return path.name, path.resolve() if self.concurrent_runs else path.read_bytes()
