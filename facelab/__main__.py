"""`python -m facelab` does what `facelab` does."""

from facelab.cli.main import app

app(prog_name="facelab")
