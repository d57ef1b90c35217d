"""Plays a strategy from here in leagues of a server that take remote agents (docs/remote-agents.md):

    GRIDLEAGUE_TOKEN=... python3 -m gridleague.remote my_agent.py --server http://127.0.0.1:3000 --name clever

The file is that of ``play --agent python:my_agent.py``; it never leaves this machine.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import re
import sys
import time
from typing import Any, Callable, Deque, Dict, Mapping, Optional, Sequence

from .agent_host import Seats, strategy_in
from .errors import GridLeagueError, ServerError, shown
from .fetch import authorization, fetched, read_json, server_address
from .websocket import ConnectionLost, WebSocket

#: Seconds between attempts to connect: twice as long each time.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
#: Matches whose strategies are kept, messages that wait while a strategy works, characters of a match's name, bytes of an answer.
_MOST_MATCHES, _MOST_WAITING, _LONGEST_MATCH, _MOST_ANSWER = 1000, 1000, 100, 1 << 20
#: The server closes a connection with it when another one of the same agent has come.
_REPLACED = 4000


class _MatchOver(BaseException):
    """The server has given the call up. No ``Exception``: a strategy that catches those is not to catch it."""


class _Lost(BaseException):
    """The connection went during a call."""

    def __init__(self, cause: ConnectionLost) -> None:
        super().__init__(str(cause))
        self.cause = cause


class _Line:
    """What the strategies of one match speak with: messages of that match alone."""

    def __init__(self, agent: "RemoteAgent", match: str) -> None:
        self._agent = agent
        self._match = match

    def say(self, message: Mapping[str, Any]) -> None:
        self._agent.say({"match": self._match, **message})

    def hear(self) -> Dict[str, Any]:
        return self._agent.hear_of(self._match)


class RemoteAgent:
    """Plays one strategy of a file as a remote agent of a team. ``name`` is that under which it is known on the server."""

    def __init__(self, path: str, server: str, name: str, token: str, tell: Callable[[str], None] = print) -> None:
        self._path = path
        self._server = server_address(server)
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
            raise GridLeagueError("bad-name", f"{shown(name)!r} is no name of an agent: 1 to 40 of a-z, 0-9 and -")
        self._name = name
        self._headers = authorization(token)
        self._tell = tell
        self._strategy = strategy_in(path)
        self._matches: Dict[str, Seats] = {}
        self._waiting: Deque[Dict[str, Any]] = collections.deque()
        self._socket: Optional[WebSocket] = None

    def register(self) -> str:
        """Makes the agent known, or finds that it is. Returns the id of its submission. Raises ``ServerError``."""
        boundary = "gridleague-remote-agent"
        fields = {"kind": "agent", "name": self._name, "remote": "yes"}
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
        body = ("".join(parts) + f"--{boundary}--\r\n").encode("utf-8")
        headers = {**self._headers, "Content-Type": f"multipart/form-data; boundary={boundary}"}
        url = f"{self._server}/api/submissions"
        found = read_json(fetched(url, headers, 30, body, _MOST_ANSWER), url)
        if not isinstance(found, dict) or not isinstance(found.get("id"), str):
            raise ServerError("bad-answer", f"{url}: the answer names no submission")
        return shown(found["id"])

    def play(self, until: Callable[[], bool] = lambda: False) -> None:
        """Connects and answers, again after every loss, until the server refuses it (``ServerError``), another one takes its place, or
        ``until`` says so between two connections."""
        pause = _FIRST_PAUSE
        while not until():
            try:
                self._connect()
                pause = _FIRST_PAUSE
                while True:
                    self._answer(self._next())
            except (_Lost, ConnectionLost) as lost:
                cause = lost.cause if isinstance(lost, _Lost) else lost
                if cause.closed_as == _REPLACED:
                    raise ServerError("replaced", str(cause)) from cause
                self._tell(f"{cause}; connecting again in {pause:g} s")
            except ServerError as refused:
                if refused.status not in (429, 503):
                    raise
                self._tell(f"{refused}; connecting again in {pause:g} s")
            finally:
                self._waiting.clear()
                if self._socket is not None:
                    self._socket.drop()
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def say(self, message: Mapping[str, Any]) -> None:
        assert self._socket is not None
        try:
            self._socket.send(json.dumps(message, allow_nan=False))
        except ConnectionLost as lost:
            raise _Lost(lost) from lost

    def hear_of(self, match: str) -> Dict[str, Any]:
        """What comes next of a match; all else waits."""
        while True:
            message = self._receive()
            if message["match"] != match:
                if len(self._waiting) == _MOST_WAITING:
                    raise _Lost(self._nonsense("more than one match after the other can answer"))
                self._waiting.append(message)
            elif message.get("over"):
                self._matches.pop(match, None)
                raise _MatchOver()
            else:
                return message

    def _connect(self) -> None:
        address = f"ws{self._server[4:]}/api/remote-agents/{self._name}"
        self._socket = WebSocket(address, self._headers)
        self._tell(f"connected to {self._server} as {self._name}")

    def _next(self) -> Dict[str, Any]:
        return self._waiting.popleft() if self._waiting else self._receive()

    def _receive(self) -> Dict[str, Any]:
        assert self._socket is not None
        try:
            message = json.loads(self._socket.receive())
        except ConnectionLost as lost:
            raise _Lost(lost) from lost
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict) or not isinstance(message.get("match"), str) or len(message["match"]) > _LONGEST_MATCH:
            raise _Lost(self._nonsense("something that is no message of ours"))
        return message

    def _nonsense(self, what: str) -> ConnectionLost:
        if self._socket is not None:
            self._socket.close()
        return ConnectionLost(f"the server sent {what}")

    def _answer(self, call: Mapping[str, Any]) -> None:
        match: str = call["match"]
        if call.get("over"):
            self._matches.pop(match, None)
            return
        if "call" not in call:
            return  # what was asked before the connection went
        if not isinstance(call.get("n"), int):
            raise _Lost(self._nonsense("a call without a number"))
        seats = self._matches.get(match)
        if seats is None:
            if call["call"] != "create":
                # This program was started after the match had begun.
                self.say({"match": match, "n": call["n"], "unknown": True})
                return
            if len(self._matches) >= _MOST_MATCHES:
                # Of the oldest nobody will be told that it is over: its server was gone then.
                del self._matches[next(iter(self._matches))]
            seats = self._matches[match] = Seats(self._strategy, _Line(self, match), self._path)
        try:
            answer = seats.reply(call)
        except _MatchOver:
            return
        self.say({"match": match, **answer})


def _token(path: Optional[str]) -> str:
    if path is not None:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    token = os.environ.get("GRIDLEAGUE_TOKEN", "").strip()
    if not token:
        raise GridLeagueError("no-token", "set GRIDLEAGUE_TOKEN to the team's token, or name a file that holds it: --token-file")
    return token


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m gridleague.remote", description="play a strategy from here in leagues of a server")
    parser.add_argument("file", help="a file with one subclass of gridleague.Agent")
    parser.add_argument("--server", default="http://127.0.0.1:3000", help="default: %(default)s")
    parser.add_argument("--name", required=True, help="of the agent: 1 to 40 of a-z, 0-9 and -")
    parser.add_argument("--token-file", help="holds the team's token; default: the environment's GRIDLEAGUE_TOKEN")
    options = parser.parse_args(arguments)
    try:
        told = lambda text: print(text, file=sys.stderr, flush=True)  # noqa: E731
        agent = RemoteAgent(options.file, options.server, options.name, _token(options.token_file), told)
        agent.register()
        agent.play()
        return 0
    except (GridLeagueError, OSError, TypeError, SyntaxError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
