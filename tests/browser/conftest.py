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
SHOW_AGAIN = """async (title) => {
  const notebook = window.jupyterapp.shell.currentWidget;
  const find = () => document.querySelector(`.facelab[aria-label="${title}"]`);
  const before = find();
  const cells = notebook.content.widgets;
  notebook.content.activeCellIndex = cells.findIndex((cell) => cell.node.contains(before));
  const start = performance.now();
  await window.jupyterapp.commands.execute("notebook:run-cell");
  while (!find() || find() === before) await new Promise((done) => setTimeout(done, 20));
  return performance.now() - start;
}"""
COME_TO_REST = """async (place) => {
  for (let last, still = 0; still < 10; ) {
    await new Promise(requestAnimationFrame);
    const { top } = place.getBoundingClientRect();
    still = top === last ? still + 1 : 0;
    last = top;
  }
}"""
UNSTYLED = """(place) =>
  [...place.querySelectorAll("svg :is(path, circle, rect, text, ellipse)")]
    .filter((shape) => getComputedStyle(shape).fill === "rgb(0, 0, 0)" && shape.getBoundingClientRect().width > 0)
    .map((shape) => shape.outerHTML.slice(0, 120))"""  # drawn in SVG's default, which no style of ours is
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
REPORT = {}  # what was measured, by figure
SHOWN_AFTER = []  # milliseconds from running a cell in JupyterLab to its figure


def pytest_ignore_collect(collection_path, config):
    """Leave the browser to `make test-browser`, which names this folder."""
    named = (Path(config.invocation_params.dir, argument.split("::")[0]).resolve() for argument in config.args)
    return None if any(path.is_relative_to(Path(__file__).parent) for path in named) else True


def pytest_terminal_summary(terminalreporter):
    for name, measured in sorted(REPORT.items()):
        terminalreporter.write_line(f"{name:24} {measured}")
    if SHOWN_AFTER:
        middle, slowest = np.median(SHOWN_AFTER), max(SHOWN_AFTER)
        terminalreporter.write_line(
            f"In JupyterLab a figure stands {middle:.0f} ms after its cell is run ({slowest:.0f} at most)."
        )


@pytest.fixture
def report(request):
    """A function that has what it is told about the figure written under the tests' results."""

    def note(measured):
        REPORT[_name(request.module)] = measured

    return note


@pytest.fixture
def time_step(report):
    """A function that moves a control a hundred times, and reports how long the figure takes for a step."""
    return lambda control: report(f"a step takes {control.evaluate(STEP):5.2f} ms (median of 100; a frame has 16)")


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

    def is_here(url):
        return urlsplit(url).hostname in ("127.0.0.1", "localhost")

    def open_page(**options):
        context = chromium.new_context(viewport={"width": 1100, "height": 1800}, service_workers="block", **options)
        context.set_default_timeout(PATIENCE / 4)
        page = context.new_page()
        page.outside, page.errors = [], []

        def guard(route):
            if is_here(route.request.url):
                route.continue_()
            else:
                page.outside.append(route.request.url)
                route.abort()

        page.route(lambda url: urlsplit(url).scheme in ("http", "https"), guard)
        page.on("websocket", lambda socket: socket.url if is_here(socket.url) else page.outside.append(socket.url))
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
    cells = []
    for i, module in enumerate(sorted(modules, key=lambda module: module.__name__)):
        cells.append(nbformat.v4.new_code_cell(f"{module.FIGURE}\nfigure_{i} = figure"))
        cells.append(nbformat.v4.new_code_cell(f"figure_{i}.state = {{}}\nfigure_{i}"))
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=PLAIN_METADATA)
    nbformat.write(notebook, folder / "figures.ipynb")
    with _jupyter_lab(folder) as address:
        page = new_page()
        page.goto(f"{address}lab/tree/figures.ipynb?token={TOKEN}")
        page.wait_for_selector(".jp-NotebookPanel-toolbar", timeout=PATIENCE)
        page.evaluate(RUN_ALL)
        page.wait_for_function(f"document.querySelectorAll('.facelab').length >= {len(modules)}", timeout=PATIENCE)
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
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    quiet = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    environment = os.environ | {
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "PYTHONPATH": str(ROOT),
    }
    log = folder / "log"
    with log.open("w") as file:
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
    try:
        while not (found := [path for path in runtime.glob("jpserver-*.json") if path.stat().st_size]):
            assert server.poll() is None, log.read_text()
            time.sleep(0.2)
        yield json.loads(found[0].read_text())["url"]
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def static_page(request, tmp_path_factory):
    """The address of a page with the figure of a test module, without a kernel."""
    names = {}
    exec(request.module.FIGURE, names)
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>figure</title>"
        f"<body><main><h1>Figure</h1>{fragment(names['figure'])}</main>{page_script()}"
    )
    return path.as_uri()


@pytest.fixture(params=["JupyterLab", "page"])
def figure(request):
    """The figure of a test module, in JupyterLab and in a page without a kernel, and unchanged by other tests."""
    if request.param == "page":
        page = request.getfixturevalue("new_page")()
        page.goto(request.getfixturevalue("static_page"))
    else:
        page = request.getfixturevalue("lab_page")
        SHOWN_AFTER.append(page.evaluate(SHOW_AGAIN, request.module.TITLE))
    place = page.get_by_role("region", name=request.module.TITLE, exact=True)
    place.scroll_into_view_if_needed()
    place.evaluate(COME_TO_REST)  # JupyterLab scrolls to a cell that was run, and a mouse would miss what moves
    yield place
    assert page.errors == [] and page.outside == []
    BUILD.mkdir(parents=True, exist_ok=True)
    name = f"{_name(request.module)}-{request.param}"
    place.screenshot(path=BUILD / f"{name}.png")
    assert place.evaluate(UNSTYLED) == []
    assert _violations(place) == []
    if request.param == "page":
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 375, "height": 800})
        page.screenshot(path=BUILD / f"{name}-phone.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert _violations(place) == []
        page.context.close()


def _name(module):
    return module.__name__.split(".")[-1].removeprefix("test_")


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
