"""Room for a batch in NumPy to work in."""

import numpy as np


class Room:
    """Arrays to work in, made once: making them anew for each operation costs more than the operations.

    Attributes:
        counter: of random words, int32.
        last: the last word of a step.
        word: another word.
        spare: for making words.
        level: of one factor.
        weight: of one factor, or its noise.
        place: where to look something up; NumPy would make it anew from narrower numbers.
    """

    def __init__(self, size: int) -> None:
        self.counter = np.empty(size, np.int32)
        self.last, self.word, self.spare = (np.empty(size, np.uint64) for _ in range(3))
        self.place = np.empty(size, np.intp)
        self.level, self.weight = (np.empty(size, np.float32) for _ in range(2))
