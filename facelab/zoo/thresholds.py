"""Thresholds of the pretrained networks, from pairs of LFW's view 1; `python -m benchmarks thresholds` prints them."""

# Euclidean distance by FAR: the share of the 12,454,344 impostor pairs of its 4,992 photographs that is accepted.
THRESHOLDS = {
    "dlib-resnet": {1e-2: 0.606, 1e-3: 0.532, 1e-4: 0.466},
    "sface": {1e-2: 1.190, 1e-3: 1.132, 1e-4: 1.081},
    "dlib+sface": {1e-2: 1.638, 1e-3: 1.532, 1e-4: 1.445},
}
