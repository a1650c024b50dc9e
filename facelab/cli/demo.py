"""`facelab demo`: the camera and the threshold as an app, for a lecture hall."""

import socket
from importlib.resources import as_file, files
from typing import Annotated

import typer

from facelab.cli.terminal import console, stop

# The browser refuses every address but the app's own: neither a picture nor a request for a font can leave the machine.
ONLY_THIS_APP = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; "
    "connect-src 'self' ws://localhost:{port} ws://127.0.0.1:{port} data: blob:; "
    "frame-ancestors 'self'; form-action 'self'"
)


def demo(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Of the address in the browser.")] = 8866,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Show the camera and the threshold as an app for a lecture hall. Works without internet; Ctrl-C ends it.

    Everything stays on this machine: its page can be opened from here only, and what the camera sees is forgotten.
    """
    try:
        from traitlets.config import Config
        from voila.app import Voila
    except ModuleNotFoundError as error:
        stop(f"the package {error.name} is missing; run `make env`.")

    _check_port(port)
    console.print(
        f"The app is at http://localhost:{port}, for browsers on this machine. Ctrl-C ends it.", soft_wrap=True
    )
    with as_file(files("facelab.cli") / "demo.ipynb") as notebook:
        settings = {
            "ip": "127.0.0.1",
            "port": port,
            "port_retries": 0,
            "open_browser": browser,
            "log_level": "ERROR",
            "tornado_settings": {
                "headers": {"Content-Security-Policy": ONLY_THIS_APP.format(port=port)},
                "allow_remote_access": False,  # a page elsewhere cannot give its own name to this address
            },
        }
        extensions = {"extension_denylist": ["@jupyter/nbgrader"]}  # it needs a file browser, which an app has not
        Voila.launch_instance([str(notebook)], config=Config(Voila=settings, VoilaConfiguration=extensions))


def _check_port(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        stop(f"port {port} cannot be used ({error.strerror}); choose another one, for example --port {port + 1}.")
