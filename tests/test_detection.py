"""Wherever it is a parameter, a limit of the IoU is called iou_threshold, and one of a score score_threshold."""

import importlib
import inspect
import pkgutil
import re

import pytest

import facelab.detection
import facelab.losses

DOCUMENTED = re.compile(r"^(\w+) : [^\n]*\n((?:    [^\n]*\n)*)", re.MULTILINE)  # a parameter and its description


def modules():
    for room in (facelab.detection, facelab.losses):
        for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
            yield importlib.import_module(module.name)


def public_functions():
    for module in modules():
        for name, value in vars(module).items():
            if name.startswith("_") or getattr(value, "__module__", None) != module.__name__:
                continue
            methods = filter(inspect.isfunction, vars(value).values()) if inspect.isclass(value) else ()
            for function in (value, *methods):
                if callable(function):
                    yield pytest.param(function, id=f"{module.__name__}.{function.__qualname__}")


@pytest.mark.parametrize("function", list(public_functions()))
def test_a_limit_has_the_name_of_what_it_limits(function):
    names = set(inspect.signature(function).parameters)
    limits = {name for name in names if re.search("(^|_)(iou|jaccard|overlap|threshold)", name)}
    assert limits <= {"iou_threshold", "score_threshold"}
    described = DOCUMENTED.findall((inspect.getdoc(function) or "") + "\n")
    assert {name for name, text in described if name in names and "IoU" in text} <= {"iou_threshold"}


def test_constants_too():
    names = {name for module in modules() for name in vars(module) if re.search("IOU|OVERLAP", name)}
    assert names == {"IOU_THRESHOLD"}
