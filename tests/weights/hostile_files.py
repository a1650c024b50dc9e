"""A collection of hostile HDF5 files, each with what must be said of it.

`REFUSED` files are refused by what they declare; `UNFIT` ones once they are loaded into `compact()`; `EITHER` are
refused, or read without harm; `HARMLESS` are read. Sentences are regular expressions.
"""

import io
import os
import pickle
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import h5py
import numpy as np
from h5py import h5d, h5o, h5p, h5s, h5t

from facelab.zoo import registry

MIB = 2**20
SECRET = "secret.hdf5"  # in the folder above; some files point to it
SECRET_BYTES = b"the-answers-of-the-exam-"
LONG_AGO = 10**9  # seconds: the year 2001
KERNEL, BIAS = "layers/dense/vars/0", "layers/batch_normalization_3/vars/0"
MASK, UNKNOWN = 2**32 - 1, 2**64 - 1
EARLY = "alloc_time", h5d.ALLOC_TIME_EARLY
LAMBDA = '{"class_name": "Lambda", "config": {"function": ["4wAAAAAAAAAA", null, null]}}'

LINK = r"links to another place; only plain arrays are read\.$"
ELSEWHERE = r"(takes|keeps) its data (from|in) another file\.$"
TWICE = r"is an object that the file lists twice\.$"
TYPE = r"'/a' does not hold plain numbers of at most 8 bytes\.$"
CHUNKED = r"is stored in chunks or compressed; save the model again with facelab\.weights\.save or Keras\.$"
ABSENT = r"declares [\d,]+ bytes, but the file holds 0 of them\.$"
NAME = r"it holds a name that is not printable text of at most 255 characters\.$"
MANY = r"it holds more than 10,000 objects\.$"
DEEP = r"its groups are nested more than 20 deep\.$"
OTHER_FORMAT = r": it is not an HDF5 file\.$"
DAMAGED = r"it is damaged or cut off, HDF5 cannot read it \(.*\)\.$"
NOT_FINITE = r"holds NaN or infinity: the training that wrote it diverged\.$"
MISFIT = r"it does not fit the model 'compact': expected "


class HostileFile(NamedTuple):
    """What writes a file, and may return what then changes its bytes; and the sentence that refuses it."""

    write: Callable[[h5py.File], object]
    sentence: str = ""
    options: Mapping = {}

    def create(self, path: Path) -> None:
        with h5py.File(path, "w", **self.options) as file:
            patch = self.write(file)
        if callable(patch):
            path.write_bytes(patch(path.read_bytes()))


REFUSED: dict[str, HostileFile] = {}
UNFIT: dict[str, HostileFile] = {}
EITHER: dict[str, HostileFile] = {}
HARMLESS: dict[str, HostileFile] = {}
COLLECTIONS = {"refused": REFUSED, "unfit": UNFIT, "either": EITHER, "harmless": HARMLESS}
# HDF5 itself crashes on these before we can look: only the instructor's sandbox contains them.
BREAK_HDF5 = {"more_links_than_there_are", "tree_in_a_circle"}


def into(collection: dict[str, HostileFile], sentence: str = "", **options) -> Callable:
    """Make a decorator that puts a writer into a collection, under its name."""
    return lambda write: collection.setdefault(write.__name__, HostileFile(write, sentence, options))


refused, unfit, either, harmless = (partial(into, collection) for collection in COLLECTIONS.values())


def each(sentence: str, **writers: Callable[[h5py.File], object]) -> dict[str, HostileFile]:
    return {name: HostileFile(write, sentence) for name, write in writers.items()}


def create_all(folder: Path) -> dict[str, dict[str, Path]]:
    """Write the whole collection, a folder for each kind, beside the secret."""
    hide_secret(folder)
    paths: dict[str, dict[str, Path]] = {}
    for kind, collection in COLLECTIONS.items():
        (folder / kind).mkdir(parents=True)
        paths[kind] = {name: folder / kind / f"{name}.hdf5" for name in collection}
        for name, path in paths[kind].items():
            collection[name].create(path)
    return paths


def hide_secret(folder: Path) -> Path:
    """Write the secret; most file systems note a first reading after a change."""
    path = folder / SECRET
    with h5py.File(path, "w") as file:
        file["a"] = np.frombuffer(SECRET_BYTES * 50, np.float32)
    os.utime(path, (LONG_AGO, LONG_AGO + 1))
    return path


def assert_untouched(folder: Path, before: dict, said: str) -> None:
    """Check that nobody read the secret, changed a file, or said what is outside of the files."""
    assert states(folder) == before and (folder / SECRET).stat().st_atime == LONG_AGO
    assert SECRET_BYTES.decode() not in said and "root:" not in said


def states(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------------------------------------ helpers


@cache
def honest_arrays() -> dict[str, np.ndarray]:
    """Read the arrays of a file that fits `compact()`."""
    found = {}
    with h5py.File(registry()["orl-triplet-0"].path) as file:
        file.visititems(lambda name, item: found.update({name: item[...]} if isinstance(item, h5py.Dataset) else {}))
    return found


def write_honest(file: h5py.File, changed: Mapping[str, np.ndarray | None] | None = None, **options) -> None:
    """Write the arrays of an honest file, some of them changed, or left out where they are None."""
    for name, values in (honest_arrays() | (changed or {})).items():
        if values is not None:
            file.create_dataset(name, data=values, **options)


def write_but(file: h5py.File, name: str, **options) -> h5py.Dataset:
    """Write an honest file, with one array made in another way."""
    write_honest(file, {name: None})
    return file.create_dataset(name, **options)


def secret(file: h5py.File) -> str:
    return str(Path(file.filename).parent.parent / SECRET)


def low(group: h5py.Group, *properties, name=b"a", type_id=h5t.IEEE_F32LE, shape=(4,)) -> h5py.Dataset:
    """Create an array by HDF5's own interface, which allows more than h5py's; properties as ("chunk", (4,))."""
    plist = h5p.create(h5p.DATASET_CREATE)
    for key, *values in properties:
        getattr(plist, f"set_{key}")(*values)
    return h5py.Dataset(h5d.create(group.id, name, type_id, h5s.create_simple(shape), plist))


def hole(group: h5py.Group, name: bytes, n_bytes: int) -> h5py.Dataset:
    """Reserve an array without writing it: most file systems keep nothing of it."""
    return low(group, EARLY, ("fill_time", h5d.FILL_TIME_NEVER), name=name, shape=(n_bytes // 4,))


def replaced(old: bytes, by: bytes, count: int = -1) -> Callable[[bytes], bytes]:
    def patch(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, by, count)

    return patch


def put(content: bytes, at: int, value: bytes) -> bytes:
    return content[:at] + value + content[at + len(value) :]


def append(content: bytes, more: bytes) -> bytes:
    """Append bytes, and tell the superblock (version 0) of the new end."""
    return put(content + more, 40, struct.pack("<Q", len(content + more)))


def lookup3(content: bytes) -> int:
    """Compute the checksum of HDF5's newer metadata (Bob Jenkins's lookup3)."""

    def rotated(value: int, by: int) -> int:
        return (value << by | value >> (32 - by)) & MASK

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


# ------------------------------------------------------------------------------------------- links, aliases

REFUSED |= each(
    LINK,
    soft_link=lambda file: file.update({"b": np.zeros(3), "a": h5py.SoftLink("/b")}),
    soft_link_to_itself=lambda file: file.update({"a": h5py.SoftLink("/a")}),
    dangling_link=lambda file: file.update({"a": h5py.SoftLink("/b")}),
    dangling_link_below=lambda file: file.update({"layers/dense/vars": h5py.SoftLink("/nowhere")}),
    external_link=lambda file: file.update({"a": h5py.ExternalLink(secret(file), "/a")}),
    external_link_to_passwords=lambda file: file.update({"a": h5py.ExternalLink("/etc/passwd", "/b")}),
    external_link_below=lambda file: [
        write_honest(file),
        file.update({"layers/dense/vars/2": h5py.ExternalLink(secret(file), "/a")}),
    ],
)
REFUSED |= each(
    TWICE,
    circle_of_groups=lambda file: file.create_group("a/b").update({"c": file["a"]}),
    circle_of_one_group=lambda file: file.create_group("a").update({"a": file["a"]}),
    circle_to_root=lambda file: file.create_group("a").update({"b": file["/"]}),
    alias=lambda file: file.update({"b": file.create_dataset("a", data=np.zeros(3))}),
    alias_below=lambda file: file.update({"b/c": file.create_dataset("a", data=np.zeros(3))}),
)


@refused(f"{TWICE}|{CHUNKED}")
def aliases_many(file):
    """Give one array of 100 MiB a hundred names."""
    data = file.create_dataset("a", (25 * MIB,), "f4", chunks=(MIB,), compression="gzip")
    data[...] = 0
    file.update({f"b{i}": data for i in range(100)})


@refused(TWICE)
def object_twice_in_the_table(file):
    """Let two entries of a group's table point to one header, although it counts one link."""
    file.update({"a": np.zeros(3), "b": np.zeros(3)})
    a, b = (struct.pack("<Q", h5o.get_info(file[name].id).addr) for name in "ab")
    return replaced(b, a)


@refused("link")
def link_of_an_unknown_kind(file):
    file["QQQQ"] = h5py.ExternalLink("other.hdf5", "/")
    # 64 is the kind, external; 65 is anybody's
    return lambda content: put(content, content.rindex(64, 0, content.index(b"QQQQ")), b"A")


# -------------------------------------------------------------------------------------------- other files

REFUSED |= each(
    ELSEWHERE,
    external_storage=lambda file: file.create_dataset("a", (3000,), "u1", external=[(secret(file), 0, 3000)]),
    external_storage_of_passwords=lambda file: file.create_dataset(
        "a", (100,), "u1", external=[("/etc/passwd", 0, h5py.h5f.UNLIMITED)]
    ),
    external_storage_that_fits=lambda file: write_but(
        file, BIAS, shape=(64,), dtype="f4", external=[(secret(file), 0, 256)]
    ),
    external_device=lambda file: file.create_dataset(
        "a", (2**20,), "u1", external=[("/dev/zero", 0, h5py.h5f.UNLIMITED)]
    ),
)


def _virtual(source: str | None, end: int = 4, shape=(4,), source_shape=(4,)) -> Callable[[h5py.File], None]:
    def write(file):
        name = secret(file) if source is None else source
        layout = h5py.VirtualLayout(shape, "f4", maxshape=(None, *shape[1:]))
        layout[:end] = h5py.VirtualSource(name, "a", source_shape, maxshape=(None, *source_shape[1:]))[:end]
        file.create_virtual_dataset("a", layout)

    return write


REFUSED |= each(
    ELSEWHERE,
    virtual_of_another_file=_virtual(None),
    virtual_of_another_file_without_end=_virtual(None, h5s.UNLIMITED),
    virtual_of_passwords=_virtual("/etc/passwd"),
    virtual_of_itself=_virtual("."),
)


@refused(ELSEWHERE)
def virtual_of_many_files(file):
    """Ask for file after file, by a pattern that never ends."""
    layout = h5py.VirtualLayout((4, 4), "f4", maxshape=(None, 4))
    layout[: h5s.UNLIMITED] = h5py.VirtualSource("other-%b.hdf5", "a", (1, 4))
    file.create_virtual_dataset("a", layout)


def _part_of(driver: str, part: str, **options) -> Callable[[h5py.File], Callable]:
    """Write a file in several parts, and keep one."""

    def write(file):
        with tempfile.TemporaryDirectory() as folder:
            with h5py.File(
                f"{folder}/whole%d" if driver == "family" else f"{folder}/whole", "w", driver, **options
            ) as whole:
                whole["a"] = np.zeros(10_000)
            content = Path(folder, part).read_bytes()
        return lambda _: content

    return write


REFUSED |= each(
    DAMAGED,
    family_member=_part_of("family", "whole0", memb_size=4096),
    split_half=_part_of("split", "whole-m", meta_ext=b"-m", raw_ext=b"-r"),
)

# ------------------------------------------------------------------------------------------------- bombs

REFUSED |= each(
    ABSENT,
    shape_bomb_small=lambda file: file.create_dataset("a", (3 * 2**28,), "f4"),
    shape_bomb_large=lambda file: file.create_dataset("a", (2**40,), "f4"),
    shape_bomb_of_two_axes=lambda file: file.create_dataset("a", (2**30, 2**31), "f4"),
    never_stored=lambda file: file.create_dataset("a", (64,), "f4"),
    never_stored_number=lambda file: file.create_dataset("a", (1,), "f4"),
    never_stored_but_fits=lambda file: write_but(file, KERNEL, shape=(2240, 64), dtype="f4"),
    never_stored_in_dots=lambda file: file.create_group("..").create_dataset("..", (1,), "f4"),
)
REFUSED |= each(
    CHUNKED,
    shape_bomb_in_chunks=lambda file: file.create_dataset("a", (2**40,), "f4", chunks=(2**20,)),
    shape_bomb_that_overflows=lambda file: file.create_dataset("a", (2**31, 2**31), "f4", chunks=(1, 1)),
    shape_bomb_of_many_axes=lambda file: file.create_dataset(
        "a", (2**31,) * 32, "f4", chunks=(1,) * 32, maxshape=(None,) * 32
    ),
    chunk_bomb=lambda file: file.create_dataset("a", (1,), "f4", maxshape=(None,), chunks=(2**29,)),
    too_many_chunks=lambda file: file.create_dataset("a", (10**6,), "u1", chunks=(1,)),
    too_many_chunks_but_fits=lambda file: write_but(file, KERNEL, shape=(2240, 64), dtype="f4", chunks=(1, 1)),
    many_chunks_that_fit=lambda file: write_but(file, KERNEL, data=honest_arrays()[KERNEL], chunks=(16, 1)),
    sparse_chunks=lambda file: file.create_dataset("a", (1000,), "f4", chunks=(100,)).__setitem__(np.s_[:300], 1),
    sparse_with_fill_value=lambda file: file.create_dataset("a", (1000,), "f4", chunks=(100,), fillvalue=np.nan),
    growing=lambda file: file.create_dataset("a", data=np.zeros(1000), maxshape=(None,)),
    packed_but_fits=lambda file: write_honest(file, compression="gzip", shuffle=True),
    packed_with_sums=lambda file: write_honest(file, compression="gzip", shuffle=True, fletcher32=True),
    packed_kernel=lambda file: write_but(
        file, KERNEL, data=honest_arrays()[KERNEL], chunks=(100, 8), compression="gzip", shuffle=True
    ),
)


@refused(r"has 1,10\d MiB(; at most 1,024 are read|, at most 200 are allowed)\.$")
def too_large(file):
    hole(file, b"a", 1100 * MIB)


@refused(r"it declares 1,202 MiB of data; at most 1,024 are read\.$")
def arrays_that_share_bytes(file):
    first = hole(file, b"a", 2 * MIB)
    for i in range(600):
        low(file, name=b"b%d" % i, shape=(MIB // 2,))
    return replaced(struct.pack("<2Q", UNKNOWN, 2 * MIB), struct.pack("<2Q", first.id.get_offset(), 2 * MIB))


def _in_chunks(file: h5py.File, name: str, shape, packed: bytes, n: int = 1, dtype="u1", **options) -> None:
    """Write an array of n chunks, of which each holds the same bytes, as they are after packing."""
    options = {"compression": "gzip"} | options
    data = file.create_dataset(name, (shape[0] * n, *shape[1:]), dtype, chunks=shape, **options)
    for i in range(n):
        data.id.write_direct_chunk((i * shape[0],) + (0,) * (len(shape) - 1), packed)


def _kernel_in_a_chunk(file: h5py.File, packed: bytes, *filters) -> None:
    write_honest(file, {KERNEL: None})
    data = low(file.require_group("layers/dense/vars"), ("chunk", (2240, 64)), *filters, name=b"0", shape=(2240, 64))
    data.id.write_direct_chunk((0, 0), packed)


def _packed_zeros(n_bytes: int, times: int = 1) -> bytes:
    packed = bytes(n_bytes)
    for _ in range(times):
        packed = zlib.compress(packed, 9)
    return packed


def _six_gigabytes() -> bytes:
    packer = zlib.compressobj(9)
    beginning = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)  # stands for itself, so it can be repeated
    return beginning + again * 6 * 1024 + packer.flush()


GZIP, SHUFFLE, SUM = ("deflate", 9), ("shuffle",), ("fletcher32",)
FITTING = _packed_zeros(2240 * 64 * 4)
REFUSED |= each(
    CHUNKED,
    compression_bomb=lambda file: _in_chunks(file, "a", (32 * MIB,), _packed_zeros(32 * MIB), n=64),
    compression_bombs_many_small=lambda file: [
        _in_chunks(file, f"a{i}", (4 * MIB,), packed) for packed in [_packed_zeros(4 * MIB)] for i in range(300)
    ],
    declared_gigabyte=lambda file: _in_chunks(file, KERNEL, (64 * MIB,), _packed_zeros(64 * MIB), n=16),
    gzip_ten_times=lambda file: low(file, ("chunk", (4,)), *[GZIP] * 10),
    chunk_that_unpacks_to_more=lambda file: _kernel_in_a_chunk(file, _six_gigabytes(), GZIP),
    chunk_that_unpacks_to_less=lambda file: _kernel_in_a_chunk(file, _packed_zeros(4), SHUFFLE, GZIP),
    chunk_of_noise=lambda file: _kernel_in_a_chunk(file, np.random.default_rng(0).bytes(1000), GZIP),
    chunk_without_end=lambda file: _kernel_in_a_chunk(file, FITTING[:-6], GZIP),
    chunk_with_wrong_sum=lambda file: _kernel_in_a_chunk(file, FITTING + bytes([1, 2, 3, 4]), GZIP, SUM),
)
for _n in (1, 2, 3):
    REFUSED |= each(
        CHUNKED,
        **{
            f"bomb_packed_{_n}_times": lambda file, n=_n: _kernel_in_a_chunk(file, _packed_zeros(2**24, n), *[GZIP] * n)
        },
    )
for _filters in ([], [SHUFFLE], [GZIP], [SUM], [GZIP, SUM]):
    for _content in (b"xx", b"xxxxxxxx", zlib.compress(bytes(100)), zlib.compress(bytes(2**16))[:40]):
        _name = "_".join(["chunk_of", str(len(_content)), "bytes", *(name for name, *_ in _filters)])
        REFUSED |= each(
            CHUNKED,
            **{_name: lambda file, packed=_content, filters=_filters: _kernel_in_a_chunk(file, packed, *filters)},
        )


@refused(CHUNKED)
def chunk_that_claims_gigabytes(file):
    """Claim that a chunk has nearly 4 GiB when packed."""
    _kernel_in_a_chunk(file, bytes(12_345), GZIP)
    return replaced(struct.pack("<2I", 12_345, 0), struct.pack("<2I", MASK - 7, 0))


@refused(CHUNKED)
def chunks_beyond_the_shape(file):
    """Declare the 64 chunks that fit the model, but keep 100,000."""
    write_but(file, BIAS, data=np.zeros(100_003, "f4"), chunks=(1,), maxshape=(None,))
    return replaced(struct.pack("<Q", 100_003), struct.pack("<Q", 64), 1)


@refused(CHUNKED)
def chunks_in_a_circle(file):
    """Let the tree of an array's chunks be its own branch."""
    file.create_dataset("a", data=np.zeros(20), chunks=(1,))

    def patch(content):
        at = content.index(b"TREE\1")
        return put(put(content, at + 5, b"\1"), at + 48, struct.pack("<Q", at))  # behind a key of 24 bytes

    return patch


@refused(f"{CHUNKED}|{DAMAGED}")
def chunks_of_no_length(file):
    """Divide by zero who counts the chunks."""
    file.create_dataset("a", data=np.zeros(70), chunks=(7,))
    return replaced(struct.pack("<2I", 7, 8), struct.pack("<2I", 0, 8))


# ----------------------------------------------------------------------------------------------- filters

REFUSED |= each(
    CHUNKED,
    lzf_filter=lambda file: file.create_dataset("a", data=np.zeros(100), compression="lzf"),
    lzf_filter_and_nothing_stored=lambda file: file.create_dataset("a", (1000,), "f4", compression="lzf"),
    scale_offset_filter=lambda file: file.create_dataset("a", data=np.arange(100), scaleoffset=4),
    scale_offset_filter_and_gzip=lambda file: file.create_dataset(
        "a", (1000,), "i4", scaleoffset=3, compression="gzip"
    ),
    nbit_filter=lambda file: low(file, ("chunk", (4,)), ("filter", h5py.h5z.FILTER_NBIT), type_id=h5t.STD_I32LE),
    optional_filter_of_a_plug_in=lambda file: low(
        file, ("chunk", (4,)), ("filter", 32015, h5py.h5z.FLAG_OPTIONAL, (3,))
    ),
)
for _number in (32015, 400, 307, h5py.h5z.FILTER_SZIP):  # the filter's number stands before its name

    def _filter_named_deflate(file, number=_number):
        file.create_dataset("a", data=np.zeros(100), compression="gzip")
        return lambda content: put(content, content.index(b"deflate") - 8, struct.pack("<H", number))

    REFUSED |= each(CHUNKED, **{f"filter_{_number}_named_deflate": _filter_named_deflate})


# ------------------------------------------------------------------------------------------------- types


def _integer(n_bytes: int) -> h5t.TypeID:
    type_id = h5t.STD_I64LE.copy()
    type_id.set_precision(8 * n_bytes)
    type_id.set_size(n_bytes)
    return type_id


def _float(n_bytes: int, *fields: int, bias: int) -> h5t.TypeID:
    type_id = h5t.IEEE_F64LE.copy()
    type_id.set_fields(*fields)
    type_id.set_precision(8 * n_bytes)
    type_id.set_ebias(bias)
    type_id.set_size(n_bytes)
    return type_id


TYPES = {
    "reference": h5py.ref_dtype,
    "region_reference": h5py.regionref_dtype,
    "string_of_any_length": h5py.string_dtype(),
    "string": np.dtype("S8"),
    "array_of_any_length": h5py.vlen_dtype(np.float32),
    "arrays_of_any_length_twice": h5py.vlen_dtype(h5py.vlen_dtype(np.float32)),
    "record": np.dtype([("x", "f4"), ("y", "f8")]),
    "record_of_one_number": np.dtype([("x", "f4")]),
    "array_in_each_element": np.dtype(("f4", (3,))),
    "boolean": np.dtype(bool),  # an enumeration to HDF5
    "enumeration": h5py.enum_dtype({"a": 1}),
    "enumeration_of_two": h5py.enum_dtype({"a": 1, "b": 2}),
    "opaque_4": np.dtype("V4"),
    "opaque_16": np.dtype("V16"),
    "opaque_date": h5py.opaque_dtype(np.dtype("M8[s]")),
    "bit_field": h5t.STD_B8LE,
    "time": h5t.UNIX_D32LE,
    "float_of_16_bytes": np.dtype(np.longdouble),
    "complex_of_8_bytes": np.dtype(np.complex64),
    "complex_of_16_bytes": np.dtype(complex),
    "integer_of_16_bytes": _integer(16),
    "integer_of_3_bytes": _integer(3),
    "integer_of_7_bytes": _integer(7),
    "float_with_a_long_exponent": _float(8, 63, 48, 15, 0, 48, bias=16383),
    "float_of_3_bytes": _float(3, 23, 15, 8, 0, 15, bias=127),
    "float_of_1_byte": _float(1, 7, 3, 4, 0, 3, bias=7),
}
for _name, _type in TYPES.items():
    _type_id = _type if isinstance(_type, h5t.TypeID) else h5t.py_create(_type, logical=True)
    REFUSED |= each(TYPE, **{_name: lambda file, type_id=_type_id: low(file, EARLY, type_id=type_id)})
REFUSED |= each("'a' is neither a group nor an array", named_type=lambda file: file.update({"a": np.dtype("f4")}))
REFUSED |= each("'/a' declares no shape", null_space=lambda file: file.update({"a": h5py.Empty("f4")}))


@refused(TYPE)
def record_of_a_named_type(file):
    file["t"] = np.dtype([("x", "f4")])
    file.create_dataset("a", (3,), file["t"])


@refused(TYPE)
def python_objects(file):
    """Hold pickles, as PyTables stores Python objects."""
    data = file.create_dataset("a", (1,), h5py.vlen_dtype(np.uint8))
    data[0] = np.frombuffer(pickle.dumps(print), np.uint8)
    data.attrs["PSEUDOATOM"] = "object"


# ------------------------------------------------------------------------------------ names and structure

REFUSED |= each(
    NAME,
    name_with_control_characters=lambda file: low(file, name=b"a\n\x1b[2J\x1b]0;title\x07"),
    name_that_turns_around=lambda file: low(file, name="a\u202ecod.exe".encode()),
    name_of_10000_characters=lambda file: low(file, name=b"a" * 10_000),
    name_of_60000_characters=lambda file: low(file, name=b"a" * 60_000),
    name_not_utf8=lambda file: low(file, name=b"\xff\xfe\x80"),
)


@refused(NAME)
def name_with_slash(file):
    """Hold a name that reads as a path to a link; it is listed before z, and then renamed."""
    file.update({"aQx": np.zeros(3), "z": h5py.SoftLink("/group/out")})
    file.create_group("group", track_order=True)["out"] = h5py.ExternalLink(secret(file), "/")
    return replaced(b"aQx", b"z/x")


@refused(f"{NAME}|{DAMAGED}")
def name_of_nothing(file):
    file["Q"] = np.zeros(3)
    return replaced(b"Q\0", b"\0\0")


@refused(NAME)
def one_long_name_many_times(file):
    """Let 400 entries of a group's table share one name of 32 MiB; who lists them keeps 12 GiB."""
    file.update({f"a{i}": 0 for i in range(400)})
    low(file, name=b"b" * 32 * MIB)

    def patch(content):
        content = bytearray(content)
        tables = [match.start() for match in re.finditer(rb"SNOD\x01\x00", content)]
        entries = [at + 8 + 40 * i for at in tables for i in range(struct.unpack_from("<H", content, at + 6)[0])]
        long = max(struct.unpack_from("<Q", content, at)[0] for at in entries)
        for at in entries:
            struct.pack_into("<Q", content, at, long)
        return content

    return patch


REFUSED |= each(
    DEEP,
    nested_40_deep=lambda file: file.update({"/".join("a" * 40): np.zeros(3)}),
    nested_1000_deep=lambda file: file.create_group("/".join("a" * 1000)),
)


@refused(MANY, libver="latest")
def very_many_groups(file):
    for i in range(100_000):
        h5py.h5g.create(file.id, b"%d" % i)


@refused(MANY)
def very_many_arrays(file):
    """Hold 200 groups of 60 arrays each."""
    for i in range(12_000):
        low(file.require_group(f"{i % 200}"), name=b"%d" % i, shape=(0,))


@refused(libver="latest")
def more_links_than_there_are(file):
    """Count 1,000 links in a group of 20."""
    file.update({f"a{i}": np.zeros(3) for i in range(20)})

    def patch(content):
        at = content.index(b"BTHD\0\5")  # the tree of names; the count of all is at 26, the checksum at 34
        content = put(content, at + 26, struct.pack("<Q", 1000))
        return put(content, at + 34, struct.pack("<I", lookup3(content[at : at + 34])))

    return patch


@refused()
def tree_in_a_circle(file):
    """Let the tree of a group's names be its own branch."""
    file["a"] = np.zeros(3)

    def patch(content):
        at = content.index(b"TREE\0")  # its level comes next: what it points to are trees
        return put(put(content, at + 5, b"\1"), at + 32, struct.pack("<Q", at))

    return patch


@refused(MANY)
def tree_of_a_billion_names(file):
    """List the same name 32**12 times, in trees of which each holds the one before many times (a billion laughs)."""
    file["a"] = np.zeros(3)

    def patch(content):
        old, trees = content.index(b"TREE\0"), b""
        below, key = content[old + 32 : old + 40], content[old + 40 : old + 48]
        for level in range(12):
            start = struct.pack("<Q", len(content) + len(trees))
            head = struct.pack("<4sBBHQQ", b"TREE", 0, level, 32, UNKNOWN, UNKNOWN)
            trees += (head + (key + below) * 32 + key).ljust(4096, b"\0")
            below = start
        return append(content, trees).replace(struct.pack("<Q", old), below)

    return patch


@either()
def tree_that_is_its_own_neighbor(file):
    """Let the tree of a group's names go on with itself, for ever."""
    file["a"] = np.zeros(3)
    return lambda content: put(content, content.index(b"TREE\0") + 16, struct.pack("<Q", content.index(b"TREE\0")))


@either()
def header_in_a_circle(file):
    """Let an object's header be continued by itself, for ever."""

    def patch(content):
        header, more = len(content), len(content) + 16 + 48
        goes_on = struct.pack("<HHB3xQQ", 16, 16, 0, more, 24)
        chunk = struct.pack("<HHB3x", 17, 16, 0) + content[80:96] + goes_on
        content = append(content, struct.pack("<BxHIII", 1, 3, 1, len(chunk), 0) + chunk + goes_on)
        return put(put(content, 64, struct.pack("<Q", header)), 72, bytes(4))

    return patch


# ------------------------------------------------------------------------- other formats, damaged files


def _of(content: bytes) -> Callable[[h5py.File], Callable]:
    return lambda file: lambda _: content


def _keras_archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../config.json", LAMBDA)
    return packed.getvalue()


REFUSED |= each(
    OTHER_FORMAT,
    empty=_of(b""),
    text=_of(b"epoch 1, loss 0.3\n" * 1000),
    picture=_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(1000)),
    archive=_of(_keras_archive()),
    archive_cut_off=_of(b"PK\x03\x04" + bytes(2000)),
    pickled=_of(pickle.dumps(print)),
    half_the_magic=_of(b"\x89HDF"),
)
REFUSED |= each(
    DAMAGED,
    only_the_magic=_of(b"\x89HDF\r\n\x1a\n"),
    zeros_behind_the_magic=_of(b"\x89HDF\r\n\x1a\n" + bytes(5000)),
)


@refused(OTHER_FORMAT, userblock_size=512)
def user_block(file):
    """Begin with a shell script; the HDF5 part comes behind."""
    file["a"] = np.zeros(3)
    return lambda content: put(content, 0, b"#!/bin/sh\nrm -r ~\n")


@refused(OTHER_FORMAT, userblock_size=512)
def empty_user_block(file):
    pass


@refused(DAMAGED)
def truncated(file):
    write_honest(file)
    return lambda content: content[: len(content) // 2]


@refused(DAMAGED)
def last_byte_missing(file):
    write_honest(file)
    return lambda content: content[:-1]


@refused(DAMAGED)
def superblock_of_garbage(file):
    write_honest(file)
    return lambda content: put(content, 8, np.random.default_rng(0).bytes(88))


@refused(DAMAGED)
def superblock_with_huge_offsets(file):
    """Put the root beyond the end of the file."""
    write_honest(file)
    return lambda content: put(content, 64, struct.pack("<Q", 2**63 - 8))


def _noisy(file, seed: int, packed: bool) -> Callable[[bytes], bytes]:
    """Overwrite 40 bytes at random places, 30 of them of the first 8 KiB."""
    for name, values in honest_arrays().items():
        options = {"chunks": values.shape, "compression": "gzip", "shuffle": True} if packed else {}
        file.create_dataset(name, data=values, **options)

    def patch(content):
        content, rng = bytearray(content), np.random.default_rng(seed)
        for at in (*rng.integers(96, 8192, 30), *rng.integers(96, len(content), 10)):
            content[at] = rng.integers(256)
        return content

    return patch


for _seed in range(12):
    for _packed in (True, False):
        for _version in ("earliest", "latest"):
            EITHER[f"noise_{_seed}_{_version}{'_packed' if _packed else ''}"] = HostileFile(
                partial(_noisy, seed=_seed, packed=_packed), "", {"libver": _version}
            )


# ---------------------------------------------------------------------- plain arrays, but not the right ones


def _changed(name: str, change: Callable[[np.ndarray], np.ndarray]) -> Callable[[h5py.File], None]:
    return lambda file: write_honest(file, {name: change(honest_arrays()[name])})


def _with_one(values: np.ndarray, odd: float) -> np.ndarray:
    values = values.copy()
    values.flat[-1] = odd
    return values


UNFIT |= each(
    NOT_FINITE,
    not_a_number=_changed(KERNEL, partial(_with_one, odd=np.nan)),
    infinity=_changed(KERNEL, partial(_with_one, odd=-np.inf)),
    infinity_after_rounding=_changed(BIAS, lambda values: _with_one(values.astype("f8"), 1e300)),
    not_a_number_in_float16=_changed(BIAS, lambda values: _with_one(values.astype("f2"), np.nan)),
)
UNFIT |= each(
    MISFIT,
    wrong_shape=_changed(KERNEL, np.transpose),
    flat_shape=_changed(KERNEL, np.ravel),
    zero_size=_changed(KERNEL, lambda values: values[:0]),
    integers=_changed(BIAS, lambda values: values.astype("i4")),
    wrong_name=lambda file: write_honest(file, {KERNEL: None, "layers/dense_1/vars/0": honest_arrays()[KERNEL]}),
    missing_array=lambda file: write_honest(file, {BIAS: None}),
    extra_array=lambda file: write_honest(file, {"layers/dense/vars/9": np.zeros(3)}),
    extra_arrays_with_long_names=lambda file: write_honest(
        file, {f"layers/{'a' * 250}{i}": np.zeros((1,) * 32) for i in range(3)}
    ),
    no_arrays=lambda file: None,
    huge_array=lambda file: [
        write_honest(file, {KERNEL: None}),
        hole(file.require_group("layers/dense/vars"), b"0", 1000 * MIB),
    ],
)

# ---------------------------------------------------------------------------------------------- harmless


class Payload:
    """What unpickles to a command."""

    def __reduce__(self):
        return exec, ("raise SystemExit('a pickle was run')",)


HARMLESS |= each(
    "",
    honest=write_honest,
    float16=lambda file: write_honest(file, {name: values.astype("f2") for name, values in honest_arrays().items()}),
    big_endian=lambda file: write_honest(
        file, {name: values.astype(">f8") for name, values in honest_arrays().items()}
    ),
    optimizer=lambda file: write_honest(file, {"optimizer/vars/0": np.array(np.nan)}),
    pickle_in_attributes=lambda file: [
        write_honest(file),
        file.attrs.update({"pickle": np.void(pickle.dumps(Payload()))}),
    ],
    lambda_in_attributes=lambda file: [
        write_honest(file),
        file.attrs.update({"model_config": LAMBDA, "keras_version": "2.15.0"}),
    ],
)
HARMLESS["latest_format"] = HostileFile(write_honest, "", {"libver": "latest"})


@harmless(libver="latest")
def huge_attributes(file):
    """Hold attributes of 40 MiB."""
    write_honest(file)
    for i in range(20):
        file.attrs[f"a{i}"] = np.zeros(2 * MIB, "u1")
        file[KERNEL].attrs[f"reference{i}"] = file.ref
