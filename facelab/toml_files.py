"""TOML files checked by a pydantic model: a mistake is one sentence with the file, the key and the value."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

Model = TypeVar("Model")


def read_toml(path: Path, model: type[Model]) -> Model:
    """Read a TOML file into a pydantic model or dataclass; raise ValueError if it does not fit."""
    return check_table(read_table(path), model, path)


def read_table(path: Path) -> dict[str, Any]:
    """Parse a TOML file; raise ValueError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a TOML file: {error}.") from None


def check_table(table: dict[str, Any], model: type[Model], path: Path) -> Model:
    """Turn a table into a model; raise ValueError for the first mistake in it."""
    try:
        return TypeAdapter(model).validate_python(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key, value = ".".join(str(part) for part in first["loc"]), first["input"]
        match first["type"]:
            case "missing":
                raise ValueError(f"{path}: {key} is missing.") from None
            case "extra_forbidden" | "unexpected_keyword_argument":
                raise ValueError(f"{path}: there is no setting {key}.") from None
        message = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise ValueError(f"{path}: {key} = {value!r}: {message[0].lower()}{message[1:]}.") from None
