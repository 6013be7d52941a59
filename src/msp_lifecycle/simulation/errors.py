"""The mistakes a caller of the simulation can make."""

from msp_lifecycle.errors import MspError


class ScenarioError(MspError, ValueError):
    """A scenario, or what was asked of it, is out of bounds. Nothing has been simulated.

    Attributes:
        part: of the scenario, or the argument, that is at fault.
        problem: what was found, and the bound that it crosses.
    """

    def __init__(self, part: str, problem: str) -> None:
        super().__init__(part, problem)
        self.part = part
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.part}: {self.problem}"
