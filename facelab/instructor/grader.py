"""Grade what was handed in: one writer, many workers, every result kept as soon as it is there."""

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
from facelab.instructor.scoring.hidden_cases import Hidden, asked, hidden_cases
from facelab.instructor.scoring.result import GRADED, INVALID, REVIEW, Result, write_result
from facelab.submission.process import Run

AHEAD = 2  # submissions sent for each worker, so that none waits and few are in memory


@dataclass(frozen=True)
class Sent:
    """A submission that is being run."""

    submission: Submission
    result: Result
    prepared: Prepared


class Grader:
    """Sends submissions to workers, and turns what comes back into results.

    Parameters
    ----------
    course : GradingFolder
    client : distributed.Client
    limits : Limits
    at_once : int
        Runs on this machine; 0 on a cluster, where each worker has cores of its own.
    """

    def __init__(self, course: GradingFolder, client: Client, limits: Limits, at_once: int = 0):
        self.course = course
        self.client = client
        self.limits = limits
        self.at_once = at_once
        with warnings.catch_warnings():  # sent as a task, though it is large: it is made again where it is lost
            warnings.filterwarnings("ignore", message="Sending large graph")
            self.bundle = client.submit(Bundle, course.bundle.packed, course.bundle.digest)
        self.hidden: dict[str, Hidden] = {}
        self.sent: dict[str, Sent] = {}
        self.suspects: list[Sent] = []

    def grade(self, submissions: Iterable[Submission], on_result: Callable[[Result], None]) -> None:
        """Grade submissions that have no result yet.

        Parameters
        ----------
        submissions : iterable of Submission
        on_result : callable
            Told each result, after it was written.

        Raises
        ------
        SandboxError
            If a worker has no working sandbox: nothing is graded without one.
        """
        waiting = (each for each in submissions if not self.course.is_graded(each))
        running = as_completed()
        for future in self._start(waiting, on_result):
            running.add(future)
            while running.count() >= AHEAD * max(1, sum(self.client.nthreads().values())):  # workers come and go
                self._finish(next(running), on_result)
        for future in running:
            self._finish(future, on_result)
        while self.suspects:  # one by one: a worker that dies now was killed by this one
            future = self._send(self.suspects.pop())
            self._finish(future, on_result, alone=True)

    def _start(self, waiting: Iterable[Submission], on_result: Callable[[Result], None]) -> Iterator[Future]:
        """Send one after the other; a submission that cannot run has its result at once."""
        for submission in waiting:
            result = self._new_result(submission)
            try:
                prepared = self._prepare(submission)
                yield self._send(Sent(submission, result, prepared))
            except (OSError, ValueError) as error:
                result.state, result.sentence = INVALID, str(error)
                self._keep(Sent(submission, result, Prepared(nbformat.v4.new_notebook())), "")
                on_result(result)

    def _prepare(self, submission: Submission) -> Prepared:
        released = self.course.released[submission.assignment]
        if submission.problem or submission.notebook is None:
            raise ValueError(submission.problem or f"expected one notebook, {submission.assignment}.ipynb.")
        prepared = prepare(submission.notebook, released)
        if released.is_verifier and VERIFIER in prepared.untouched + prepared.missing:
            raise ValueError(f"the answer {VERIFIER!r} is missing, or as it was released: nothing was handed in.")
        return prepared

    def _send(self, sent: Sent) -> Future:
        future = self.client.submit(execute, self._job(sent.submission, sent.prepared), self.bundle, pure=False)
        self.sent[str(future.key)] = sent
        return future

    def _finish(self, future: Future, on_result: Callable[[Result], None], alone: bool = False) -> None:
        """Judge what a run gave, and write it down; what a worker died of may have been another one."""
        sent = self.sent.pop(str(future.key))
        try:
            run = future.result()
        except SandboxError:
            raise
        except KilledWorker:
            if not alone:
                self.suspects.append(sent)
                return
            run = Run(cause="death", failure="it took several workers down with it")
        except Exception as error:  # whatever happens to one submission, the others are graded
            run = Run(cause="grader", failure=f"the grader failed on it ({type(error).__name__}: {error})"[:500])
            sent.result.retry = True
        finally:
            future.release()
        result, released = sent.result, self.course.released[sent.submission.assignment]
        result.repairs += sent.prepared.repairs
        result.written = sent.prepared.written
        people = self.course.people if released.is_verifier else None
        try:
            assess(result, run, released, self._hidden(released.name), people)
        except Exception as error:  # a stranger's values may break what compares them
            result.state, result.sentence = REVIEW, f"its values could not be judged ({type(error).__name__})."
        if result.state == GRADED and sent.submission.notes:
            result.state, result.sentence = REVIEW, " ".join(sent.submission.notes)
        self._keep(sent, run.notebook)
        on_result(result)

    def _keep(self, sent: Sent, notebook: str) -> None:
        """Write the notebook for who grades by hand, and the result."""
        path = self.course.result_path(sent.submission)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = plain_outputs(notebook) or plain_outputs(nbformat.writes(sent.prepared.notebook))
        write_atomically(path.with_suffix(".ipynb"), text)
        sent.result.graded = datetime.datetime.now().isoformat()
        write_result(sent.result, path)

    def _new_result(self, submission: Submission) -> Result:
        key = self.course.key(submission)
        found = Result(submission.student, submission.assignment, key, submission.digest, submission.submitted)
        found.unsafe, found.notes = self.course.unsafe, list(submission.notes)
        found.limits = self.course.limits
        return found

    def _hidden(self, assignment: str) -> Hidden:
        if assignment not in self.hidden:
            self.hidden[assignment] = hidden_cases(self.course.released[assignment], self.course.secret)
        return self.hidden[assignment]

    def _job(self, submission: Submission, prepared: Prepared) -> Job:
        released, people = self.course.released[submission.assignment], self.course.people
        hidden = self._hidden(released.name)
        judged = released.is_verifier and people is not None
        weights = submission.weights
        if weights and not self.at_once:  # another machine does not see the file
            content: bytes | Path | None = weights.read_bytes()
        else:
            content = weights.resolve() if weights else None
        return Job(
            f"{submission.assignment}.ipynb",
            nbformat.writes(prepared.notebook),
            (weights.name, content) if weights and content else None,
            hidden.inputs(),
            asked(released, hidden),
            people.images if judged and people else None,
            mask_orl=bool(judged and people and people.is_orl),
            limits=self.limits,
            unsafe=self.course.unsafe,
            at_once=self.at_once,
        )
