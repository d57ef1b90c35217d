"""The engine: a process of the command line's verb ``env``, spoken with in lines of JSON."""

from __future__ import annotations

import json
import os
import queue
import shlex
import subprocess
import threading
import weakref
from pathlib import Path
from typing import IO, Any, Dict, List, Mapping, Optional, Sequence

from .errors import EngineError, EngineLostError, shown

#: The version of the protocol that this package speaks (docs/python.md).
PROTOCOL = 1
#: Characters of an answer.
_LONGEST_LINE = 256 * 1024 * 1024
#: Names a command in the place of the checkout's own, such as ``node /path/to/dist/programs/apps/cli/main.js``.
COMMAND = "GRIDLEAGUE_COMMAND"


def engine_command() -> List[str]:
    """What starts the command line: ``GRIDLEAGUE_COMMAND``, or the checkout that this package lies in."""
    stated = os.environ.get(COMMAND)
    if stated:
        return shlex.split(stated)
    root = Path(__file__).resolve().parents[3]
    if not (root / "scripts" / "run.mjs").exists():
        raise EngineLostError(
            f"no checkout of GridLeague around {Path(__file__).parent}: install it with `pip install -e clients/python`, "
            f"or name the command in {COMMAND}"
        )
    # It sets up what is missing, and tells the command where relative paths start.
    return ["npm", "--prefix", str(root), "run", "--silent", "cli", "--"]


class Engine:
    """One process of the engine. It may play many matches at once, one after the other within it; it ends with this program.

    Not to be used from several threads at once.
    """

    def __init__(self, command: Optional[Sequence[str]] = None) -> None:
        line = [*(engine_command() if command is None else command), "env"]
        try:
            self._process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        except OSError as error:
            raise EngineLostError(f"{line[0]} could not be started: {error}") from error
        # Read all the time: an engine that waits for its reader would not read what is sent to it meanwhile.
        self._lines: "queue.SimpleQueue[str]" = queue.SimpleQueue()
        reader = threading.Thread(target=_read_all, args=(self._process.stdout, self._lines), daemon=True)
        reader.start()
        # Whatever becomes of the owner, the process goes: it ends when its input does.
        self._finalizer = weakref.finalize(self, _end, self._process, reader)
        self._last = 0
        self._answers: Dict[int, Dict[str, Any]] = {}
        try:
            greeting = self._read()
            if greeting.get("protocol") != PROTOCOL:
                raise EngineLostError(f"the engine speaks protocol {shown(greeting.get('protocol'))}; this package speaks {PROTOCOL}")
        except BaseException:
            self.close()
            raise
        #: Version and commit of the engine.
        self.version: Mapping[str, str] = greeting.get("engine") or {}
        pid = greeting.get("pid")
        #: Of the engine itself, where what started it (npm, say) is another process.
        self.pid: int = pid if isinstance(pid, int) and pid > 0 else self._process.pid

    def ask(self, do: str, **fields: Any) -> Dict[str, Any]:
        """Sends a request and waits for its answer. Raises ``EngineError``, ``EngineLostError``."""
        return self.answer(self.send(do, **fields))

    def send(self, do: str, **fields: Any) -> int:
        """Sends a request without waiting: the number that its answer will have."""
        self._last += 1
        line = json.dumps({"id": self._last, "do": do, **fields}, allow_nan=False)
        try:
            stdin = _stream(self._process.stdin)
            stdin.write(line + "\n")
            stdin.flush()
        except (OSError, ValueError) as error:
            raise EngineLostError(f"the engine has ended{self._code()}") from error
        return self._last

    def answer(self, number: int) -> Dict[str, Any]:
        """The answer to a request; those to others that come first are kept. Raises ``EngineError``, ``EngineLostError``."""
        while number not in self._answers:
            message = self._read()
            known = message.get("id")
            if not isinstance(known, int) or not 0 < known <= self._last or known in self._answers:
                raise self._nonsense(f"an answer to {shown(known)}, which nobody asked")
            self._answers[known] = message
        message = self._answers.pop(number)
        error = message.get("error")
        if isinstance(error, dict):
            raise EngineError(shown(error.get("code")), shown(error.get("message")))
        answer = message.get("ok")
        if not isinstance(answer, dict):
            raise self._nonsense("an answer that is none")
        return answer

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """Ends the process and its matches. More than once does no harm."""
        self._finalizer()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self) -> Dict[str, Any]:
        line = self._lines.get()
        if not line:
            self._lines.put(line)
            raise EngineLostError(f"the engine has ended{self._code()}")
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict):
            raise self._nonsense(f"{shown(line[:80])!r}")
        return message

    def _nonsense(self, what: str) -> EngineLostError:
        """Who does not speak the protocol is not listened to any longer."""
        self.close()
        return EngineLostError(f"the engine said {what}")

    def _code(self) -> str:
        try:
            return f" with code {self._process.wait(1)}"
        except subprocess.TimeoutExpired:
            return ""


def _stream(stream: Optional[IO[str]]) -> IO[str]:
    if stream is None:
        raise EngineLostError("the engine has ended")
    return stream


def _read_all(stream: IO[str], lines: "queue.SimpleQueue[str]") -> None:
    """Until the end of the stream, which is told as an empty line; a line without an end is its end."""
    try:
        while True:
            line = stream.readline(_LONGEST_LINE)
            if line and not line.endswith("\n"):
                break
            lines.put(line)
            if not line:
                return
    except ValueError:
        pass
    lines.put("")


def _end(process: "subprocess.Popen[str]", reader: threading.Thread, patience: float = 5.0) -> None:
    try:
        _stream(process.stdin).close()
    except OSError:
        pass
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    reader.join(patience)
    _stream(process.stdout).close()
