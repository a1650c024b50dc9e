import re
from importlib.resources import files

import pytest

from facelab.widgets.modules import bundle, style

FIGURES = sorted(
    path.name
    for path in files("facelab.widgets").iterdir()
    if path.name.endswith(".js") and "export default" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", FIGURES)
def test_a_module_is_one_text_in_which_nothing_is_imported_or_declared_twice(name):
    text = bundle(name)
    assert not re.search(r"^import |^export (?!default)", text, re.MULTILINE)
    declared = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    for names in re.findall(r"^(?:const|let) [\[{]([^\]}]*)[\]}]", text, re.MULTILINE):
        declared += re.findall(r"\w+", names)
    assert len(declared) == len(set(declared)), "two modules declare one name"
    assert text.count("export default") == 1


def test_no_module_or_style_asks_another_server():
    for path in files("facelab.widgets").iterdir():
        if path.name.endswith((".js", ".css")):
            addresses = set(re.findall(r"https?://[^\s\"']+", path.read_text("utf-8")))
            assert addresses <= {"http://www.w3.org/2000/svg"}, path.name


def test_a_figure_without_a_style_of_its_own_has_that_of_all():
    assert ".facelab {" in style("none.css")


def test_a_class_stands_in_one_figures_style_or_in_that_of_all():
    """All figures can stand on one page, and a class of one would change what another draws."""
    classes = {
        path.name: set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"))))
        for path in files("facelab.widgets").iterdir()
        if path.name.endswith(".css")
    }
    own = [(name, sheet) for sheet, names in classes.items() for name in names - classes["shared.css"]]
    assert len(own) > 50
    assert len({name for name, _ in own}) == len(own)
