import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "facelab"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def test_the_document_draws_the_rooms_that_the_contract_checks():
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("**Rooms.**")[2]
    lines = re.findall(r"^    (\w[\w| ]*?)(?:   .*)?$", drawn.partition("**Shapes")[0], re.MULTILINE)
    layers = [layer.removesuffix(" | __main__") for layer in CONTRACTS[0]["layers"]]
    assert lines == layers


def test_the_import_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_nothing_outside_of_the_instructors_side_names_it():
    """The linter sees imports; a name in a string could be imported by import_module."""
    outside = [path for path in PACKAGE.rglob("*.py") if PACKAGE / "instructor" not in path.parents]
    assert len(outside) > 100
    for path in outside:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            assert "facelab.instructor" not in named and "import_module" not in ast.unparse(node)[:60], path


def test_tests_mirror_the_package():
    """Every test of a module is named after it; folders of their own are for what is not one module."""
    own = {"notebooks", "hostile", "browser"}
    for path in (ROOT / "tests").rglob("test_*.py"):
        place = path.relative_to(ROOT / "tests")
        if own & set(place.parts) or place.name in ("test_architecture.py", "test_import.py", "test_keras_objects.py"):
            continue
        mirrored = PACKAGE / place.with_name(place.name.removeprefix("test_"))
        assert mirrored.is_file() or mirrored.with_suffix("").is_dir(), f"{place} mirrors nothing"


def test_modules_have_tests_of_their_own():
    elsewhere = {  # tested as one with others, through what uses them
        "__main__.py",
        "cli/main.py",
        "detection/haar.py",
        "detection/mtcnn.py",
        "exercises/exercise.py",
        "instructor/cli/grade.py",
    }
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE)
        is_list = re.search(r"^(EXERCISES|FORMATS) = \[", path.read_text(encoding="utf-8"), re.MULTILINE)
        if path.name == "__init__.py" or is_list or place.as_posix() in elsewhere:
            continue
        assert (ROOT / "tests" / place.with_name(f"test_{place.name}")).is_file(), f"{place} has no test"


def test_people_whom_a_training_has_not_seen_are_held_out_and_nothing_else():
    other_words = re.compile(r"(?i)reserved (people|fold)|RESERVED_|people (that are )?set aside|list\(people_folds")
    for path in [*PACKAGE.rglob("*.py"), ROOT / "docs" / "architecture.md"]:
        assert not other_words.search(path.read_text(encoding="utf-8")), path


def test_the_commands_can_be_imported_in_any_order():
    for first in ("facelab.instructor.cli", "facelab.cli.terminal", "facelab.cli.main"):
        program = f"import {first}, facelab.cli.main as cli; print([group.name for group in cli.app.registered_groups])"
        found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert found.stdout.strip() == "['evaluate', 'grade']", found.stderr
