# pyright: basic
# (numba finds the types of what it compiles)
"""How the kernels are compiled, and kept on disk."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba as nb
import numpy as np

f32, u64, i32 = np.float32, np.uint64, np.int32

PAD = 80
"""Keeps the rows of levels from falling on the same lines of the cache."""

F = TypeVar("F", bound=Callable[..., Any])


def inner(function: F) -> F:
    """Compile a part of a kernel, without Python and without its lock."""
    return cast("F", nb.njit(nogil=True, error_model="numpy")(function))


def kernel(make: Callable[[str], F]) -> F:
    """Compile the kernel that a function makes, and keep the result on disk.

    numba looks for changes in the file of the kernel alone. So the digest of all files is handed to the kernel: what
    a function closes over is part of the name under which numba keeps it.
    """
    return cast("F", nb.njit(nogil=True, cache=True, error_model="numpy")(make(_digest())))


def _digest() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in sources)).hexdigest()
