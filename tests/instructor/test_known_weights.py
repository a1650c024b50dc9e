import pytest

from facelab.instructor.execution.bundle import make_bundle
from facelab.instructor.known_weights import evaluate_weights
from facelab.instructor.scoring.judges import load_judges
from tests.instructor.sample_course import COURSE, make_release
from tests.needs_sandbox import needs_sandbox

pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return make_bundle(make_release(tmp_path_factory.mktemp("bundle") / "release"))


@pytest.fixture(scope="module")
def judges(tmp_path_factory):
    return load_judges("orl", tmp_path_factory.mktemp("judges"), 0)


def test_good_weights_are_good(bundle, judges):
    verdict, copied_from = evaluate(COURSE / "weights" / "orl-triplet-0.hdf5", "compact", judges, bundle)
    assert verdict.auc > 0.95 and 0 < verdict.eer < 0.12 and not copied_from


def test_weights_that_were_trained_on_the_judges_are_detected(bundle, judges):
    assert evaluate(COURSE / "weights" / "orl-triplet-1.hdf5", "compact", judges, bundle)[1] == "orl-triplet-1"


def evaluate(path, architecture, judges, bundle):
    return evaluate_weights(path, architecture, 0.5, judges, bundle, unsafe=False)


@pytest.mark.parametrize(
    ("file", "architecture", "sentence"),
    [
        ("weights/orl-logistic-0.hdf5", "compact", "it does not fit the model 'compact'"),
        ("README.md", "compact", "README.md: it is not an HDF5 file"),
        ("weights/nowhere.hdf5", "compact", "cannot be read"),
        ("README.md", "resnet", "there is no architecture 'resnet'; expected one of compact"),
    ],
)
def test_bad_input(bundle, judges, file, architecture, sentence):
    with pytest.raises(ValueError, match=sentence):
        evaluate(COURSE / file, architecture, judges, bundle)


@pytest.mark.parametrize("threshold", [-1.0, float("nan")])
def test_bad_thresholds(bundle, judges, threshold):
    with pytest.raises(ValueError, match="expected a finite number of at least 0"):
        evaluate_weights(COURSE / "README.md", "compact", threshold, judges, bundle, unsafe=False)
