"""Standard normals from a table of 65,536 quantiles, so that no bit depends on a platform's mathematics library.

The table is shipped as a file. `python -m msp_lifecycle.simulation.kernels.normals` writes it again.
"""

import hashlib
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

SIZE = 65_536
"""How many quantiles there are: one for each value of 16 random bits."""

FILE = Path(__file__).with_name("normals.f4")
DIGEST = "8babbcaf96568f10165a1eab530c0e5c92d04de96761b6dbb3dadfa94baba37f"

Floats = npt.NDArray[np.float32]


def quantiles() -> Floats:
    """Return the quantiles at (i + 1/2) / 65,536, scaled to a variance of one, shape (65536,), float32."""
    inverse = NormalDist().inv_cdf
    upper = np.array([inverse((i + 0.5) / SIZE) for i in range(SIZE // 2, SIZE)])
    both = np.concatenate([-upper[::-1], upper])
    scaled: Floats = (both / np.sqrt(np.mean(both**2))).astype("<f4")
    return scaled


@cache
def normals() -> Floats:
    """Return the shipped table, shape (65536,), float32, read-only.

    Raises:
        OSError: if the file is not the one that this version was released with.

    Examples:
        >>> table = normals()
        >>> len(table), float(table[0] + table[-1])
        (65536, 0.0)
    """
    data = FILE.read_bytes()
    if hashlib.sha256(data).hexdigest() != DIGEST:
        raise OSError(f"{FILE} has been changed or cut short; install msp-lifecycle again")
    return np.frombuffer(data, "<f4").astype(np.float32, copy=False)


if __name__ == "__main__":
    FILE.write_bytes(quantiles().tobytes())
