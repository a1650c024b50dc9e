import time

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


def names_seen(figure, seconds):
    seen, end = set(), time.monotonic() + seconds
    while time.monotonic() < end:
        seen |= {text.split(" ")[0] for text in figure.locator(".stage text").all_text_contents()}
        time.sleep(0.1)
    return seen


def test_the_people_before_the_camera_are_named_and_the_stranger_is_enrolled_by_a_button(figure):
    start = figure.get_by_role("button", name="start the camera")
    if start.is_disabled():
        assert "no kernel" in figure.get_by_role("status").inner_text()
        return
    start.press("Enter")
    assert {"s1", "s6", "unknown"} <= names_seen(figure, 12)
    figure.locator("text.unknown").wait_for(state="attached")
    figure.get_by_label("name").fill("Ada")
    figure.get_by_role("button", name="enrol the largest face").click()
    figure.get_by_text("Ada is enrolled").wait_for()
    assert "Ada" in names_seen(figure, 8)
    assert figure.locator("[data-name='people enrolled']").inner_text() == "3"
    print("frames a second:", figure.locator("[data-name='frames a second']").inner_text())
    figure.get_by_role("button", name="stop the camera").click()
    assert figure.locator("video").is_hidden()


def test_without_a_camera_a_sentence_says_what_to_do_and_a_photograph_is_named(figure):
    figure.page.evaluate("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('denied'))")
    start = figure.get_by_role("button", name="start the camera")
    if start.is_disabled():
        return
    start.click()
    figure.get_by_text("pick a photograph instead").wait_for()
