import numpy as np
from hypothesis import strategies as st


@st.composite
def labeled_embeddings(draw):
    """Up to twelve embeddings on a coarse grid, so that distances tie and images are duplicated."""
    n = draw(st.integers(1, 12))
    labels = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)))
    numbers = st.integers(-2, 2)
    rows = draw(st.lists(st.tuples(numbers, numbers), min_size=n, max_size=n))
    return np.array(rows, float) / 2, labels
