# pyright: basic
# (notebooks ask for a method of this name, which looks private)
"""How an estimate shows itself: as its table, in text and in a notebook."""

from abc import abstractmethod

from msp_lifecycle.results import Table


class Shown:
    """Something that has a table to show."""

    @abstractmethod
    def table(self) -> Table:
        """Return a tidy table."""

    def __repr__(self) -> str:
        return repr(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def html(table: Table) -> str:
    """Return a table as a notebook shows it."""
    return table._repr_html_()
