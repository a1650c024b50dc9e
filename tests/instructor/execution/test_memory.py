import subprocess
import sys
import time

from facelab.instructor.execution.memory import memory_watch
from facelab.instructor.execution.sandbox import Limits, sandboxed
from tests.needs_sandbox import needs_sandbox

CHILDREN = """
import os, time
for i in range(4):
    if not os.fork():
        memory = b"x" * (100 * 2**20)
        time.sleep(20)
time.sleep(20)
"""


@needs_sandbox
def test_memory_of_all_processes_together_is_limited():
    limits = Limits(memory=256)
    process = subprocess.Popen(sandboxed([sys.executable, "-c", CHILDREN], {}, limits))
    check, until = memory_watch(limits), time.monotonic() + 10
    while not (found := check(process.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    process.kill()
    assert found == "it used more than 0.25 GiB of memory"
