"""A face from as many eigenfaces as a slider says."""

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np

from facelab.features import Eigenfaces
from facelab.plotting import reconstruction


def reconstruction_slider(pca: Eigenfaces, image: np.ndarray) -> ipywidgets.Widget:
    """Reconstruct a face from as many eigenfaces as a slider says.

    Parameters
    ----------
    pca : Eigenfaces
        Fitted on images.
    image : ndarray of uint8, shape (H, W)

    Returns
    -------
    ipywidgets.Widget
        Make it the last line of a cell.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> faces = load_orl()
    >>> reconstruction_slider(Eigenfaces(20).fit(faces.images), faces.images[0])  # doctest: +SKIP
    """

    def draw(k: int) -> None:
        _, ax = plt.subplots(figsize=(4, 2.4))
        reconstruction(pca, image, [k], ax=ax)
        plt.show()

    n_components = len(pca.components_)
    count = ipywidgets.IntSlider(min(20, n_components), 0, n_components, description="k", continuous_update=False)
    return ipywidgets.VBox([count, ipywidgets.interactive_output(draw, {"k": count})])
