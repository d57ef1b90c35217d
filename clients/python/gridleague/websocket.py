"""A client of WebSockets (RFC 6455), as much as a remote agent needs: text, both ways, standard library alone."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import ssl
import struct
import urllib.parse
from typing import Mapping, Optional, Tuple

from .errors import GridLeagueError, ServerError

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 1, 2, 8, 9, 10
#: Bytes of a head or a refusal, and of a message that is taken from a server.
_MOST_HEAD = 64 * 1024
_MOST_MESSAGE = 256 * 1024 * 1024


class ConnectionLost(GridLeagueError):
    """The connection is over; ``closed_as``: the code that the server closed it with, None where it just ended."""

    def __init__(self, message: str, closed_as: Optional[int] = None) -> None:
        super().__init__("connection-lost", message)
        self.closed_as = closed_as


class WebSocket:
    """One connection. Raises ``ConnectionLost``, and ``ServerError`` where the server refuses it."""

    def __init__(self, url: str, headers: Mapping[str, str], timeout: float = 30.0) -> None:
        """``url``: ws://... or wss://...; ``timeout``: seconds to connect; silence afterwards is no error."""
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "wss" else 80)
        try:
            self._socket: socket.socket = socket.create_connection((host, port), timeout)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if parts.scheme == "wss":
                self._socket = ssl.create_default_context().wrap_socket(self._socket, server_hostname=host)
            self._held = b""
        except OSError as error:
            raise ConnectionLost(f"{parts.netloc} cannot be reached: {error}") from error
        try:
            self._shake_hands(parts, headers)
            self._socket.settimeout(None)
        except BaseException:
            self._socket.close()
            raise

    def send(self, text: str) -> None:
        self._send(_TEXT, text.encode("utf-8"))

    def receive(self) -> str:
        """The next message; pings are answered meanwhile."""
        message = b""
        while True:
            final, kind, payload = self._frame()
            if kind == _CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
                reason = payload[2:].decode("utf-8", "replace")
                self.close()
                raise ConnectionLost(reason or "the server closed the connection", code)
            if kind == _PING:
                self._send(_PONG, payload)
            if kind >= _CLOSE:
                continue
            message += payload
            if len(message) > _MOST_MESSAGE or kind == _BINARY:
                self.close()
                raise ConnectionLost("the server sent something that is no message of ours")
            if final:
                return message.decode("utf-8")

    def close(self) -> None:
        try:
            self._send(_CLOSE, struct.pack("!H", 1000))
        except ConnectionLost:
            pass
        self._socket.close()

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
        while b"\r\n\r\n" not in self._held:
            self._more()
            if len(self._held) > _MOST_HEAD:
                raise ConnectionLost("what answers is no server of ours: its answer has no end")
        answer, self._held = self._held.split(b"\r\n\r\n", 1)
        status, *rest = answer.decode("latin-1").split("\r\n")
        told = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        if status.split(" ")[1:2] != ["101"]:
            raise self._refusal(status, told)
        wanted = base64.b64encode(hashlib.sha1((key + _GUID).encode("ascii")).digest()).decode("ascii")
        if told.get("sec-websocket-accept") != wanted:
            raise ConnectionLost("what answers speaks no WebSocket")

    def _refusal(self, status: str, told: Mapping[str, str]) -> ServerError:
        length = min(int(told.get("content-length", "0") or 0), _MOST_HEAD)
        while len(self._held) < length:
            self._more()
        number = int(status.split(" ")[1]) if status.split(" ")[1:2] and status.split(" ")[1].isdigit() else 0
        try:
            problem = json.loads(self._held[:length])
            return ServerError(str(problem["type"]).rsplit(":", 1)[-1], str(problem["detail"]), number)
        except (ValueError, KeyError, TypeError):
            return ServerError("refused", f"the server answered {status}", number)

    def _frame(self) -> Tuple[bool, int, bytes]:
        first, second = self._exactly(2)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", self._exactly(2))[0]
        elif length == 127:
            length = struct.unpack("!Q", self._exactly(8))[0]
        if length > _MOST_MESSAGE:
            raise ConnectionLost(f"the server announces a message of {length} bytes")
        return first & 0x80 != 0, first & 0x0F, self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        pieces = [self._held]
        size = len(self._held)
        self._held = b""
        while size < length:
            self._more()
            pieces.append(self._held)
            size += len(self._held)
            self._held = b""
        whole = b"".join(pieces)
        self._held = whole[length:]
        return whole[:length]

    def _more(self) -> None:
        try:
            piece = self._socket.recv(1 << 16)
        except OSError as error:
            raise ConnectionLost(f"the connection broke: {error}") from error
        if not piece:
            raise ConnectionLost("the connection ended")
        self._held += piece

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
