import matplotlib.pyplot as plt
import numpy as np

from facelab.plotting import decision_map

POINTS = np.array([[0.0, 0], [1, 2], [4, 1]])


def test_each_person_has_points_of_their_own_and_a_visitor_is_a_question():
    _, ax = plt.subplots()
    decision_map(POINTS, np.array([1, 0, 1]), "AB", visitors=np.array([[9.0, 9]]), ax=ax)
    assert [len(points.get_offsets()) for points in ax.collections] == [1, 2]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["A", "B"]
    assert [text.get_text() for text in ax.texts] == ["?"]
    assert ax.get_xlim()[1] > 9 and ax.get_ylim()[1] > 9


def test_the_plane_is_asked_up_to_its_edges():
    asked = []

    def answer(plane):
        asked.append(plane)
        return (plane[:, 0] > 2).astype(int)

    _, ax = plt.subplots()
    decision_map(POINTS, np.array([0, 0, 1]), "AB", answer, margin=0.5, ax=ax)
    assert asked[0].min(axis=0).tolist() == [-2, -1] and asked[0].max(axis=0).tolist() == [6, 3]
    assert ax.get_xlim() == (-2, 6) and len(ax.collections) == 4


def test_a_person_looks_the_same_in_each_map():
    looks = []
    for names in ("AB", "BA"):
        _, ax = plt.subplots()
        decision_map(POINTS, np.array([names.index(name) for name in "ABB"]), names, ax=ax)
        of_person = {points.get_label(): points for points in ax.collections}
        looks.append([(of_person[name].get_facecolor().tolist(), len(of_person[name].get_paths()[0])) for name in "AB"])
    assert looks[0] == looks[1] and looks[0][0] != looks[0][1]


def test_the_legend_follows_the_alphabet_whatever_the_order_of_the_names():
    _, ax = plt.subplots()
    decision_map(POINTS, np.array([1, 0, 0]), "BA", ax=ax)
    legend = ax.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["A", "B"]
    of_person = {points.get_label(): points.get_facecolor().tolist() for points in ax.collections}
    assert [handle.get_facecolor().tolist() for handle in legend.legend_handles] == [of_person[name] for name in "AB"]
