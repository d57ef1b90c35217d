"""Errors of this package. Every one is a ``GridLeagueError`` with a stable ``code``."""

from __future__ import annotations


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
