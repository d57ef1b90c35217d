"""The trained strategy and the plugin that it becomes."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.playing import PACKAGE, cli, played

EXAMPLES = PACKAGE / "examples"
sys.path.insert(0, str(EXAMPLES))

from export_plugin import plugin  # noqa: E402
from markdown_policy import FEATURES, WEIGHTS, offer, weights_of  # noqa: E402


def example(name: str, *arguments: str, cwd: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    return subprocess.run([sys.executable, str(EXAMPLES / name), *arguments], cwd=cwd, env=env, capture_output=True, text=True)


class ExampleTest(unittest.TestCase):
    def test_the_plugin_plays_as_the_python_strategy(self) -> None:
        document = json.loads(WEIGHTS.read_text())
        self.assertEqual(document["features"], FEATURES)
        self.assertLess(2 * document["held"]["standardError"], document["held"]["difference"])
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "learned-markdown.ts"
            file.write_text(plugin(document["weights"]))
            options = ("demo-street", "--seed", "held 0", "--rounds", "8", "--agent")
            mine = played(*options, f"python:{EXAMPLES / 'markdown_policy.py'}", "--agent", "truthful")
            exported = played(*options, str(file), "--agent", "truthful")
            self.assertEqual(mine["resultHash"], exported["resultHash"])
            self.assertEqual(exported["execution"], "sandbox")
            # Another weight, another match.
            file.write_text(plugin([weight + 0.5 for weight in document["weights"]]))
            self.assertNotEqual(played(*options, str(file), "--agent", "truthful")["resultHash"], mine["resultHash"])

    def test_the_plugin_passes_the_checks_of_admission(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "learned-markdown.ts"
            file.write_text(plugin(json.loads(WEIGHTS.read_text())["weights"]))
            done = cli("check", str(file))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_training_leaves_what_comes_along(self) -> None:
        """A training of one step, run by hand in a folder of its own."""
        before = WEIGHTS.read_bytes()
        with tempfile.TemporaryDirectory() as folder:
            done = example("train_markdown.py", "--steps", "1", "--held", "2", cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            mine = Path(folder) / "markdown-weights.json"
            self.assertEqual(weights_of(mine), json.loads(mine.read_text())["weights"])
            self.assertNotEqual(weights_of(mine), weights_of())
            done = example("export_plugin.py", "mine.ts", mine.name, cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((Path(folder) / "mine.ts").read_text(), plugin(weights_of(mine)))
        done = example("train_markdown.py", "--out", WEIGHTS.name, cwd=str(EXAMPLES))
        self.assertEqual(done.returncode, 2)
        self.assertIn("comes along with GridLeague: name another file", done.stderr)
        self.assertEqual(WEIGHTS.read_bytes(), before)

    def test_offers_are_shares(self) -> None:
        self.assertEqual(offer([0.0, 0.0], [1.0, 1.0]), 0.5)
        self.assertEqual(offer([1.0], [1.0]), 0.75)
        self.assertTrue(0 < offer([-50.0], [1.0]) < 0.01)


if __name__ == "__main__":
    unittest.main()
