import ast
import base64
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from facelab.widgets.modules import bundle
from tests.browser.reading import place_in, read, read_number

TITLE = "One neuron, and 10 faces of A and B"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.datasets import load_orl

faces = load_orl()
parts = faces.images[:, 50:75, 25:67], faces.images[:, 90:]
numbers = np.column_stack([part.mean(axis=(1, 2)) / 255 for part in parts])[np.r_[90:95, 200:205]]
names = ["brightness of the middle", "brightness of the lower strip"]
figure = widgets.one_neuron(numbers, np.repeat([1.0, 0], 5), "BA", inputs=names)
"""
NOTEBOOK = next((Path(__file__).parents[2] / "notebooks").glob("*_networks_by_hand.ipynb"))
OF_THE_NEURON = {"sigmoid", "neuron", "neuron_loss", "neuron_gradient"}
SLIDERS = "weight w₁", "weight w₂", "bias b"
STEPS = """async ([source, neuron, inputs, answers, rate, n]) => {
  const { outputsOf, squaredLoss, stepped } = await import("data:text/javascript;base64," + source);
  const rows = [];
  for (let i = 0; i < n; i++) {
    neuron = stepped(neuron, inputs, answers, rate);
    rows.push([...neuron.weights, neuron.bias, squaredLoss(outputsOf(neuron, inputs), answers)]);
  }
  return rows;
}"""
PLACE_IN_CHART = """(rect) => {
  const { left, top, width, height } = rect.getBoundingClientRect();
  const chart = rect.ownerSVGElement.getBoundingClientRect();
  return [left - chart.left, top - chart.top, width, height];
}"""
COLORS = """async ([address, places]) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return places.map(([x, y]) => Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3)));
}"""


@pytest.fixture(scope="module")
def notebook():
    """What the notebook defines: its neuron, the loss and the gradient, for the faces of the figure."""
    names = {}
    exec(FIGURE, names)
    names["x"] = (names["numbers"] - names["numbers"].mean(axis=0)) / names["numbers"].std(axis=0)
    names["is_a"] = np.repeat([1.0, 0], 5)
    exec("\n\n".join(_in_the_notebook(lambda node: getattr(node, "name", "") in OF_THE_NEURON)), names)
    assert names.keys() >= OF_THE_NEURON
    return names


def _in_the_notebook(is_wanted):
    """Find statements of the notebook's cells."""
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    trees = (ast.parse(cell.source) for cell in cells if cell.cell_type == "code" and not cell.source.startswith("%"))
    return [ast.unparse(node) for tree in trees for node in tree.body if is_wanted(node)]


def trained(names, w, b):
    """Run the notebook's own loop of gradient descent; gives its w, b and losses, among other names."""
    body = "losses.append(neuron_loss(w, b))"
    (loop,) = _in_the_notebook(lambda node: isinstance(node, ast.For) and body in ast.unparse(node))
    names = names | {"w": np.array(w, float), "b": b, "losses": []}
    exec(loop, names)
    return names


def slider(figure, i):
    return figure.get_by_label(SLIDERS[i], exact=True)


def set_to(figure, *values):
    for i, value in enumerate(values):
        slider(figure, i).fill(str(value))


def step(figure):
    figure.get_by_role("button", name="one step of gradient descent").click()


def to_the_start(figure):
    figure.get_by_role("button", name="as at the start").click()


def said(figure):
    return figure.locator("p[role=status]").inner_text()


def shown(figure):
    """What stands beside the sliders: w1, w2 and b."""
    texts = [slider(figure, i).get_attribute("aria-valuetext").replace("−", "-") for i in range(3)]
    return [float(text) for text in texts]


def assert_as_notebook(figure, names, w, b):
    """All numbers that the figure shows are those of the notebook's functions."""
    outputs = names["neuron"](names["x"], np.array(w), b)
    np.testing.assert_allclose(shown(figure), [*w, b], atol=0.00501)
    assert read(figure, "loss") == f"{names['neuron_loss'](np.array(w), b):.4f}"
    np.testing.assert_allclose([read_number(figure, f"output {i}") for i in range(1, 11)], outputs, atol=0.00501)
    is_wrong = (outputs > 0.5) != names["is_a"]
    assert read(figure, "on the right side") == f"{10 - is_wrong.sum()} of 10"
    for label in ("Plane of the two features", "Output for each face"):
        marks = figure.get_by_label(label, exact=True).locator(".class-point")
        assert (
            marks.evaluate_all("(marks) => marks.map((mark) => mark.classList.contains('wrong'))") == is_wrong.tolist()
        )


def line_of(figure):
    """The ends of the line, in pixels of the chart."""
    line = figure.get_by_label("Plane of the two features", exact=True).locator("path.line").get_attribute("d")
    return np.array([float(number) for number in re.findall(r"[\d.]+", line)]).reshape(-1, 2)


def test_three_hundred_steps_are_those_of_the_notebook(new_page, notebook):
    source = base64.b64encode(bundle("neuron.js").encode()).decode()
    rate = notebook["figure"].data["rate"]
    page = new_page()
    for w, b in (([0, 0], 0.0), ([1, -1], 0.0), ([-3, 2.5], 4.0)):
        start = {"weights": w, "bias": b}
        arguments = [source, start, notebook["x"].tolist(), notebook["is_a"].tolist(), rate, 300]
        rows = np.array(page.evaluate(STEPS, arguments))
        expected = trained(notebook, w, b)
        np.testing.assert_allclose(rows[:, 3], expected["losses"], rtol=1e-9)
        np.testing.assert_allclose(rows[-1, :3], [*expected["w"], expected["b"]], rtol=1e-9)
        assert (np.diff(rows[:, 3]) < 0).all()  # downhill, wherever it starts
    page.context.close()


def test_a_step_by_the_button_moves_the_sliders_as_the_notebook_does(figure, notebook):
    to_the_start(figure)
    w, b = np.array([1.0, -1]), 0.0
    assert_as_notebook(figure, notebook, w, b)
    for n in range(1, 4):
        before = read(figure, "loss")
        step(figure)
        slope_w, slope_b = notebook["neuron_gradient"](w, b)
        w, b = w - 2.0 * slope_w, b - 2.0 * slope_b
        assert_as_notebook(figure, notebook, w, b)
        assert said(figure) == f"With this step the loss falls from {before} to {read(figure, 'loss')}."
        assert read(figure, "steps") == str(n)
    figure.get_by_role("button", name="one step of gradient descent").focus()
    figure.page.keyboard.press("Enter")
    assert read(figure, "steps") == "4"
    slider(figure, 0).press("ArrowRight")
    assert read(figure, "steps") == "0"
    to_the_start(figure)
    assert_as_notebook(figure, notebook, [1, -1], 0)


def test_where_the_sigmoid_is_flat_a_step_hardly_helps(figure, notebook):
    set_to(figure, -5, 5, 0)
    assert_as_notebook(figure, notebook, [-5, 5], 0)
    step(figure)
    slope_w, slope_b = notebook["neuron_gradient"](np.array([-5.0, 5]), 0.0)
    assert_as_notebook(figure, notebook, [-5, 5] - 2.0 * slope_w, -2.0 * slope_b)
    set_to(figure, 5, -5, 1)
    step(figure)
    assert said(figure) == "After this step the loss is still 0.0001, to four decimals."


def test_by_keyboard_the_weights_turn_the_line_the_bias_shifts_it_and_all_three_make_it_steep(
    figure, notebook, time_step
):
    set_to(figure, 0.1, -0.1, 0)
    assert_as_notebook(figure, notebook, [0.1, -0.1], 0)  # right, though hardly above and below 0.5
    to_the_start(figure)
    first = line_of(figure)

    def direction():
        (x, y), (right, top) = line_of(figure)
        return (top - y) / (right - x)

    slope = direction()
    for _ in range(10):
        slider(figure, 2).press("ArrowRight")
    assert_as_notebook(figure, notebook, [1, -1], 0.5)
    assert direction() == pytest.approx(slope, abs=2e-3) and np.abs(line_of(figure) - first).max() > 20
    slider(figure, 2).press("ArrowLeft")
    slider(figure, 0).press("End")
    assert_as_notebook(figure, notebook, [5, -1], 0.45)
    assert abs(direction()) > 2 * abs(slope)
    set_to(figure, 1, -1, 0.25)
    dashed = figure.get_by_label("Plane of the two features", exact=True).locator(".dashed-line").first
    before, far = line_of(figure), dashed.get_attribute("d")
    set_to(figure, 4, -4, 1)
    np.testing.assert_allclose(line_of(figure), before)  # four times as large, and the line stays
    assert dashed.get_attribute("d") != far
    assert_as_notebook(figure, notebook, [4, -4], 1)
    time_step(slider(figure, 0))


def test_by_mouse(figure, notebook):
    to_the_start(figure)
    track, mouse = slider(figure, 1), figure.page.mouse
    mouse.move(*place_in(track, 0.42))
    mouse.down()
    mouse.move(*place_in(track, 0.8), steps=4)
    mouse.up()
    w1, w2, b = shown(figure)
    assert (w1, b) == (1, 0) and w2 == pytest.approx(3.1, abs=0.3)
    assert_as_notebook(figure, notebook, [w1, w2], b)
    assert "on the wrong side" in said(figure)


def test_without_a_line(figure, notebook):
    for values, there in (((0, 0, 0), "0.5"), ((0, 0, 1), "above 0.5"), ((0.1, 0.1, -5), "below 0.5")):
        set_to(figure, *values)
        assert said(figure) == f"There is no line here: the output is {there} everywhere."
        assert line_of(figure).size == 0
        assert_as_notebook(figure, notebook, values[:2], values[2])


def test_the_shade_is_the_output(figure, notebook):
    """A pixel has the color of the class, mixed with the paper's by how far the output is from 0.5."""
    plane, data = figure.get_by_label("Plane of the two features", exact=True), notebook["figure"].data
    left, top, width, height = plane.locator("rect").evaluate(PLACE_IN_CHART)
    places = np.floor([left, top] + np.random.default_rng(0).uniform(0.03, 0.97, (60, 2)) * [width, height])
    across, down = ((places + 0.5 - [left, top]) / [width, height]).T
    low, high = np.array(data["low"]), np.array(data["high"])
    x = (low + np.column_stack([across, 1 - down]) * (high - low) - data["mean"]) / data["deviation"]
    for_a, for_b, white = (np.array(color) for color in ((0, 114, 178), (184, 110, 0), (255, 255, 255)))
    for w1, w2, b in ((1, -1, 0), (3, 0.5, -1), (-0.3, -0.1, 0.2), (0, 0, 1), (0.3, 0, -5)):
        set_to(figure, w1, w2, b)
        outputs = notebook["neuron"](x, np.array([w1, w2]), b)[:, None]
        share = np.abs(outputs - 0.5)
        expected = (1 - share) * white + share * np.where(outputs > 0.5, for_a, for_b)
        picture = "data:image/png;base64," + base64.b64encode(plane.screenshot()).decode()
        found = np.array(figure.page.evaluate(COLORS, [picture, places.tolist()]))
        assert np.mean(np.abs(found - expected).max(axis=1) < 6) > 0.8  # the others show a line or a mark
