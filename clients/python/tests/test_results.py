"""The client of the API against answers in the API's forms; apps/cli/env/python.test.ts asks a real server."""

import io
import json
import tarfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from gridleague import GridLeagueError, Server, ServerError

BOARD = 'position,id,name,version,row,welfare,pareto\r\n1,own,"a, b",12345678,entrant,0.5,true\r\n,optimum,\'=1,,reference,1,\r\n'


def archive(**files: str) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(f"match/{name}.csv")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return content.getvalue()


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        if url.path == "/api/runs/r%2F1/matches":
            begin = int(query.get("cursor", ["0"])[0])
            end = begin + 2
            self.answer({"items": [{"id": i} for i in range(begin, min(end, 5))], "next": str(end) if end < 5 else None})
        elif url.path == "/api/leagues/demo/leaderboard" and query["format"] == ["csv"]:
            self.send(200, BOARD.encode())
        elif url.path == "/api/matches/m/tables":
            self.send(200, archive(schedules="household,period,load\r\nflat,0,1.5\r\nflat,1,\r\n", kpis="kpi,value\r\n"))
        elif url.path == "/api/matches/plain/tables":
            self.send(200, archive(rounds="round\r\n1\r\n"))
        elif url.path == "/api/leagues/busy":
            self.answer({"type": "urn:gridleague:problem:busy", "detail": "too many wait"}, 503, {"Retry-After": "7"})
        elif url.path == "/api/leagues/secret":
            self.answer({"authorization": self.headers.get("Authorization")})
        elif url.path == "/api/leagues/strange":
            self.send(200, b"<html>")
        else:
            self.send(404, b"no document")

    def answer(self, document: object, status: int = 200, headers: dict = {}) -> None:
        self.send(status, json.dumps(document).encode(), headers)

    def send(self, status: int, content: bytes, headers: dict = {}) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


class ResultsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.http = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=cls.http.serve_forever, daemon=True).start()
        cls.url = f"http://127.0.0.1:{cls.http.server_port}"
        cls.server = Server(cls.url + "/")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.http.shutdown()
        cls.http.server_close()

    def test_lists_are_read_to_their_last_page(self) -> None:
        self.assertEqual([row["id"] for row in self.server.matches("r/1")], [0, 1, 2, 3, 4])

    def test_cells_become_what_they_are(self) -> None:
        own, reference = self.server.board("demo", weights={"welfare": 2})
        self.assertEqual(own, {"position": 1, "id": "own", "name": "a, b", "version": "12345678", "row": "entrant", "welfare": 0.5, "pareto": True})
        self.assertEqual((reference["position"], reference["name"], reference["welfare"], reference["pareto"]), (None, "=1", 1.0, None))

    def test_schedules_come_out_of_the_archive(self) -> None:
        self.assertEqual(
            self.server.schedules("m"),
            [{"household": "flat", "period": 0, "load": 1.5}, {"household": "flat", "period": 1, "load": None}],
        )
        with self.assertRaises(ServerError) as met:
            self.server.schedules("plain")
        self.assertEqual(met.exception.code, "no-schedules")

    def test_problems_keep_their_names(self) -> None:
        for league, code, status in (("busy", "busy", 503), ("nowhere", "bad-answer", 404), ("strange", "bad-answer", 0)):
            with self.assertRaises(ServerError) as met:
                self.server.league(league)
            self.assertEqual((met.exception.code, met.exception.status), (code, status))
        with self.assertRaisesRegex(ServerError, "too many wait .try again in 7 s."):
            self.server.league("busy")
        with self.assertRaises(ServerError) as met:
            Server("ftp://there")
        self.assertEqual(met.exception.code, "bad-address")

    def test_says_when_nobody_answers(self) -> None:
        with self.assertRaises(ServerError) as met:
            Server("http://127.0.0.1:9", timeout=5).leagues()
        self.assertEqual(met.exception.code, "unreachable")

    def test_the_token_goes_along(self) -> None:
        row = Server(self.url, token="t0").league("secret")
        self.assertEqual(row, {"authorization": "Bearer t0"})

    def test_frames_need_pandas(self) -> None:
        try:
            import pandas
        except ImportError:
            with self.assertRaises(GridLeagueError):
                self.server.board("demo").frame()
        else:
            self.assertEqual(list(self.server.board("demo").frame()["id"]), ["own", "optimum"])
            del pandas


if __name__ == "__main__":
    unittest.main()
