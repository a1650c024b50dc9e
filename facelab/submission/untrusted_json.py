"""Read untrusted JSON: a few bytes of it must not become gigabytes of objects."""

import json
from typing import Any

MAX_PARTS = 1_500_000  # each becomes an object of 50 to 100 bytes


def load_json(content: bytes) -> Any:
    """Parse JSON; raise ValueError if it is invalid, too deeply nested, or holds too many parts."""
    if _count_parts([content]) > MAX_PARTS and _count_parts(_outside_of_strings(content)) > MAX_PARTS:
        raise ValueError(f"it holds more than {MAX_PARTS:,} parts")
    try:
        return json.loads(content.decode("utf-8-sig"))  # in another encoding, the parts would not have been counted
    except RecursionError:
        raise ValueError("it is too deeply nested") from None


def _count_parts(pieces: list[bytes]) -> int:
    return sum(piece.count(sign) for piece in pieces for sign in (b",", b"{", b"["))


def _outside_of_strings(content: bytes) -> list[bytes]:
    """List what stands between strings; if these are too many, all of it."""
    bare = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    return bare.split(b'"')[::2] if bare.count(b'"') <= 2 * MAX_PARTS else [content]


def escape_surrogates(text: str) -> str:
    """Escape lone surrogates, which no file can hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
