import re
import subprocess
import sys
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest

from facelab.losses import LogisticHead
from facelab.networks import compact, deepface, siamese
from facelab.weights import WeightsError, inspect, load, save

DENSE = "layers/dense/vars/0"
SMALL = (32, 32, 1)  # a compact network for these has few weights


def network(**options):
    return compact(SMALL, embedding_size=8, **options)


def shuffled(model, seed=0):
    """Give every weight another value, those of the batch normalization too."""
    rng = np.random.default_rng(seed)
    model.set_weights([rng.uniform(0.5, 1.5, weight.shape).astype(weight.dtype) for weight in model.get_weights()])
    return model


def embed(model, seed=0):
    rng = np.random.default_rng(seed)
    inputs = [rng.integers(0, 256, (4, *tensor.shape[1:]), dtype=np.uint8) for tensor in model.inputs]
    return np.asarray(model(inputs if len(inputs) > 1 else inputs[0], training=False))


def same_weights(model, others):
    return all(np.array_equal(one, other) for one, other in zip(model.get_weights(), others, strict=True))


def refusal(model, path):
    """The sentence that refuses a file, which must not have changed the model."""
    before = model.get_weights()
    with pytest.raises(WeightsError) as caught:
        load(model, path)
    assert same_weights(model, before)
    assert str(caught.value).startswith(f"{path}: ")
    sentence = str(caught.value).removeprefix(f"{path}: ")
    assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 400
    return sentence


@pytest.fixture(scope="module")
def target():
    return network()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "good.hdf5"
    save(shuffled(network()), path)
    return path


@pytest.fixture
def edit(saved, tmp_path):
    """Copy the good file, with one array replaced or added."""

    def put(values, name=DENSE, **options):
        path = tmp_path / "edited.hdf5"
        path.write_bytes(saved.read_bytes())
        with h5py.File(path, "r+") as file:
            if name in file:
                del file[name]
            if values is not None:
                file.create_dataset(name, data=values, **options)
        return path

    return put


@pytest.fixture(scope="module")
def dense(saved):
    with h5py.File(saved) as file:
        return file[DENSE][...]


@pytest.fixture(scope="module")
def trained():
    """A student's model: compiled and trained, so its file holds the optimizer's state."""
    model = network(normalize=False)
    model.compile("adam", "mse", metrics=["mae"])
    model.fit(np.ones((2, *SMALL)), np.ones((2, 8)), verbose=0)
    return model


@pytest.mark.parametrize(
    "build",
    [
        network,
        lambda: siamese(network(), LogisticHead()),
        lambda: deepface((88, 88, 1), embedding_size=16, n_people=None),
        lambda: deepface((88, 88, 1), embedding_size=16, n_people=3),
    ],
)
def test_saved_and_loaded_gives_the_same_bits(tmp_path, build):
    path, model, other = tmp_path / "a.hdf5", shuffled(build(), seed=1), shuffled(build(), seed=2)
    save(model, path)
    load(other, path)
    assert same_weights(other, model.get_weights())
    assert embed(other).tobytes() == embed(model).tobytes()


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_may_be_a_string(tmp_path, trained, target, kind):
    save(trained, kind(tmp_path / "a.hdf5"))
    load(target, kind(tmp_path / "a.hdf5"))
    assert same_weights(target, trained.get_weights())


def test_keras_reads_our_file(tmp_path, trained):
    path, model = tmp_path / "ours.weights.h5", network()
    save(trained, path)
    model.load_weights(path)
    assert same_weights(model, trained.get_weights())
    assert not any(name.startswith("optimizer") for name in inspect(path))


def test_we_read_a_students_file(tmp_path, trained, target):
    path = tmp_path / "students.weights.h5"
    trained.save_weights(path)
    assert any(name.startswith("optimizer") for name in inspect(path))
    load(target, path)
    assert same_weights(target, trained.get_weights())


def test_the_optimizer_stays_as_it_was(saved, trained):
    weights, state = trained.get_weights(), [variable.numpy() for variable in trained.optimizer.variables]
    load(trained, saved)
    assert not same_weights(trained, weights) and state[0] == 1  # one step
    for variable, before in zip(trained.optimizer.variables, state, strict=True):
        np.testing.assert_array_equal(variable, before)
    trained.set_weights(weights)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (lambda: compact(SMALL, embedding_size=9), rf"expected {DENSE} \(1024, 9\).*, found {DENSE} \(1024, 8\)"),
        (lambda: compact((48, 32, 1), embedding_size=8), rf"expected {DENSE} \(1536, 8\).*, found {DENSE} \(1024, 8\)"),
        (lambda: siamese(network(), LogisticHead()), r"the model 'siamese': .* and \d+ more differences\."),
    ],
)
def test_another_architecture(saved, build, sentence):
    assert re.search(sentence, refusal(build(), saved))


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        (DENSE, None, rf"expected {DENSE} \(1024, 8\).*, found no {DENSE}"),
        ("spare", np.zeros(3), r"expected no spare, found spare \(3,\)"),
        ("..", np.zeros(3), r"expected no '?\.\.'?, found '?\.\.'? \(3,\)"),
        ("optimizer", np.zeros(3), r"expected no optimizer, found optimizer \(3,\)"),
    ],
)
def test_a_missing_and_a_spare_array(edit, target, name, values, sentence):
    assert re.search(sentence, refusal(target, edit(values, name)))


def test_odd_names_cannot_write_to_the_terminal(edit, target):
    assert "\x1b" not in refusal(target, edit(np.zeros(3), "a\n\x1b[2J"))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_nan_and_infinity(edit, target, dense, bad):
    values = dense.copy()
    values[-1, -1] = bad
    assert f"{DENSE} holds NaN or infinity" in refusal(target, edit(values))


@pytest.mark.parametrize("dtype", ["float16", "float64", "<f4", ">f4"])
def test_other_floats_are_converted(edit, target, dense, dtype):
    load(target, edit(dense.astype(dtype)))
    np.testing.assert_array_equal(target.get_layer("embedding").kernel, dense.astype(dtype).astype(np.float32))


def test_numbers_too_large_for_the_model(edit, dense):
    model, values = network(), dense.astype(np.float64)
    values[0, 0] = 1e300
    assert "NaN or infinity" in refusal(model, edit(values))


@pytest.mark.parametrize("dtype", ["int8", "int32", "int64", "uint8"])
def test_integers_are_not_weights(edit, target, dense, dtype):
    assert "does not fit the model" in refusal(target, edit(np.ones_like(dense, dtype)))


def test_the_sentence_names_the_types(edit, target, dense):
    assert "int32" in refusal(target, edit(dense.astype("int32")))


@pytest.mark.parametrize("content", [b"", b"not weights"])
def test_a_damaged_file(tmp_path, saved, target, content):
    path = tmp_path / "damaged.hdf5"
    path.write_bytes(content or saved.read_bytes()[:-1])
    assert refusal(target, path)


def test_chunks_and_compression(edit, target, dense):
    for options in ({"chunks": (100, 8)}, {"compression": "gzip"}):
        assert "save the model again with facelab.weights.save" in refusal(target, edit(dense, **options))


def left_behind(folder):
    return sorted(path.name for path in folder.iterdir())


def test_saving_replaces_an_older_file(tmp_path, saved, trained):
    path = tmp_path / "a.hdf5"
    path.write_bytes(saved.read_bytes())
    save(trained, path)
    assert path.read_bytes() != saved.read_bytes() and left_behind(tmp_path) == ["a.hdf5"]


def no_space(*_, **__):
    raise OSError(28, "No space left on device")


def half_written(_, path, **__):
    path.write_bytes(b"\x89HDF\r\n\x1a\n half")


def other_numbers(model, path, **__):
    """Write a file that is whole, but not this model's."""
    shuffled(network(), seed=5).save_weights(path)


def half_written_then_no_space(_, path, **__):
    path.write_bytes(b"half")
    no_space()


@pytest.mark.parametrize(
    ("broken", "replacement"),
    [
        ("keras.saving.save_weights", half_written_then_no_space),
        ("keras.saving.save_weights", half_written),  # and no one noticed
        ("keras.saving.save_weights", other_numbers),
        ("pathlib.Path.replace", no_space),
    ],
)
def test_an_older_file_survives(tmp_path, saved, trained, monkeypatch, broken, replacement):
    path = tmp_path / "a.hdf5"
    path.write_bytes(saved.read_bytes())
    monkeypatch.setattr(broken, replacement)
    with pytest.raises(OSError, match=r"a\.hdf5 could not be written \(.+\); nothing was changed\."):
        save(trained, path)
    assert path.read_bytes() == saved.read_bytes() and left_behind(tmp_path) == ["a.hdf5"]


@pytest.mark.parametrize("where", ["nowhere/a.hdf5", "folder", "file/a.hdf5"])
def test_a_place_that_cannot_be_written(tmp_path, trained, where):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("text")
    with pytest.raises(OSError, match="nothing was changed"):
        save(trained, tmp_path / where)
    assert left_behind(tmp_path) == ["file", "folder"] and left_behind(tmp_path / "folder") == []


FULL_DISK = """
import resource, sys
from facelab.networks import compact
from facelab.weights import load, save
model, path = compact((32, 32, 1), embedding_size=8), sys.argv[1]
for limit in [0, 5_000, 150_000]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        save(model, path)
    except OSError as error:
        print(repr(str(error)))
try:
    load(model, path)
except OSError as error:
    print(repr(str(error)))
"""


@pytest.fixture(scope="module")
def full_disk(tmp_path_factory, saved):
    """A process that tried three times to save to a disk with no room, and the folder that it wrote to."""
    pytest.importorskip("resource")
    folder = tmp_path_factory.mktemp("full")
    (folder / "a.hdf5").write_bytes(saved.read_bytes())
    command = [sys.executable, "-c", FULL_DISK, str(folder / "a.hdf5")]
    process = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return process, folder


def test_an_older_file_survives_a_full_disk(full_disk, saved):
    process, folder = full_disk
    assert [("nothing was changed" in line) for line in process.stdout.splitlines()] == [True, True, True, False]
    assert (folder / "a.hdf5").read_bytes() == saved.read_bytes() and left_behind(folder) == ["a.hdf5"]


def test_a_full_disk_is_reported_in_one_sentence(full_disk):
    process, _ = full_disk
    lines = process.stdout.splitlines()
    assert len(lines) == 4 and all(re.search("could not be written .*too large", line) for line in lines[:3])
    assert re.search("could not be loaded: the folder for temporary files, .*too large", lines[3])
    assert "\\n" not in process.stdout and "buf =" not in process.stdout


def test_a_full_disk_does_not_crash_the_process(full_disk):
    process, _ = full_disk
    assert process.returncode == 0 and len(process.stdout.splitlines()) == 4
    assert "h5py" not in process.stderr


def test_a_model_that_diverged_is_not_saved(tmp_path):
    model = network()
    model.layers[-2].kernel.assign(np.full(model.layers[-2].kernel.shape, np.nan))
    with pytest.raises(WeightsError, match="a weight is NaN or infinite"):
        save(model, tmp_path / "a.hdf5")
    assert left_behind(tmp_path) == []


def test_a_model_without_weights_yet(tmp_path):
    with pytest.raises(ValueError, match="has no weights yet"):
        save(keras.Sequential([keras.layers.Dense(3)]), tmp_path / "a.hdf5")
    assert left_behind(tmp_path) == []
