"""Errors of this package. Every one is a ``GridLeagueError`` with a stable ``code``."""

from __future__ import annotations


#: What others say is told here in so many characters at most.
_MOST_SHOWN = 1000


def shown(text: object) -> str:
    """What somebody else said, as it may stand on a terminal: short, and without characters that are not printed."""
    said = str(text)[: _MOST_SHOWN + 1]
    plain = "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in said)
    return plain if len(plain) <= _MOST_SHOWN else plain[:_MOST_SHOWN] + "..."


class GridLeagueError(Exception):
    """Something that was asked for cannot be done; ``code`` is stable, the message is for its reader."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class EngineError(GridLeagueError):
    """The engine refused a request; ``code`` as in docs/python.md, "The protocol of environments"."""


class EngineLostError(GridLeagueError):
    """The engine's process could not be started, or has ended."""

    def __init__(self, message: str) -> None:
        super().__init__("engine-lost", message)


class ToolError(GridLeagueError):
    """A tool refused what it was asked."""

    def __init__(self, message: str, code: str = "tool-input") -> None:
        super().__init__(code, message)


class OverBudgetError(ToolError):
    """The solves or iterations of this call are used up."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "over-budget")


class ServerError(GridLeagueError):
    """A server answered with a problem; ``status`` is that of HTTP, 0 where it was not reached."""

    def __init__(self, code: str, message: str, status: int = 0) -> None:
        super().__init__(code, message)
        self.status = status
