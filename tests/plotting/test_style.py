import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell

from facelab.plotting import use_course_style


def test_lines_differ_without_color():
    use_course_style()
    ax = plt.figure().gca()
    styles = [str(ax.plot([0, 1])[0].get_linestyle()) + str(ax.lines[-1]._unscaled_dash_pattern) for _ in range(6)]
    assert len(set(styles)) == 6


def test_a_notebook_stores_twice_the_pixels_of_the_page(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("facelab.plotting.style.get_ipython", lambda: shell)
    use_course_style()
    figure = plt.figure(figsize=(2, 1))
    figure.subplots().plot([0, 1])
    data, metadata = shell.display_formatter.format(figure)
    width = int.from_bytes(data["image/png"][16:20], "big")
    assert width // 2 == metadata["image/png"]["width"] > 150
