"""Weights in HDF5 files: saved, loaded safely, and listed in a registry."""

from facelab.weights.arrays import WeightsError
from facelab.weights.files import load, save
from facelab.weights.hdf5 import inspect
from facelab.weights.registry import Entry, record, registry

__all__ = ["Entry", "WeightsError", "inspect", "load", "record", "registry", "save"]
