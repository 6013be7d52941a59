"""Learning: what observed lives of partnerships tell about the rates at which they move.

Needs NumPy and SciPy (extra `learn`).
"""

from msp_lifecycle.learning.observations import CENSORED, Stays, Visits

__all__ = ["CENSORED", "Stays", "Visits"]
