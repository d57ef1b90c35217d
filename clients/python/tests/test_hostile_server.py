"""Whatever answers in a server's place: every outcome is an error of ours, and bounded."""

import contextlib
import gzip
import io
import json
import socket
import tarfile
import tracemalloc
import unittest
from typing import Any, Callable, List, Tuple
from unittest import mock

from gridleague import Server, ServerError, fetch, results
from tests.hostile_peer import DEEP, Talk, document, peer, saying


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


if __name__ == "__main__":
    unittest.main()
