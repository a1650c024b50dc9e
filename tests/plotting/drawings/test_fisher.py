import numpy as np

from facelab.plotting.drawings import fisher
from facelab.plotting.drawings.fisher import N_PHOTOGRAPHS, _directions, _two_clouds


def places(ax):
    """List where the points of each person stand: in the plane, on the longest direction, on Fisher's."""
    return [marks.get_offsets() for marks in ax.collections if len(marks.get_offsets()) == N_PHOTOGRAPHS]


def test_the_people_mix_along_the_longest_direction_and_separate_along_fishers():
    _, _, *rows = (np.asarray(points)[:, 0] for points in places(fisher()))
    a, b, across_a, across_b = rows
    assert min(a.max(), b.max()) - max(a.min(), b.min()) > 0.8 * np.ptp(np.concatenate([a, b]))
    assert across_a.min() > across_b.max() + 0.1 or across_b.min() > across_a.max() + 0.1


def test_the_directions_are_those_of_variance_and_of_fishers_ratio():
    points, person = _two_clouds()
    longest, best = _directions(points, person)

    def ratio(direction):
        z = points @ direction
        means = np.array([z[person == i].mean() for i in (0, 1)])
        return ((means - z.mean()) ** 2).sum() / ((z - means[person]) ** 2).sum()

    for angle in np.linspace(0, np.pi, 60):
        other = np.array([np.cos(angle), np.sin(angle)])
        assert (points @ other).var() <= (points @ longest).var() + 1e-9
        assert ratio(other) <= ratio(best) + 1e-9


def test_all_points_of_the_plane_stand_inside_it():
    ax = fisher()
    frame = ax.patches[0].get_bbox()
    points = np.concatenate(places(ax)[:2])
    assert (points > [frame.x0, frame.y0]).all() and (points < [frame.x1, frame.y1]).all()
    written = {text.get_text() for text in ax.texts}
    assert {"person A", "person B", "dropped onto Fisher's direction"} <= written
