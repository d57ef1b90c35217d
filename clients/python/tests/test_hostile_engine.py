"""Whatever answers in an engine's place: every outcome is an error of ours."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

from gridleague.engine import Engine
from gridleague.errors import EngineError, EngineLostError

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
