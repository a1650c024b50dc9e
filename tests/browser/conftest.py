"""Figures in a real browser: in a JupyterLab that is started here, and in a page without a kernel.

A test module has a FIGURE, the code that makes it in a notebook, and its tests ask for the fixture `figure`.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import nbformat
import numpy as np
import pytest

from facelab.datasets import load_orl
from facelab.run_notebooks import PLAIN_METADATA
from facelab.widgets.page import fragment, page_script

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "browser"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("FACELAB_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",  # as root there is none
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",  # the camera is allowed, and plays a file
    "--use-fake-device-for-media-stream",
]
TOKEN = "figures"
FILMED = 0, 5, 39  # people of ORL in front of the camera
PATIENCE = 60_000  # milliseconds: a machine may be busy


RUN_ALL = """async () => {
  await window.jupyterapp.shell.currentWidget.sessionContext.ready;
  void window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""
STEP = """(control) => {
  const times = [];
  for (let i = 0; i < 100; i++) {
    const start = performance.now();
    if (control.type === "range") {
      const [low, high] = [Number(control.min), Number(control.max)];
      control.value = String(low + (((i * 37) % 100) / 100) * (high - low));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      const key = i % 2 ? "ArrowLeft" : "ArrowRight";
      control.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
    control.closest(".facelab").getBoundingClientRect(); // the layout, too
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[50];
}"""
STEPS = {}  # milliseconds of a step, by figure


def pytest_ignore_collect(collection_path, config):
    """Leave the browser to `make test-browser`, which names this folder."""
    return None if any("browser" in argument for argument in config.args) else True


def pytest_terminal_summary(terminalreporter):
    for name, milliseconds in sorted(STEPS.items()):
        terminalreporter.write_line(f"{name:24} a step takes {milliseconds:5.2f} ms (median of 100; 16 is a frame)")


@pytest.fixture
def time_step(request):
    """A function that moves a control a hundred times, and reports how long the figure takes for a step."""

    def measure(control):
        STEPS[request.module.__name__.removeprefix("test_")] = control.evaluate(STEP)

    return measure


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """A browser whose camera sees one person of ORL after the other."""
    from playwright.sync_api import sync_playwright

    film = tmp_path_factory.mktemp("camera") / "film.mjpeg"
    film.write_bytes(b"".join(_frames()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, f"--use-file-for-fake-video-capture={film}"]
        )
        yield browser
        browser.close()


def _frames():
    """Forty frames of each person, 640 × 480: a photograph of ORL in front of gray."""
    images = load_orl().images
    for person in FILMED:
        frame = np.full((480, 640), 110, np.uint8)
        frame[60:396, 180:456] = cv2.resize(images[10 * person + 3], (276, 336), interpolation=cv2.INTER_CUBIC)
        yield from [cv2.imencode(".jpg", frame)[1].tobytes()] * 40


@pytest.fixture(scope="session")
def new_page(chromium):
    """A function that opens a page in which nothing may leave this machine; what it prints as an error is noted."""
    pages = []

    def open_page(**options):
        context = chromium.new_context(viewport={"width": 1100, "height": 900}, **options)
        context.set_default_timeout(PATIENCE / 4)
        page = context.new_page()
        page.outside, page.errors = [], []

        def guard(route):
            if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
                route.continue_()
            else:
                page.outside.append(route.request.url)
                route.abort()

        page.route(lambda url: urlsplit(url).scheme in ("http", "https", "ws", "wss"), guard)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def lab_page(request, tmp_path_factory, new_page):
    """A page of JupyterLab with all the figures, each in a cell that has been run."""
    folder = tmp_path_factory.mktemp("lab")
    modules = {item.module for item in request.session.items if hasattr(item.module, "FIGURE")}
    cells = [
        nbformat.v4.new_code_cell(f"{module.FIGURE}\nfigure")
        for module in sorted(modules, key=lambda module: module.__name__)
    ]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=PLAIN_METADATA)
    nbformat.write(notebook, folder / "figures.ipynb")
    with _jupyter_lab(folder) as address:
        page = new_page()
        page.goto(f"{address}lab/tree/figures.ipynb?token={TOKEN}")
        page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=PATIENCE)
        page.evaluate(RUN_ALL)
        page.wait_for_function(f"document.querySelectorAll('.facelab').length >= {len(cells)}", timeout=PATIENCE)
        yield page


@contextmanager
def _jupyter_lab(folder):
    """A JupyterLab server on the loopback; gives its address."""
    runtime = folder / "runtime"
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": 0,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": TOKEN,
        "LabApp.expose_app_in_browser": True,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT)}
    log = folder / "log"
    with log.open("w") as file:
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        while not (found := list(runtime.glob("jpserver-*.json"))):
            assert server.poll() is None, log.read_text()
            time.sleep(0.2)
        yield json.loads(found[0].read_text())["url"]
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(params=["JupyterLab", "page"])
def figure(request):
    """The figure of a test module, in JupyterLab and in a page without a kernel, and unchanged by other tests."""
    names = {}
    if request.param == "page":
        exec(request.module.FIGURE, names)
        page = request.getfixturevalue("new_page")()
        path = request.getfixturevalue("tmp_path") / "page.html"
        path.write_text(
            "<!doctype html><html lang='en'><meta charset='utf-8'><title>figure</title>"
            f"<body><main><h1>Figure</h1>{fragment(names['figure'])}</main>{page_script()}"
        )
        page.goto(path.as_uri())
    else:
        page = request.getfixturevalue("lab_page")
    place = page.get_by_role("region", name=request.module.TITLE, exact=True)
    place.scroll_into_view_if_needed()
    yield place
    assert page.errors == [] and page.outside == []
    BUILD.mkdir(parents=True, exist_ok=True)
    name = f"{request.module.__name__.split('.')[-1].removeprefix('test_')}-{request.param}"
    place.screenshot(path=BUILD / f"{name}.png")
    assert _violations(place) == []
    if request.param == "page":
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 375, "height": 800})
        page.screenshot(path=BUILD / f"{name}-phone.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert _violations(place) == []
        page.context.close()


def _violations(place):
    """What axe-core finds serious, in light or dark."""
    place.page.add_script_tag(path=AXE)
    found = place.evaluate("(place) => axe.run(place)")["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
