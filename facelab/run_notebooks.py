"""Run notebooks from top to bottom, each in a fresh kernel."""

import asyncio
import os
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from facelab.atomic import write_atomically

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PLAIN_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
OURS = "facelab"  # in a notebook's metadata: the minutes that it took when it was stored
DAY = 24 * 60  # minutes; no notebook takes longer
SLOW = 3  # times the stored minutes
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
ANSI_COLOR = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS_SECONDS = re.compile(r"(?<! ) +[\dhms:]+ +\d+[mun]?s/(?:step|epoch|image|photograph|draw)")
NO_LIMIT = 60 * 24 * 365  # minutes: nbclient wants a number
PATIENCE = 600  # seconds that the kernel may take to start, or to send what a cell printed: a machine may be busy


@dataclass(frozen=True)
class NotebookRun:
    """How the run of a notebook ended.

    Parameters
    ----------
    title : str
        The notebook's first heading.
    minutes : float
    headline : str
        What the cell tagged `headline` printed.
    failure : str
        The cell and its error; empty if every cell ran.
    cause : str
        What the failure was: file, error, time, death (of the kernel) or other.
    cpu_minutes : float
        Of its kernel, all cores together; 0 where the system does not tell (Windows).
    notebook : NotebookNode or None
        As it was executed; None if it could not be read.
    """

    title: str
    minutes: float
    headline: str
    failure: str
    cause: str = ""
    cpu_minutes: float = 0
    notebook: NotebookNode | None = field(default=None, repr=False, compare=False)


def run_notebook(
    path: Path,
    build: Path,
    minutes: float | None,
    on_cell: Callable[[int, int, str], None],
    make_client: Callable[..., NotebookClient] = NotebookClient,
    on_slow: Callable[[int, float], None] = lambda number, stored: None,
) -> NotebookRun:
    """Run a notebook, within a limit of minutes or without one, and write the executed copy into a build folder.

    `on_cell` gets the number of each code cell as it starts, how many there are, and its first line. `on_slow` gets the
    cell that runs when the notebook has taken three times its stored minutes, and these. `make_client` may return
    another client, for example one that goes on after an error.
    """
    start, cpu_start = time.monotonic(), _cpu_of_ended_kernels()
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # a broken file breaks nbformat in many ways
        return NotebookRun(path.stem, 0, "", f"not a readable notebook: {_one_line(error)}", "file")
    for cell in notebook.cells:  # cells after a failure would otherwise show an earlier run's outputs as new
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    cause, failure = _execute(notebook, path, minutes, on_cell, make_client, on_slow)
    make_repeatable(notebook)
    try:
        build.mkdir(parents=True, exist_ok=True)
        write_atomically(build / path.name, nbformat.writes(notebook) + "\n")
    except OSError as error:
        cause = cause or "other"
        failure = failure or f"its copy could not be written into {build}: {error.strerror}"
    title, spent = notebook_title(notebook, path), (time.monotonic() - start) / 60
    cpu = (_cpu_of_ended_kernels() - cpu_start) / 60
    return NotebookRun(title, spent, _headline(notebook), failure, cause, cpu, notebook)


def _cpu_of_ended_kernels() -> float:
    """Add up the seconds that processes started here took, once they have ended."""
    times = os.times()
    return times.children_user + times.children_system


def notebook_title(notebook: NotebookNode, path: Path) -> str:
    """Find a notebook's first heading; its file's name stands in for a missing one."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    return heading.group(1).strip() if heading else path.stem


def store_minutes(notebook: NotebookNode, minutes: float) -> None:
    """Note in a notebook how long it took, unless what it notes is still about right."""
    stored = stored_minutes(notebook)
    if stored is None or not stored / 2 <= minutes <= stored * 2:
        notebook.metadata[OURS] = {"minutes": max(0.1, round(minutes, 1))}


def stored_minutes(notebook: NotebookNode) -> float | None:
    """Read how long a notebook took when it was stored."""
    ours = notebook.metadata.get(OURS)
    minutes = ours.get("minutes") if isinstance(ours, dict) else None
    return minutes if isinstance(minutes, (int, float)) and 0 < minutes < DAY else None


def _execute(
    notebook: NotebookNode,
    path: Path,
    minutes: float | None,
    on_cell: Callable[[int, int, str], None],
    make_client: Callable[..., NotebookClient],
    on_slow: Callable[[int, float], None],
) -> tuple[str, str]:
    """Run all cells; return the cause of a failure, and the failure in a sentence; both empty if there was none."""
    code_cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
    running, deadline = [0], time.monotonic() + 60 * (minutes or NO_LIMIT)

    def announce(cell: NotebookNode, cell_index: int) -> None:
        if time.monotonic() >= deadline:
            raise TimeoutError
        if cell_index in code_cells:
            running[0] = code_cells.index(cell_index) + 1
            on_cell(running[0], len(code_cells), cell.source.strip().splitlines()[0])

    stored = stored_minutes(notebook)
    watch = Timer(60 * SLOW * (stored or 0), lambda: on_slow(running[0], stored or 0))
    watch.daemon = True
    client = make_client(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        timeout_func=lambda cell: max(1, round(deadline - time.monotonic())),
        on_cell_start=announce,
        startup_timeout=PATIENCE,
        iopub_timeout=PATIENCE,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        if stored:
            watch.start()
        # What the kernel itself says, not what cells print; and no cell gets hold of our own output.
        client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except CellExecutionError as error:
        return "error", f"cell {running[0]}: {error.ename}: {_one_line(error.evalue)}"
    except (CellTimeoutError, TimeoutError):
        limit = f"the notebook's {minutes:g} minutes were over" if minutes else "the kernel did not answer in time"
        return "time", f"cell {running[0]}: stopped, {limit}"
    except asyncio.CancelledError as error:  # Ctrl-C while the kernel starts
        raise KeyboardInterrupt from error
    except Exception as error:  # whatever goes wrong here, the other notebooks still run
        if _was_interrupted(client):
            raise KeyboardInterrupt from error
        if isinstance(error, DeadKernelError):
            return "death", f"cell {running[0]}: the kernel died, perhaps because it ran out of memory"
        return "other", f"cell {running[0]}: could not be run: {type(error).__name__}: {_one_line(error)}"
    finally:
        watch.cancel()
    if _was_interrupted(client):
        raise KeyboardInterrupt
    return "", ""


def _was_interrupted(client: NotebookClient) -> bool:
    """Tell whether nbclient's own signal handler has swallowed a Ctrl-C."""
    return getattr(client, "_async_cleanup_kernel_future", None) is not None


def _one_line(error: object) -> str:
    text = CONTROL.sub("", ANSI_COLOR.sub("", str(error))).strip()
    return text.splitlines()[0][:160] if text else "no message"


def make_repeatable(notebook: NotebookNode) -> None:
    """Drop, in place, what differs from run to run though nothing changed: versions, widgets' random ids, seconds."""
    ours = {OURS: notebook.metadata[OURS]} if OURS in notebook.metadata else {}
    notebook.metadata = nbformat.from_dict(PLAIN_METADATA | ours)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _with_joined_streams(cell.outputs)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def _with_joined_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join the pieces of a stream, stdout before stderr: the order in which they arrive is chance.

    nbclient can do this, too, but in a time that grows with the square of a line's length.
    """
    streams = [output for output in outputs if output.output_type == "stream"]
    names = [name for name in ("stdout", "stderr") if any(output.name == name for output in streams)]
    printed = {name: "".join(output.text for output in streams if output.name == name) for name in names}
    joined = [nbformat.v4.new_output("stream", name=name, text=_last_state(text)) for name, text in printed.items()]
    at = next((i for i, output in enumerate(outputs) if output.output_type == "stream"), len(outputs))
    others = [output for output in outputs[at:] if output.output_type != "stream"]
    return [*outputs[:at], *joined, *others]


def _last_state(text: str) -> str:
    """Keep what a progress bar shows at the end, without its seconds."""
    lines = ANSI_COLOR.sub("", text).split("\n")
    return PROGRESS_SECONDS.sub("", "\n".join(_not_overwritten(line) for line in lines))


def _not_overwritten(line: str) -> str:
    """Keep what was written since the line was last started over."""
    return line[max(line.rfind(sign, 0, -1) for sign in "\r\b") + 1 :]


def _headline(notebook: NotebookNode) -> str:
    tagged = [cell for cell in notebook.cells if "headline" in cell.metadata.get("tags", [])]
    printed = [output.text for cell in tagged for output in cell.get("outputs", []) if output.get("name") == "stdout"]
    return _one_line(printed[-1]) if printed else ""
