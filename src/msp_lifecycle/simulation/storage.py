# pyright: basic
# (pyarrow ships no types)
"""Ensembles as Parquet files, which any tool can read: the moves, and everything else in the metadata."""

import json
import zlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.kernels.tables import Moves
from msp_lifecycle.simulation.scenario import Scenario

if TYPE_CHECKING:
    from msp_lifecycle.simulation.ensemble import Ensemble

KEY = b"msp_lifecycle"
LEVELS = b"msp_lifecycle_levels"


def save(ensemble: "Ensemble", path: Path) -> None:
    """Write an ensemble: its moves, or its counts where it kept those only."""
    arrow, parquet = _libraries()
    if ensemble.moves is not None:
        columns = ensemble.moves._asdict()
    else:
        move, step = np.nonzero(ensemble.counts)
        columns = {"move": move, "step": step, "count": ensemble.counts[move, step]}
    head = {
        "version": _version(),
        "partnerships": ensemble.partnerships,
        "entropy": str(ensemble.entropy),
        "engine": ensemble.engine,
        "update": ensemble.update,
        "shape": list(ensemble.counts.shape),
        "scenario": ensemble.scenario.to_mapping(),
    }
    metadata = {KEY: json.dumps(head).encode()}
    if ensemble.traces is not None:
        metadata[LEVELS] = zlib.compress(ensemble.traces.astype("<f4").tobytes())
    table = arrow.table(columns).replace_schema_metadata(metadata)
    parquet.write_table(table, path)


def load(path: Path) -> dict[str, Any]:
    """Return the attributes of an ensemble that `save` wrote.

    Raises:
        ScenarioError: if the file holds none.
    """
    arrow, parquet = _libraries()
    try:
        table = parquet.read_table(path)
    except arrow.ArrowInvalid:
        raise ScenarioError(str(path), "this is no Parquet file") from None
    if KEY not in (table.schema.metadata or {}):
        raise ScenarioError(str(path), "this Parquet file holds no ensemble")
    head = json.loads(table.schema.metadata[KEY])
    column = {name: table[name].to_numpy() for name in table.column_names}
    counts = np.zeros(head["shape"], np.int64)
    moves = None
    if "count" in column:
        counts[column["move"], column["step"]] = column["count"]
    else:
        moves = Moves(column["partnership"], column["step"], column["move"])
        np.add.at(counts, (moves.move, moves.step), 1)
    return {
        "scenario": Scenario.from_mapping(head["scenario"]),
        "partnerships": head["partnerships"],
        "entropy": int(head["entropy"]),
        "engine": head["engine"],
        "update": head.get("update", ""),
        "counts": counts,
        "moves": moves,
        "traces": _traces(table.schema.metadata.get(LEVELS), head),
    }


def _traces(data: bytes | None, head: dict[str, Any]) -> npt.NDArray[np.float32] | None:
    if data is None:
        return None
    factors = len(head["scenario"]["rules"]["factors"])
    levels = np.frombuffer(zlib.decompress(data), "<f4").astype(np.float32)
    return levels.reshape(-1, head["shape"][1], factors)


def _version() -> str:
    try:
        return version("msp-lifecycle")
    except PackageNotFoundError:
        return "0"


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("pyarrow", "arrow") from None
    return pa, parquet
