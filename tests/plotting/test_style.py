import matplotlib.pyplot as plt

from facelab.plotting import use_course_style


def test_lines_differ_without_color():
    use_course_style()
    ax = plt.figure().gca()
    styles = [str(ax.plot([0, 1])[0].get_linestyle()) + str(ax.lines[-1]._unscaled_dash_pattern) for _ in range(6)]
    assert len(set(styles)) == 6
