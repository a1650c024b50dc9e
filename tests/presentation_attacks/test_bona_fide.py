import numpy as np

from facelab.presentation_attacks import Camera, recapture_bona_fide, simulate_print, simulate_screen


def test_a_face_stays_the_face_and_is_not_the_file_anymore(orl):
    seen = recapture_bona_fide(orl.images[:20], np.random.default_rng(0))
    alike = [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(seen, orl.images[:20], strict=True)]
    assert min(alike) > 0.8 and (seen != orl.images[:20]).mean() > 0.8


def test_paper_and_display_without_any_fault_look_like_the_face_itself(orl):
    """So that a detector can learn what they do to a photograph, and nothing about how they are simulated."""
    off, still = (0, 0), Camera(degrees=(0, 0), zoom=(1, 1), shift=(0, 0), uneven_light=(0, 0), noise=(0, 0))
    image, rng = orl.images[[7]], np.random.default_rng
    face = recapture_bona_fide(image, rng(0), Camera(**{**vars(still), "exposure": (1, 1)})).astype(float)
    perfect = Camera(**{**vars(still), "exposure": (1, 1)})
    paper = simulate_print(image, rng(0), (180, 180), dot_gain=off, black=off, softness=off, camera=perfect)
    display = simulate_screen(image, rng(0), (0.3, 0.3), (2.2, 2.2), black=off, glare=off, camera=perfect)
    assert np.abs(paper - face).mean() < 2.5 and np.abs(display - face).mean() < 2.5
