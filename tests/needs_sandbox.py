"""Why a sandbox does not work here; empty if it does."""

import os
from functools import cache

from facelab.instructor.execution.probe import SandboxError, check_sandbox


@cache
def why_no_sandbox():
    """Try it once in a test run; where a sandbox is required, as in CI, there is no way around it."""
    try:
        check_sandbox()
    except SandboxError as error:
        if os.environ.get("FACELAB_SANDBOX") == "required":
            raise
        return str(error)
    return ""
