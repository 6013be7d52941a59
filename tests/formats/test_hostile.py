"""Files made to do harm are refused in two seconds and 200 megabytes, with a message that one can read.

Seconds are those of the processor, so that a busy machine fails no test.
"""

from __future__ import annotations

import pathlib
import subprocess
import sys
import time

import pytest

from msp_lifecycle.formats import DossierError, loads

HEAD = "msp_lifecycle: 1\nid: a\nname: A\n"
A, EMOJI = '"a"', '"😀 or not"'
JSON_HEAD = '{"msp_lifecycle": 1, "id": "a", "name": "A", '


def laughs() -> str:
    """Ten to the twentieth `ha`, in twenty lines."""
    lines = (f"n{i + 1}: &n{i + 1} [{', '.join([f'*n{i}'] * 10)}]\n" for i in range(20))
    return HEAD + "n0: &n0 [ha]\n" + "".join(lines)


HOSTILE = {
    "brackets": ("yaml", lambda: "[" * 30_000, "1:34: nested more than 32 levels deep"),
    "brackets in JSON": ("json", lambda: "[" * 30_000, "1:33: nested more than 32 levels deep"),
    "dashes": ("yaml", lambda: "- " * 30_000, "1:67: nested more than 32 levels deep"),
    "15 MB of brackets": ("yaml", lambda: "[" * 15_000_000, "convert the dossier to JSON"),
    "15 MB of brackets in JSON": ("json", lambda: "[" * 15_000_000, "more than 400,000 values"),
    "15 MB of items": ("yaml", lambda: "- a\n" * 3_750_000, "convert the dossier to JSON"),
    "many items": ("yaml", lambda: "- a\n" * 45_000, "more than 40,000 keys and values of YAML"),
    "a line of 10 MB": ("yaml", lambda: "name: " + "x" * 10_000_000, "convert the dossier to JSON"),
    "a line of 10 MB in JSON": ("json", lambda: f'{JSON_HEAD}"host": "{"x" * 10_000_000}"}}', "host: refers to"),
    "a number of 10 MB": ("json", lambda: f'{JSON_HEAD}"host": {"1" * 10_000_000}}}', "a number of 10,000,000 digits"),
    "a long line": ("yaml", lambda: HEAD + "x: " + "x " * 240_000, "unknown key 'x'"),
    "many lines": ("yaml", lambda: HEAD + "x: " + "x\n " * 160_000, "unknown key 'x'"),
    "a long tag": ("yaml", lambda: HEAD + "x: !" + "x" * 490_000, "tags such as !!str are not taken"),
    "a long anchor": ("yaml", lambda: HEAD + "x: &" + "x" * 490_000, "the anchor &xxx"),
    "many directives": ("yaml", lambda: "%a b\n" * 99_000, "not well-formed YAML"),
    "a billion laughs": ("yaml", laughs, "the anchor &n0 is not taken"),
    "one key many times": ("yaml", lambda: HEAD + "host: x\n" * 19_000, "stands here 19,000 times"),
    "one key 100,000 times": ("yaml", lambda: HEAD + "host: x\n" * 100_000, "convert the dossier to JSON"),
    "one key 100,000 times in JSON": (
        "json",
        lambda: JSON_HEAD + '"host": "x",' * 100_000 + '"host": "x"}',
        "stands here 100,001 times",
    ),
    "many unknown keys": ("yaml", lambda: HEAD + "".join(f"k{i}: x\n" for i in range(19_000)), "and 980 more"),
    "many unknown keys in JSON": (
        "json",
        lambda: JSON_HEAD + ",".join(f'"k{i}": 1' for i in range(390_000)) + "}",
        "and 980 more",
    ),
    "many mappings": ("json", lambda: f'{JSON_HEAD}"x": [{",".join(["{}"] * 190_000)}]}}', "unknown key 'x'"),
    "many fractions": ("json", lambda: f'{JSON_HEAD}"x": [{",".join(["1.1"] * 390_000)}]}}', "unknown key 'x'"),
    "many texts": ("json", lambda: f'{JSON_HEAD}"x": [{",".join([EMOJI] * 390_000)}]}}', "unknown key 'x'"),
    "one wrong among many": (
        "json",
        lambda: f'{JSON_HEAD}"aliases": [{",".join([A] * 390_000)}, 5]}}',
        "aliases[390000]: expected text; found 5",
    ),
    "all wrong": ("json", lambda: f'{JSON_HEAD}"aliases": [{",".join(["5"] * 390_000)}]}}', "and 980 more"),
    "emoji": ("json", lambda: f'{JSON_HEAD}"note": "{"😀" * 4_000_000}", "x": 1}}', "unknown key 'x'"),
    "17 MB": ("json", lambda: " " * (17 * 1024**2), "more than 16 MiB"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_is_refused_quickly(name):
    """In two seconds of a machine that is not busy with other things, with a message of a few lines."""
    form, make, expected = HOSTILE[name]
    data = make().encode()
    start = time.process_time()
    with pytest.raises(DossierError) as caught:
        loads(data, format=form)
    assert time.process_time() - start < 5
    message = str(caught.value)
    assert expected in message
    assert len(message) < 10_000


MEMORY = """\
import pathlib, sys
sys.path.insert(0, {folder!r})
import test_hostile
form, make, _ = test_hostile.HOSTILE[{name!r}]
try:
    test_hostile.loads(make().encode(), format=form)
except test_hostile.DossierError:
    print(pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(
    "name",
    [
        "15 MB of brackets in JSON",
        "many unknown keys in JSON",
        "many mappings",
        "many fractions",
        "many texts",
        "emoji",
        "many items",
    ],
)
def test_is_refused_in_little_memory(name):
    """The whole process, Python and the file included."""
    script = MEMORY.format(folder=str(pathlib.Path(__file__).parent), name=name)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 200 * 1024
