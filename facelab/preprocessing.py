"""What happens to an image before a network sees it."""

from dataclasses import dataclass

import cv2
import numpy as np

from facelab.images import Images, check_images, to_grey


@dataclass(frozen=True)
class SmallGrey:
    """Turn images into grey ones of a fixed size, each new pixel the mean of the area it covers.

    Parameters
    ----------
    height, width : int
        Pixels.

    Examples
    --------
    >>> SmallGrey(56, 46)(np.zeros((3, 112, 92), np.uint8)).shape
    (3, 56, 46)
    """

    height: int = 56
    width: int = 46

    def __call__(self, images: Images) -> np.ndarray:
        """Change a batch of images.

        Parameters
        ----------
        images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)

        Returns
        -------
        ndarray of uint8, shape (N, height, width)
        """
        check_images(images)
        size = self.width, self.height
        small = [cv2.resize(image, size, interpolation=cv2.INTER_AREA) for image in to_grey(np.asarray(images))]
        return np.stack(small) if small else np.empty((0, self.height, self.width), np.uint8)
