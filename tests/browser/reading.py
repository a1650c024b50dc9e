"""What a figure shows, and a mouse that moves it."""

import re

import numpy as np

GRAY = """(canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  return { shape: [height, width], values: Array.from(data.filter((_, i) => i % 4 === 0)) };
}"""


def read(figure, name):
    """Read the text that stands under a name."""
    return figure.locator(f"[data-name='{name}']").text_content()


def read_number(figure, name):
    """Read the number that stands under a name, without its unit."""
    return float(re.sub(r"[^\d.-]", "", read(figure, name).replace("−", "-")))


def pixels(figure, label):
    """Read the gray values of a picture that is painted, shape (H, W)."""
    found = figure.get_by_label(label, exact=True).evaluate(GRAY)
    return np.reshape(found["values"], found["shape"])


def place_in(node, across, down=0.5):
    """Find a place in an element, as shares of its width and height, in the page."""
    box = node.bounding_box()
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def click_at(node, across, down=0.5):
    """Click a place in an element."""
    node.page.mouse.click(*place_in(node, across, down))


def drag(handle, *, by=None, to=None):
    """Drag a handle of a chart with the mouse: by pixels, or to a place in the page."""
    mouse, (x, y) = handle.page.mouse, place_in(handle.locator(".grip"), 0.5)
    mouse.move(x, y)
    mouse.down()
    mouse.move(*(to or (x + by[0], y + by[1])), steps=4)
    mouse.up()
