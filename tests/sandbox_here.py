"""Why a sandbox does not work here; empty if it does."""

from functools import cache

from facelab.grading.sandbox import SandboxError, check_sandbox


@cache
def why_no_sandbox():
    """Try it once in a test run."""
    try:
        check_sandbox()
    except SandboxError as error:
        return str(error)
    return ""
