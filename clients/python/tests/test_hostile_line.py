"""Whatever speaks in the place of a server that a remote agent plays on: the line is lost in words, and connected anew."""

import base64
import hashlib
import json
import socket
import struct
import threading
import unittest
from typing import Any, List, Tuple
from unittest import mock

from gridleague import GridLeagueError, ServerError, websocket
from gridleague.remote import RemoteAgent
from tests.hostile_peer import DEEP, Talk, peer, saying
from tests.playing import AGENTS


def accepting(talk: Talk) -> Talk:
    """A server that takes every agent, and speaks WebSocket from then on."""

    def shake(one: socket.socket, head: bytes) -> None:
        key = next(line.split(b": ")[1] for line in head.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key"))
        accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        one.sendall(b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        talk(one, head)

    return shake


def frame(payload: bytes, first: int = 0x81) -> bytes:
    size = len(payload)
    head = struct.pack("!BB", first, size) if size < 126 else struct.pack("!BBQ", first, 127, size)
    return head + payload


def sending(content: bytes) -> Talk:
    def send(one: socket.socket, _: bytes) -> None:
        one.sendall(content)
        # Until the other side has had enough.
        while one.recv(4096):
            pass

    return accepting(send)


def flooding(content: bytes) -> Talk:
    def send(one: socket.socket, _: bytes) -> None:
        while True:
            one.sendall(content)

    return accepting(send)


def call(**fields: Any) -> bytes:
    return frame(json.dumps(fields).encode())


LINES: List[Tuple[str, Talk, str]] = [
    ("no WebSocket", saying(b"", "101 Switching Protocols"), "speaks no WebSocket"),
    ("a head without end", lambda one, _: one.sendall(b"HTTP/1.1 101 S\r\n" + b"a: b\r\n" * 20_000), "no end|broke"),
    ("a line without end", lambda one, _: one.sendall(b"HTTP/1.1 101 " + b"x" * 100_000), "no end|broke"),
    ("nothing", lambda one, _: None, "ended|broke"),
    ("a giant frame", sending(struct.pack("!BBQ", 0x81, 127, 1 << 62)), "more than are read"),
    ("a message of pieces without end", flooding(frame(b"x" * 60, 0x01) + frame(b"x" * 60, 0x00) * 1000), "no message"),
    ("pieces that begin nothing", sending(frame(b"x", 0x80)), "no message"),
    ("a large ping", sending(struct.pack("!BBQ", 0x89, 127, 1 << 20)), "more than are read"),
    ("a masked frame", sending(b"\x81\x81\0\0\0\0x"), "no frame"),
    ("a compressed frame", sending(frame(b"x", 0xC1)), "no frame"),
    ("an opcode of nothing", sending(frame(b"x", 0x83)), "no frame"),
    ("binary data", sending(frame(b"x", 0x82)), "no message"),
    ("no UTF-8", sending(frame(b"\xff")), "no text"),
    ("no JSON", sending(frame(b"hello")), "no message"),
    ("deep JSON", sending(frame(DEEP)), "no message"),
    ("a list", sending(frame(b"[]")), "no message"),
    ("no match", sending(call(call="bid", n=1)), "no message"),
    ("a match without a name", sending(call(match={"a": 1}, call="bid", n=1)), "no message"),
    ("a call without a number", sending(call(match="m", call="bid")), "without a number"),
    ("half a frame, and the end", accepting(lambda one, _: one.sendall(b"\x81\x7e\x10")), "ended|broke"),
    ("a farewell of escapes", accepting(lambda one, _: one.sendall(frame(b"\x03\xe8\x1b[2J", 0x88))), r"\\x1b\[2J"),
]


class HostileLineTest(unittest.TestCase):
    def remote(self, url: str, told: List[str]) -> RemoteAgent:
        return RemoteAgent(str(AGENTS / "own_shaded.py"), url, "clever", "team_x", told.append)

    def test_every_line_is_lost_in_words_and_connected_anew(self) -> None:
        for what, talk, words in LINES:
            with self.subTest(what), peer(talk) as (url, _), mock.patch("gridleague.remote.time.sleep"):
                told: List[str] = []
                self.remote(url, told).play(lambda: len([line for line in told if "again" in line]) > 0)
                self.assertRegex(told[-1], words)
                self.assertTrue(told[-1].isprintable())

    def test_refusals_of_no_form_end_it_with_a_code(self) -> None:
        for status, headers, body in [
            ("banana", (), b""),
            ("404 \x1b[2J", (), b"\xff"),
            ("403 No", (), DEEP),
            ("401 No", (), b'{"type": 1}'),
            ("400 No", ("Content-Length: -5",), b""),
        ]:
            with self.subTest(status), peer(saying(body, status, *headers)) as (url, _):
                with self.assertRaises(ServerError) as caught:
                    self.remote(url, []).play()
                self.assertTrue(str(caught.exception).isprintable())
                with self.assertRaises(ServerError):
                    self.remote(url, []).register()

    def test_strategies_of_matches_without_end_are_not_kept(self) -> None:
        many = 40
        heard = threading.Semaphore(0)

        def open_matches(one: socket.socket, _: bytes) -> None:
            for number in range(many):
                one.sendall(call(match=f"m{number}", call="create", n=number, seat=0, seed="s", briefing={}))
                one.recv(65536)
                heard.release()

        with peer(accepting(open_matches)) as (url, _), mock.patch("gridleague.remote.time.sleep"):
            with mock.patch("gridleague.remote._MOST_MATCHES", 8):
                told: List[str] = []
                agent = self.remote(url, told)
                agent.play(lambda: len([line for line in told if "again" in line]) > 0)
                self.assertEqual(list(agent._matches), [f"m{number}" for number in range(many - 8, many)])

    def test_a_name_or_token_cannot_be_a_header(self) -> None:
        for name, token in (("a\r\nb: c", "t"), ("../x", "t"), ("a", "t\r\nCookie: x")):
            with self.assertRaises(GridLeagueError):
                RemoteAgent(str(AGENTS / "own_shaded.py"), "http://127.0.0.1:9", name, token)

    def test_who_says_nothing_is_not_waited_for(self) -> None:
        with peer(accepting(lambda one, _: [None for _ in iter(lambda: one.recv(4096), b"")] and None)) as (url, _):
            with mock.patch.object(websocket, "_SILENCE", 0.05), mock.patch("gridleague.remote.time.sleep"):
                told: List[str] = []
                self.remote(url, told).play(lambda: len([line for line in told if "again" in line]) > 0)
                self.assertIn("timed out", told[-1])


if __name__ == "__main__":
    unittest.main()
