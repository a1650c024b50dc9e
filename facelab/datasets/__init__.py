"""Face sets: ORL (comes with a package), LFW (found or downloaded), your own photographs."""

from facelab.datasets.faceset import FaceSet
from facelab.datasets.folder import load_folder
from facelab.datasets.lazy import LazyImages
from facelab.datasets.lfw import find_lfw, load_lfw
from facelab.datasets.orl import load_orl
from facelab.datasets.scenes import Scenes, face_scenes
from facelab.datasets.textures import TEXTURES, texture

__all__ = [
    "TEXTURES",
    "FaceSet",
    "LazyImages",
    "Scenes",
    "face_scenes",
    "find_lfw",
    "load_folder",
    "load_lfw",
    "load_orl",
    "texture",
]
