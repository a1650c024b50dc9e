import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def address(tmp_path):
    """The app, started by its one command."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "facelab", "demo", "--no-browser", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=log)
    address = f"http://127.0.0.1:{port}/"
    try:
        while not _answers(f"{address}voila/static/voila.js"):
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _answers(address):
    try:
        return urlopen(address).status == 200
    except OSError:
        return False


def test_the_app_has_a_camera_and_a_threshold_and_asks_no_other_machine(address, new_page):
    page = new_page()
    policy = page.goto(address, timeout=120_000).headers["content-security-policy"]
    assert f"ws://127.0.0.1:{address.split(':')[-1][:-1]} " in policy and " ws: " not in policy
    camera = page.get_by_role("region", name="Camera: who is it?")
    camera.get_by_role("button", name="start the camera").click(timeout=60_000)
    camera.locator("text.unknown").first.wait_for(state="attached")
    camera.get_by_role("textbox", name="name").fill("Ada")
    camera.get_by_role("button", name="enroll the largest face").click()
    camera.get_by_text("Ada is enrolled").wait_for()
    threshold = page.get_by_role("region", name="A threshold over the distances")
    before = threshold.locator("[data-name='FAR']").inner_text()
    threshold.get_by_label("threshold", exact=True).press("End")
    assert before != threshold.locator("[data-name='FAR']").inner_text() == "100.0 %"
    page.screenshot(path=ROOT / "build" / "browser" / "demo.png", full_page=True)
    assert page.errors == [] and page.outside == []
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(address, headers={"Host": "elsewhere.example"}))
