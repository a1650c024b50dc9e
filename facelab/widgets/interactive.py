"""An interactive figure: Python prepares its data once, the browser draws and computes."""

import json
from collections.abc import Callable

import anywidget
import traitlets
from matplotlib.figure import Figure

from facelab.plotting.sharp_png import sharp_png
from facelab.widgets.modules import bundle, style

MAX_BYTES = 300 * 1024


class Interactive(anywidget.AnyWidget):
    """A figure to move, in JupyterLab, VS Code or a page without a kernel.

    Parameters
    ----------
    module : str
        Name of the ES module in this folder, without ".js".
    title : str
        What assistive technology calls the figure.
    data : dict
        What the module draws: JSON, with arrays packed; at most 300 KiB.
    draw : callable
        Draws the same with Matplotlib, as it stands before anybody moves it. It is shown where no JavaScript runs.

    Attributes
    ----------
    state : dict
        Where the controls stand; the browser changes it.

    Raises
    ------
    ValueError
        If the data are larger than 300 KiB.
    """

    title = traitlets.Unicode().tag(sync=True)
    data = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, module: str, title: str, data: dict, draw: Callable[[], Figure]):
        size = len(json.dumps(data))
        if size > MAX_BYTES:
            raise ValueError(
                f"the figure's data have {size / 1024:.0f} KiB, and at most {MAX_BYTES // 1024} are sent to the "
                "browser: show fewer or smaller images."
            )
        self._esm = bundle(f"{module}.js")
        self._css = style(f"{module}.css")
        self._draw = draw
        # JupyterLab keeps one style sheet for each of these names, which otherwise is that of the class.
        super().__init__(title=title, data=data, _anywidget_id=f"facelab.widgets.{module}")

    def static_png(self) -> bytes:
        """Draw the figure as it stands before anybody moves it, as PNG."""
        return self.picture()[0]

    def picture(self) -> tuple[bytes, dict[str, int]]:
        """Draw the same, and tell its width and height on a page, pixels: the PNG has twice as many."""
        figure = self._draw()
        try:
            return sharp_png(figure)
        finally:
            figure.clear()

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        png, size = self.picture()
        data |= {"image/png": png, "text/plain": f"<{self.title}>"}
        return data, metadata | {"image/png": size}
