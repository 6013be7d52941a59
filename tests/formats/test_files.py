"""Dossiers on disk: what cannot be read or written is said in one sentence, and nothing is ever half written."""

from __future__ import annotations

import errno
import os
import socket
import stat

import pytest

from msp_lifecycle.formats import DossierError, dump, load
from msp_lifecycle.formats.limits import MOST_BYTES
from msp_lifecycle.records import Partnership

P = Partnership(id="gcd", name="Dialogue")


def message(call) -> str:
    with pytest.raises(DossierError) as caught:
        call()
    [problem] = caught.value.problems
    assert problem.kind == "file"
    return str(problem)


def test_a_missing_file(tmp_path):
    """It is named."""
    path = tmp_path / "no.yaml"
    assert message(lambda: load(path)) == f"{path}: there is no such file"


def test_a_file_with_something_wrong_in_it(tmp_path):
    """Every problem names the file."""
    path = tmp_path / "gcd.yaml"
    path.write_text("msp_lifecycle: 1\nid: gcd\n")
    with pytest.raises(DossierError) as caught:
        load(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}


def test_a_name_that_says_no_format(tmp_path):
    """It is not guessed at."""
    words = "the name says neither YAML nor JSON; rename the file, or say the format"
    path = tmp_path / "gcd.txt"
    path.write_text("id: gcd\n")
    assert message(lambda: load(path)) == f"{path}: {words}"


def test_a_missing_directory(tmp_path):
    """Writing does not make one."""
    path = tmp_path / "no" / "gcd.yaml"
    assert message(lambda: dump(P, path)) == f"{path}: there is no such file"


def test_a_directory(tmp_path):
    """Reading and writing say the same."""
    path = tmp_path / "gcd.yaml"
    path.mkdir()
    expected = f"{path}: this is a directory; name the file that holds the dossier"
    assert message(lambda: load(path)) == expected
    assert message(lambda: dump(P, path)) == expected


def test_a_pipe_is_not_waited_for(tmp_path):
    """Nobody may ever write to it."""
    path = tmp_path / "gcd.yaml"
    os.mkfifo(path)
    expected = f"{path}: this is a pipe; name the file that holds the dossier"
    assert message(lambda: load(path)) == expected
    assert message(lambda: dump(P, path)) == expected


def test_a_device():
    """`/dev/zero` never ends."""
    assert message(lambda: load("/dev/zero", format="json")).startswith(
        "/dev/zero: this is a device"
    )


def test_a_socket(tmp_path):
    """It cannot even be opened."""
    path = tmp_path / "s.yaml"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        assert message(lambda: load(path)).startswith(f"{path}: the file cannot be used: ")


def test_a_file_without_permission(tmp_path, monkeypatch):
    """As the system says it; the superuser, who may run the tests, is never told so."""
    path = tmp_path / "gcd.yaml"
    dump(P, path)

    def refuse(*args, **kwargs):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "open", refuse)
    expected = f"{path}: you have no permission to use this file"
    assert message(lambda: load(path)) == expected
    assert message(lambda: dump(P, path)) == expected


def test_a_name_that_cannot_be_one():
    """No null characters, no thousand letters."""
    assert message(lambda: load("a\0.yaml")) == "'a\\x00.yaml': no file can have this name"
    assert message(lambda: load("\ud800.yaml")) == "'\\ud800.yaml': no file can have this name"
    assert "the file cannot be used: file name too long" in message(
        lambda: load("x" * 1000 + ".yaml")
    )


def test_a_link_that_leads_round(tmp_path):
    """It leads nowhere."""
    path = tmp_path / "a.yaml"
    path.symlink_to(path)
    assert "too many levels of symbolic links" in message(lambda: load(path))


def test_too_large_a_file(tmp_path):
    """Refused before it is read to its end."""
    path = tmp_path / "gcd.json"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert (
        message(lambda: load(path))
        == f"{path}: more than 16 MiB, which is too much; divide the dossier"
    )


def test_an_empty_file(tmp_path):
    """It has a first line, even so."""
    for name in ("gcd.yaml", "gcd.json"):
        path = tmp_path / name
        path.touch()
        with pytest.raises(DossierError, match="1:1: the dossier is empty"):
            load(path)


def test_a_new_file_has_the_usual_mode(tmp_path):
    """What the umask says, and not what a temporary file would have."""
    plain = tmp_path / "plain"
    plain.touch()
    path = tmp_path / "gcd.yaml"
    dump(P, path)
    assert path.stat().st_mode == plain.stat().st_mode


def test_a_file_keeps_its_mode(tmp_path):
    """Also an unusual one."""
    path = tmp_path / "gcd.yaml"
    path.touch()
    path.chmod(0o640)
    dump(P, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert load(path) == P


def test_a_link_is_followed(tmp_path):
    """It stays a link, and the file it leads to is written."""
    target = tmp_path / "there" / "real.yaml"
    target.parent.mkdir()
    target.touch()
    link = tmp_path / "gcd.yaml"
    link.symlink_to(target)
    dump(P, link)
    assert link.is_symlink()
    assert load(target) == P
    assert [*target.parent.iterdir()] == [target]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    """Whatever step fails."""
    path = tmp_path / "gcd.yaml"
    path.write_text("old")

    def fail(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, fail)
    assert (
        message(lambda: dump(P, path))
        == f"{path}: the file cannot be used: no space left on device"
    )
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


def test_an_interruption_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    """Control-C too."""
    path = tmp_path / "gcd.yaml"
    path.write_text("old")

    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        dump(P, path)
    assert path.read_text() == "old"
    assert [*tmp_path.iterdir()] == [path]


def test_what_is_on_disk_is_flushed_before_it_is_renamed(tmp_path, monkeypatch):
    """Otherwise a power cut could leave an empty file under the right name."""
    steps = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, real=real, name=name: (steps.append(name), real(*args))
        )
    dump(P, tmp_path / "gcd.yaml")
    assert steps == ["fsync", "replace", "fsync"]
