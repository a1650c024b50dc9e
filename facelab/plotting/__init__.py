"""Figures of the course: each function draws on a Matplotlib `Axes` and returns it."""

from facelab.plotting.boxes import boxes_grid
from facelab.plotting.captioned_table import CaptionedTable
from facelab.plotting.cells import cells_over_face
from facelab.plotting.curves import det, distance_histograms, lines_with_spread, roc
from facelab.plotting.decision_map import decision_map
from facelab.plotting.degradation import degradation_curves
from facelab.plotting.dots import dots_by_row
from facelab.plotting.embeddings import embedding_plane, embedding_sphere
from facelab.plotting.faces import eigenfaces, faces_grid, faces_sheet, lbp_image, reconstruction
from facelab.plotting.feature_maps import feature_maps
from facelab.plotting.gallery_and_probes import gallery_and_probes
from facelab.plotting.landmarks import landmark_groups, landmark_mesh
from facelab.plotting.matches import keypoint_matches
from facelab.plotting.pairs import pairs_grid
from facelab.plotting.style import COLORS, use_course_style
from facelab.plotting.table import results_table, verification_table

__all__ = [
    "COLORS",
    "CaptionedTable",
    "boxes_grid",
    "cells_over_face",
    "decision_map",
    "degradation_curves",
    "det",
    "distance_histograms",
    "dots_by_row",
    "eigenfaces",
    "embedding_plane",
    "embedding_sphere",
    "faces_grid",
    "faces_sheet",
    "feature_maps",
    "gallery_and_probes",
    "keypoint_matches",
    "landmark_groups",
    "landmark_mesh",
    "lbp_image",
    "lines_with_spread",
    "pairs_grid",
    "reconstruction",
    "results_table",
    "roc",
    "use_course_style",
    "verification_table",
]
