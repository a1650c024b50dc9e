"""Weights in HDF5 files: saved, loaded safely, and listed in a registry."""

from facelab.weights.arrays import WeightsError
from facelab.weights.files import load, save
from facelab.weights.hdf5 import inspect
from facelab.weights.keras2 import load_keras2
from facelab.weights.registry import Entry, record, registry

__all__ = ["Entry", "WeightsError", "inspect", "load", "load_keras2", "record", "registry", "save"]
