"""What studies show: tidy tables and one style of picture, shared by simulation and learning."""

from msp_lifecycle.results.table import Category, Table

__all__ = ["Category", "Table"]
