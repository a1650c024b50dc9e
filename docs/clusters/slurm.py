"""Grade on a Slurm cluster: Dask's workers run as jobs, the grader itself on this machine.

Needed: a course folder and a Python environment on a disk that all nodes share, bubblewrap on every node, and
dask-jobqueue (`pip install dask-jobqueue`). Start it where `sbatch` works, from the course:

    python docs/clusters/slurm.py ~/courses/faces --jobs 16
    python docs/clusters/slurm.py ~/courses/faces --jobs 16 --hours 4 --memory 11 --directive=--partition=short
"""

import argparse
import subprocess
import sys

from dask_jobqueue import SLURMCluster


def main() -> None:
    """Start the jobs, grade, and end them."""
    options = read_options()
    with SLURMCluster(
        cores=1,
        processes=1,
        memory=f"{options.memory} GiB",
        walltime=f"{options.hours}:00:00",
        job_extra_directives=options.directive,
        python=sys.executable,
        log_directory=f"{options.course}/.facelab/slurm",
    ) as cluster:
        cluster.adapt(minimum_jobs=options.jobs, maximum_jobs=options.jobs)  # a job that ends is replaced
        command = ["grade", "run", options.course, "--scheduler", cluster.scheduler_address]
        sys.exit(subprocess.run([sys.executable, "-m", "facelab", *command], check=False).returncode)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Grade on a Slurm cluster.")
    parser.add_argument("course", help="folder with submitted/<student>/<assignment>/")
    parser.add_argument("--jobs", type=int, default=8, help="at once, each grades one submission after the other")
    parser.add_argument("--memory", type=int, default=11, help="of a job, GiB: the policy's memory and 3 more")
    parser.add_argument("--hours", type=int, default=8, help="of a job")
    parser.add_argument("--directive", action="append", default=[], help="for sbatch, as --directive=--partition=short")
    return parser.parse_args()


if __name__ == "__main__":
    main()
