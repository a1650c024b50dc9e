"""What a clone costs."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_clone_is_small():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    sizes = {name: (ROOT / name).stat().st_size for name in listed.split("\0") if name and (ROOT / name).is_file()}
    assert len(sizes) > 300 and sum(sizes.values()) < 60 * 2**20
