import time

import cv2
import pytest

from facelab.datasets import load_orl

TITLE = "Camera: who is it?"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl
from facelab.identification import Gallery
from facelab.zoo import THRESHOLDS, pretrained

faces = load_orl()
gallery = Gallery(pretrained("sface"), threshold=THRESHOLDS["sface"][1e-3])
for person in (0, 5):  # a third one, 39, comes to the camera and is not enrolled
    gallery.add(faces.names[person], faces.images[10 * person : 10 * person + 2])
figure = widgets.camera(gallery)
"""


SHOWN = """async (video) => {
  let shown = 0;
  const count = () => { shown++; video.requestVideoFrameCallback(count); };
  video.requestVideoFrameCallback(count);
  await new Promise((done) => setTimeout(done, 3000));
  return shown / 3;
}"""
RATES = "frames a second", "milliseconds a frame"


def names_seen(figure, seconds):
    seen, end = set(), time.monotonic() + seconds
    while time.monotonic() < end:
        seen |= {text.split(" ")[0] for text in figure.locator(".stage text").all_text_contents()}
        time.sleep(0.1)
    return seen


@pytest.fixture
def start(figure):
    """The button that starts the camera; without a kernel it is disabled, and a sentence says why."""
    button = figure.get_by_role("button", name="start the camera")
    if button.is_disabled():
        assert "no kernel" in figure.get_by_role("status").inner_text()
        pytest.skip("without a kernel nobody is named")
    return button


def test_the_people_before_the_camera_are_named_and_the_stranger_is_enrolled_by_a_button(figure, start, report):
    start.press("Enter")
    assert {"s1", "s6", "unknown"} <= names_seen(figure, 12)
    figure.locator("text.unknown").wait_for(state="attached")
    figure.get_by_role("textbox", name="name").fill("Ada")
    figure.get_by_role("button", name="enroll the largest face").click()
    figure.get_by_text("Ada is enrolled").wait_for()
    assert "Ada" in names_seen(figure, 8)
    assert figure.locator("[data-name='people enrolled']").inner_text() == "3"
    rate, per_frame = (figure.locator(f"[data-name='{name}']").inner_text() for name in RATES)
    picture = figure.locator("video").evaluate(SHOWN)
    report(f"{rate} frames a second are named, {per_frame} ms of each in the kernel; {picture:.0f} are shown")
    figure.get_by_role("button", name="stop the camera").click()
    assert figure.locator("video").is_hidden()


def test_without_a_camera_a_sentence_says_what_to_do_and_a_photograph_is_named(figure, start, tmp_path):
    figure.page.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => Promise.reject(Error('denied')); }")
    start.click()
    figure.get_by_text("pick a photograph instead").wait_for()
    photograph = tmp_path / "photograph.png"
    cv2.imwrite(str(photograph), cv2.resize(load_orl().images[56], None, fx=3, fy=3))
    figure.get_by_label("a photograph").set_input_files(photograph)
    assert names_seen(figure, 3) == {"s6"}
