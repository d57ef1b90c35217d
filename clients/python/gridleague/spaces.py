"""Spaces: gymnasium's where it is installed, else these few, which say and check the same.

Arrays are ``numpy.ndarray`` of float64 where numpy is installed, else lists (of lists) of floats.
"""

from __future__ import annotations

import random
from typing import Any, Dict as Mapping, List, Sequence, Tuple

try:
    import numpy
except ImportError:  # pragma: no cover - depends on what is installed
    numpy = None  # type: ignore[assignment]

try:
    import gymnasium.spaces as gymnasium_spaces
except ImportError:
    gymnasium_spaces = None  # type: ignore[assignment]


def array(values: Sequence[Any]) -> Any:
    """Numbers, or rows of numbers, as what observations consist of here."""
    if numpy is not None:
        return numpy.asarray(values, dtype=numpy.float64)
    return [list(map(float, row)) if isinstance(row, (list, tuple)) else float(row) for row in values]


class Box:
    """Arrays of one shape with entries between ``low`` and ``high``."""

    def __init__(self, low: float, high: float, shape: Tuple[int, ...], seed: int | None = None) -> None:
        self.low = low
        self.high = high
        self.shape = shape
        self._random = random.Random(seed)

    def seed(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)

    def sample(self) -> Any:
        """Uniform between the bounds; within (-1, 1) of 0, or of the bound there is, where there is none."""
        low = self.low if self.low > float("-inf") else min(-1.0, self.high - 1)
        high = self.high if self.high < float("inf") else max(1.0, low + 1)
        return array(self._fill(self.shape, lambda: self._random.uniform(low, high)))

    def contains(self, x: Any) -> bool:
        return _shape(x) == self.shape and all(self.low <= entry <= self.high for entry in _flat(x))

    def __contains__(self, x: Any) -> bool:
        return self.contains(x)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Box) and (self.low, self.high, self.shape) == (other.low, other.high, other.shape)

    def __repr__(self) -> str:
        return f"Box({self.low}, {self.high}, {self.shape})"

    def _fill(self, shape: Tuple[int, ...], draw: Any) -> List[Any]:
        first, *rest = shape
        return [self._fill(tuple(rest), draw) if rest else draw() for _ in range(first)]


class DictSpace:
    """Several spaces by name."""

    def __init__(self, spaces: Mapping[str, Box]) -> None:
        self.spaces = dict(spaces)

    def sample(self) -> Mapping[str, Any]:
        return {name: space.sample() for name, space in self.spaces.items()}

    def contains(self, x: Any) -> bool:
        return (
            isinstance(x, dict)
            and x.keys() == self.spaces.keys()
            and all(space.contains(x[name]) for name, space in self.spaces.items())
        )

    def __contains__(self, x: Any) -> bool:
        return self.contains(x)

    def __getitem__(self, name: str) -> Box:
        return self.spaces[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DictSpace) and self.spaces == other.spaces

    def __repr__(self) -> str:
        return f"Dict({', '.join(f'{name!r}: {space}' for name, space in self.spaces.items())})"


def box(low: float, high: float, shape: Tuple[int, ...]) -> Any:
    """A box of doubles, gymnasium's where it is installed."""
    if gymnasium_spaces is not None and numpy is not None:
        return gymnasium_spaces.Box(low, high, shape, dtype=numpy.float64)
    return Box(low, high, shape)


def dictionary(spaces: Mapping[str, Any]) -> Any:
    if gymnasium_spaces is not None and numpy is not None:
        return gymnasium_spaces.Dict(spaces)
    return DictSpace(spaces)


def _shape(x: Any) -> Tuple[int, ...]:
    if hasattr(x, "shape"):
        return tuple(x.shape)
    if isinstance(x, (list, tuple)):
        return (len(x), *(_shape(x[0]) if x else ()))
    return ()


def _flat(x: Any) -> List[float]:
    if hasattr(x, "ravel"):
        return [float(entry) for entry in x.ravel()]
    if isinstance(x, (list, tuple)):
        return [entry for row in x for entry in _flat(row)]
    return [x]
