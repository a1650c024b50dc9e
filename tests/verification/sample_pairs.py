import numpy as np
from hypothesis import strategies as st


@st.composite
def sample_pairs(draw):
    """Distances with many ties, both kinds of pair."""
    n = draw(st.integers(2, 40))
    scale = draw(st.sampled_from([1, 0.1, 1e-30]))
    distances = np.array(draw(st.lists(st.integers(-4, 12), min_size=n, max_size=n))) * scale
    dtypes = [np.float64, np.float32, np.int64] if scale == 1 else [np.float64, np.float32]
    distances = distances.astype(draw(st.sampled_from(dtypes)))
    same = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    same[:2] = draw(st.permutations([True, False]))
    return distances, same


def sample_people(n_people, n_images, seed, spread=1.0):
    """Distances of all pairs of images of several people, and who is on each side."""
    rng = np.random.default_rng(seed)
    people = np.repeat(np.arange(n_people), n_images)
    points = rng.normal(size=(n_people, 3))[people] + spread * rng.normal(0, 0.4, (len(people), 3))
    left, right = np.triu_indices(len(people), k=1)
    distances = np.linalg.norm(points[left] - points[right], axis=1)
    return distances, people[left] == people[right], (people[left], people[right])
