"""Grade what was handed in: one writer, many workers, every result kept as soon as it is there."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import nbformat
from distributed import Client, Future, as_completed
from distributed.scheduler import KilledWorker

from facelab.course import write_whole
from facelab.grading.course_folder import CourseFolder
from facelab.grading.executed import plain_outputs
from facelab.grading.execution import Job, execute
from facelab.grading.hidden import Hidden, asked, hidden_cases
from facelab.grading.judging import judge
from facelab.grading.kit import Kit
from facelab.grading.preflight import Prepared, prepare
from facelab.grading.released import VERIFIER
from facelab.grading.result import GRADED, INVALID, REVIEW, Result, is_graded, write_result
from facelab.grading.sandbox import Limits, SandboxError
from facelab.grading.submissions import Submission
from facelab.submission.contract import IMAGES
from facelab.submission.running import Run

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
    course : CourseFolder
    client : distributed.Client
    limits : Limits
    unsafe : bool
        Run without a sandbox, and mark the results.
    """

    def __init__(self, course: CourseFolder, client: Client, limits: Limits, unsafe: bool = False):
        self.course = course
        self.client = client
        self.limits = limits
        self.unsafe = unsafe
        with warnings.catch_warnings():  # sent as a task, though it is large: it is made again where it is lost
            warnings.filterwarnings("ignore", message="Sending large graph")
            self.kit = client.submit(Kit, course.kit.packed, course.kit.digest)
        self.hidden: dict[str, Hidden] = {}
        self.sent: dict[str, Sent] = {}

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
        waiting = (each for each in submissions if not is_graded(self.course.result_path(each)))
        running = as_completed()
        for future in self._start(waiting, on_result):
            running.add(future)
            while running.count() >= AHEAD * max(1, sum(self.client.nthreads().values())):  # workers come and go
                on_result(self._finish(next(running)))
        for future in running:
            on_result(self._finish(future))

    def _start(self, waiting: Iterable[Submission], on_result: Callable[[Result], None]) -> Iterator[Future]:
        """Send one after the other; a submission that cannot run has its result at once."""
        for submission in waiting:
            result = self._new_result(submission)
            try:
                if submission.notebook is None:
                    raise ValueError(f"expected one notebook, {submission.assignment}.ipynb.")
                released = self.course.released[submission.assignment]
                prepared = prepare(submission.notebook, released)
                if released.is_verifier and VERIFIER in prepared.untouched:
                    raise ValueError(f"the answer {VERIFIER!r} is as it was released: nothing was handed in.")
            except (OSError, ValueError) as error:
                result.state, result.sentence = INVALID, str(error)
                write_result(result, self.course.result_path(submission))
                on_result(result)
                continue
            future = self.client.submit(execute, self._job(submission, prepared), self.kit, pure=False)
            self.sent[str(future.key)] = Sent(submission, result, prepared)
            yield future

    def _finish(self, future: Future) -> Result:
        """Judge what a run gave, and write it down."""
        sent = self.sent.pop(str(future.key))
        try:
            run = future.result()
        except SandboxError:
            raise
        except KilledWorker:
            run = Run(cause="death", failure="it took several workers down with it")
        except Exception as error:  # whatever happens to one submission, the others are graded
            run = Run(cause="grader", failure=f"the grader failed on it ({type(error).__name__}: {error})"[:500])
            sent.result.retry = True
        finally:
            future.release()
        result, released = sent.result, self.course.released[sent.submission.assignment]
        result.repairs, result.written = sent.prepared.repairs, sent.prepared.written
        judge(result, run, released, self._hidden(released.name), self.course.people if released.is_verifier else None)
        if result.state == GRADED and sent.submission.remarks:
            result.state, result.sentence = REVIEW, " ".join(sent.submission.remarks)
        self._keep_notebook(sent.submission, run)
        write_result(result, self.course.result_path(sent.submission))
        return result

    def _new_result(self, submission: Submission) -> Result:
        key = self.course.key(submission)
        found = Result(submission.student, submission.assignment, key, submission.digest, submission.submitted)
        found.unsafe, found.repairs = self.unsafe, list(submission.remarks)
        return found

    def _hidden(self, assignment: str) -> Hidden:
        if assignment not in self.hidden:
            self.hidden[assignment] = hidden_cases(self.course.released[assignment], self.course.secret)
        return self.hidden[assignment]

    def _job(self, submission: Submission, prepared: Prepared) -> Job:
        released, people = self.course.released[submission.assignment], self.course.people
        hidden = self._hidden(released.name)
        inputs = hidden.inputs()
        if released.is_verifier and people:
            inputs[IMAGES] = people.images
        weights = submission.weights
        return Job(
            f"{submission.assignment}.ipynb",
            nbformat.writes(prepared.notebook),
            (weights.name, weights.read_bytes()) if weights else None,
            inputs,
            asked(released, hidden),
            released.is_verifier,
            blank_orl=released.is_verifier and people is not None and people.is_orl,
            limits=self.limits,
            unsafe=self.unsafe,
        )

    def _keep_notebook(self, submission: Submission, run: Run) -> None:
        """Keep the executed notebook for who grades by hand: nbgrader's `autograded/`."""
        folder = self.course.folder / "autograded" / submission.student / submission.assignment
        text = plain_outputs(run.notebook)
        if text:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{submission.assignment}.ipynb", text)
