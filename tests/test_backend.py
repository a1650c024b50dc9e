import os
import subprocess
import sys

import pytest

from facelab.backend import _without_stderr, is_xla_compiled, keras

tensorflow = pytest.importorskip("tensorflow")


def test_messages_while_loading_are_dropped(capfd):
    with _without_stderr():
        os.write(2, b"no graphics driver")
    os.write(2, b"afterwards")
    assert capfd.readouterr().err == "afterwards"


def test_messages_of_a_failure_are_shown(capfd):
    def load():
        with _without_stderr():
            os.write(2, b"a library is missing")
            raise ImportError

    with pytest.raises(ImportError):
        load()
    assert "a library is missing" in capfd.readouterr().err


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="asks TensorFlow")
@pytest.mark.parametrize("compiled", [False, True])
def test_a_step_knows_whether_xla_compiles_it(compiled):
    seen = []
    tensorflow.function(lambda: seen.append(is_xla_compiled()) or tensorflow.constant(0), jit_compile=compiled)()
    assert seen == [compiled] and not is_xla_compiled()


@pytest.mark.skipif(sys.platform != "linux", reason="asks glibc")
def test_freed_memory_is_used_again_and_not_returned_to_the_system():
    program = """
import resource
from facelab import backend
length = 64_000_000
faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt
b"1" * length
before = faults()
for _ in range(20):
    b"1" * length  # 15,625 pages
print(faults() - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 15_625
