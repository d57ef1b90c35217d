"""What plays a strategy's file: ``python -m gridleague.agent_host my_agent.py``, started by the command line.

Speaks the protocol of agents (docs/python.md) on standard input and output. What the strategy prints goes to stderr.
"""

from __future__ import annotations

import importlib.util
import inspect
import json
import os
import queue
import sys
import threading
import traceback
from types import ModuleType
from typing import IO, Any, Dict, Iterable, List, Mapping, Optional, Protocol, Sequence, Type

from .agent import Agent
from .errors import OverBudgetError
from .market import Bid, Briefing, BundleOption, Order, Trade, View, finite_or_none
from .match import tool_value


class Line(Protocol):
    """Whoever asks the strategies of a match, at the other end."""

    def say(self, message: Mapping[str, Any]) -> None: ...

    def hear(self) -> Dict[str, Any]: ...


class _Host:
    """The command line at the other end."""

    def __init__(self, answers: IO[str]) -> None:
        self._answers = answers
        self._lines: "queue.SimpleQueue[str]" = queue.SimpleQueue()
        threading.Thread(target=self._read_all, daemon=True).start()

    def say(self, message: Mapping[str, Any]) -> None:
        line = json.dumps(message, allow_nan=False) + "\n"
        try:
            self._answers.write(line)
            self._answers.flush()
        except BrokenPipeError:
            # Whoever asked is gone.
            os._exit(0)

    def hear(self) -> Dict[str, Any]:
        message: Dict[str, Any] = json.loads(self._lines.get())
        return message

    def _read_all(self) -> None:
        for line in sys.stdin:
            self._lines.put(line)
        # Nobody listens any more: whatever the strategy is doing, it is over.
        os._exit(0)


class _Tools:
    """``gridleague.market.Tools`` by way of the host."""

    def __init__(self, host: Line, number: int) -> None:
        self._host = host
        self._number = number

    def best_bundles(self, prices: Sequence[float], count: Optional[int] = None) -> List[BundleOption]:
        asked: Dict[str, Any] = {"prices": [float(p) for p in prices]}
        if count is not None:
            asked["count"] = count
        return [BundleOption.from_wire(option) for option in self._ask("bestBundles", asked)]

    def value(self, bundle: Sequence[float]) -> float:
        value = self._ask("value", {"bundle": [float(x) for x in bundle]})
        return float("-inf") if value is None else float(value)

    def solve(self, problem: Mapping[str, Any]) -> Mapping[str, Any]:
        outcome: Mapping[str, Any] = self._ask("solve", {"problem": finite_or_none(problem)})
        return outcome

    def _ask(self, tool: str, fields: Mapping[str, Any]) -> Any:
        self._host.say({"n": self._number, "tool": tool, **fields})
        return tool_value(self._host.hear())


def strategy_in(path: str) -> Type[Agent]:
    """The one subclass of ``Agent`` that a file defines. Raises ``TypeError`` where there is none, or there are several."""
    module = _loaded(path)
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Agent) and value.__module__ == module.__name__
    ]
    # A base class beside what is derived from it is no second strategy.
    leaves = [one for one in found if not any(other is not one and issubclass(other, one) for other in found)]
    if len(leaves) != 1:
        names = ", ".join(one.__name__ for one in leaves) or "none"
        raise TypeError(f"{os.path.basename(path)} must define one subclass of gridleague.Agent; it defines {names}")
    return leaves[0]


def _loaded(path: str) -> ModuleType:
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("gridleague_strategy", path)
    if spec is None or spec.loader is None:
        raise TypeError(f"{os.path.basename(path)} is no Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _told(error: BaseException, path: str) -> str:
    """The error in one line, with the innermost line of the author's file."""
    kind = type(error).__name__
    try:
        said = str(error)
    except Exception:
        said = "an error that cannot be told"
    text = f"{kind}: {said}" if said else kind
    name = os.path.basename(path)
    if isinstance(error, SyntaxError) and error.filename and os.path.basename(error.filename) == name:
        return f"{text.split(' (')[0]} ({name}:{error.lineno})"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if os.path.abspath(frame.filename) == os.path.abspath(path)]
    return f"{text} ({name}:{frames[-1].lineno})" if frames else text


class Seats:
    """The strategies of all seats of a match; ``path``: their file."""

    def __init__(self, strategy: Type[Agent], host: Line, path: str) -> None:
        self._strategy = strategy
        self._host = host
        self._path = path
        self._seats: Dict[int, Agent] = {}

    def reply(self, call: Mapping[str, Any]) -> Dict[str, Any]:
        """What is said to a call, also where the strategy fails in it."""
        try:
            answer = self._answer(call)
        except Exception as error:
            answer = {"threw": _told(error, self._path)}
            if isinstance(error, OverBudgetError):
                answer["overBudget"] = True
        return {"n": call["n"], **answer}

    def _answer(self, call: Mapping[str, Any]) -> Dict[str, Any]:
        seat: int = call["seat"]
        if call["call"] == "create":
            self._seats[seat] = self._strategy(Briefing.from_wire(call["briefing"]), call["seed"])
            return {"done": True}
        agent = self._seats[seat]
        if call["call"] == "bid":
            return _answer_of(agent.bid(View.from_wire(call["view"]), _Tools(self._host, call["n"])))
        if call["call"] == "remember":
            memory = agent.remember()
            if memory is not None and not isinstance(memory, str):
                raise TypeError(f"remember() must return a text, not {type(memory).__name__}")
            return {"memory": memory}
        agent.settled(Trade.from_wire(call["trade"]), View.from_wire(call["view"]), _Tools(self._host, call["n"]))
        return {"done": True}


def _answer_of(answer: object) -> Dict[str, Any]:
    orders = answer.orders if isinstance(answer, Bid) else answer
    if not isinstance(orders, Iterable):
        raise TypeError(f"bid() must return a list of gridleague.Order, or a gridleague.Bid, not {type(orders).__name__}")
    wire = {"orders": [_wire_of(order) for order in orders]}
    return {**wire, "cancel": answer.to_wire()["cancel"]} if isinstance(answer, Bid) else wire


def _wire_of(order: object) -> Dict[str, Any]:
    if not isinstance(order, Order):
        raise TypeError(f"bid() must return a list of gridleague.Order, not of {type(order).__name__}")
    # An infinite number is told as null, and refused with the words that plugins hear.
    wire: Dict[str, Any] = finite_or_none(order.to_wire())
    return wire


def main(path: str) -> None:
    # The channel is ours alone: whatever the strategy prints, or a library of its, goes to stderr.
    host = _Host(os.fdopen(os.dup(1), "w", encoding="utf-8"))
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    try:
        strategy = strategy_in(path)
        name = strategy.name or strategy.__name__
        host.say({"ready": {"kind": "agent", "name": name, "description": strategy.description}})
    except Exception as error:
        host.say({"threw": _told(error, path)})
        return
    seats = Seats(strategy, host, path)
    while True:
        host.say(seats.reply(host.hear()))


if __name__ == "__main__":
    main(sys.argv[1])
