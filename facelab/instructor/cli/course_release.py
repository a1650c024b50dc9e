"""The release that submissions are graded by."""

from pathlib import Path

from facelab.cli.run import find_assignments, find_notebooks
from facelab.course import course_folder


def make_release(course: Path, release: Path | None) -> Path:
    """Find what students got; make it from this course if there is none."""
    from facelab.instructor.release.build import release as write_release
    from facelab.instructor.release.settings import ReleaseSettings, read_settings

    folder = release or course / "release"
    if release or folder.exists():
        return folder
    settings = course / "release.toml"
    chosen = read_settings(settings) if settings.is_file() else ReleaseSettings()
    write_release(course_folder(), folder, find_notebooks([]) + find_assignments(), chosen)
    return folder
