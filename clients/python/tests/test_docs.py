"""What docs/python.md shows runs as it is written."""

import re
import tempfile
import unittest
from pathlib import Path

from tests.playing import PACKAGE, played, python

GUIDE = (PACKAGE.parents[1] / "docs" / "python.md").read_text()


def shown(beginning: str) -> str:
    [block] = [block for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL) if block.startswith(beginning)]
    return str(block)


class GuideTest(unittest.TestCase):
    def test_the_quick_start_plays(self) -> None:
        first = shown("from gridleague import MarketEnv")
        self.assertEqual(first, shown_in_readme())
        code, said = python(first)
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"^[0-9a-f]{64} \{'seat_0': .*'seat_2': .*'seat_4': ")

    def test_many_matches_play(self) -> None:
        code, said = python(shown("from gridleague import VectorEnv").replace("8", "2"))
        self.assertEqual(code, 0, said)
        self.assertRegex(said, r"^\[[0-9.]+, [0-9.]+\]$")

    def test_the_strategy_is_truthful(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "my_agent.py"
            file.write_text(shown("# my_agent.py"))
            options = ("blems-example", "--agent")
            self.assertEqual(played(*options, f"python:{file}")["resultHash"], played(*options, "truthful")["resultHash"])


def shown_in_readme() -> str:
    readme = (PACKAGE / "README.md").read_text()
    [block] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    return str(block)


if __name__ == "__main__":
    unittest.main()
