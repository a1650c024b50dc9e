import subprocess

import pytest

from facelab.instructor.execution import probe
from facelab.instructor.execution.probe import SandboxError, check_sandbox
from tests.needs_sandbox import needs_sandbox


@needs_sandbox
def test_it_works_here():
    check_sandbox()


def test_without_it_nothing_runs(monkeypatch):
    monkeypatch.setattr(probe.shutil, "which", lambda name: None)
    monkeypatch.setattr(probe.sys, "platform", "linux")
    with pytest.raises(SandboxError, match=r"install it .*apt install bubblewrap"):
        check_sandbox()
    monkeypatch.setattr(probe.sys, "platform", "darwin")
    with pytest.raises(SandboxError, match="needs Linux"):
        check_sandbox()


@pytest.mark.parametrize("printed", ["", "it runs as root", "contained\nbut not quite"])
def test_a_sandbox_that_does_not_contain_is_none(monkeypatch, printed):
    monkeypatch.setattr(probe.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(probe.sys, "platform", "linux")
    answer = subprocess.CompletedProcess([], 1, printed, "bwrap: No permissions to create new namespace")
    monkeypatch.setattr(probe.subprocess, "run", lambda *args, **kwargs: answer)
    with pytest.raises(SandboxError, match=r"does not work here \(bwrap: No permissions"):
        check_sandbox()
