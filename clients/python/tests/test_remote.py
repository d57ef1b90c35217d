"""Remote agents: the real server, the real network, the client of this package."""

import json
import os
import re
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Optional

from gridleague.engine import engine_command
from gridleague.errors import ServerError
from gridleague.remote import RemoteAgent, main
from gridleague.results import Server
from gridleague.websocket import ConnectionLost, WebSocket
from tests.playing import AGENTS

LEAGUE = {
    **{"id": "open-air", "title": "Open air", "format": "mixed", "scenarios": ["blems-example"], "blocks": 1, "matchSize": 2},
    **{"entrants": ["truthful", "far/clever"], "roundCap": 4, "remote": True, "limits": {"milliseconds": 30000}},
}


class RemoteTest(unittest.TestCase):
    server: "subprocess.Popen[str]"
    url: str
    admin: str
    token: str
    folder: "tempfile.TemporaryDirectory[str]"

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        own = {"PORT": "0", "GRIDLEAGUE_DATA": cls.folder.name, "GRIDLEAGUE_DEMO": "no", "GRIDLEAGUE_WORKERS": "1"}
        cls.server = subprocess.Popen(
            [*engine_command(), "serve"], env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert cls.server.stdout is not None
        said = ""
        for line in cls.server.stdout:
            said += line
            found = re.search(r"is at (http:\S+)", said)
            if found:
                cls.url = found.group(1)
                break
        threading.Thread(target=cls.server.stdout.read, daemon=True).start()
        cls.admin = (Path(cls.folder.name) / "admin-token").read_text(encoding="utf-8").strip()
        cls.token = cls.post("/teams", {"name": "far"})["token"]

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.terminate()
        cls.server.wait()
        assert cls.server.stdout is not None
        cls.server.stdout.close()
        cls.folder.cleanup()

    @classmethod
    def post(cls, path: str, body: Any) -> Dict[str, Any]:
        headers = {"Authorization": f"Bearer {cls.admin}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{cls.url}/api{path}", json.dumps(body).encode("utf-8"), headers)
        with urllib.request.urlopen(request) as answer:
            told: Dict[str, Any] = json.loads(answer.read())
        return told

    def followed(self, run: str) -> None:
        """Until it is over."""
        with urllib.request.urlopen(f"{self.url}/api/runs/{run}/events") as events:
            events.read()

    def test_plays_over_the_network_and_gives_way_to_a_newer_connection(self) -> None:
        connected = threading.Event()
        said: List[str] = []

        def tell(text: str) -> None:
            said.append(text)
            if text.startswith("connected"):
                connected.set()

        agent = RemoteAgent(str(AGENTS / "own_shaded.py"), self.url, "clever", self.token, tell)
        self.assertEqual(agent.register(), agent.register())
        refused: List[Optional[str]] = []

        def play() -> None:
            try:
                agent.play()
            except ServerError as error:
                refused.append(error.code)

        thread = threading.Thread(target=play, daemon=True)
        thread.start()
        connected.wait()
        self.post("/leagues", LEAGUE)
        self.post("/leagues/open-air/runs", {})
        self.followed("open-air-1")
        match = Server(self.url, self.token).match("open-air-1-000001")
        report = match["report"]
        self.assertEqual(report["execution"], "not-sandboxed")
        self.assertEqual([seat["failures"] for seat in report["perSeat"]], [[] for _ in report["perSeat"]])
        self.assertGreater(max(seat["saving"] for seat in report["perSeat"]), 0)
        # A second one of the same agent takes its place, and the first does not fight for it.
        other = WebSocket(f"ws{self.url[4:]}/api/remote-agents/clever", {"Authorization": f"Bearer {self.token}"})
        thread.join(60)
        self.assertEqual(refused, ["replaced"])
        other.close()

    def test_says_why_it_is_refused(self) -> None:
        with self.assertRaises(ServerError) as wrong:
            RemoteAgent(str(AGENTS / "own_shaded.py"), self.url, "clever", "team_wrong").register()
        self.assertEqual((wrong.exception.code, wrong.exception.status), ("token-needed", 401))
        with self.assertRaises(ServerError) as unknown:
            WebSocket(f"ws{self.url[4:]}/api/remote-agents/nobody", {"Authorization": f"Bearer {self.token}"})
        self.assertEqual((unknown.exception.code, unknown.exception.status), ("not-found", 404))
        with self.assertRaises(ConnectionLost):
            WebSocket("ws://127.0.0.1:1/api/remote-agents/nobody", {})
        file = str(AGENTS / "own_shaded.py")
        os.environ.pop("GRIDLEAGUE_TOKEN", None)
        self.assertEqual(main([file, "--name", "clever", "--server", self.url]), 2)
        self.assertEqual(main([file, "--name", "clever", "--server", "ftp://nowhere"]), 2)
