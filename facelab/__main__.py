"""`python -m facelab` does what `facelab` does."""

from facelab.cli import app

app(prog_name="facelab")
