import nbformat
import pytest

from facelab.instructor.release.build import build_release
from facelab.instructor.release.settings import ReleaseSettings
from tests.instructor.sample_course import ALL_NOTEBOOKS, COURSE


@pytest.fixture(scope="package")
def released(tmp_path_factory):
    out = tmp_path_factory.mktemp("release") / "course"
    build_release(COURSE, out, ALL_NOTEBOOKS, ReleaseSettings())
    return out


@pytest.fixture(scope="package")
def released_notebooks(released):
    return [nbformat.read(path, as_version=4) for path in sorted((released / "notebooks").rglob("*.ipynb"))]
