"""Matches as environments: the real engine in a process of its own."""

import json
import os
import signal
import subprocess
import unittest
from pathlib import Path
from typing import Any, Dict, List

from gridleague import Engine, EngineError, EngineLostError, GridLeagueError, MarketEnv, Match, MatchTask, Order, VectorEnv, affordable
from gridleague.engine import engine_command
from gridleague.sdk import offering
from tests.playing import PACKAGE, played, python

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
TRUTHFUL = [1.0] * 4
#: What the reference strategy `shaded` offers.
SHADED = [0.8] * 4


def to_the_end(env: MarketEnv, action: List[float]) -> Dict[str, float]:
    """What the seats earned by their rewards."""
    earned = dict.fromkeys(env.agents, 0.0)
    while env.agents:
        rewards = env.step({agent: action for agent in env.agents})[1]
        for agent, reward in rewards.items():
            earned[agent] += reward
    return earned


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


class EnvTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.engine = Engine()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.engine.close()

    def test_plays_to_the_hash_of_play(self) -> None:
        env = MarketEnv("demo-street", ["outside", "truthful"], rounds=6, engine=self.engine)
        self.assertEqual(env.possible_agents, ["seat_0", "seat_2", "seat_4"])
        observations, infos = env.reset(seed=7)
        for agent, observation in observations.items():
            self.assertTrue(env.observation_space(agent).contains(observation))
            self.assertEqual(infos[agent], {"asked": True})
        earned = to_the_end(env, SHADED)
        report = env.report
        assert report is not None
        theirs = played("demo-street", "--agent", "shaded", "--agent", "truthful", "--rounds", "6", "--seed", "7")
        self.assertEqual(report["resultHash"], theirs["resultHash"])
        self.assertEqual(report["execution"], "not-sandboxed")
        for agent, seat in (("seat_0", 0), ("seat_2", 2), ("seat_4", 4)):
            self.assertAlmostEqual(earned[agent], theirs["perSeat"][seat]["saving"], places=9)

    def test_truthful_has_room_for_all_it_is_offered(self) -> None:
        """Where few have many prices to agree on, a seat is offered dozens of bundles, and action 1 orders all of them."""
        scenario = str(PACKAGE / "tests" / "fee_free.yaml")
        env = MarketEnv(scenario, rounds=4, engine=self.engine)
        [slots] = env.action_space("seat_0").shape
        observations, _ = env.reset(seed=1)
        self.assertEqual({len(observation["bundles"]) for observation in observations.values()}, {slots})
        self.assertTrue(env.observation_space("seat_0").contains(observations["seat_0"]))
        most = 0
        while env.agents:
            most = max(most, *(len(env.options(agent)) for agent in env.agents))
            env.step({agent: [1.0] * slots for agent in env.agents})
        self.assertTrue(4 < most <= slots, f"{most} of {slots}")
        report = env.report
        assert report is not None
        self.assertEqual(report["resultHash"], played(scenario, "--rounds", "4", "--seed", "1")["resultHash"])
        # Who wants few says so, and is never shown more.
        env = MarketEnv(scenario, bundles=2, rounds=4, engine=self.engine)
        env.reset(seed=1)
        self.assertEqual(env.action_space("seat_0").shape, (2,))
        self.assertEqual(max(len(env.options(agent)) for agent in env.agents), 2)
        env.close()

    def test_matches_at_the_same_time_do_not_disturb_each_other(self) -> None:
        with VectorEnv("blems-example", 3, processes=2) as matches:
            first = matches.reset(["a", "b", "c"])
            self.assertEqual(len(first), 3)
            while matches.running:
                matches.step({i: {agent: TRUTHFUL for agent in matches.envs[i].agents} for i in matches.running})
            hashes = [report["resultHash"] for report in matches.reports() if report]
        alone = []
        for seed in ("a", "b", "c"):
            env = MarketEnv("blems-example", engine=self.engine)
            env.reset(seed)
            to_the_end(env, TRUTHFUL)
            alone.append(env.report["resultHash"] if env.report else None)
        self.assertEqual(hashes, alone)
        self.assertEqual(alone[0], played("blems-example", "--seed", "a")["resultHash"])

    def test_orders_as_actions_and_tools(self) -> None:
        """The worked example of [BLEMS], honest by way of the tools and orders of one's own."""
        task = MatchTask("blems-example")
        match = Match(self.engine, task, "1", bundles=0)
        while (turn := match.turn) is not None:
            orders: Dict[int, List[Order]] = {}
            for seat, view in turn.views.items():
                tools = match.tools(seat)
                options = tools.best_bundles(view.prices)
                for option in options:
                    if option.kind == "limited":
                        self.assertAlmostEqual(tools.value(option.bundle), option.value, places=6)
                orders[seat] = affordable([o.at(offering(view, o.bundle, o.value, 1)) for o in options], view)
            match.step(orders)
        assert match.report is not None
        self.assertEqual(match.report["resultHash"], played("blems-example")["resultHash"])
        env = MarketEnv("blems-example", actions="orders", max_orders=2, engine=self.engine)
        observations, _ = env.reset(1)
        self.assertTrue(env.action_space("seat_0").contains(env.action_space("seat_0").sample()))
        _, rewards, _, _, _ = env.step({"seat_0": [[-1.0] * 5, [-1.0] * 5], "seat_1": [Order([0.0, 0.0], 0.0)]})
        self.assertEqual(rewards, {"seat_0": 0.0, "seat_1": 0.0})
        env.close()
        self.assertTrue(self.engine.alive)

    def test_a_bad_answer_leaves_the_turn(self) -> None:
        match = Match(self.engine, MatchTask("blems-example", ["outside", "truthful"]), "1")
        before = match.turn
        for orders, message in (
            ({0: [Order([1.0], 1.0)]}, "order 0: bundle has 1 entries; it needs 2"),
            ({0: [Order([1.0, 1.0], 1.0, "half")]}, "kind must be"),
            ({1: [Order([1.0, 1.0], 1.0)]}, "seat 1 is not asked"),
        ):
            with self.assertRaisesRegex(EngineError, message):
                match.step(orders)
            self.assertIs(match.turn, before)
        while match.turn is not None:
            match.step({})
        self.assertIsNotNone(match.report)
        with self.assertRaises(GridLeagueError) as met:
            match.step({})
        self.assertEqual(met.exception.code, "match-over")

    def test_ends_are_terminations_or_truncations(self) -> None:
        env = MarketEnv("blems-example", rounds=1, engine=self.engine)
        env.reset(1)
        _, _, terminations, truncations, infos = env.step({})
        self.assertEqual(set(truncations.values()), {True})
        self.assertEqual(set(terminations.values()), {False})
        self.assertEqual({info["saving"] for info in infos.values()}, {0.0})
        self.assertEqual(env.agents, [])
        env = MarketEnv("blems-example", engine=self.engine)
        env.reset(1)
        while env.agents:
            _, _, terminations, truncations, _ = env.step({agent: TRUTHFUL for agent in env.agents})
        self.assertEqual((set(terminations.values()), set(truncations.values())), ({True}, {False}))

    def test_what_cannot_be_played_says_why(self) -> None:
        for scenario, agents, code in (
            ("nowhere", ["outside"], "bad-input"),
            ("blems-example", ["truthful"], "bad-input"),
            ("landau-village", ["outside"], None),
        ):
            with self.assertRaises(EngineError) as met:
                MarketEnv(scenario, agents, engine=self.engine)
            if code:
                self.assertEqual(met.exception.code, code)
        with self.assertRaisesRegex(EngineError, "knows single days that everybody foresees") as met:
            MarketEnv(str(EXAMPLES / "three-days.yaml"), engine=self.engine)
        self.assertEqual(met.exception.code, "bad-input")
        env = MarketEnv("blems-example", ["outside", "no-such-plugin"], engine=self.engine)
        with self.assertRaises(EngineError) as met:
            env.reset(1)
        self.assertEqual(met.exception.code, "bad-plugin")
        self.assertTrue(self.engine.alive)


class ProcessTest(unittest.TestCase):
    def test_a_program_that_fails_leaves_no_process(self) -> None:
        code, said = python(
            "from gridleague import MarketEnv\n"
            "env = MarketEnv('blems-example')\n"
            "env.reset(1)\n"
            "print('engine', env.engine.pid, flush=True)\n"
            "raise RuntimeError('in the middle of a match')\n"
        )
        self.assertEqual(code, 1)
        [pid] = [int(line.split()[1]) for line in said.splitlines() if line.startswith("engine")]
        self.assertTrue(gone(pid))

    def test_an_engine_that_dies_is_told(self) -> None:
        engine = Engine()
        # The engine itself, not npm, which may have started it and would leave it alive.
        os.kill(engine.pid, signal.SIGKILL)
        with self.assertRaises(EngineLostError):
            engine.ask("seats", scenario="blems-example")
        engine.close()
        with self.assertRaises(EngineLostError):
            Engine(["/nowhere/gridleague"])

    def test_works_without_numpy_and_gymnasium(self) -> None:
        code, said = python(
            "import sys\n"
            "for name in ('numpy', 'gymnasium', 'gymnasium.spaces', 'pettingzoo'): sys.modules[name] = None\n"
            "from gridleague import MarketEnv\n"
            "env = MarketEnv('blems-example')\n"
            "observations, _ = env.reset(1)\n"
            "space = env.observation_space('seat_0')\n"
            "assert space.contains(observations['seat_0']) and not space.contains({})\n"
            "assert isinstance(observations['seat_0']['prices'], list)\n"
            "while env.agents: env.step({agent: env.action_space(agent).sample() for agent in env.agents})\n"
            "env.close()\n"
            "print(env.match, 'over')\n"
        )
        self.assertEqual((code, said), (0, "None over\n"))


class ProtocolTest(unittest.TestCase):
    def test_nothing_a_line_says_ends_the_engine(self) -> None:
        process = subprocess.Popen([*engine_command(), "env"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdin and process.stdout
        greeting = json.loads(process.stdout.readline())
        self.assertEqual((greeting["gridleague"], greeting["protocol"]), ("env", 1))

        def answer(line: str) -> Dict[str, Any]:
            assert process.stdin and process.stdout
            process.stdin.write(line + "\n")
            process.stdin.flush()
            message: Dict[str, Any] = json.loads(process.stdout.readline())
            return message

        for line, code in (
            ("no JSON", "bad-json"),
            ("[" * 100_000, "bad-json"),
            ("null", "bad-request"),
            ("[]", "bad-request"),
            ('{"id": 5}', "bad-request"),
            ('{"id": 5, "do": "dance"}', "bad-request"),
            ('{"id": 5, "do": "step", "match": "x", "orders": {}}', "unknown-match"),
            ('{"id": 5, "do": "open", "match": "x", "scenario": 7}', "bad-request"),
            ('{"id": 5, "do": "open", "match": "x", "scenario": "../../etc/passwd"}', "bad-input"),
            ('{"id": 5, "do": "open", "match": "x", "scenario": "blems-example", "more": 1}', "bad-request"),
        ):
            with self.subTest(line=line[:60]):
                self.assertEqual(answer(line)["error"]["code"], code)
        opened = answer('{"id": "mine", "do": "open", "match": "x", "scenario": "blems-example", "agents": ["outside", "truthful"]}')
        self.assertEqual((opened["id"], [seat["seat"] for seat in opened["ok"]["turn"]["seats"]]), ("mine", [0]))
        for line, code in (
            ('{"do": "open", "match": "x", "scenario": "blems-example"}', "match-exists"),
            ('{"do": "value", "match": "x", "seat": 1, "bundle": [0, 0]}', "bad-request"),
            ('{"do": "step", "match": "x", "orders": {"0": "none"}}', "bad-orders"),
            ('{"do": "step", "match": "x", "orders": {"0": [{"bundle": [1e999, 0], "limit": 1}]}}', "bad-orders"),
            ('{"do": "step", "match": "x", "orders": {"first": []}}', "bad-request"),
        ):
            with self.subTest(line=line):
                self.assertEqual(answer(line)["error"]["code"], code)
        self.assertIn("refused", answer('{"do": "value", "match": "x", "seat": 0, "bundle": "all"}')["ok"])
        self.assertIn("refused", answer('{"do": "solve", "match": "x", "seat": 0, "problem": {"cost": [1]}}')["ok"])
        self.assertIn("ok", answer('{"do": "step", "match": "x", "orders": {}}'))
        self.assertEqual(answer('{"id": 9, "do": "close", "match": "x"}'), {"id": 9, "ok": {}})
        process.stdin.close()
        self.assertEqual(process.wait(60), 0)
        process.stdout.close()


if __name__ == "__main__":
    unittest.main()
