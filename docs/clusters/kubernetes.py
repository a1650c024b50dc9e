"""Grade on a Kubernetes cluster: Dask's scheduler and workers run there, the grader itself on this machine.

Needed: the Dask operator in the cluster (https://kubernetes.dask.org), dask-kubernetes here (`pip install
dask-kubernetes`), and an image of docs/clusters/Dockerfile that holds the same version of facelab as this machine.
What pods need so that a sandbox works in them is in docs/clusters/kubernetes.yaml.

    python docs/clusters/kubernetes.py ~/courses/faces --image REGISTRY/facelab --workers 16
"""

import argparse
import subprocess
import sys
from pathlib import Path

import yaml
from dask_kubernetes.operator import KubeCluster

SPEC = Path(__file__).with_name("kubernetes.yaml")


def main() -> None:
    """Start the workers, grade, and end them."""
    parser = argparse.ArgumentParser(description="Grade on a Kubernetes cluster.")
    parser.add_argument("course", help="folder with submitted/<student>/<assignment>/")
    parser.add_argument("--image", required=True, help="with facelab and bubblewrap")
    parser.add_argument("--workers", type=int, default=8, help="each grades one submission after the other")
    options = parser.parse_args()
    spec = yaml.safe_load(SPEC.read_text(encoding="utf-8").replace("IMAGE", options.image))
    spec["spec"]["worker"]["replicas"] = options.workers
    with KubeCluster(custom_cluster_spec=spec) as cluster:
        command = ["grade", "run", options.course, "--scheduler", cluster.scheduler_address]
        sys.exit(subprocess.run([sys.executable, "-m", "facelab", *command], check=False).returncode)


if __name__ == "__main__":
    main()
