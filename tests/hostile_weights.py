"""Write a collection of hostile HDF5 files: `python tests/hostile_weights.py FOLDER`.

Each function writes one file, and its decorator says what must become of it: `refused` by what it declares,
`unfit` once it is loaded into `compact()`, `either` refused or taken but without harm, `harmless` taken.
"""

import io
import pickle
import re
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import h5py
import numpy as np
from h5py import h5d, h5o, h5p, h5s, h5t

from facelab.zoo import registry

MIB = 2**20
SECRET = "secret.hdf5"  # beside the folder; hostile files point to it
KERNEL, BIAS = "layers/dense/vars/0", "layers/batch_normalization_3/vars/0"
MASK = 2**32 - 1
UNKNOWN = 2**64 - 1
LAMBDA = '{"class_name": "Lambda", "config": {"function": ["4wAAAAAAAAAA", null, null]}}'
REFUSED, UNFIT, EITHER, HARMLESS = {}, {}, {}, {}
Writer = Callable[[Path], None]


def into(collection: dict[str, Writer]) -> Callable[[Writer], Writer]:
    """Make a decorator that puts a function into a collection, under its name."""
    return lambda write: collection.setdefault(write.__name__, write)


refused, unfit, either, harmless = into(REFUSED), into(UNFIT), into(EITHER), into(HARMLESS)


def write_all(folder: Path, collection: dict[str, Writer]) -> list[Path]:
    """Write the files of a collection."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.hdf5" for name in collection]
    for path in paths:
        collection[path.stem](path)
    return paths


# ------------------------------------------------------------------------------------------------ helpers


def new(path: Path, **options) -> h5py.File:
    return h5py.File(path, "w", **options)


def honest_arrays() -> dict[str, np.ndarray]:
    """Read the arrays of a file that fits `compact()`."""
    found = {}
    with h5py.File(registry()["orl-triplet-0"].path) as file:
        file.visititems(lambda name, item: found.update({name: item[...]} if isinstance(item, h5py.Dataset) else {}))
    return found


def write_arrays(path: Path, arrays: dict[str, np.ndarray], **packed) -> None:
    with new(path) as file:
        for name, values in arrays.items():
            file.create_dataset(name, data=values, **packed)


def write_but(path: Path, name: str, **options) -> None:
    """Write an honest file, with one array made in another way."""
    write_arrays(path, {key: values for key, values in honest_arrays().items() if key != name})
    with h5py.File(path, "a") as file:
        file.create_dataset(name, **options)


def low(file: h5py.File, name: bytes = b"a", type_id=h5t.IEEE_F32LE, shape=(4,), plist=None) -> h5d.DatasetID:
    return h5d.create(file.id, name, type_id, h5s.create_simple(shape), plist)


def creation() -> h5p.PropDCID:
    return h5p.create(h5p.DATASET_CREATE)


def typed(path: Path, type_id) -> None:
    plist = creation()
    plist.set_alloc_time(h5d.ALLOC_TIME_EARLY)
    with new(path) as file:
        low(file, type_id=type_id if isinstance(type_id, h5t.TypeID) else h5t.py_create(type_id, True), plist=plist)


def patch(path: Path, old: bytes, by: bytes, n: int = -1) -> None:
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, by, n))


def put(path: Path, at: int, value: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(value)


def append(path: Path, content: bytes) -> None:
    """Append bytes, and tell the superblock (version 0) of the new end."""
    whole = path.read_bytes() + content
    path.write_bytes(whole[:40] + struct.pack("<Q", len(whole)) + whole[48:])


def rotated(value: int, by: int) -> int:
    return (value << by | value >> (32 - by)) & MASK


def lookup3(content: bytes) -> int:
    """Compute the checksum of HDF5's newer metadata (Bob Jenkins's lookup3)."""
    a = b = c = (0xDEADBEEF + len(content)) & MASK
    while True:
        x, y, z = struct.unpack("<3I", content[:12].ljust(12, b"\0"))
        a, b, c, content = (a + x) & MASK, (b + y) & MASK, (c + z) & MASK, content[12:]
        if not content:
            break
        for by in (4, 6, 8, 16, 19, 4):
            a, c = (a - c) & MASK ^ rotated(c, by), (c + b) & MASK
            a, b, c = b, c, a
    for by in (14, 11, 25, 16, 4, 14, 24):
        c = ((c ^ b) - rotated(b, by)) & MASK
        a, b, c = b, c, a
    return b


# ---------------------------------------------------------------------------------- links and other files


@refused
def soft_link(path):
    """Name an array that is elsewhere in the file."""
    with new(path) as file:
        file["b"], file["a"] = np.zeros(3), h5py.SoftLink("/b")


@refused
def soft_link_to_itself(path):
    """Send who follows the link in a circle."""
    with new(path) as file:
        file["a"] = h5py.SoftLink("/a")


@refused
def external_link(path):
    """Name an array of another HDF5 file."""
    with new(path) as file:
        file["a"] = h5py.ExternalLink(str(path.parent.parent / SECRET), "/a")


@refused
def external_link_below(path):
    """Hide a link to another file in a group of an honest file."""
    write_arrays(path, honest_arrays())
    with h5py.File(path, "a") as file:
        file["layers/dense/vars/2"] = h5py.ExternalLink(str(path.parent.parent / SECRET), "/a")


@refused
def external_storage(path):
    """Take the bytes of another file for numbers."""
    with new(path) as file:
        file.create_dataset("a", (3000,), "u1", external=[(str(path.parent.parent / SECRET), 0, 3000)])


@refused
def external_storage_of_passwords(path):
    """Take the users of this machine for numbers."""
    with new(path) as file:
        file.create_dataset("a", (100,), "u1", external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)])


@refused
def external_storage_that_fits(path):
    """Take the bytes of another file for a bias; everything else is honest."""
    secret = str(path.parent.parent / SECRET)
    write_but(path, BIAS, shape=(64,), dtype="f4", external=[(secret, 0, 256)])


@refused
def external_device(path):
    """Read from a device that never ends."""
    with new(path) as file:
        file.create_dataset("a", (2**20,), "u1", external=[("/dev/zero", 0, h5py.h5f.UNLIMITED)])


@refused
def virtual_of_another_file(path):
    """Take an array of another HDF5 file."""
    with new(path) as file:
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource(str(path.parent.parent / SECRET), "a", (4,))
        file.create_virtual_dataset("a", layout)


@refused
def virtual_of_itself(path):
    """Declare an array whose numbers are its own numbers."""
    with new(path) as file:
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource(".", "a", (4,))
        file.create_virtual_dataset("a", layout)


@refused
def virtual_of_many_files(path):
    """Ask for file after file, by a pattern that never ends."""
    with new(path) as file:
        layout = h5py.VirtualLayout((4, 4), "f4", maxshape=(None, 4))
        source = h5py.VirtualSource("other-%b.hdf5", "a", (1, 4))
        layout[: h5s.UNLIMITED] = source
        file.create_virtual_dataset("a", layout)


@refused
def circle_of_groups(path):
    """Let a group hold its own parent."""
    with new(path) as file:
        inner = file.create_group("a/b")
        inner["c"] = file["a"]


@refused
def circle_to_root(path):
    """Let a group hold the root."""
    with new(path) as file:
        file.create_group("a")["b"] = file["/"]


@refused
def alias(path):
    """Give an array two names."""
    with new(path) as file:
        file["a"] = np.zeros(3)
        file["b"] = file["a"]


@refused
def aliases_many(path):
    """Give one array of 100 MiB a hundred names."""
    with new(path) as file:
        data = file.create_dataset("a", (25 * MIB,), "f4", chunks=(MIB,), compression="gzip")
        data[...] = 0
        for i in range(100):
            file[f"b{i}"] = data


@refused
def object_twice_in_the_table(path):
    """Let two entries of a group's table point to one header, although it counts one link."""
    with new(path) as file:
        file["a"], file["b"] = np.zeros(3), np.zeros(3)
        a, b = (h5o.get_info(file[name].id).addr for name in "ab")
    patch(path, struct.pack("<Q", b), struct.pack("<Q", a))


# ------------------------------------------------------------------------------------------------- bombs


@refused
def shape_bomb_small(path):
    """Declare 3 GiB, keep nothing."""
    with new(path) as file:
        file.create_dataset("a", (3 * 2**28,), "f4")


@refused
def shape_bomb_large(path):
    """Declare 4 TiB, keep nothing."""
    with new(path) as file:
        file.create_dataset("a", (2**40,), "f4")


@refused
def shape_bomb_that_overflows(path):
    """Declare 2**64 bytes: a product of 64 bits comes to zero."""
    with new(path) as file:
        file.create_dataset("a", (2**31, 2**31), "f4", chunks=(1, 1))
    patch(path, struct.pack("<2Q", 2**31, 2**31), struct.pack("<2Q", 2**31, 2**31 - 1 + 1))


@refused
def shape_bomb_of_many_axes(path):
    """Declare an array of 32 axes of 2**32 each."""
    with new(path) as file:
        file.create_dataset("a", (2**31,) * 32, "f4", chunks=(1,) * 32, maxshape=(None,) * 32)


@refused
def chunk_bomb(path):
    """Declare one number in a chunk of 2 GiB."""
    with new(path) as file:
        file.create_dataset("a", (1,), "f4", maxshape=(None,), chunks=(2**29,))


@refused
def too_many_chunks(path):
    """Declare a million chunks of one byte."""
    with new(path) as file:
        file.create_dataset("a", (10**6,), "u1", chunks=(1,))


@refused
def compression_bomb(path):
    """Keep 2 GiB of zeros in 2 MiB."""
    packed = zlib.compress(bytes(32 * MIB), 9)
    with new(path) as file:
        data = file.create_dataset("a", (2048 * MIB,), "u1", chunks=(32 * MIB,), compression="gzip")
        for i in range(64):
            data.id.write_direct_chunk((i * 32 * MIB,), packed)


@refused
def compression_bombs_many_small(path):
    """Keep 300 arrays of 4 MiB each in a few kilobytes each."""
    packed = zlib.compress(bytes(4 * MIB), 9)
    with new(path) as file:
        for i in range(300):
            data = file.create_dataset(f"a{i}", (4 * MIB,), "u1", chunks=(4 * MIB,), compression="gzip")
            data.id.write_direct_chunk((0,), packed)


@refused
def never_stored(path):
    """Declare an array whose storage was never allocated; a reader makes up zeros."""
    with new(path) as file:
        file.create_dataset("a", (64,), "f4")


@refused
def never_stored_but_fits(path):
    """Declare what the model needs, keep nothing of it."""
    write_but(path, KERNEL, shape=(2240, 64), dtype="f4")


@refused
def sparse_chunks(path):
    """Keep one chunk of ten; a reader makes up the others."""
    with new(path) as file:
        file.create_dataset("a", (1000,), "f4", chunks=(100,))[:100] = 1


@refused
def sparse_with_fill_value(path):
    """Keep nothing, but say what a reader is to make up."""
    with new(path) as file:
        file.create_dataset("a", (1000,), "f4", chunks=(100,), fillvalue=np.nan)


# ------------------------------------------------------------------------------------------------- types

TYPES = {
    "reference": (h5py.ref_dtype, "Point to objects of the file."),
    "region_reference": (h5py.regionref_dtype, "Point to regions of arrays."),
    "vlen_string": (h5py.string_dtype(), "Hold strings of any length."),
    "fixed_string": (np.dtype("S8"), "Hold strings."),
    "vlen_array": (h5py.vlen_dtype(np.float32), "Hold arrays of any length."),
    "vlen_of_vlen": (h5py.vlen_dtype(h5py.vlen_dtype(np.float32)), "Hold arrays of arrays of any length."),
    "compound": (np.dtype([("x", "f4"), ("y", "f8")]), "Hold records."),
    "array_type": (np.dtype(("f4", (3,))), "Hold an array in each element."),
    "boolean": (np.dtype(bool), "Hold truth values, an enumeration to HDF5."),
    "enumeration": (h5py.enum_dtype({"a": 1, "b": 2}), "Hold names for numbers."),
    "opaque": (np.dtype("V16"), "Hold bytes of no meaning."),
    "opaque_time": (h5py.opaque_dtype(np.dtype("M8[s]")), "Hold dates, whose type is told by a tag."),
    "bit_field": (h5t.STD_B8LE, "Hold bits."),
    "unix_time": (h5t.UNIX_D32LE, "Hold times."),
    "float128": (np.dtype(np.longdouble), "Hold floats of 16 bytes."),
    "complex64": (np.dtype(np.complex64), "Hold complex numbers in 8 bytes."),
    "complex128": (np.dtype(complex), "Hold complex numbers."),
}


def _typed_writer(name, type_id, docstring):
    def write(path):
        typed(path, type_id)

    write.__name__, write.__doc__ = name, docstring
    return refused(write)


for _name, (_type, _docstring) in TYPES.items():
    _typed_writer(_name, _type, _docstring)


@refused
def python_objects(path):
    """Hold pickles, as PyTables stores Python objects."""
    with new(path) as file:
        data = file.create_dataset("a", (1,), h5py.vlen_dtype(np.uint8))
        data[0] = np.frombuffer(pickle.dumps(print), np.uint8)
        data.attrs["PSEUDOATOM"] = "object"


@refused
def odd_integer(path):
    """Hold integers of three bytes."""
    type_id = h5t.STD_I64LE.copy()
    type_id.set_precision(24)
    type_id.set_size(3)
    typed(path, type_id)


@refused
def committed_type(path):
    """Name a data type."""
    with new(path) as file:
        file["a"] = np.dtype("f4")


@refused
def committed_type_of_an_array(path):
    """Take the type of an array from a named one that is a record."""
    with new(path) as file:
        file["t"] = np.dtype([("x", "f4")])
        file.create_dataset("a", (3,), file["t"])


@refused
def null_space(path):
    """Declare an array that holds nothing."""
    with new(path) as file:
        file["a"] = h5py.Empty("f4")


# ----------------------------------------------------------------------------------------------- filters


def _filtered(path: Path, change: Callable[[h5p.PropDCID], object], type_id=h5t.IEEE_F32LE) -> None:
    plist = creation()
    plist.set_chunk((4,))
    change(plist)
    with new(path) as file:
        low(file, type_id=type_id, plist=plist)


@refused
def foreign_filter(path):
    """Need a plug-in (32015, zstd) to unpack."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(100), compression="gzip")
    at = path.read_bytes().index(b"deflate") - 8  # the filter's number stands before its name
    put(path, at, struct.pack("<H", 32015))


@refused
def foreign_filter_optional(path):
    """Need a plug-in, and say that it may be left out."""
    _filtered(path, lambda plist: plist.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,)))


@refused
def foreign_filter_named_deflate(path):
    """Call a foreign filter by a known name."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(100), compression="gzip")
    put(path, path.read_bytes().index(b"deflate") - 8, struct.pack("<H", 400))


@refused
def lzf_filter(path):
    """Pack by h5py's own filter."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(100), compression="lzf")


@refused
def scale_offset_filter(path):
    """Pack integers by their range."""
    with new(path) as file:
        file.create_dataset("a", data=np.arange(100), scaleoffset=4)


@refused
def nbit_filter(path):
    """Pack integers by their bits."""
    _filtered(path, lambda plist: plist.set_filter(h5py.h5z.FILTER_NBIT), h5t.STD_I32LE)


@refused
def szip_filter(path):
    """Pack by szip."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(100), compression="gzip")
    put(path, path.read_bytes().index(b"deflate") - 8, struct.pack("<H", h5py.h5z.FILTER_SZIP))


@refused
def gzip_many_times(path):
    """Pack a bomb in a bomb, ten times."""
    _filtered(path, lambda plist: [plist.set_deflate(9) for _ in range(10)])


# ------------------------------------------------------------------------------------ names and structure


@refused
def name_with_slash(path):
    """Hold a name that reads as a path to a link."""
    with new(path) as file:
        file["aQx"] = np.zeros(3)
        file["z"] = h5py.SoftLink("/group/out")
        file.create_group("group", track_order=True)["out"] = h5py.ExternalLink(str(path.parent.parent / SECRET), "/")
    patch(path, b"aQx", b"z/x")


@refused
def name_with_control_characters(path):
    """Clear the terminal of who prints the name."""
    with new(path) as file:
        low(file, b"a\n\x1b[2J\x1b]0;title\x07")


@refused
def name_that_turns_around(path):
    """Turn the direction of writing."""
    with new(path) as file:
        low(file, "a\u202ecod.exe".encode())


@refused
def name_of_10000_letters(path):
    """Hold a very long name."""
    with new(path) as file:
        low(file, b"a" * 10_000)


@refused
def name_not_utf8(path):
    """Hold a name that is no text."""
    with new(path) as file:
        low(file, b"\xff\xfe\x80")


@refused
def name_of_dots(path):
    """Look like a way out of the folder; the array was never stored."""
    with new(path) as file:
        file.create_group("..").create_dataset("..", (1,), "f4")


@refused
def name_of_nothing(path):
    """Hold an array whose name is empty."""
    with new(path) as file:
        file["Q"] = np.zeros(3)
    patch(path, b"Q\0", b"\0\0")


@refused
def deep_nesting(path):
    """Nest 1,000 groups."""
    with new(path) as file:
        group = file
        for _ in range(1000):
            group = group.create_group("a")


@refused
def very_many_groups(path):
    """Hold 100,000 groups."""
    with new(path, libver="latest") as file:
        for i in range(100_000):
            h5py.h5g.create(file.id, b"%d" % i)


@refused
def very_many_arrays(path):
    """Hold 200 groups of 60 arrays each."""
    with new(path) as file:
        for i in range(12_000):
            low(file.require_group(f"{i % 200}"), b"%d" % i, shape=(0,))


@refused
def more_links_than_there_are(path):
    """Count 1,000 links in a group of 20."""
    with new(path, libver="latest") as file:
        for i in range(20):
            file[f"a{i}"] = np.zeros(3)
    at = path.read_bytes().index(b"BTHD\0\5")  # the tree of names; the count of all is at 26, the checksum at 34
    put(path, at + 26, struct.pack("<Q", 1000))
    header = path.read_bytes()[at : at + 34]
    put(path, at + 34, struct.pack("<I", lookup3(header)))


@refused
def tree_in_a_circle(path):
    """Let the tree of a group's names be its own branch."""
    with new(path) as file:
        file["a"] = np.zeros(3)
    at = path.read_bytes().index(b"TREE\0")
    put(path, at + 5, b"\1")  # its level: what it points to are trees
    put(path, at + 32, struct.pack("<Q", at))


def _laughing_trees(at: int, kind: int, leaf: bytes, key: bytes, levels: int, branches: int) -> bytes:
    """Make trees of which each holds the one before many times."""
    trees, below = b"", leaf
    for level in range(levels):
        start = at + len(trees)
        head = struct.pack("<4sBBHQQ", b"TREE", kind, level, branches, UNKNOWN, UNKNOWN)
        trees += (head + (key + below) * branches + key).ljust(4096, b"\0")
        below = struct.pack("<Q", start)
    return trees


@refused
def tree_of_a_billion_names(path):
    """List the same name 32**12 times, in trees that hold each other (a billion laughs)."""
    with new(path) as file:
        file["a"] = np.zeros(3)
    content = path.read_bytes()
    old = content.index(b"TREE\0")
    trees = _laughing_trees(len(content), 0, content[old + 32 : old + 40], content[old + 40 : old + 48], 12, 32)
    append(path, trees)
    patch(path, struct.pack("<Q", old), struct.pack("<Q", len(content) + len(trees) - 4096))


@refused
def tree_that_is_its_own_neighbor(path):
    """Let the tree of a group's names go on with itself, for ever."""
    with new(path) as file:
        file["a"] = np.zeros(3)
    put(path, path.read_bytes().index(b"TREE\0") + 16, struct.pack("<Q", path.read_bytes().index(b"TREE\0")))


@refused
def chunks_in_a_circle(path):
    """Let the tree of an array's chunks be its own branch."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(20), chunks=(1,))
    at = path.read_bytes().index(b"TREE\1")
    put(path, at + 5, b"\1")
    put(path, at + 48, struct.pack("<Q", at))  # behind a key of 24 bytes


@refused
def chunks_of_no_length(path):
    """Divide by zero who counts the chunks."""
    with new(path) as file:
        file.create_dataset("a", data=np.zeros(70), chunks=(7,))
    patch(path, struct.pack("<2I", 7, 8), struct.pack("<2I", 0, 8))


@refused
def one_long_name_many_times(path):
    """Let 400 entries of a group's table share one name of 32 MiB; who lists them keeps 12 GiB."""
    with new(path) as file:
        for i in range(400):
            file[f"a{i}"] = 0
        low(file, b"b" * 32 * MIB)
    content = bytearray(path.read_bytes())
    tables = [match.start() for match in re.finditer(rb"SNOD\x01\x00", content)]
    entries = [at + 8 + 40 * i for at in tables for i in range(struct.unpack_from("<H", content, at + 6)[0])]
    long = max(struct.unpack_from("<Q", content, at)[0] for at in entries)
    for at in entries:
        struct.pack_into("<Q", content, at, long)
    path.write_bytes(content)


@either
def header_in_a_circle(path):
    """Let an object's header be continued by itself, for ever."""
    new(path).close()
    content = path.read_bytes()
    header, more = len(content), len(content) + 16 + 48
    table = struct.unpack("<2Q", content[80:96])
    goes_on = struct.pack("<HHB3xQQ", 16, 16, 0, more, 24)
    chunk = struct.pack("<HHB3xQQ", 17, 16, 0, *table) + goes_on
    append(path, struct.pack("<BxHIII", 1, 3, 1, len(chunk), 0) + chunk + goes_on)
    put(path, 64, struct.pack("<Q", header))
    put(path, 72, bytes(4))


# ------------------------------------------------------------------------------ no HDF5 file, or damaged


@refused
def text(path):
    """Be a text."""
    path.write_text("epoch 1, loss 0.3\n" * 1000)


@refused
def picture(path):
    """Be the beginning of a PNG picture."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(1000))


@refused
def archive(path):
    """Be a zip file, as Keras's own `.keras` is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("../../config.json", LAMBDA)
    path.write_bytes(packed.getvalue())


@refused
def pickled(path):
    """Be a pickle."""
    path.write_bytes(pickle.dumps(print))


@refused
def empty(path):
    """Hold no byte."""
    path.write_bytes(b"")


@refused
def only_magic(path):
    """End after the magic number."""
    path.write_bytes(b"\x89HDF\r\n\x1a\n")


@refused
def user_block(path):
    """Begin with a shell script; the HDF5 part comes behind."""
    with new(path, userblock_size=512) as file:
        file["a"] = np.zeros(3)
    put(path, 0, b"#!/bin/sh\nrm -r ~\n")


@refused
def too_large(path):
    """Have 201 MiB, nearly all of it a hole."""
    write_arrays(path, honest_arrays())
    with path.open("rb+") as file:
        file.truncate(201 * MIB)


@refused
def truncated(path):
    """End in the middle."""
    write_arrays(path, honest_arrays())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@refused
def superblock_of_garbage(path):
    """Hold noise behind the magic number."""
    write_arrays(path, honest_arrays())
    put(path, 8, np.random.default_rng(0).bytes(88))


@refused
def superblock_with_huge_offsets(path):
    """Put the root beyond the end of the file."""
    write_arrays(path, honest_arrays())
    put(path, 64, struct.pack("<Q", 2**63 - 8))


@refused
def family_member(path):
    """Be the first file of a family, and need the others."""
    with new(path.with_name("family-%d.tmp"), driver="family", memb_size=4096) as file:
        file["a"] = np.zeros(10_000)
    path.with_name("family-0.tmp").replace(path)
    for other in path.parent.glob("family-*.tmp"):
        other.unlink()


@refused
def split_half(path):
    """Be the half that describes; the numbers are in another file."""
    with new(path.with_name("split"), driver="split", meta_ext=b"-m.tmp", raw_ext=b"-r.tmp") as file:
        file["a"] = np.zeros(10_000)
    path.with_name("split-m.tmp").replace(path)
    path.with_name("split-r.tmp").unlink()


def _noisy(path: Path, seed: int, **options) -> None:
    """Overwrite 40 bytes at random places, 30 of them of the first 8 KiB."""
    with new(path, **options) as file:
        for name, values in honest_arrays().items():
            file.create_dataset(name, data=values, chunks=values.shape, compression="gzip", shuffle=True)
    content, rng = bytearray(path.read_bytes()), np.random.default_rng(seed)
    places = [*rng.integers(96, 8192, 30), *rng.integers(96, len(content), 10)]
    for at in places:
        content[at] = rng.integers(256)
    path.write_bytes(content)


def _noisy_writer(seed, **options):
    def write(path):
        _noisy(path, seed, **options)

    write.__name__ = f"noise_{seed}" + "".join(f"_{value}" for value in options.values())
    write.__doc__ = "Hold noise in the middle."
    return either(write)


for _seed in range(12):
    _noisy_writer(_seed)
    _noisy_writer(_seed, libver="latest")


# ---------------------------------------------------------------------- plain arrays, but not the right ones


def _changed(path: Path, name: str, change: Callable[[np.ndarray], np.ndarray]) -> None:
    arrays = honest_arrays()
    write_arrays(path, arrays | {name: change(arrays[name])})


def _with_one(values: np.ndarray, odd: float) -> np.ndarray:
    values = values.copy()
    values.flat[-1] = odd
    return values


@unfit
def not_a_number(path):
    """Hold NaN in one place."""
    _changed(path, KERNEL, partial(_with_one, odd=np.nan))


@unfit
def infinity(path):
    """Hold infinity in one place."""
    _changed(path, KERNEL, partial(_with_one, odd=-np.inf))


@unfit
def infinity_after_rounding(path):
    """Hold a number that float32 cannot."""
    _changed(path, BIAS, lambda values: _with_one(values.astype("f8"), 1e300))


@unfit
def not_a_number_in_float16(path):
    """Hold NaN in a short float."""
    _changed(path, BIAS, lambda values: _with_one(values.astype("f2"), np.nan))


@unfit
def wrong_shape(path):
    """Turn a matrix on its side."""
    _changed(path, KERNEL, np.transpose)


@unfit
def flat_shape(path):
    """Hold the right number of numbers in a row."""
    _changed(path, KERNEL, np.ravel)


@unfit
def zero_size(path):
    """Hold an array without numbers."""
    _changed(path, KERNEL, lambda values: values[:0])


@unfit
def integers(path):
    """Hold integers where floats belong."""
    _changed(path, BIAS, lambda values: values.astype("i4"))


@unfit
def wrong_name(path):
    """Call one layer by another name."""
    arrays = honest_arrays()
    arrays["layers/dense_1/vars/0"] = arrays.pop(KERNEL)
    write_arrays(path, arrays)


@unfit
def missing_array(path):
    """Leave one array out."""
    arrays = honest_arrays()
    del arrays[BIAS]
    write_arrays(path, arrays)


@unfit
def extra_array(path):
    """Hold one more array."""
    write_arrays(path, honest_arrays() | {"layers/dense/vars/9": np.zeros(3)})


@unfit
def extra_array_with_a_long_name(path):
    """Fill the message with three arrays of long names and many axes."""
    extra = {f"layers/{'a' * 250}{i}": np.zeros((1,) * 32) for i in range(3)}
    write_arrays(path, honest_arrays() | extra)


@unfit
def no_arrays(path):
    """Hold nothing at all."""
    new(path).close()


@unfit
def declared_gigabyte(path):
    """Keep 1 GiB of zeros in 1 MiB, and declare them."""
    packed = zlib.compress(bytes(64 * MIB), 9)
    with new(path) as file:
        data = file.create_dataset(KERNEL, (1024 * MIB,), "u1", chunks=(64 * MIB,), compression="gzip")
        for i in range(16):
            data.id.write_direct_chunk((i * 64 * MIB,), packed)


def _packed_kernel(path: Path, packed: bytes, **options) -> None:
    write_but(path, KERNEL, shape=(2240, 64), dtype="f4", chunks=(2240, 64), compression="gzip", **options)
    with h5py.File(path, "a") as file:
        file[KERNEL].id.write_direct_chunk((0, 0), packed)


@unfit
def chunk_that_unpacks_to_more(path):
    """Fit the model, but unpack to 6 GiB."""
    packer = zlib.compressobj(9)
    beginning = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself, so it can be repeated
    _packed_kernel(path, beginning + again * 6 * 1024 + packer.flush())


@unfit
def chunk_that_unpacks_to_less(path):
    """Fit the model, but unpack to four bytes: HDF5 reads on in memory that is not its own."""
    _packed_kernel(path, zlib.compress(bytes(4)), shuffle=True)


@unfit
def chunk_that_claims_gigabytes(path):
    """Fit the model, but claim that a chunk has nearly 4 GiB when packed."""
    _packed_kernel(path, bytes(12_345))
    patch(path, struct.pack("<2I", 12_345, 0), struct.pack("<2I", MASK - 7, 0))


@unfit
def chunk_of_noise(path):
    """Fit the model, but be no gzip."""
    _packed_kernel(path, np.random.default_rng(0).bytes(1000))


@unfit
def chunk_without_end(path):
    """Cut the packed bytes of a chunk off before gzip's end."""
    _packed_kernel(path, zlib.compress(np.zeros((2240, 64), "f4").tobytes())[:-6])


@unfit
def chunk_with_wrong_sum(path):
    """Fit the model, but with a wrong checksum of fletcher32."""
    packed = zlib.compress(np.zeros((2240, 64), "f4").tobytes())
    _packed_kernel(path, packed + bytes([1, 2, 3, 4]), fletcher32=True)


@unfit
def chunks_beyond_the_shape(path):
    """Declare the 64 chunks that fit the model, but keep 100,000."""
    write_but(path, BIAS, data=np.zeros(100_003, "f4"), chunks=(1,), maxshape=(None,))
    patch(path, struct.pack("<Q", 100_003), struct.pack("<Q", 64), 1)


# ---------------------------------------------------------------------------------------------- harmless


@harmless
def honest(path):
    """Be a file that fits."""
    shutil.copy(registry()["orl-triplet-0"].path, path)


@harmless
def honest_packed(path):
    """Be a file that fits, packed by gzip and shuffle."""
    write_arrays(path, honest_arrays(), compression="gzip", shuffle=True)


@harmless
def honest_with_sums(path):
    """Be a file that fits, with all three filters."""
    write_arrays(path, honest_arrays(), compression="gzip", shuffle=True, fletcher32=True)


@harmless
def honest_in_the_latest_format(path):
    """Be a file that fits, in HDF5's newest format."""
    with new(path, libver="latest") as file:
        for name, values in honest_arrays().items():
            file[name] = values


@harmless
def honest_in_many_chunks(path):
    """Keep a matrix in 8,960 chunks."""
    values = honest_arrays()[KERNEL]
    write_but(path, KERNEL, data=values, chunks=(16, 1))


@harmless
def float16(path):
    """Hold short floats."""
    write_arrays(path, {name: values.astype("f2") for name, values in honest_arrays().items()})


@harmless
def big_endian(path):
    """Hold numbers the other way round."""
    write_arrays(path, {name: values.astype(">f8") for name, values in honest_arrays().items()})


@harmless
def optimizer_of_its_own(path):
    """Hold what an optimizer remembers; no one reads it."""
    write_arrays(path, honest_arrays() | {"optimizer/vars/0": np.array(np.nan)})


class Payload:
    """What unpickles to a command."""

    def __reduce__(self):
        return exec, ("raise SystemExit('a pickle was run')",)


@harmless
def pickle_in_attributes(path):
    """Offer a pickle to who reads attributes."""
    write_arrays(path, honest_arrays())
    with h5py.File(path, "a") as file:
        file.attrs["pickle"] = np.void(pickle.dumps(Payload()))


@harmless
def lambda_in_attributes(path):
    """Offer Keras a layer with code in it."""
    write_arrays(path, honest_arrays())
    with h5py.File(path, "a") as file:
        file.attrs["model_config"], file.attrs["keras_version"] = LAMBDA, "2.15.0"


@harmless
def huge_attributes(path):
    """Hold attributes of 40 MiB."""
    with new(path, libver="latest") as file:
        for name, values in honest_arrays().items():
            file[name] = values
        for i in range(20):
            file.attrs[f"a{i}"] = np.zeros(2 * MIB, "u1")
            file[KERNEL].attrs[f"reference{i}"] = file.ref


COLLECTIONS = {"refused": REFUSED, "unfit": UNFIT, "either": EITHER, "harmless": HARMLESS}


if __name__ == "__main__":
    for _kind, _collection in COLLECTIONS.items():
        for _path in write_all(Path(sys.argv[1]) / _kind, _collection):
            print(f"{_path}: {_collection[_path.stem].__doc__}")
