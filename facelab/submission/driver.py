"""Run one submission: `python -m facelab.submission.driver FOLDER`, in a sandbox or, for the self-test, without.

`FOLDER/job.json` says what to do; the run happens in a copy of the folder, in TMPDIR. Reports leave on standard
output, a line of JSON each. Inputs come in on standard input, only after the notebook's last cell: no cell sees what
it will be tried on. Images come in one batch after the other, and what one gave is sent before the next comes:
no answer can be changed by what follows it.
"""

import base64
import copy
import ctypes
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from facelab.run_notebooks import make_repeatable, run_notebook
from facelab.submission.contract import vector_names
from facelab.submission.process import MAX_NOTEBOOK, MAX_TEXT

PR_SET_DUMPABLE = 4  # of linux/prctl.h
MAX_OUTPUT = 100 * 2**20  # bytes that the cells may print: an hour of progress bars is 30 MiB
COLLECT_ANSWERS = "from facelab.submission.in_kernel import collect_answers\ncollect_answers(globals(), {folder!r})"
EMBED_BATCH = "from facelab.submission.in_kernel import embed_batch\nembed_batch(globals(), {folder!r}, {number})"


class LimitedClient(NotebookClient):
    """Talks to the kernel through files instead of ports, and stops a flood of output."""

    n_printed = 0

    def create_kernel_manager(self):
        """Choose files, where there are such."""
        if os.name == "posix":
            self.config.KernelManager.transport = "ipc"
            self.config.KernelManager.ip = str(Path(self.resources["metadata"]["path"]).with_name("kernel"))
        return super().create_kernel_manager()

    def process_message(self, msg, cell, cell_index):
        """Count what is printed."""
        self.n_printed += len(json.dumps(msg["content"], default=str))
        if self.n_printed > MAX_OUTPUT:
            raise RuntimeError(f"its cells printed more than {MAX_OUTPUT // 2**20} MiB")
        return super().process_message(msg, cell, cell_index)


def main(source: Path) -> None:
    """Run the notebook of a job, feed it inputs, send what comes out."""
    _hide_from_other_processes()
    folder = Path(tempfile.mkdtemp()) / "run"
    shutil.copytree(source, folder, symlinks=True)
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    path = folder / "notebooks" / job["notebook"]
    n_added = _add_cells(path, folder, job["n_images"])
    sent: set[Path] = set()
    running: list[nbformat.NotebookNode] = []
    before_feeding: list[nbformat.NotebookNode] = []

    def on_cell(number: int, total: int, line: str) -> None:
        _send(cell=[number, total, line])
        if number > total - n_added:
            if not before_feeding:  # what is fed could still be shown in it
                before_feeding.append(copy.deepcopy(running[0]))
            _send_results(folder / "results", sent)
            shutil.rmtree(folder / "inputs", ignore_errors=True)
            _send(feed=True)
            _receive(folder / "inputs")

    def make_client(notebook: nbformat.NotebookNode, **options: Any) -> NotebookClient:
        running.append(notebook)
        goes_on = not job["n_images"]  # after a cell that fails: other exercises may still be right
        return LimitedClient(notebook, allow_errors=goes_on, **options)

    outcome = run_notebook(path, folder / "build", job["minutes"], on_cell, make_client)
    _send_results(folder / "results", sent)
    _send(files=sorted(path.name for path in (folder / "notebooks").iterdir()))
    # not the notebook's file, which the student's processes can write to
    if executed := before_feeding[0] if before_feeding else outcome.notebook:
        executed.cells = executed.cells[:-n_added]
        make_repeatable(executed)
        if len(text := nbformat.writes(executed)) <= MAX_NOTEBOOK:
            _send(notebook=text)
    _send(done={"failure": outcome.failure, "cause": outcome.cause})


def _add_cells(path: Path, folder: Path, n_images: int) -> int:
    """Add the cells that take values out of a notebook; return how many."""
    numbers = range(len(vector_names(n_images)) if n_images else 0)
    sources = [COLLECT_ANSWERS.format(folder=str(folder))]
    sources += [EMBED_BATCH.format(folder=str(folder), number=number) for number in numbers]
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)
    return len(sources)


def _hide_from_other_processes() -> None:
    """Keep the notebook's processes, which are of the same user, from our memory and from our pipes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)


def _send(**message: Any) -> None:
    print(json.dumps(message), flush=True)


def _receive(folder: Path) -> None:
    for line in sys.stdin:
        message = json.loads(line)
        if message.get("end"):
            return
        path = folder / f"{message['name']}.npy"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(message["npy"]))


def _send_results(folder: Path, sent: set[Path]) -> None:
    """Send what was not sent before: the first value of a name counts."""
    for path in sorted(each for each in folder.rglob("*") if each not in sent):
        sent.add(path)
        name = path.relative_to(folder).with_suffix("").as_posix()
        if path.suffix == ".npy":
            _send(name=name, npy=base64.b64encode(path.read_bytes()).decode())
        elif path.suffix == ".txt":
            with path.open(encoding="utf-8", errors="replace") as file:
                _send(name=name, problem=file.read(MAX_TEXT))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
