"""A client of WebSockets (RFC 6455), as much as a remote agent needs: text, both ways, standard library alone."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import socket
import ssl
import struct
import urllib.parse
from typing import Callable, List, Mapping, Optional, Tuple

from .errors import GridLeagueError, ServerError, shown

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_CONTINUED, _TEXT, _BINARY, _CLOSE, _PING, _PONG = 0, 1, 2, 8, 9, 10
#: Bytes of a head or a refusal, and of a message that is taken from a server.
_MOST_HEAD = 64 * 1024
_MOST_MESSAGE = 64 * 1024 * 1024
#: Frames in which a message comes, and bytes of one that is no part of a message.
_MOST_FRAMES = 8192
_MOST_CONTROL = 125
#: Seconds without a word: a server asks several times as often whether somebody is there.
_SILENCE = 120.0


class ConnectionLost(GridLeagueError):
    """The connection is over; ``closed_as``: the code that the server closed it with, None where it just ended."""

    def __init__(self, message: str, closed_as: Optional[int] = None) -> None:
        super().__init__("connection-lost", message)
        self.closed_as = closed_as


class WebSocket:
    """One connection. Raises ``ConnectionLost``, and ``ServerError`` where the server refuses it."""

    def __init__(self, url: str, headers: Mapping[str, str], timeout: float = 30.0) -> None:
        """``url``: ws://... or wss://...; ``timeout``: seconds to connect; two minutes of silence end it later."""
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
        try:
            port = parts.port or (443 if parts.scheme == "wss" else 80)
            self._socket: socket.socket = socket.create_connection((host, port), timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if parts.scheme == "wss":
                self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=host)
            self._reader = self._socket.makefile("rb")
        except (OSError, ValueError) as error:
            raise ConnectionLost(f"{parts.netloc} cannot be reached: {error}") from error
        try:
            self._shake_hands(parts, headers)
            self._socket.settimeout(_SILENCE)
        except BaseException:
            self.drop()
            raise

    def send(self, text: str) -> None:
        self._send(_TEXT, text.encode("utf-8"))

    def receive(self) -> str:
        """The next message; pings are answered meanwhile."""
        pieces: List[bytes] = []
        left = _MOST_MESSAGE
        while True:
            final, kind, payload = self._frame(left)
            if kind == _CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
                reason = shown(payload[2:].decode("utf-8", "replace"))
                self.close()
                raise ConnectionLost(reason or "the server closed the connection", code)
            if kind == _PING:
                self._send(_PONG, payload)
            if kind in (_PING, _PONG):
                continue
            if kind != (_CONTINUED if pieces else _TEXT) or len(pieces) == _MOST_FRAMES:
                raise self._nonsense("something that is no message of ours")
            pieces.append(payload)
            left -= len(payload)
            if final:
                try:
                    return b"".join(pieces).decode("utf-8")
                except UnicodeDecodeError:
                    raise self._nonsense("a message that is no text") from None

    def close(self) -> None:
        try:
            self._send(_CLOSE, struct.pack("!H", 1000))
        except ConnectionLost:
            pass
        self.drop()

    def drop(self) -> None:
        """Without a word more."""
        self._reader.close()
        self._socket.close()

    def _nonsense(self, what: str) -> ConnectionLost:
        """Who does not speak the protocol is not listened to any longer."""
        self.close()
        return ConnectionLost(f"the server sent {what}")

    def _shake_hands(self, parts: urllib.parse.SplitResult, headers: Mapping[str, str]) -> None:
        key = base64.b64encode(os.urandom(16)).decode("ascii")
        head = {
            "Host": parts.netloc,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Version": "13",
            **headers,
        }
        lines = [f"GET {parts.path or '/'} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        self._write("\r\n".join(lines).encode("latin-1"))
        status, *rest = self._head()
        told = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        if status.split(" ")[1:2] != ["101"]:
            raise self._refusal(status, told)
        wanted = base64.b64encode(hashlib.sha1((key + _GUID).encode("ascii")).digest()).decode("ascii")
        if told.get("sec-websocket-accept") != wanted:
            raise ConnectionLost("what answers speaks no WebSocket")

    def _head(self) -> List[str]:
        """The lines of the answer, up to the empty one."""
        lines: List[str] = []
        left = _MOST_HEAD
        while True:
            line = self._read(lambda: self._reader.readline(left))
            left -= len(line)
            if not line.endswith(b"\n"):
                raise ConnectionLost("what answers is no server of ours: its answer has no end" if left == 0 else "the connection ended")
            if line in (b"\r\n", b"\n"):
                return lines or [""]
            lines.append(line.decode("latin-1").rstrip("\r\n"))

    def _refusal(self, status: str, told: Mapping[str, str]) -> ServerError:
        length = told.get("content-length", "")
        body = self._exactly(min(int(length), _MOST_HEAD)) if re.fullmatch(r"[0-9]{1,9}", length) else b""
        code = re.fullmatch(r"\S+ ([0-9]{3})( .*)?", status)
        number = int(code.group(1)) if code else 0
        try:
            problem = json.loads(body)
            return ServerError(shown(str(problem["type"]).rsplit(":", 1)[-1]), shown(problem["detail"]), number)
        except (ValueError, KeyError, TypeError, RecursionError):
            return ServerError("refused", f"the server answered {shown(status)}", number)

    def _frame(self, most: int) -> Tuple[bool, int, bytes]:
        """Whether a message ends, what it is, and at most so many bytes of it."""
        first, second = self._exactly(2)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", self._exactly(2))[0]
        elif length == 127:
            length = struct.unpack("!Q", self._exactly(8))[0]
        kind = first & 0x0F
        if first & 0x70 or second & 0x80 or kind not in (_CONTINUED, _TEXT, _BINARY, _CLOSE, _PING, _PONG):
            raise self._nonsense("what is no frame")
        if length > (_MOST_CONTROL if kind >= _CLOSE else most):
            raise self._nonsense(f"the beginning of {length} bytes, more than are read")
        return first & 0x80 != 0, kind, self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        whole = self._read(lambda: self._reader.read(length))
        if len(whole) < length:
            raise ConnectionLost("the connection ended")
        return whole

    def _read(self, read: Callable[[], bytes]) -> bytes:
        try:
            return read()
        except (OSError, ValueError) as error:
            raise ConnectionLost(f"the connection broke: {error}") from error

    def _send(self, kind: int, payload: bytes) -> None:
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | kind, 0x80 | 127, size)
        mask = os.urandom(4)
        self._write(head + mask + _masked(payload, mask))

    def _write(self, content: bytes) -> None:
        try:
            self._socket.sendall(content)
        except OSError as error:
            raise ConnectionLost(f"the connection broke: {error}") from error


def _masked(payload: bytes, mask: bytes) -> bytes:
    """Each byte with that of the mask, as one long number: a loop would take a second for a megabyte."""
    size = len(payload)
    stream = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stream, "big")).to_bytes(size, "big")
