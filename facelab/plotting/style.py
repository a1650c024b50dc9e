"""One style for every figure, legible in black-and-white print and with color blindness."""

import matplotlib as mpl
from cycler import cycler
from IPython import get_ipython
from matplotlib.figure import Figure

from facelab.plotting.sharp_png import sharp_png

# M. Okabe and K. Ito's palette (2008), ordered so that neighbors differ in lightness too
COLORS = ["#000000", "#D55E00", "#0072B2", "#E69F00", "#009E73", "#CC79A7"]
LINE_STYLES = ["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 3))]
GENUINE, IMPOSTOR = COLORS[2], COLORS[3]


def use_course_style() -> None:
    """Set Matplotlib's defaults for the course: lines differ in color and in dashes.

    In a notebook, figures are drawn with twice the pixels that they take on the page, and stored with a palette.

    Examples
    --------
    >>> use_course_style()
    >>> mpl.rcParams["axes.grid"]
    True
    """
    mpl.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=COLORS) + cycler(linestyle=LINE_STYLES),
            "axes.grid": True,
            "axes.axisbelow": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": "medium",
            "grid.color": "#DDDDDD",
            "figure.dpi": 100,
            "figure.constrained_layout.use": True,
            "image.cmap": "gray",
            "lines.linewidth": 1.8,
            "legend.frameon": False,
        }
    )
    if shell := get_ipython():
        import matplotlib_inline.backend_inline  # noqa: F401  it registers its own way first, and only in a notebook

        shell.display_formatter.formatters["image/png"].for_type(Figure, lambda figure: sharp_png(figure, tight=True))
