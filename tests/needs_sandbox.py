"""Skips tests where the sandbox does not work; where it is required, as in CI, these tests fail instead."""

import os
from functools import cache

import pytest

from facelab.instructor.execution.probe import SandboxError, check_sandbox


@cache
def why_no_sandbox():
    """Explain why the sandbox does not work; "" if it does."""
    try:
        check_sandbox()
    except SandboxError as error:
        if os.environ.get("FACELAB_SANDBOX") == "required":
            raise
        return str(error)
    return ""


needs_sandbox = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())
