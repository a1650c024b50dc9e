"""ES modules of the figures: each is sent to the browser as one text, with what it imports put in front."""

import re
from functools import cache
from importlib.resources import files

IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)


@cache
def bundle(name: str) -> str:
    """Read a module, e.g. "threshold.js", as one text: browsers cannot import from a folder that no server offers."""
    parts: dict[str, str] = {}
    _collect(name, parts)
    own = parts.pop(name)
    return "\n".join([*(EXPORT.sub("", text) for text in parts.values()), own])


@cache
def style(name: str) -> str:
    """Read the style sheet of all figures, and after it a figure's own, e.g. "threshold.css", if it has one."""
    own = files(__package__) / name
    return (files(__package__) / "shared.css").read_text("utf-8") + (own.read_text("utf-8") if own.is_file() else "")


def _collect(name: str, parts: dict[str, str]) -> None:
    source = (files(__package__) / name).read_text("utf-8")
    for imported in IMPORT.findall(source):
        if imported not in parts:
            _collect(imported, parts)
    parts[name] = IMPORT.sub("", source)
