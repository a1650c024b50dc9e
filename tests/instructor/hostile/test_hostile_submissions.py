"""Every hostile submission through the real path: preflight, sandbox, judging, result."""

import json
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest

from facelab.instructor.execution.bundle import make_bundle, unpack_bundle
from facelab.instructor.execution.execute import Job, execute
from facelab.instructor.intake.preflight import prepare
from facelab.instructor.intake.sanitize import plain_outputs
from facelab.instructor.intake.submissions import find_submissions
from facelab.instructor.release.build import build_release
from facelab.instructor.release.released import read_released
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.scoring.assess import assess
from facelab.instructor.scoring.hidden_cases import answer_requests, case_inputs, hidden_cases
from facelab.instructor.scoring.judges import load_judges
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Result, State, read_result, write_result
from facelab.instructor.scoring.score import score
from facelab.submission.job import make_rounds
from facelab.submission.process import GRACE, Run, run_driver
from tests.instructor.hostile.submissions import (
    CANARY,
    EXERCISES,
    HARMLESS,
    HONEST,
    HOSTILE,
    LYING_DRIVERS,
    ODD_FILES,
    QUICK,
    REPAIRED,
    REPORT,
    SECRET,
    SHOW_LATER,
    VERIFIERS,
    cells_of,
    write_notebook,
)
from tests.instructor.sample_course import COURSE, START, VERIFIER, find_notebook
from tests.needs_sandbox import needs_sandbox

SEED = 7
MIB = 2**20
ROOM = 300  # MiB that the trusted process may grow by

pytestmark = needs_sandbox
named = {"ids": lambda item: item.name}


@dataclass
class Watch:
    """What a run costs the trusted process, and what it leaves behind."""

    memory: float = 0.0
    threads: int = 0
    processes: set[psutil.Process] = field(default_factory=set)

    def __enter__(self):
        self.memory_before = psutil.Process().memory_info().rss
        self.threads_before, self.processes_before = set(threading.enumerate()), children()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def _look(self):
        while not self.ended.wait(0.1):
            self.memory = max(self.memory, (psutil.Process().memory_info().rss - self.memory_before) / MIB)
            self.threads = max(self.threads, threading.active_count() - len(self.threads_before))
            self.processes |= children() - self.processes_before

    def left(self) -> list:
        """Wait a little, then list what is still there."""
        for _ in range(30):
            threads = set(threading.enumerate()) - self.threads_before
            left = [each for each in self.processes if is_alive(each)]
            if not threads and not left:
                return []
            time.sleep(0.1)
        return [*threads, *left]


def children() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def is_alive(process: psutil.Process) -> bool:
    """It may end between two questions."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@dataclass
class Graded:
    """A run, its result, its points, and what it cost."""

    run: Run
    result: Result
    total: float
    watch: Watch

    def right(self) -> tuple[str, ...]:
        return tuple(name for name in EXERCISES if self.result.compared[name].right == self.result.compared[name].cases)

    def printed(self, source: str) -> str:
        """Find what a cell printed, or the error that it ended in."""
        cells = [cell for cell in nbformat.reads(self.run.notebook, 4).cells if cell.source == source]
        return "".join(str(output) for output in cells[0].outputs)


class Grading:
    """A released course, secrets beside it, and a bundle."""

    def __init__(self, folder: Path):
        notebooks = [find_notebook(START), find_notebook(VERIFIER)]
        build_release(COURSE, folder / "release", notebooks, ReleaseSettings())
        self.folder, self.bundle = folder, make_bundle(folder / "release")
        found = [read_released(path) for path in (folder / "release" / "notebooks").rglob("*.ipynb")]
        self.released = {each.name: each for each in found}
        self.judges = load_judges("orl", folder, SEED)
        for name in ("gradebook.db", "submitted/other/answer.ipynb", "source/start_here.ipynb", ".facelab/secret"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(CANARY)

    def grade(self, cells, assignment=START, limits=QUICK, metadata=None, student="学生 😀 Jürg") -> Graded:
        """Grade a submission as the grader does."""
        released = self.released[assignment]
        cells = [cell | {"source": cell["source"].replace(SECRET, str(self.folder))} for cell in cells]
        prepared = prepare(write_notebook(self.folder / f"{assignment}.ipynb", cells, metadata), released)
        hidden = hidden_cases(released, SEED)
        judges = self.judges if released.is_verifier else None
        job = Job(
            f"{assignment}.ipynb",
            nbformat.writes(prepared.notebook),
            None,
            case_inputs(hidden),
            answer_requests(released, hidden),
            judges.images if judges else None,
            mask_orl=judges is not None,
            limits=limits,
        )
        with Watch() as watch:
            run = execute(job, self.bundle)
            result = Result(student, assignment, "key", "files", "2026-01-01T00:00:00", repairs=prepared.repairs)
            result.written = prepared.written
            assess(result, run, released, hidden, judges)
            plain_outputs(run.notebook)
        return Graded(run, result, score(result, released, Policy()).total, watch)

    def everything(self, graded: Graded) -> str:
        """All that came out, as one string."""
        values = [str(value) for value in graded.run.values.values()]
        return "\n".join([*values, *graded.run.problems.values(), *graded.run.files, graded.run.notebook])


@pytest.fixture(scope="module")
def grading(tmp_path_factory):
    return Grading(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def honest(grading):
    """The points of an honest submission that is graded first."""
    return grading.grade(cells_of(HONEST))


@pytest.fixture(scope="module", autouse=True)
def memory_before(honest):
    return psutil.Process().memory_info().rss


@pytest.fixture(scope="module")
def harmless(grading):
    return grading.grade(cells_of(HONEST, *(item.cell for item in HARMLESS)))


def digests(folder):
    return {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("item", HOSTILE, **named)
def test_a_hostile_submission_gets_nothing(grading, item, tmp_path):
    place = unpack_bundle(grading.bundle)
    before = digests(place)
    graded = grading.grade(cells_of(item.answers or HONEST, item.cell), limits=item.limits)
    assert graded.result.state in item.states, graded.result.sentence
    assert item.sentence in graded.result.sentence
    assert item.right is None or graded.right() == item.right
    assert CANARY not in grading.everything(graded)
    assert digests(place) == before
    assert graded.watch.memory < ROOM and graded.watch.threads < 20
    assert not graded.watch.left()
    unasked = {name.split("/")[0] for name in graded.run.values | graded.run.problems} - set(EXERCISES)
    assert unasked <= {"lies"}, "the cell wrote into the driver's reports"
    write_result(graded.result, tmp_path / "result.json")
    assert read_result(tmp_path / "result.json") == graded.result


@pytest.mark.parametrize("item", HARMLESS, **named)
def test_a_harmless_attack_gets_nothing(grading, harmless, honest, item):
    printed = harmless.printed(item.cell.replace(SECRET, str(grading.folder)))
    assert item.shows in printed
    assert "worked" not in printed and "got" not in printed
    assert CANARY not in grading.everything(harmless)
    assert (harmless.result.state, harmless.right(), harmless.total) == (State.GRADED, EXERCISES, honest.total)


@pytest.mark.parametrize("item", VERIFIERS, **named)
def test_a_verifier_is_judged_or_refused(grading, item):
    graded = grading.grade(cells_of({"embed": item.cell}), VERIFIER)
    assert graded.result.state in item.states and item.sentence in graded.result.sentence
    assert (graded.result.verdict is not None) == (State.GRADED in item.states)
    if State.GRADED in item.states:
        assert "real [] noise True" in graded.printed(item.cell)


def test_the_threshold_is_taken_before_any_image_is_seen(grading):
    late = "import os\ndef embed(images):\n    global threshold\n    if os.path.exists('../inputs/images.npy'):\n"
    late += "        threshold = 2.2\n    return images[:, ::28, 0] / 255\nthreshold = 0.0"
    assert grading.grade(cells_of({"embed": late}), VERIFIER).result.verdict.threshold == 0


def test_no_more_images_are_there_than_embed_is_given(grading):
    peek = "def embed(images):\n    seen = np.load('../inputs/images.npy')\n"
    peek += "    return np.hstack([images[:, ::28, 0], np.full((len(images), 1), len(seen))])\nthreshold = 1.0"
    values = grading.grade(cells_of({"embed": peek}), VERIFIER).run.values
    assert [set(values[f"vectors/{i}"][:, -1]) for i in range(11)] == [{10}] * 10 + [{20}]


WAITS = """
import facelab.submission.in_kernel as ours
from pathlib import Path
from facelab.submission.values import from_bytes, to_bytes
seen = []
def embed_when_all_were_seen(variables, folder, number):
    seen.append(from_bytes(Path(folder, "inputs", "images.npy").read_bytes()))
    if number == 10:
        Path(folder, "results", "vectors").mkdir(parents=True)
        for i, images in enumerate(seen):
            Path(folder, "results", "vectors", f"{i}.npy").write_bytes(to_bytes(images[:, ::28, 0] / 255))
ours.embed_batch = embed_when_all_were_seen
threshold = 1.0
def embed(images):
    return images
"""
LEAKS = """
import os
def embed(images):
    if os.path.exists("../inputs/images.npy"):
        get_ipython().kernel.session.sign = lambda parts: b"LEAK" + bytes(images[0, 0]).hex().encode()
    return images[:, ::28, 0] / 255
threshold = 1.0
"""


def test_no_answer_waits_until_all_images_were_seen(grading):
    found = grading.grade(cells_of({"embed": WAITS}), VERIFIER)
    assert set(found.run.values) == {"threshold", "vectors/10"}
    assert found.result.state == State.CRASHED and "not all of its embeddings came out" in found.result.sentence


def test_no_image_gets_into_the_sentence(grading):
    found = grading.grade(cells_of({"embed": LEAKS}), VERIFIER)
    assert found.result.state == State.CRASHED and "while its answers were tried" in found.result.sentence


def test_an_executed_notebook_is_as_it_was_before_anything_was_fed(grading):
    found = grading.grade(cells_of(HONEST, SHOW_LATER))
    assert found.right() == EXERCISES
    assert "before" in found.run.notebook and "HIDDEN [" not in found.run.notebook


def test_a_verifier_without_its_check_cells_runs(grading):
    cells = [cell for cell in cells_of({"embed": VERIFIERS[0].cell}) if "check" not in cell["source"]]
    found = grading.grade(cells, VERIFIER)
    assert found.result.state == State.GRADED and "is back" in " ".join(found.result.repairs)


def test_errors_reveal_nothing_of_hidden_cases(grading):
    telling = "def accept(distances, threshold):\n    raise ValueError(distances, threshold)"
    named = "def identify(distances, threshold):\n    raise type(f'Case{len(distances)}', (Exception,), {})"
    graded = grading.grade(cells_of(HONEST | {"accept": telling, "identify": named}))
    notes = [graded.result.compared[name].note for name in ("accept", "identify")]
    assert notes == ["it ends in ValueError.", "it fails."]
    embed = "def embed(images):\n    raise ValueError(images[0, 0].tolist())\nthreshold = 1.0"
    assert grading.grade(cells_of({"embed": embed}), VERIFIER).result.sentence.endswith("embed: it ends in ValueError.")


@pytest.mark.parametrize("item", ODD_FILES, **named)
def test_an_odd_file_is_refused_in_one_sentence(grading, item, tmp_path):
    item.write(tmp_path / "odd.ipynb")
    with Watch() as watch:
        sentence = refusal(tmp_path / "odd.ipynb", grading.released[START])
    assert sentence and item.sentence in sentence and "\n" not in sentence
    assert watch.memory < ROOM


def refusal(path, released):
    """Prepare a notebook, and keep of the error nothing but its sentence."""
    try:
        prepare(path, released)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("item", LYING_DRIVERS, **named)
def test_a_driver_that_was_taken_over_does_no_harm_here(grading, item, tmp_path):
    hidden = hidden_cases(grading.released[START], SEED)
    with Watch() as watch:
        rounds = make_rounds(answer_requests(grading.released[START], hidden), case_inputs(hidden))
        command = [sys.executable, "-c", REPORT + item.source]
        run = run_driver(command, {}, rounds, (6 - GRACE) / 60)
    result = Result("Ada", START, "key", "files", "2026-01-01T00:00:00")
    assess(result, run, grading.released[START], hidden, None)
    assert not any(each.right for each in result.compared.values())
    assert watch.memory < ROOM and watch.threads < 20 and not watch.left()
    assert all(value.size < 2**27 for value in run.values.values()) and len(run.problems) < 1000
    write_result(result, tmp_path / "result.json")


@pytest.mark.parametrize("item", REPAIRED, **named)
def test_a_changed_notebook_is_repaired(grading, item, tmp_path):
    path = write_notebook(tmp_path / "a.ipynb", item.change(cells_of(HONEST)), item.metadata)
    prepared = prepare(path, grading.released[START])
    assert any(item.repair in each for each in prepared.repairs)
    assert prepared.notebook.metadata.kernelspec.name == "python3"
    last = {cell.metadata.nbgrader.grade_id: cell for cell in prepared.notebook.cells if "nbgrader" in cell.metadata}
    assert last["accept"].cell_type == "code" and last["accept"].source == HONEST["accept"]
    assert last["accept-check"].source == '# NBVAL_CHECK_OUTPUT\ncheck("accept", accept)'


def test_all_repaired_at_once_is_graded_right(grading, honest):
    cells = cells_of(HONEST)
    for item in REPAIRED:
        cells = item.change(cells)
    graded = grading.grade(cells, metadata=REPAIRED[-1].metadata)
    assert (graded.result.state, graded.right(), graded.total) == (State.GRADED, EXERCISES, honest.total)


def test_characters_that_no_file_can_hold_do_not_stop_the_class(grading, tmp_path):
    words = {
        "cell_type": "markdown",
        "metadata": {"nbgrader": {"grade_id": "hidden-units-in-words"}},
        "source": "\ud800",
    }
    try:
        prepared = prepare(write_notebook(tmp_path / "a.ipynb", [words]), grading.released[START])
    except ValueError:
        return
    result = Result("Ada", START, "key", "files", "2026-01-01T00:00:00", written=prepared.written)
    write_result(result, tmp_path / "result.json")


def test_a_folder_in_another_encoding_does_not_stop_the_class(tmp_path):
    result = Result(os.fsdecode(b"J\xfcrg"), START, "key", "files", "2026-01-01T00:00:00")
    write_result(result, tmp_path / "result.json")


def test_a_giant_notebook_is_not_read_into_memory(tmp_path):
    path = tmp_path / "submitted" / "ada" / START / f"{START}.ipynb"
    path.parent.mkdir(parents=True)
    with open(path, "wb") as file:
        file.truncate(1024 * MIB)
    with Watch() as watch:
        find_submissions(tmp_path / "submitted", {START}, set())
    assert watch.memory < ROOM


def test_there_are_enough_of_them():
    items = [*HOSTILE, *HARMLESS, *VERIFIERS, *LYING_DRIVERS, *ODD_FILES, *REPAIRED]
    assert len(items) >= 27 and len({item.name for item in items}) == len(items)


def test_after_all_of_them_an_honest_submission_is_graded_as_before(grading, honest):
    again = grading.grade(cells_of(HONEST))
    assert honest.right() == again.right() == EXERCISES
    assert again.total == honest.total == 11
    assert json.dumps(again.result.compared, default=vars) == json.dumps(honest.result.compared, default=vars)


def test_the_trusted_process_has_hardly_grown(memory_before):
    assert (psutil.Process().memory_info().rss - memory_before) / MIB < ROOM
