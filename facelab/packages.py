"""Files inside installed packages that are not imported."""

from importlib.util import find_spec
from pathlib import Path


def package_path(package: str, *inside: str) -> Path | None:
    """Find a file or a folder in an installed package without importing it; None if the package is not there.

    Examples
    --------
    >>> package_path("json", "decoder.py").name
    'decoder.py'
    >>> package_path("no_such_package") is None
    True
    """
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or []
    return next((Path(folder, *inside) for folder in folders), None)
