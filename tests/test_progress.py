from facelab.progress import with_progress


def test_every_position_once_with_a_bar_and_without(capsys):
    assert list(with_progress(range(3), at_least=5)) == [0, 1, 2] and capsys.readouterr().out == ""
    assert list(with_progress(range(6), at_least=5)) == list(range(6)) and "6/6" in capsys.readouterr().out
