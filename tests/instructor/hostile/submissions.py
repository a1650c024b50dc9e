"""Hostile and broken submissions: what each tries, and how it has to end."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from facelab.instructor.execution.sandbox import Limits
from facelab.instructor.scoring.result import State
from tests.instructor.sample_course import EMBED, RIGHT

CANARY = "canary-5b1f77"  # the text of files that nobody inside may read
SECRET = "@SECRET@"  # placeholder in a cell for the folder of these files
EXERCISES = "accept", "stranger-accepted", "identify", "best-threshold", "identify-by-person"
QUICK = Limits(minutes=0.2, memory=1500, scratch=64, processes=128)
GREEDY = Limits(minutes=2, memory=1500, scratch=64, processes=128)  # the memory ends first, on a slow machine, too
SHORT = Limits(minutes=0.05, memory=1500, scratch=64, processes=128)

SETUP = (
    "import json, os, signal, socket, subprocess, sys, threading, time\nfrom pathlib import Path\nimport numpy as np"
)
CHECK = "from facelab.exercises import check"
HONEST = {name: RIGHT[name] for name in EXERCISES}
WRONG = {
    "accept": "def accept(distances, threshold):\n    return distances > threshold",
    "identify": "def identify(distances, threshold):\n    return -7",
    "best-threshold": "def best_threshold(distances, same):\n    return -3.0",
    "identify-by-person": "def identify_by_person(distances, people, threshold):\n    return -7",
    "stranger-accepted": "probability = 17.0",
}
HONEST_VERIFIER = f"{EMBED['embed']}\n{EMBED['threshold']}"


@dataclass(frozen=True)
class Hostile:
    """A submission of the first notebook with a cell of its own after the answers."""

    name: str
    what: str  # it does, in one line
    cell: str
    states: tuple[str, ...] = (State.GRADED,)  # that it may end in
    right: tuple[str, ...] | None = ()  # exercises that have to be right, all others wrong; None if that is open
    answers: dict[str, str] | None = None
    limits: Limits = QUICK
    sentence: str = ""  # part of the sentence that says why


@dataclass(frozen=True)
class Harmless:
    """A cell that does no harm to others, so that all of them run in one notebook; `shows` is what it has to print."""

    name: str
    what: str
    cell: str
    shows: str


@dataclass(frozen=True)
class LyingDriver:
    """A driver that a submission has taken over: Python that writes reports, with `report` and `raw` at hand."""

    name: str
    what: str
    source: str


@dataclass(frozen=True)
class OddFile:
    """A notebook file that preflight refuses, with a part of its sentence."""

    name: str
    what: str
    write: Callable[[Path], object]
    sentence: str


@dataclass(frozen=True)
class Repaired:
    """Changed cells that preflight repairs, with a part of its sentence."""

    name: str
    what: str
    change: Callable[[list[dict]], list[dict]]
    repair: str
    metadata: dict | None = None


def tried(name: str, line: str) -> str:
    """Try a line that has to fail, and print how."""
    return (
        f"try:\n    {line}\n    print('{name} worked')\nexcept Exception as error:\n    print('{name} failed', error)"
    )


READ = """
found = [each for each in ("@SECRET@", "/etc/shadow", "/home", "/etc/passwd") if os.path.exists(each)]
for name in ("gradebook.db", "submitted/other/answer.ipynb", "source/start_here.ipynb", ".facelab/secret"):
    try:
        found.append(Path("@SECRET@", name).read_text())
    except OSError:
        pass
print("found", found)
"""
KILL_INIT = """
try:
    os.kill(1, signal.SIGKILL)  # as an ordinary user it is allowed, and ignored
except PermissionError:
    pass
time.sleep(0.5)
print("the first process", "lives" if os.path.exists("/proc/1") else "is gone")
"""
IMPORT_INSTRUCTOR = """
import importlib
inside = "answers", "scoring.hidden_cases", "cli", "execution.copied_weights"
for name in ("facelab.instructor", *(f"facelab.instructor.{each}" for each in inside)):
    try:
        print("got", importlib.import_module(name).__file__)
    except ImportError:
        print("no", name)
"""
HIDDEN_INPUTS = """
arrays = [path for top in ("/job", "/tmp", "/dev/shm") for path in Path(top).rglob("*.npy")]
folders = [path for top in ("/job", "/tmp") for path in Path(top).rglob("inputs")]
arrays, folders = ([path for path in found if not path.is_relative_to(sys.prefix)] for found in (arrays, folders))
job = json.loads(Path("/job/job.json").read_text())
print("arrays", arrays, "folders", folders, "given", sorted(job["exercises"]["accept"]))
"""
OVERWRITE = """
places = "/course/facelab/submission/driver.py", "/course/facelab/exercises/attempt.py", "/weights/x", "/packages/x"
places += "/job/job.json", np.__file__, sys.executable, "/usr/x", "/proc/sys/kernel/core_pattern"
written = []
for place in places:
    for work in (lambda: open(place, "r+b").write(b"x"), lambda: open(place, "wb"), lambda: os.remove(place)):
        try:
            work()
            written.append(place)
        except OSError:
            pass
print("written", written)
"""
FILL = """
count, size = 0, 0
try:
    for count in range(200_000):
        with open(f"{place}/fill{count}", "wb", buffering=0) as file:
            size += file.write(bytes(chunk))
except OSError:
    pass
for path in Path(place).glob("fill*"):
    path.unlink()
print("at most", size < 70 * 2**20)
"""
HARMLESS = [
    Harmless(
        "socket",
        "opens a connection by address",
        tried("socket", "socket.create_connection(('1.1.1.1', 53), timeout=2)"),
        "socket failed",
    ),
    Harmless("dns", "asks for an address by name", tried("dns", "socket.gethostbyname('example.org')"), "dns failed"),
    Harmless(
        "localhost",
        "opens a port of this machine",
        tried("local", "socket.create_connection(('127.0.0.1', 22), timeout=2)"),
        "local failed",
    ),
    Harmless("gradebook", "reads gradebook, other submissions, source and secret", READ, "found []"),
    Harmless("import-instructor", "imports the instructor's side", IMPORT_INSTRUCTOR, "no facelab.instructor.answers"),
    Harmless(
        "hidden-inputs",
        "looks for hidden inputs while the notebook runs",
        HIDDEN_INPUTS,
        "arrays [] folders [] given ['n_cases', 'name']",
    ),
    Harmless("overwrite", "writes over the course, the weights, the job, NumPy and Python", OVERWRITE, "written []"),
    Harmless("kill-init", "kills the first process", KILL_INIT, "the first process lives"),
    Harmless("input", "asks the grader a question", tried("input", "input('points? ')"), "input failed"),
    Harmless(
        "bash", "runs a shell in a cell", "%%bash\ncat @SECRET@/gradebook.db\nls /root /home; echo alive", "alive"
    ),
    Harmless("shell-escape", "runs a shell in a line", "!cat @SECRET@/.facelab/secret; id -u; echo alive", "alive"),
    Harmless(
        "stderr",
        "writes warnings and noise to stderr",
        "import warnings\nwarnings.warn('noise')\nos.write(2, b'noise')\nprint('x' * 10_000, file=sys.stderr)",
        "noise",
    ),
    Harmless("shm-filler", "fills /dev/shm", "place, chunk = '/dev/shm', 2**20" + FILL, "at most True"),
    Harmless("many-files", "fills /tmp with many files", "place, chunk = '/tmp', 4096" + FILL, "at most True"),
    Harmless(
        "unicode", "names a variable in Greek and Chinese", "größe_σ, 名前 = 1, '😀'\nprint(größe_σ, 名前)", "1 😀"
    ),
    Harmless("emoji", "names a variable with an emoji", "😀 = 1", "SyntaxError"),
    Harmless("memory-file", "makes a nameless file in memory", tried("memfd", "os.memfd_create('x')"), "memfd failed"),
    Harmless("cores", "takes its neighbors' cores", tried("cores", "os.sched_setaffinity(0, {0, 1})"), "cores failed"),
    Harmless(
        "keys",
        "reaches keys and memory that the kernel shares",
        "import ctypes\ncall = ctypes.CDLL(None).syscall\n"
        "print('keys', call(250, 0, -3, 1), call(29, 0, 4096, 0o1600))",
        "keys -1 -1",
    ),
    Harmless("mount", "mounts", "!mount -t tmpfs x /mnt || echo shut", "shut"),
    Harmless(
        "namespace",
        "mounts memory in a namespace of its own",
        "!unshare -Urm sh -c 'mount -t tmpfs -o size=3g x /mnt && echo it worked' || echo shut",
        "shut",
    ),
    Harmless(
        "vsock", "calls the machine below", tried("vsock", "socket.socket(40, socket.SOCK_STREAM)"), "vsock failed"
    ),
    Harmless(
        "environment",
        "reads variables of the grader",
        "print(sorted(set(os.environ) & {'USER', 'SSH_AUTH_SOCK', 'PWD_SECRET', 'VIRTUAL_ENV'}))",
        "[]",
    ),
]

PIPE = """
driver = os.getppid()
wanted = os.readlink(f"/proc/{driver}/fd/1")
own = [int(name) for name in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{name}")
       and os.readlink(f"/proc/self/fd/{name}") == wanted]
try:
    own.append(os.open(f"/proc/{driver}/fd/1", os.O_WRONLY))
except OSError:
    pass
def stolen(number):
    import ctypes
    libc = ctypes.CDLL(None)
    return libc.syscall(438, libc.syscall(434, driver, 0), number, 0)  # pidfd_getfd, pidfd_open
if not own and stolen(1) >= 0:
    own.append(stolen(1))
def report(**message):
    data = json.dumps(message).encode() + b"\\n"
    while own and data:
        data = data[os.write(own[0], data[:60_000]):]
"""
FAKE = (
    'report(name="fake", problem="x")\nreport(files=["fake"])\nreport(done={"failure": "", "cause": ""})\ntime.sleep(1)'
)
EARLY = """
try:
    queue = os.open(f"/proc/{driver}/fd/0", os.O_RDONLY)
except OSError:
    queue = stolen(0)
report(feed=True)
time.sleep(1)
os.set_blocking(queue, False)
report(name="early", problem=os.read(queue, 100).decode())
report(done={"failure": "", "cause": ""})
time.sleep(1)
"""
LIES = """
from numpy.lib import format as npy
def lie():
    folder = Path.cwd().parent / "results" / "lies"
    for number in range(10**9):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            shape, descr = [((10**12,), "<f8"), ((-1,), "<f8"), ((3,), "|O"), ((10**9,), "<U0")][number % 4]
            with open(folder / f"{number % 40}.npy", "wb") as file:
                npy.write_array_header_1_0(file, {"descr": descr, "fortran_order": False, "shape": shape})
                file.write(b"cos\\nsystem\\n" * (number % 3))
        except Exception:
            pass
        time.sleep(0.002)
threading.Thread(target=lie, daemon=True).start()
"""
STRIP = """
import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Strip())
"""
PATCH_CHECK = """
import facelab.exercises.attempt as attempt_module, facelab.exercises.checking as checking, facelab.exercises
check = checking.check = facelab.exercises.check = lambda *_, **__: print("✔ right")
attempt_module.is_equal = lambda *_, **__: True
attempt_module.fitting_hint = lambda *_, **__: ""
"""
PATCH_NUMPY = """
np.allclose = np.isclose = np.array_equal = lambda *_, **__: True
kept = np.asarray
class Equal(np.ndarray):
    def __eq__(self, other):
        return True
    __hash__ = None
np.asarray = lambda value, *a, **k: kept(value, *a, **k).view(Equal)
save = np.save
np.save = lambda file, array, **_: save(file, np.array([{"a": print}], dtype=object), allow_pickle=True)
"""
MODULES = """
import types
fake = types.ModuleType("facelab.submission.in_kernel")
fake.collect_answers = lambda variables, folder: [
    (Path(folder, "results", name).mkdir(parents=True, exist_ok=True), np.save(Path(folder, "results", name, "0"), 1))
    for name in ("accept", "stranger-accepted", "identify", "best-threshold", "identify-by-person")]
sys.modules["facelab.submission.in_kernel"] = fake
os.environ["PYTHONPATH"], sys.path[:] = "/tmp", ["/tmp"]
Path("job.json").write_text("{}")
os.chdir("/")
"""
PICKLE = "class Evil:\n    def __reduce__(self):\n        return os.system, ('touch /tmp/evil',)\n"
ODD_ANSWERS = HONEST | {
    "accept": PICKLE + "def accept(distances, threshold):\n    return np.array([Evil()], dtype=object)",
    "identify": "def identify(distances, threshold):\n    return np.zeros(2**27)",
    "stranger-accepted": "probability = list(range(10**6))",
}
LOOKUP = "from facelab.exercises.checking import EXERCISES\nfor name in ('accept', 'identify'):\n"
MORE = "hold = []\nwhile True:\n    hold.append(np.ones(2**24))"
SOCKETS = """
pairs = [socket.socketpair() for _ in range(480)]
for each in (end for pair in pairs for end in pair):
    each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**24)
    each.setblocking(False)
    try:
        while True:
            each.send(bytes(2**16))
    except BlockingIOError:
        pass
time.sleep(2)
"""
DEAF = """
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
"""
THREADS = "def wait():\n    time.sleep(600)\nwhile True:\n    threading.Thread(target=wait, daemon=True).start()"
SHOW_LATER = """
from IPython.display import display, update_display
display("before", display_id="shown")
def accept(distances, threshold):
    if os.path.exists("../inputs"):
        update_display(f"HIDDEN {distances}", display_id="shown")
    return distances <= threshold
"""
LONG_TEXT = """
folder = Path.cwd().parent / "results"
folder.mkdir(exist_ok=True)
for name in ("a", "b"):
    (folder / f"{name}.txt").write_text("😀" + 28 * 2**20 * "x")
"""
LINK = "folder = Path.cwd().parent / 'results'\nfolder.mkdir(exist_ok=True)\n"
ENDED = State.CRASHED, State.TIMEOUT, State.MEMORY
ALL = EXERCISES

HOSTILE = [
    Hostile("endless-loop", "never ends", "while True:\n    pass", (State.TIMEOUT,), limits=SHORT),
    Hostile("deaf-loop", "never ends, catches everything, hears no signal", DEAF, (State.TIMEOUT,), limits=SHORT),
    Hostile(
        "endless-answer",
        "has an answer that never ends, inside C",
        "",
        (State.TIMEOUT,),
        answers=HONEST | {"accept": "def accept(distances, threshold):\n    return sum(range(10**13))"},
        right=None,
        limits=SHORT,
    ),
    Hostile(
        "fork-bomb",
        "forks without end",
        "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        ENDED,
        limits=SHORT,
    ),
    Hostile("thread-bomb", "starts threads without end", THREADS, (State.GRADED, *ENDED), None),
    Hostile("memory-bomb", "takes memory without end", MORE, (State.MEMORY,), limits=GREEDY),
    Hostile(
        "memory-bomb-in-a-child",
        "takes memory without end in another process",
        f"subprocess.run([sys.executable, '-c', '''import numpy as np\n{MORE}'''])\ntime.sleep(600)",
        (State.MEMORY,),
        limits=GREEDY,
    ),
    Hostile(
        "memory-in-sockets",
        "keeps memory in sockets that nobody reads",
        SOCKETS,
        (State.MEMORY,),
        limits=replace(GREEDY, memory=800),
    ),
    Hostile(
        "no-characters",
        "answers with characters that do not exist",
        "",
        right=("stranger-accepted", "identify", "best-threshold", "identify-by-person"),
        answers=HONEST
        | {"accept": "def accept(distances, threshold):\n    return np.frombuffer(b'\\xff' * 4, '<U1').reshape(())"},
    ),
    Hostile("long-line", "prints a line of four million characters", "print(list(range(600_000)))", right=ALL),
    Hostile("commas", "prints what looks like much JSON", "for _ in range(600):\n    print(',' * 1000)", right=ALL),
    Hostile(
        "disk-filler",
        "fills its working folder",
        "with open('fill', 'wb', buffering=0) as file:\n    while True:\n        file.write(bytes(2**20))",
        (State.GRADED, State.CRASHED),
        None,
    ),
    Hostile(
        "print-flood",
        "prints without end",
        "while True:\n    print('x' * 10_000)",
        (State.CRASHED, State.MEMORY, State.TIMEOUT),  # whichever limit it meets first; a slow machine prints slowly
    ),
    Hostile(
        "huge-output",
        "prints huge strings",
        "for _ in range(6):\n    print('x' * 20 * 2**20)",
        (State.CRASHED,),
        sentence="printed more than 100 MiB",
    ),
    Hostile("long-text", "writes long texts with characters that need much memory", LONG_TEXT, right=ALL),
    Hostile("strip-asserts", "strips asserts and checks from all later cells", STRIP, answers=WRONG),
    Hostile("patch-check", "patches facelab's check and comparison", PATCH_CHECK, answers=WRONG),
    Hostile("patch-numpy", "patches NumPy's save, allclose and asarray", PATCH_NUMPY, answers=WRONG),
    Hostile("modules", "changes sys.modules, sys.path and the folder", MODULES, (State.GRADED,), answers=WRONG),
    Hostile("exit", "ends the kernel", "os._exit(0)", (State.CRASHED,)),
    Hostile("kill-itself", "kills the kernel", "os.kill(os.getpid(), signal.SIGKILL)", (State.CRASHED,)),
    Hostile(
        "kill-driver", "kills the driver", "os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(9)", (State.CRASHED,)
    ),
    Hostile("kill-all", "kills all it can", "os.kill(-1, signal.SIGKILL)", (State.CRASHED,)),
    Hostile(
        "link-to-secret",
        "links a result to a secret file",
        LINK + "os.symlink('@SECRET@/gradebook.db', folder / 'link.txt')",
        (State.GRADED, State.CRASHED),
        None,
    ),
    Hostile(
        "link-to-endless",
        "links a result to an endless file",
        LINK + "os.symlink('/dev/zero', folder / 'a.npy')",
        (State.GRADED, *ENDED),
        None,
    ),
    Hostile(
        "odd-answers",
        "answers with a pickle, with 1 GiB, and with a million values",
        "",
        right=("best-threshold", "identify-by-person"),
        answers=ODD_ANSWERS,
    ),
    Hostile("lying-headers", "writes lying .npy files beside the results", LIES, right=ALL),
    Hostile("fake-reports", "writes reports into the driver's output", PIPE + FAKE, right=ALL),
    Hostile("early-inputs", "asks for the hidden inputs while the notebook runs", PIPE + EARLY, right=None),
    Hostile(
        "lookup",
        "answers with facelab's reference",
        LOOKUP + "    globals()[name] = EXERCISES[name].reference",
        (State.GRADED, State.REVIEW),
        ALL,
    ),
    Hostile(
        "sleeping-thread",
        "leaves a thread and a process behind",
        "threading.Thread(target=time.sleep, args=(600,)).start()\n"
        "subprocess.Popen(['sleep', '600'], start_new_session=True)",
        right=ALL,
    ),
]

SEARCH = """
found = subprocess.run(["find", sys.prefix, "/course", "/job", "-name", "*.pgm"], capture_output=True, text=True)
from facelab.datasets import load_orl
people = load_orl()
print("real", found.stdout.split(), "noise", all(people.images[people.labels == 0].std(axis=(1, 2)) > 70))
"""
VERIFIERS = [
    Hostile("honest-verifier", "is honest, but looks for the held-out people", HONEST_VERIFIER + "\n" + SEARCH),
    Hostile(
        "grouping-verifier",
        "looks at all images of a call",
        HONEST_VERIFIER.replace("/ 255.0", "/ (1 + images.mean())"),
        (State.CRASHED,),
        sentence="embed: an image's embedding changes",
    ),
    Hostile(
        "widened-verifier",
        "hides by a large number in all embeddings that it looks at all images of a call",
        "def embed(images):\n    rows = images[:, 4::12, 4::12].reshape(len(images), -1) / (1 + images.mean())\n"
        "    return np.hstack([rows, np.full((len(rows), 1), 1e6)])\nthreshold = 2.2",
        (State.CRASHED,),
        sentence="embed: an image's embedding changes",
    ),
    Hostile(
        "overflowing-verifier",
        "gives numbers whose distances overflow",
        HONEST_VERIFIER.replace("/ 255.0", "* 1e200"),
        (State.CRASHED,),
        sentence="the verifier does not keep the contract",
    ),
]


REPORT = """
import base64, json, os, time
def raw(data):
    while data:
        data = data[os.write(1, data[:60_000]):]
def report(**message):
    raw(json.dumps(message).encode() + b"\\n")
def end(failure=""):
    report(done={"failure": failure, "cause": "error" if failure else ""})
"""
HEADER = """
from io import BytesIO
from numpy.lib import format as npy
for number, (shape, descr) in enumerate([((10**12,), "<U0"), ((10**12,), "<f8"), ((-1,), "<f8"), ((1,), "|O")]):
    file = BytesIO()
    npy.write_array_header_1_0(file, {"descr": descr, "fortran_order": False, "shape": shape})
    report(name=f"accept/{number}", npy=base64.b64encode(file.getvalue()).decode())
end()
"""
LYING_DRIVERS = [
    LyingDriver("silent", "says nothing", ""),
    LyingDriver("nonsense", "writes what is not a report", "raw(bytes(range(256)) * 99)"),
    LyingDriver("deep-report", "writes deeply nested JSON", "raw(b'[' * 10**6 + b'\\n')"),
    LyingDriver("wrong-types", "sends other types", "report(cell=1, feed=2, name=3, npy=4)\nreport(done=5)"),
    LyingDriver(
        "feed-bomb", "asks for the inputs 3,000 times", "for _ in range(3000):\n    report(feed=True)\ntime.sleep(1)"
    ),
    LyingDriver(
        "json-bomb", "unpacks to forty times its size", "raw(b'{\"files\": [' + b'{},' * 7_000_000 + b'1]}\\n')\nend()"
    ),
    LyingDriver("last-word", "goes on after the end", "raw(b'{\"done\": {}}\\n' + b'{}\\n' * 10_000)"),
    LyingDriver(
        "many-values",
        "sends 20,000 values that nobody asked for",
        'raw(b\'{"name": "%d", "problem": ""}\\n\' % 1)\n'
        "for i in range(20_000):\n    report(name=str(i), problem='')\nend()",
    ),
    LyingDriver("headers", "sends headers that declare more than there is", HEADER),
    LyingDriver("odd-characters", "fails in characters that no file can hold", "end('\\ud800')"),
]


def cells_of(answers: dict[str, str], *more: str) -> list[dict]:
    """Make the cells of a submission: answers with their `grade_id`, then its own cells."""
    ours = [_cell(SETUP), _cell(CHECK), *(_cell(source, grade_id) for grade_id, source in answers.items())]
    return ours + [_cell(source) for source in more if source]


def write_notebook(path: Path, cells: list[dict], metadata: dict | None = None) -> Path:
    """Write a submission's notebook; it need not be valid."""
    table = {"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def _cell(source: str, grade_id: str = "", cell_type: str = "code") -> dict:
    metadata = {"nbgrader": {"grade_id": grade_id, "solution": True}} if grade_id else {}
    cell = {"cell_type": cell_type, "metadata": metadata, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if cell_type == "code" else {})


def _link(path: Path) -> None:
    target = write_notebook(path.with_name("other.ipynb"), cells_of(HONEST))
    os.symlink(target, path)


def _sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(30 * 2**20)


def _many(path: Path) -> None:
    write_notebook(path, [_cell("1")] * 3000)


def _amplified(path: Path) -> None:
    path.write_bytes(b'{"nbformat":4,"nbformat_minor":5,"cells":[],"metadata":{"a":[' + b"{}," * 1_500_000 + b"1]}}")


ODD_FILES = [
    OddFile("missing", "is not there", lambda path: None, "missing"),
    OddFile("folder", "is a folder", lambda path: path.mkdir(), "not a plain file"),
    OddFile("link", "is a symbolic link", _link, "not a plain file"),
    OddFile("pipe", "is a named pipe", os.mkfifo, "not a plain file"),
    OddFile("large", "has 30 MiB", _sparse, "30 MiB"),
    OddFile("empty", "has no byte", lambda path: path.write_bytes(b""), "not a readable notebook"),
    OddFile("no-json", "is not JSON", lambda path: path.write_text('{"cells": ['), "not a readable notebook"),
    OddFile("binary", "is not text", lambda path: path.write_bytes(bytes(range(256)) * 9), "not a readable notebook"),
    OddFile("deep", "is deeply nested", lambda path: path.write_text("[" * 10**6), "not a readable notebook"),
    OddFile("list", "is a list", lambda path: path.write_text("[1, 2]"), "not a readable notebook"),
    OddFile(
        "no-text", "has a number as source", lambda path: write_notebook(path, [_cell(7)]), "not a readable notebook"
    ),
    OddFile("many-cells", "has 3,000 cells", _many, "3000 cells"),
    OddFile("no-cells", "has no cell", lambda path: write_notebook(path, []), "0 cells"),
    OddFile("amplified", "takes forty times its size as Python objects", _amplified, ""),
]


def _twice(cells: list[dict]) -> list[dict]:
    return [*cells[:2], _cell(WRONG["accept"], "accept"), *cells[2:]]


def _retype(cells: list[dict]) -> list[dict]:
    return [_cell(cell["source"], "accept", "markdown") if "def accept" in cell["source"] else cell for cell in cells]


REPAIRED = [
    Repaired("duplicated", "has an answer twice", _twice, "more than once"),
    Repaired("deleted-checks", "has no locked cell", lambda cells: cells, "'accept-check' was missing"),
    Repaired("retyped", "has an answer as text", _retype, "had become markdown"),
    Repaired(
        "changed-check",
        "has changed a locked cell",
        lambda cells: [*cells, _cell("check = print", "accept-check")],
        "had been changed",
    ),
    Repaired(
        "kernel",
        "asks for another kernel",
        lambda cells: cells,
        "",
        {"kernelspec": {"name": "bash", "display_name": "Bash", "language": "bash"}},
    ),
]
