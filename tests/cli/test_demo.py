import socket
from importlib.resources import files

from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.run_notebooks import run_notebook


def test_a_port_that_is_taken_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(app, ["demo", "--port", str(port)])
    assert result.exit_code == 2 and f"port {port} cannot be used" in " ".join(result.output.split())


def test_its_notebook_shows_the_camera_and_the_threshold(tmp_path):
    outcome = run_notebook(files("facelab.cli") / "demo.ipynb", tmp_path, None, lambda *cell: None)
    shown = [output.data["text/plain"] for cell in outcome.notebook.cells for output in cell.get("outputs", [])]
    assert not outcome.failure
    assert shown == ["<Camera: who is it?>", "<A threshold over the distances of 19,900 pairs>"]
