"""Read JSON of a stranger: a few bytes of it must not become gigabytes of objects."""

import json
from typing import Any

MAX_PARTS = 1_500_000  # each becomes an object of 50 to 100 bytes


def load_json(content: bytes) -> Any:
    """Parse JSON that holds not too many parts.

    Parameters
    ----------
    content : bytes

    Returns
    -------
    object

    Raises
    ------
    ValueError
        If it is no JSON, is nested too deeply, or holds too many parts.

    Examples
    --------
    >>> load_json(b'{"a": [1, 2]}')
    {'a': [1, 2]}
    """
    if _parts([content]) > MAX_PARTS and _parts(_outside_of_strings(content)) > MAX_PARTS:
        raise ValueError(f"it holds more than {MAX_PARTS:,} parts")
    try:
        return json.loads(content.decode("utf-8-sig"))  # in another coding, the parts would not have been counted
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _parts(pieces: list[bytes]) -> int:
    return sum(piece.count(sign) for piece in pieces for sign in (b",", b"{", b"["))


def _outside_of_strings(content: bytes) -> list[bytes]:
    """List what stands between strings; if these are too many, all of it."""
    bare = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    return bare.split(b'"')[::2] if bare.count(b'"') <= 2 * MAX_PARTS else [content]


def as_text(text: str) -> str:
    r"""Replace what no file can hold: halves of a character.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> as_text("a\ud800")
    'a\\ud800'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
