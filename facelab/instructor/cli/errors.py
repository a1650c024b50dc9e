"""How the instructor's commands end when something is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager

from facelab.cli.terminal import stop
from facelab.instructor.execution.probe import SandboxError


@contextmanager
def stop_on_error() -> Iterator[None]:
    """End a command with one sentence for what an instructor can correct, instead of a traceback."""
    try:
        yield
    except ModuleNotFoundError as error:
        stop(f'the package {error.name} is missing; run `pip install "facelab[grading]"`.')
    except (OSError, ValueError, SandboxError) as error:
        stop(str(error))
