# pyright: basic
# (pandas and pyarrow are not always there)
"""Tidy tables: named columns of equal length that pandas, polars, Arrow and DuckDB take as they are."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import MissingExtra

Column = npt.NDArray[Any]


class Category:
    """A column of names, stored as numbers and a list of names.

    Attributes:
        codes: number of the name in each row.
        names: the names.
    """

    def __init__(self, codes: Column, names: tuple[str, ...]) -> None:
        self.codes = codes
        self.names = names

    def __len__(self) -> int:
        return len(self.codes)


class Table(Mapping[str, Column]):
    """Named columns of equal length.

    A mapping from names to NumPy arrays. `pandas.DataFrame(dict(table))` and `polars.DataFrame(dict(table))` work
    everywhere; with pyarrow (extra `arrow`), `polars.DataFrame(table)`, `pyarrow.table(table)` and
    `pandas.DataFrame.from_arrow(table)` take it without a copy by hand.

    Attributes:
        title: what the rows are.

    Examples:
        >>> table = Table("squares", {"n": np.array([1, 2]), "square": np.array([1, 4])})
        >>> table["square"].tolist(), len(table), table.rows
        ([1, 4], 2, 2)
    """

    def __init__(self, title: str, columns: Mapping[str, Column | Category]) -> None:
        self.title = title
        self._columns = dict(columns)

    def __getitem__(self, name: str) -> Column:
        column = self._columns[name]
        if isinstance(column, Category):
            return np.array(column.names, dtype=object)[column.codes]
        return column

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(next(iter(self._columns.values()))) if self._columns else 0

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries of plain Python values."""
        columns = [self[name].tolist() for name in self]
        return [dict(zip(self, row, strict=True)) for row in zip(*columns, strict=True)]

    def to_arrow(self) -> Any:
        """Return the table as a `pyarrow.Table`, names as dictionaries.

        Raises:
            MissingExtra: if pyarrow is not installed.
        """
        arrow = _pyarrow()
        return arrow.table({name: _arrow(arrow, one) for name, one in self._columns.items()})

    def to_pandas(self) -> Any:
        """Return the table as a `pandas.DataFrame`, names as categories.

        Raises:
            MissingExtra: if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtra("pandas", "arrow") from None
        categories: Any = pd.Categorical
        return pd.DataFrame(
            {
                name: categories.from_codes(one.codes, list(one.names))
                if isinstance(one, Category)
                else one
                for name, one in self._columns.items()
            }
        )

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __dataframe__(self, *args: Any, **kwargs: Any) -> Any:
        return self.to_arrow().__dataframe__(*args, **kwargs)

    def __repr__(self) -> str:
        head = [list(self)] + [_cells(row) for row in _some(self, 8)]
        widths = [max(len(row[i]) for row in head) for i in range(len(self))]
        lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in head]
        more = f"\n... {self.rows - 8:,} more rows" if self.rows > 8 else ""
        return f"{self.title}: {_counted(self.rows)}\n" + "\n".join(lines) + more

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self)
        rows = "".join(
            "<tr>" + "".join(_html_cell(one) for one in row) + "</tr>" for row in _some(self, 12)
        )
        more = f"<p>... {self.rows - 12:,} more rows</p>" if self.rows > 12 else ""
        return (
            f"<p><b>{escape(self.title)}</b>, {_counted(self.rows)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"
        )


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


def _some(table: Table, most: int) -> list[list[Any]]:
    return [[table[name][row] for name in table] for row in range(min(most, table.rows))]


def _html_cell(one: Any) -> str:
    side = "left" if isinstance(one, str) else "right"
    return f'<td style="text-align:{side}">{escape(_cells([one])[0])}</td>'


def _cells(row: list[Any]) -> list[str]:
    return [f"{one:.4g}" if isinstance(one, float | np.floating) else str(one) for one in row]


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("pyarrow", "arrow") from None
    return pa


def _arrow(arrow: Any, column: Column | Category) -> Any:
    if isinstance(column, Category):
        return arrow.DictionaryArray.from_arrays(column.codes, list(column.names))
    return arrow.array(column)
