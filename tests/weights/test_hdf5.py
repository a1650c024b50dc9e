"""An attacker's collection: each file asks for something else than plain arrays of numbers."""

import contextlib
import re
import subprocess
import sys
import time

import h5py
import numpy as np
import pytest
from h5py import h5d, h5p, h5s, h5t
from hypothesis import given, settings
from hypothesis import strategies as st

from facelab.weights import WeightsError, hdf5, inspect
from facelab.weights.hdf5 import open_checked


def refusal(path):
    """The sentence that refuses a file."""
    with pytest.raises(WeightsError) as caught:
        inspect(path)
    assert str(caught.value).startswith(f"{path}: ")
    sentence = str(caught.value).removeprefix(f"{path}: ")  # the path has the name of the test in it
    assert sentence.endswith(".") and "\n" not in sentence and len(sentence) < 400
    return sentence


def array(file, type_id=h5t.IEEE_F32LE, shape=(4,), **properties):
    """Create an array with the low-level interface, its storage reserved."""
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    for name, value in properties.items():
        getattr(plist, f"set_{name}")(value)
    return h5py.Dataset(h5d.create(file.id, b"a", type_id, h5s.create_simple(shape), plist))


def integer(n_bytes):
    type_id = h5t.STD_I64LE.copy()
    type_id.set_precision(8 * n_bytes)
    type_id.set_size(n_bytes)
    return type_id


def float_of(n_bytes, *fields, bias):
    type_id = h5t.IEEE_F64LE.copy()
    type_id.set_fields(*fields)
    type_id.set_precision(8 * n_bytes)
    type_id.set_ebias(bias)
    type_id.set_size(n_bytes)
    return type_id


def soft_link(file):
    file["a"] = h5py.SoftLink("/b")


def external_link(file):
    file["a"] = h5py.ExternalLink("/etc/passwd", "/b")


def dangling_link_deep_down(file):
    file.create_group("layers/dense")["vars"] = h5py.SoftLink("/nowhere")


def external_storage(file):
    file.create_dataset("a", (4,), "f4", external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)])


def virtual(file):
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("/etc/passwd", "a", (4,))
    file.create_virtual_dataset("a", layout)


def twice(file):
    file["a"] = np.zeros(3)
    file["b/c"] = file["a"]


def circle_to_the_root(file):
    file.create_group("a")["b"] = file["/"]


def circle_to_the_parent(file):
    inner = file.create_group("a/b")
    inner["c"] = file["a"]


def circle_to_itself(file):
    group = file.create_group("a")
    group["a"] = group


def named_datatype(file):
    file["a"] = np.dtype("f4")


def too_deep(file):
    file["/".join("a" * 40)] = np.zeros(3)


def named(name):
    return lambda file: h5d.create(file.id, name, h5t.IEEE_F32LE, h5s.create_simple((0,)))


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        (soft_link, "'a' is a link"),
        (external_link, "'a' is a link"),
        (dangling_link_deep_down, "'layers/dense/vars' is a link"),
        (external_storage, "in another file"),
        (virtual, "from another file"),
        (twice, "twice"),
        (circle_to_the_root, "twice"),
        (circle_to_the_parent, "twice"),
        (circle_to_itself, "twice"),
        (named_datatype, "neither a group nor an array"),
        (too_deep, "nested more than 20 deep"),
        (lambda file: file.create_dataset("a", data=h5py.Empty("f4")), "holds nothing"),
        (named(b"\xff\xfe"), "utf-8|name"),
        (named(b"a" * 60_000), "name"),
        (named(b"a\n\x1b[2J"), "name"),
    ],
)
def test_links_circles_and_odd_objects(tmp_path, build, sentence):
    path = tmp_path / "hostile.hdf5"
    with h5py.File(path, "w") as file:
        build(file)
    assert re.search(sentence, refusal(path))


@pytest.mark.parametrize(
    "type_id",
    [
        pytest.param(h5py.string_dtype(), id="string of any length"),
        pytest.param(np.dtype("S8"), id="string"),
        pytest.param(h5py.vlen_dtype(np.float32), id="variable length"),
        pytest.param(h5py.vlen_dtype(h5py.vlen_dtype(np.float32)), id="variable length twice"),
        pytest.param(h5py.ref_dtype, id="reference"),
        pytest.param(h5py.regionref_dtype, id="region reference"),
        pytest.param(np.dtype([("x", "f4")]), id="compound"),
        pytest.param(np.dtype(("f4", (3,))), id="array"),
        pytest.param(np.dtype(bool), id="bool"),
        pytest.param(h5py.enum_dtype({"a": 1}), id="enum"),
        pytest.param(np.dtype(complex), id="complex"),
        pytest.param(np.dtype("V4"), id="opaque"),
        pytest.param(h5t.UNIX_D32LE, id="time"),
        pytest.param(h5t.STD_B8LE, id="bit field"),
        pytest.param(integer(16), id="integer of 16 bytes"),
        pytest.param(integer(3), id="integer of 3 bytes"),
        pytest.param(integer(7), id="integer of 7 bytes"),
        pytest.param(float_of(8, 63, 48, 15, 0, 48, bias=16383), id="float with a long exponent"),
        pytest.param(float_of(3, 23, 15, 8, 0, 15, bias=127), id="float of 3 bytes"),
        pytest.param(float_of(1, 7, 3, 4, 0, 3, bias=7), id="float of 1 byte"),
    ],
)
def test_only_plain_numbers(tmp_path, type_id):
    path = tmp_path / "hostile.hdf5"
    with h5py.File(path, "w") as file:
        array(file, type_id if isinstance(type_id, h5t.TypeID) else h5t.py_create(type_id, logical=True))
    assert "does not hold plain numbers" in refusal(path)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"shape": (2**40,)}, r"declares 4,398,046,511,104 bytes, but the file holds 0"),
        ({"shape": (2**30, 2**31)}, r"but the file holds 0"),
        ({"shape": (1,)}, r"declares 4 bytes, but the file holds 0"),
        ({"shape": (2**40,), "chunks": (2**20,)}, r"MiB of data|chunks"),
        ({"shape": (1,), "maxshape": (None,), "chunks": (2**29,)}, r"chunks of 2,048 MiB"),
        ({"shape": (1000,), "compression": "lzf"}, "filter"),
        ({"shape": (1000,), "dtype": "i4", "scaleoffset": 3}, "filter"),
        ({"shape": (1000,), "dtype": "i4", "scaleoffset": 3, "compression": "gzip"}, "filter"),
    ],
)
def test_shape_bombs_and_filters(tmp_path, options, sentence):
    path = tmp_path / "bomb.hdf5"
    with h5py.File(path, "w") as file:
        file.create_dataset("a", **{"dtype": "f4", **options})
    assert path.stat().st_size < 10_000
    assert re.search(sentence, refusal(path))


def test_no_folder_is_searched_for_plug_ins():
    assert h5py.h5pl.size() == 0


def test_a_filter_that_only_a_plug_in_could_undo(tmp_path):
    path = tmp_path / "plugin.hdf5"
    with h5py.File(path, "w") as file:
        file.create_dataset("a", data=np.zeros(100), compression="gzip")
    content = path.read_bytes()
    at = content.index(b"deflate") - 8  # the filter's number stands before its name
    path.write_bytes(content[:at] + (307).to_bytes(2, "little") + content[at + 2 :])
    assert "filter" in refusal(path)


def test_many_arrays_are_a_bomb_together(tmp_path, monkeypatch):
    monkeypatch.setattr(hdf5, "MAX_DATA_BYTES", 1000)
    path = tmp_path / "bomb.hdf5"
    with h5py.File(path, "w") as file:
        for name in "abc":
            file[name] = np.zeros(50)
    assert "MiB of data" in refusal(path)


def test_missing_chunks_are_not_made_up(tmp_path):
    path = tmp_path / "holes.hdf5"
    with h5py.File(path, "w") as file:
        file.create_dataset("a", (1000,), "f4", chunks=(100,))[:300] = 1
    assert "'/a'" in refusal(path)


@pytest.mark.parametrize("groups", [["g"], ["g", "h", "i"]])
def test_too_many_objects(tmp_path, monkeypatch, groups):
    monkeypatch.setattr(hdf5, "MAX_OBJECTS", 20)
    path = tmp_path / "many.hdf5"
    with h5py.File(path, "w") as file:
        for i in range(30):
            file[f"{groups[i % len(groups)]}/{i}"] = np.zeros(1)
    assert "more than 20 objects" in refusal(path)


def test_a_crowded_group_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "many.hdf5"
    with h5py.File(path, "w") as file:
        for i in range(10_000):
            file.create_group(f"{i}")
    monkeypatch.setattr(h5py.Group, "__getitem__", lambda *_: pytest.fail("opened"))
    assert "more than 10,000 objects" in refusal(path)


def test_a_large_file_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "large.hdf5"
    with path.open("wb") as file:
        file.truncate(hdf5.MAX_FILE_BYTES + 1)
    monkeypatch.setattr(h5py, "File", lambda *_: pytest.fail("opened"))
    assert "it has 1,024 MiB" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"\x89HDF", b"epoch 1, loss 0.3\n" * 100, b"PK\x03\x04" + bytes(2000)])
def test_other_files(tmp_path, content):
    path = tmp_path / "other.hdf5"
    path.write_bytes(content)
    assert "it is not an HDF5 file" in refusal(path)


def test_a_user_block_in_front(tmp_path):
    path = tmp_path / "block.hdf5"
    h5py.File(path, "w", userblock_size=512).close()
    assert "it is not an HDF5 file" in refusal(path)


def test_only_the_magic(tmp_path):
    path = tmp_path / "magic.hdf5"
    path.write_bytes(hdf5.MAGIC + bytes(5000))
    assert "damaged or cut off" in refusal(path)


def test_folders_and_missing_files(tmp_path):
    assert "no such file" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "nowhere.hdf5")


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    path = tmp_path_factory.mktemp("ordinary") / "ordinary.hdf5"
    with h5py.File(path, "w") as file:
        file["layers/dense/vars/0"] = np.arange(12, dtype=np.float32).reshape(3, 4)
        file["layers/dense/vars/1"] = np.arange(4.0)
        file.create_dataset("layers/conv2d/vars/0", data=np.arange(64), chunks=(16,), compression="gzip", shuffle=True)
    return path


def test_a_file_cut_off_anywhere(tmp_path, ordinary):
    content, cut = ordinary.read_bytes(), tmp_path / "cut.hdf5"
    for length in [*range(0, len(content), 29), len(content) - 1]:
        cut.write_bytes(content[:length])
        assert re.search("damaged or cut off" if length >= 8 else "not an HDF5 file", refusal(cut)), length


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from([0, 1, 2, 8, 16, 127, 128, 255])), min_size=1)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(changes=CHANGES)
def test_damaged_bytes_give_a_sentence_or_do_no_harm(tmp_path_factory, ordinary, changes):
    content = bytearray(ordinary.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.hdf5"
    path.write_bytes(content)
    with contextlib.suppress(WeightsError), open_checked(path) as (file, stored):
        for name, declared in stored.items():
            assert file[name][...].shape == declared.shape


@pytest.fixture
def trap(tmp_path):
    """Lay a pipe that tells whether anyone opened it; on an ordinary pipe a reader would wait for ever."""
    processes = []

    def lay(name):
        subprocess.run(["mkfifo", name], cwd=tmp_path, check=True)
        processes.append(subprocess.Popen(["sh", "-c", f"while : > {name}; do : > opened; done"], cwd=tmp_path))
        return opened

    def opened():
        time.sleep(0.5)
        return (tmp_path / "opened").exists()

    if sys.platform == "win32":
        pytest.skip("no named pipes")
    yield lay
    for process in processes:
        process.kill()
        process.wait()


def test_the_trap_snaps(tmp_path, trap):
    opened = trap("pipe")
    assert not opened()
    assert (tmp_path / "pipe").read_bytes() == b""
    assert opened()


@pytest.mark.parametrize("unlimited", [False, True])
def test_no_other_file_is_opened_for_a_virtual_array(tmp_path, trap, unlimited):
    program = f"""if True:
        import h5py
        layout = h5py.VirtualLayout((4,), "f4", maxshape=(None,))
        end = h5py.h5s.UNLIMITED if {unlimited} else 4
        layout[:end] = h5py.VirtualSource("other.hdf5", "a", (4,), maxshape=(None,))[:end]
        with h5py.File("hostile.hdf5", "w") as file:
            file.create_virtual_dataset("a", layout)
    """
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True)
    opened = trap("other.hdf5")
    assert "from another file" in refusal(tmp_path / "hostile.hdf5")
    assert not opened()


def test_no_other_file_is_opened_for_a_name_with_a_slash(tmp_path, trap):
    opened, path = trap("other.hdf5"), tmp_path / "hostile.hdf5"
    with h5py.File(path, "w") as file:
        file["aQx"] = np.zeros(3)  # listed before z, and then renamed
        file["z"] = h5py.SoftLink("/group/out")
        file.create_group("group", track_order=True)["out"] = h5py.ExternalLink("other.hdf5", "/")
    path.write_bytes(path.read_bytes().replace(b"aQx", b"z/x"))
    refusal(path)
    assert not opened()


def test_an_unknown_kind_of_link(tmp_path):
    path = tmp_path / "hostile.hdf5"
    with h5py.File(path, "w") as file:
        file["QQQQ"] = h5py.ExternalLink("other.hdf5", "/")
    content = bytearray(path.read_bytes())
    at = content.rindex(64, 0, content.index(b"QQQQ"))  # 64 is the kind, external; 65 is anybody's
    content[at] = 65
    path.write_bytes(content)
    assert "link" in refusal(path)


def test_plain_files_pass(tmp_path):
    path, numbers = tmp_path / "good.hdf5", np.arange(1000, dtype=np.float32)
    packed = {"chunks": (100,), "compression": "gzip", "shuffle": True}
    with h5py.File(path, "w") as file:
        file["contiguous"], file["scalar"], file["empty"] = numbers, 3.5, np.zeros((0, 5))
        file["a/b/c/d"], file["..\\.."], file["große Schicht"] = numbers[:4].astype("f2"), numbers.astype(int), numbers
        array(file.create_group("compact"), layout=h5d.COMPACT)
        file.create_dataset("gzip", data=numbers, **packed)
        file.create_dataset("checked", data=numbers, fletcher32=True, **packed)
        file.create_dataset("growing", data=numbers, maxshape=(None,))
    found = inspect(path)
    assert found["gzip"] == found["checked"] == found["growing"] == found["contiguous"] == ((1000,), "float32")
