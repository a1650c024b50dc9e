"""TOML files checked by pydantic: a mistake is one sentence with the file, the key and the value."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

Model = TypeVar("Model")


def read_toml(path: Path, model: type[Model]) -> Model:
    """Read a TOML file into a pydantic model; raise ValueError if it does not fit."""
    return validate_table(read_table(path), model, path)


def read_table(path: Path) -> dict[str, Any]:
    """Parse a TOML file; raise ValueError if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a TOML file: {error}.") from None


def validate_table(table: dict[str, Any], model: type[Model], path: Path) -> Model:
    """Turn a table into a model; raise ValueError for the first mistake in it."""
    try:
        return TypeAdapter(model).validate_python(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    key, message = ".".join(map(str, first["loc"])), first["msg"].removeprefix("Value error, ").rstrip(".")
    setting = f"{key} = {json.dumps(first['input'], default=str, ensure_ascii=False)}"
    match first["type"]:
        case "missing":
            sentence = f"{key} is missing"
        case "extra_forbidden":
            known = ", ".join(getattr(model, "model_fields", [])) if len(first["loc"]) == 1 else ""
            sentence = f"there is no setting {key}" + (f"; expected one of {known}" if known else "")
        case "value_error":
            sentence = f"{setting}: {message}" if key else message
        case _:  # "Input should be a valid integer", "String should match pattern …"
            sentence = f"{setting} {re.sub('^.*?(?=should)', '', message).replace('dictionary', 'table')}"
    raise ValueError(f"{path}: {sentence}.")
