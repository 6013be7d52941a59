"""What an estimator says where it cannot answer."""

from msp_lifecycle.errors import MspError


class EstimateRefused(MspError, ValueError):
    """The observations cannot answer what was asked of them. Nothing has been estimated.

    Attributes:
        part: of the observations, or the argument, that is at fault.
        problem: what was found, and what to do about it.

    Examples:
        >>> print(EstimateRefused("moves", "nothing moves; wait, or pool with other partnerships"))
        moves: nothing moves; wait, or pool with other partnerships
    """

    def __init__(self, part: str, problem: str) -> None:
        super().__init__(part, problem)
        self.part = part
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.part}: {self.problem}"
