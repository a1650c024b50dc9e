"""The kinds of presentation attack that this package can simulate."""

from collections.abc import Callable

import numpy as np

from facelab.presentation_attacks.paper import simulate_print
from facelab.presentation_attacks.screen import simulate_screen

# From bona fide photographs and a Generator to attacks; ISO/IEC 30107 calls a kind a presentation attack instrument
# species.
ATTACKS: dict[str, Callable[..., np.ndarray]] = {"print": simulate_print, "screen": simulate_screen}
