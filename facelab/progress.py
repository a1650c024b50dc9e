"""A bar that shows how far long work is."""

from collections.abc import Iterator


def with_progress(positions: range, at_least: int) -> Iterator[int]:
    """Go through positions; if there are many, show the bar of Keras's training, and load Keras only for it."""
    if len(positions) < at_least:
        yield from positions
        return
    from facelab import backend  # noqa: F401

    # isort: split
    import keras

    bar = keras.utils.Progbar(len(positions), unit_name="image")
    for position in positions:
        yield position
        bar.add(1)
