"""Strategies in Python in local matches: the real command line, the real market."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from gridleague.sdk import affordable, earliest_end, without_orders
from gridleague import Briefing, Order, View
from tests.playing import AGENTS, cli, played


#: The strategy of agents/keyed.py.
KEYED = """import { affordable, defineAgent, scale, withoutOrders } from '@gridleague/sdk';

export default defineAgent({
  name: 'keyed',
  create: () => {
    let share = 0.1;
    return {
      bid(view, tools) {
        const cancel = view.round % 3 === 0 ? 'all' : [1, 7];
        const orders = tools.bestBundles(view.prices, { count: 2 }).map((option, i) => ({
          ...option,
          limit: option.value - share * Math.abs(option.value),
          key: i + 1,
        }));
        return {
          orders: affordable(orders, withoutOrders(view, cancel === 'all' ? cancel : [1, 2])),
          cancel,
        };
      },
      settled(trade, view, tools) {
        const back = tools.value(scale(trade.delivered, -1));
        const left = tools.bestBundles(trade.prices).length;
        let filled = 0;
        for (const { fill, key } of trade.fills) filled += fill * key!;
        const lost = back === -Infinity ? 0 : back;
        share =
          0.02 * filled +
          0.001 * left +
          0.001 * view.lastTrades +
          0.0001 * view.lastVolume[0]! -
          0.00001 * lost;
      },
    };
  },
});
"""


def view(cash: float, *open_orders: Order) -> View:
    return View(1, [1.0, 2.0], [1.0, 2.0], [0.0, 0.0], cash, 0.0, list(open_orders), False)


class AgentTest(unittest.TestCase):
    def test_ends_without_a_word_where_whoever_asks_it_is_killed(self) -> None:
        nobody, answers = os.pipe()
        os.close(nobody)
        command = [sys.executable, "-m", "gridleague.agent_host", str(AGENTS / "own_shaded.py")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=answers, stderr=subprocess.PIPE) as host:
            os.close(answers)
            assert host.stdin and host.stderr
            self.assertEqual(host.stderr.read(), b"")
            self.assertEqual(host.wait(), 0)

    def test_plays_as_the_same_strategy_in_typescript(self) -> None:
        mine = played("demo-street", "--agent", f"python:{AGENTS / 'own_shaded.py'}", "--agent", "truthful", "--rounds", "4")
        theirs = played("demo-street", "--agent", "shaded", "--agent", "truthful", "--rounds", "4")
        self.assertEqual(mine["resultHash"], theirs["resultHash"])
        self.assertEqual([seat["plugin"] for seat in mine["seats"]][:2], ["own-shaded", "truthful"])
        self.assertEqual((mine["execution"], theirs["execution"]), ("not-sandboxed", "sandbox"))

    def test_replaces_cancels_and_learns_as_the_same_strategy_in_typescript(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "keyed.ts"
            file.write_text(KEYED, encoding="utf-8")
            mine, theirs = (
                played("demo-street", "--agent", agent, "--agent", "truthful", "--rounds", "12")
                for agent in (f"python:{AGENTS / 'keyed.py'}", str(file))
            )
        self.assertEqual([seat["failures"] for seat in mine["perSeat"]], [[]] * len(mine["perSeat"]))
        self.assertEqual(mine["resultHash"], theirs["resultHash"])

    def test_the_report_says_that_nothing_shut_it_in(self) -> None:
        done = cli("play", "blems-example", "--agent", f"python:{AGENTS / 'own_shaded.py'}", "--chain", "memory")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Not sandboxed", done.stdout)

    def test_failures_are_those_of_plugins(self) -> None:
        report = played("random-small", "--agent", f"python:{AGENTS / 'failing.py'}", "--agent", "truthful", "--rounds", "9")
        own = [(failure["kind"], failure["reason"]) for failure in report["perSeat"][0]["failures"]]
        self.assertEqual(
            own,
            [
                ("threw", "ValueError: as it should (failing.py:9)"),
                ("invalid-output", "order 0: bundle has 1 entries; it needs 8"),
                ("threw", "TypeError: bid() must return a list of gridleague.Order, not of str"),
                ("threw", "ToolError: prices has 1 entries; there are 8 resources (failing.py:15)"),
                ("invalid-output", "order 0: bundle[0] must be a number, not null"),
                ("threw", "TypeError: bid() must return a list of gridleague.Order, or a gridleague.Bid, not NoneType"),
                ("invalid-output", "cancel must be 'all' or an array of at most 4096 keys"),
                ("process-lost", own[7][1]),
            ],
        )
        self.assertRegex(own[7][1], "ended with code 3")
        # Its other seats were lost with it; nobody else has failed, and the match went on.
        self.assertEqual(report["perSeat"][1]["failures"], [])
        self.assertEqual(report["rounds"], 9)

    def test_a_file_that_does_not_load_says_where(self) -> None:
        for file, reason in (("broken.py", r"broken.py: threw: AttributeError: .*NoSuchName.*\(broken.py:3\)"), ("nowhere.py", "no such file")):
            done = cli("play", "blems-example", "--agent", f"python:{AGENTS / file}", "--chain", "memory")
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, reason)

    def test_plays_in_leagues_here_and_nothing_claims_to_replay_them(self) -> None:
        mine = f"python:{AGENTS / 'own_shaded.py'}"
        with tempfile.TemporaryDirectory() as folder:
            league = {"id": "here", "title": "Here", "format": "mixed", "scenarios": ["blems-example"], "blocks": 1, "matchSize": 2}
            file = Path(folder) / "here.json"
            file.write_text(json.dumps({**league, "entrants": ["truthful", "shaded"], "roundCap": 4}), encoding="utf-8")
            done = cli("league", str(file), "--agent", mine, "--no-chain", "--output", f"{folder}/run")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stdout, r"own-shaded \w+ \(python\)")
            self.assertIn("Not sandboxed", done.stdout)
            found = cli("verify", f"{folder}/run", "--json")
            # Of the three pairs one has plugins alone.
            self.assertRegex(json.loads(found.stdout)["headline"], r"^1 of 3 matches replayed identically, 2 with remote agents")
            self.assertEqual(found.returncode, 1)
            allowed = cli("verify", f"{folder}/run", "--allow-unverified=70%")
            self.assertEqual(allowed.returncode, 0, allowed.stdout + allowed.stderr)

    def test_only_what_carries_the_mark_takes_it(self) -> None:
        mine = f"python:{AGENTS / 'own_shaded.py'}"
        for verb in (("compare-mechanisms", "demo-street", "--agent", mine), ("league", "demo", "--plugin", mine)):
            done = cli(*verb)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn("own_shaded.py", done.stderr)


class SdkTest(unittest.TestCase):
    def test_orders_shrink_to_what_can_be_paid(self) -> None:
        [order] = affordable([Order([2.0, 0.0], 4.0)], view(1.0))
        self.assertAlmostEqual(order.limit, 1.0, places=6)
        self.assertAlmostEqual(order.bundle[0], 0.5, places=6)
        # Limited orders share what they lock, with the open ones; unlimited ones lock each for itself.
        self.assertEqual(len(affordable([Order([1.0, 0.0], 1.0)] * 3, view(0.0, Order([0.0, 1.0], 2.0)))), 3)
        self.assertEqual(len(affordable([Order([1.0, 0.0], 1.0, "unlimited", 1.0)] * 3, view(1.5))), 2)

    def test_the_money_of_cancelled_orders_is_free_again(self) -> None:
        one, two = Order([1.0, 0.0], 3.0, key=1), Order([0.0, 1.0], 1.0, "unlimited", 2.0, key=2)
        held = view(1.0, one, two)
        self.assertEqual(without_orders(held, "all").cash, 6.0)
        kept = without_orders(held, [2, 9])
        self.assertEqual(kept.open_orders, [one])
        # Less the room for rounding that the order which stays may lock.
        self.assertAlmostEqual(kept.cash, 3.0, places=6)
        self.assertLess(kept.cash, 3.0)
        [shrunk] = affordable([Order([2.0, 0.0], 4.0, key=5)], view(1.0))
        self.assertEqual(shrunk.key, 5)

    def test_knows_when_a_match_may_end(self) -> None:
        def ends(**closing: object) -> int:
            return earliest_end(Briefing(0, 1, [], 50, closing, [], 0.0, [], {}, None, None, {}))

        self.assertEqual(ends(kind="fixed"), 50)
        self.assertEqual(ends(**{"kind": "random", "from": 20, "hazard": 0.1}), 20)
        self.assertEqual(ends(**{"kind": "soft", "from": 5, "extend": 8}), 8)


if __name__ == "__main__":
    unittest.main()
