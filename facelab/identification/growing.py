"""An array that grows at its end."""

import numpy as np


class GrowingArray:
    """Rows that are appended in constant time on average: the space doubles whenever it is full.

    Examples
    --------
    >>> rows = GrowingArray(np.empty((0, 2)))
    >>> rows.extend(np.ones((3, 2)))
    >>> rows.filled.shape
    (3, 2)
    """

    def __init__(self, rows: np.ndarray):
        self._space, self._length = rows, len(rows)

    @property
    def filled(self) -> np.ndarray:
        """The rows so far: a view."""
        return self._space[: self._length]

    def extend(self, rows: np.ndarray) -> None:
        """Append rows."""
        needed = self._length + len(rows)
        if needed > len(self._space):
            larger = np.empty((max(needed, 2 * len(self._space)), *self._space.shape[1:]), self._space.dtype)
            larger[: self._length] = self.filled
            self._space = larger
        self._space[self._length : needed] = rows
        self._length = needed
