"""Whatever answers in a server's or an engine's place: every outcome is an error of ours, and bounded."""

import base64
import contextlib
import gzip
import hashlib
import io
import json
import socket
import struct
import sys
import tarfile
import tempfile
import threading
import tracemalloc
import unittest
from pathlib import Path
from typing import Any, Callable, Iterator, List, Tuple
from unittest import mock

from gridleague import GridLeagueError, Server, ServerError, fetch, results, websocket
from gridleague.engine import Engine
from gridleague.errors import EngineError, EngineLostError
from gridleague.remote import RemoteAgent
from tests.playing import AGENTS

Talk = Callable[[socket.socket, bytes], None]


@contextlib.contextmanager
def peer(talk: Talk) -> Iterator[Tuple[str, List[bytes]]]:
    """A server that does ``talk`` once a request's head has come; its address and the heads."""
    heads: List[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(one: socket.socket) -> None:
        with one, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = one.recv(4096)
                if not piece:
                    return
                head += piece
            heads.append(head)
            talk(one, head)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", heads
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def saying(content: bytes, status: str = "200 OK", *headers: str) -> Talk:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers, "", ""])
    return lambda one, _: one.sendall(head.encode("latin-1") + content)


def document(value: object) -> Talk:
    return saying(json.dumps(value).encode())


def endless(one: socket.socket, _: bytes) -> None:
    one.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        one.sendall(b"x" * 65536)


def following(one: socket.socket, head: bytes) -> None:
    """A list with always one page more."""
    number = int(head.split(b"cursor=")[1].split(b" ")[0]) if b"cursor=" in head else 0
    document({"items": [{"id": number}], "next": str(number + 1)})(one, head)


def packed(*files: Tuple[str, bytes], sparse: int = 0) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, text in files:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            if sparse:
                info.pax_headers = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(sparse)}
            tar.addfile(info, io.BytesIO(text))
    return gzip.compress(content.getvalue())


DEEP = b"[" * 200_000
LEAGUE = lambda server: server.league("x")  # noqa: E731
LISTS = lambda server: server.runs("x")  # noqa: E731
BOARD = lambda server: server.board("x")  # noqa: E731
TABLES = lambda server: server.tables("x")  # noqa: E731

ANSWERS: List[Tuple[str, Talk, Callable[[Server], Any], str]] = [
    ("a body without end", endless, LEAGUE, "bad-answer"),
    ("no HTTP", lambda one, _: one.sendall(b"\0\xff\r\n\r\n"), LEAGUE, "unreachable"),
    ("a status of its own", saying(b"", "banana"), LEAGUE, "unreachable"),
    ("headers without end", lambda one, _: one.sendall(b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 10_000), LEAGUE, "unreachable"),
    ("less than it says", lambda one, _: one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"), LEAGUE, "unreachable"),
    ("broken chunks", lambda one, _: one.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), LEAGUE, "unreachable"),
    ("no UTF-8", saying(b'{"a": "\xff"}'), LEAGUE, "bad-answer"),
    ("deep JSON", saying(DEEP), LEAGUE, "bad-answer"),
    ("a number of many digits", saying(b'{"a": ' + b"1" * 100_000 + b"}"), LEAGUE, "bad-answer"),
    ("a list for an object", document([1]), LEAGUE, "bad-answer"),
    ("no items", document({}), LISTS, "bad-answer"),
    ("items of no kind", document({"items": [1, None], "next": None}), LISTS, "bad-answer"),
    ("an object of items", document({"items": {"a": 1}, "next": None}), LISTS, "bad-answer"),
    ("the same page for ever", document({"items": [{}], "next": "x"}), LISTS, "bad-answer"),
    ("empty pages for ever", document({"items": [], "next": "x"}), LISTS, "bad-answer"),
    ("another page for ever", following, LISTS, "bad-answer"),
    ("a cursor that is none", document({"items": [{}], "next": {"a": 1}}), LISTS, "bad-answer"),
    ("rounds that are none", document({"a": 1}), lambda server: server.rounds("x"), "bad-answer"),
    ("a table with too many cells", saying(b"a,b\r\n1,2,3\r\n"), BOARD, "bad-answer"),
    ("a table with too few cells", saying(b"a,b\r\n1\r\n"), BOARD, "bad-answer"),
    ("a table in quotes without end", saying(b'a,b\r\n"1,2\r\n'), BOARD, "bad-answer"),
    ("a cell of many digits", saying(b"a\r\n" + b"1" * 100_000 + b"\r\n"), BOARD, "bad-answer"),
    ("a giant cell", saying(b"a\r\n" + b"x" * 500_000 + b"\r\n"), BOARD, "bad-answer"),
    ("no archive", saying(b"PK\x03\x04"), TABLES, "bad-answer"),
    ("half an archive", saying(packed(("m/a.csv", b"a\r\n1\r\n"))[:60]), TABLES, "bad-answer"),
    ("an archive of noise", saying(gzip.compress(bytes(range(256)) * 100)), TABLES, "bad-answer"),
    ("an archive that unfolds", saying(packed(("m/a.csv", bytes(4 << 20)))), TABLES, "bad-answer"),
    ("an archive of many files", saying(packed(*[(f"m/{i}.csv", b"a\r\n") for i in range(1100)])), TABLES, "bad-answer"),
    ("files that are no text", saying(packed(("m/a.csv", b"\xff\xfe"))), TABLES, "bad-answer"),
    ("a problem that is a list", saying(b"[]", "500 No"), LEAGUE, "bad-answer"),
    ("a deep problem", saying(DEEP, "500 No"), LEAGUE, "bad-answer"),
    ("a problem without end", lambda one, head: endless(one, head), LEAGUE, "bad-answer"),
    ("another address", saying(b"", "302 Found", "Location: http://127.0.0.1:9/"), LEAGUE, "moved"),
    ("itself for ever", saying(b"", "307 Again", "Location: /api/leagues/x"), LEAGUE, "moved"),
]


class HostileServerTest(unittest.TestCase):
    def test_every_answer_is_typed_and_bounded(self) -> None:
        for what, talk, ask, code in ANSWERS:
            with self.subTest(what), peer(talk) as (url, _), contextlib.ExitStack() as bounds:
                for module in (fetch, results):
                    bounds.enter_context(mock.patch.object(module, "MOST_BYTES", 1 << 20))
                bounds.enter_context(mock.patch.object(results, "_MOST_ROWS", 50))
                tracemalloc.start()
                try:
                    with self.assertRaises(ServerError) as caught:
                        ask(Server(url, timeout=20))
                    self.assertLess(tracemalloc.get_traced_memory()[1], 30 << 20)
                finally:
                    tracemalloc.stop()
                self.assertEqual(caught.exception.code, code)
                self.assertLess(len(str(caught.exception)), 3000)

    def test_what_a_file_of_holes_says_it_holds_is_not_read(self) -> None:
        with peer(saying(packed(("m/a.csv", b""), sparse=1 << 40))) as (url, _):
            self.assertEqual(Server(url).tables("x"), {})

    def test_a_token_is_told_to_its_server_alone_and_in_no_message(self) -> None:
        with peer(saying(b"{}")) as (other, heads):
            for status in ("301 A", "302 B", "303 C", "307 D", "308 E"):
                with peer(saying(b"", status, f"Location: {other}/api/leagues/x")) as (url, _):
                    with self.assertRaises(ServerError):
                        Server(url, "team_secret").league("x")
            self.assertEqual(heads, [])
        for token in ("team_se\r\ncret", "team_sécret", "", "team cret"):
            with self.assertRaises(ServerError) as caught:
                Server("http://127.0.0.1:9", token)
            self.assertEqual(caught.exception.code, "bad-token")
            self.assertNotIn("cret", str(caught.exception))

    def test_no_message_moves_a_cursor(self) -> None:
        evil = {"type": "urn:x:\x1b[2J", "detail": "\x1b]0;owned\x07 \u202e \r\n", "field": "\x9b31m"}
        with peer(saying(json.dumps(evil).encode(), "400 \x1b[1m", "Retry-After: \x1b[5m")) as (url, _):
            with self.assertRaises(ServerError) as caught:
                Server(url).league("x")
        self.assertTrue(str(caught.exception).isprintable(), str(caught.exception))
        self.assertTrue(caught.exception.code.isprintable())

    def test_addresses_that_are_none_are_refused(self) -> None:
        for url in ("ftp://x", "http://", "http://[", "http://x:99999", "file:///etc/passwd", "http://a b", "http://x\r\ny: z"):
            with self.subTest(url), self.assertRaises(ServerError) as caught:
                Server(url)
            self.assertEqual(caught.exception.code, "bad-address")


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


GREETING = json.dumps({"protocol": 1, "engine": {"version": "x"}})


class HostileEngineTest(unittest.TestCase):
    def engine(self, *lines: str) -> Engine:
        """One that says its lines, a second one after it was asked."""
        program = f"import sys; lines = {list(lines)!r}\nfor one in lines:\n  sys.stdout.write(one); sys.stdout.flush()\n  sys.stdin.readline()"
        with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False) as file:
            file.write(program)
        self.addCleanup(Path(file.name).unlink)
        return Engine([sys.executable, file.name])

    def test_greetings_that_are_none(self) -> None:
        for line in ("\n", "hello\n", "[]\n", "null\n", "[" * 100_000 + "\n", '{"protocol": "\x1b[2J"}\n', "\udcff\n"):
            with self.subTest(line[:20]), self.assertRaises(EngineLostError) as caught:
                self.engine(line)
            self.assertTrue(str(caught.exception).isprintable())

    def test_answers_that_are_none(self) -> None:
        for line in ("nonsense", "[]", "{}", '{"id": 7, "ok": {}}', '{"id": "1"}', '{"id": 1}', '{"id": 1, "ok": 3}', '{"id": [1], "ok": {}}'):
            with self.subTest(line), self.engine(GREETING + "\n", line + "\n") as engine:
                with self.assertRaises(EngineLostError):
                    engine.ask("seats")
                self.assertFalse(engine.alive)

    def test_errors_of_no_form(self) -> None:
        with self.engine(GREETING + "\n", '{"id": 1, "error": {"message": "\\u001b[2J"}}\n') as engine:
            with self.assertRaises(EngineError) as caught:
                engine.ask("seats")
        self.assertTrue(str(caught.exception).isprintable())


if __name__ == "__main__":
    unittest.main()
