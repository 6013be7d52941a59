"""Running a page: its code is carried out from top to bottom, in a folder of its own, and its output compared.

- A block with a title is written to a file of that name; `title="x.yaml, continued"` adds to it.
- `console` blocks hold commands after `$ ` and what they print; `$ echo $?` is the exit status of the one before.
- `pycon` blocks are doctests; names live on from one block of a page to the next.
- `shell` blocks are not run: they install something, or start what does not come back.

In what is expected, `...` stands for anything.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from msp_lifecycle.cli import main

NOT_RUN = "shell"
_FENCE = re.compile(r"(?P<indent> *)```(?P<language>\w*)(?P<rest>.*)")
_TITLE = re.compile(r'title="([^"]*)"')
_FLAGS = doctest.ELLIPSIS


@attrs.frozen
class Block:
    """A block of code on a page.

    Attributes:
        line: index of its first line, below the fence.
        end: index of the closing fence.
        indent: before each of its lines.
        language: as written after the fence.
        title: of the block, if it has one.
        text: without indent.
    """

    line: int
    end: int
    indent: str
    language: str
    title: str
    text: str


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page in their order."""
    lines = page.split("\n")
    index = 0
    while index < len(lines):
        found = _FENCE.fullmatch(lines[index])
        if found is None:
            index += 1
            continue
        indent = found["indent"]
        end = lines.index(f"{indent}```", index + 1)
        text = "".join(line.removeprefix(indent) + "\n" for line in lines[index + 1 : end])
        title = _TITLE.search(found["rest"])
        yield Block(index + 1, end, indent, found["language"], title[1] if title else "", text)
        index = end + 1


@attrs.define
class Reader:
    """Somebody who types in everything on a page.

    Attributes:
        folder: where files are written and commands run.
        names: what Python knows by now.
        status: exit status of the last command.
    """

    folder: Path
    names: dict[str, object] = attrs.field(factory=dict)
    status: int = 0

    def run(self, page: str) -> str:
        """Carry out a page and return it with the output that there really was; the same text where all is right."""
        lines = page.split("\n")
        with contextlib.chdir(self.folder):
            for block in reversed([(one, self._real(one)) for one in blocks(page)]):
                was, real = block
                new = [(was.indent + line).rstrip() for line in real.split("\n")[:-1]]
                lines[was.line : was.end] = new if real != was.text else lines[was.line : was.end]
        return "\n".join(lines)

    def _real(self, block: Block) -> str:
        if block.title:
            self._write(block)
        elif block.language == "console":
            return "".join(self._typed(*one) for one in _commands(block.text))
        elif block.language == "pycon":
            return self._python(block)
        elif block.language != NOT_RUN:
            raise ValueError(f"line {block.line}: a block of {block.language!r} is never run")
        return block.text

    def _write(self, block: Block) -> None:
        name, _, continued = block.title.partition(", ")
        with Path(name).open("a" if continued else "w", encoding="utf-8") as file:
            file.write(("\n" if continued else "") + block.text)

    def _typed(self, command: str, expected: str) -> str:
        """Return a command with its expected output if that is right, or else with its real one."""
        if command == "echo $?":
            real = f"{self.status}\n"
        else:
            self.status, real = _run(command)
        shown = expected if _same(expected, real) else real
        return f"$ {command}\n{shown}"

    def _python(self, block: Block) -> str:
        text, name = block.text, f"line {block.line}"
        test = doctest.DocTestParser().get_doctest(text, self.names, name, None, 0)
        test.globs = (
            self.names
        )  # the same ones and no copy, so that functions see what later blocks define
        runner = _Runner()
        runner.run(test, out=lambda _: None, clear_globs=False)
        lines = text.split("\n")
        for example, got in reversed(runner.wrong):
            first = example.lineno + example.source.count("\n")
            lines[first : first + example.want.count("\n")] = got.split("\n")[:-1]
        return "\n".join(lines)


class _Runner(doctest.DocTestRunner):
    """Collects what came out otherwise than expected."""

    def __init__(self) -> None:
        super().__init__(optionflags=_FLAGS, verbose=False)
        self.wrong: list[tuple[doctest.Example, str]] = []

    def report_failure(
        self, out: object, test: doctest.DocTest, example: doctest.Example, got: str
    ) -> None:
        self.wrong.append((example, _shortened(got)))

    def report_unexpected_exception(
        self, out: object, test: doctest.DocTest, example: doctest.Example, exc_info: object
    ) -> None:
        kind, error, _ = exc_info  # type: ignore[misc]
        said = f"Traceback (most recent call last):\n    ...\n{kind.__name__}: {error}\n"
        self.wrong.append((example, said))


def _shortened(got: str) -> str:
    """Leave the inside of a traceback out, which is another one on every machine."""
    first, *rest = got.split("\n")
    if not first.startswith("Traceback"):
        return got
    last = next(line for line in rest if line and not line.startswith(" "))
    return f"{first}\n    ...\n{last}\n"


def _same(expected: str, real: str) -> bool:
    return doctest.OutputChecker().check_output(expected, real, _FLAGS)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command with the output that is expected of it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        while command.endswith("\\"):
            more, _, expected = expected.partition("\n")
            command += "\n" + more
        yield command, expected


def _run(command: str) -> tuple[int, str]:
    """Run a command; a plain `msp` in this process, which is much quicker, all else in a shell."""
    words = shlex.split(command.replace("\\\n", " "))
    if words[0] == "msp" and not {"|", "<", "&&", ";", "-"} & set(words):
        return _msp(words[1:])
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "COLUMNS": "80", "PATH": f"{_programs()}:{os.environ['PATH']}"},
        check=False,
    )
    return done.returncode, done.stdout


def _programs() -> str:
    """Return a folder with `msp` and `python` as they are where this runs, installed or not."""
    folder = Path(".programs").resolve()
    if not folder.is_dir():
        folder.mkdir()
        for name, words in _PROGRAMS.items():
            (folder / name).write_text(
                f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {words} "$@"\n'
            )
            (folder / name).chmod(0o755)
    return str(folder)


_PROGRAMS = {"msp": "-c 'from msp_lifecycle.cli import main; main()'", "python": ""}


def _msp(words: list[str]) -> tuple[int, str]:
    target = None
    if len(words) > 2 and words[-2] == ">":
        *words, _, target = words
    out, status = io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), _columns():
        try:
            main(words)
        except SystemExit as done:
            status = done.code if isinstance(done.code, int) else 0
    if target is None:
        return status, out.getvalue()
    Path(target).write_text(out.getvalue(), encoding="utf-8")
    return status, ""


@contextlib.contextmanager
def _columns() -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
