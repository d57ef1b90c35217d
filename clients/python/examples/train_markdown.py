"""Trains the strategy of ``markdown_policy.py`` and compares it with ``shaded`` on seeds it has never seen.

    python3 clients/python/examples/train_markdown.py --out mine.json        # trains, compares, writes the weights
    python3 clients/python/examples/train_markdown.py --compare 30           # only compares, the weights that come along
    python3 clients/python/examples/train_markdown.py --compare 30 --weights mine.json

Policy gradients with parameter-based exploration (Sehnke et al., Neural Networks 23(4), 2010): every seat plays a match with
weights of its own, drawn around the current ones, and the same match with the mirror image of that draw. Half the difference of
what the two earned, times the draw, estimates the gradient; luck of the seed cancels.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import time
from pathlib import Path
from typing import Callable, Dict, List, Sequence, Tuple

from gridleague import OUTSIDE, MarketEnv, VectorEnv
from markdown_policy import FEATURES, WEIGHTS, deadline_of, offers, weights_of

SCENARIO = "demo-street"
AGENTS = (OUTSIDE, "truthful")
ROUNDS = 20
PAIRS = 8
#: Standard deviation of a draw, and how far a step goes.
SPREAD, RATE = 0.6, 0.8

#: The offers of a seat of an environment for its bundles.
Policy = Callable[[int, MarketEnv, str], Sequence[float]]


def play(matches: VectorEnv, seeds: Sequence[str], policy: Policy) -> List[Dict[str, float]]:
    """What each seat saved in the match of each seed."""
    savings: List[Dict[str, float]] = [{} for _ in seeds]
    matches.reset(seeds)
    while matches.running:
        actions = {
            index: {agent: policy(index, matches.envs[index], agent) for agent in matches.envs[index].agents}
            for index in matches.running
        }
        for index, (_, rewards, _, _, _) in matches.step(actions).items():
            for agent, reward in rewards.items():
                savings[index][agent] = savings[index].get(agent, 0.0) + reward
    return savings


def by_weights(weights: Callable[[int, str], Sequence[float]]) -> Policy:
    def policy(index: int, env: MarketEnv, agent: str) -> Sequence[float]:
        return offers(weights(index, agent), env.view(agent), deadline_of(env.briefing(agent)), env.options(agent))

    return policy


def step(matches: VectorEnv, center: List[float], number: int, chance: random.Random) -> Tuple[List[float], float]:
    """One step of the gradient; the new weights, and the mean saving on the way."""
    seeds = [f"train {number}/{pair}" for pair in range(PAIRS)]
    agents = matches.envs[0].possible_agents
    draws = [{agent: [chance.gauss(0.0, SPREAD) for _ in FEATURES] for agent in agents} for _ in seeds]

    def drawn(index: int, agent: str) -> List[float]:
        sign = 1 if index < PAIRS else -1
        return [w + sign * e for w, e in zip(center, draws[index % PAIRS][agent])]

    savings = play(matches, seeds + seeds, by_weights(drawn))
    halves = [
        ((savings[pair][agent] - savings[PAIRS + pair][agent]) / 2, draws[pair][agent])
        for pair in range(PAIRS)
        for agent in agents
    ]
    size = math.sqrt(statistics.fmean(half * half for half, _ in halves)) or 1.0
    slope = [statistics.fmean(half / size * draw[i] for half, draw in halves) for i in range(len(center))]
    mean = statistics.fmean(saving for match in savings for saving in match.values())
    return [w + RATE * s for w, s in zip(center, slope)], mean


def train(steps: int, seed: int) -> List[float]:
    chance = random.Random(seed)
    weights = [0.0] * len(FEATURES)
    with VectorEnv(SCENARIO, 2 * PAIRS, AGENTS, rounds=ROUNDS, processes=2) as matches:
        for number in range(steps):
            weights, mean = step(matches, weights, number, chance)
            print(f"step {number + 1}: mean saving {mean:.4f}, weights {[round(w, 2) for w in weights]}", flush=True)
    return weights


def compare(weights: List[float], blocks: int) -> Dict[str, float]:
    """The strategy and ``shaded`` on the same seats, against the same opponents, over seeds that training never saw."""
    seeds = [f"held {block}" for block in range(blocks)]
    with VectorEnv(SCENARIO, blocks, AGENTS, rounds=ROUNDS, processes=2) as matches:
        learned = play(matches, seeds, by_weights(lambda index, agent: weights))
        # To the last bit what the reference strategy does.
        shaded = play(matches, seeds, lambda index, env, agent: [0.8] * len(env.options(agent)))
    means = [[statistics.fmean(match.values()) for match in savings] for savings in (learned, shaded)]
    differences = [mine - theirs for mine, theirs in zip(*means)]
    error = statistics.stdev(differences) / math.sqrt(blocks)
    return {
        "learned": statistics.fmean(means[0]),
        "shaded": statistics.fmean(means[1]),
        "difference": statistics.fmean(differences),
        "standardError": error,
        "better": sum(difference > 0 for difference in differences),
        "blocks": blocks,
    }


def target(path: str) -> Path:
    """Where weights are written: never over those that come along, and told before time is spent."""
    file = Path(path).resolve()
    if file == WEIGHTS.resolve():
        raise argparse.ArgumentTypeError(f"{file} comes along with GridLeague: name another file")
    if not file.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {file.parent}")
    return file


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--steps", type=int, default=12)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--compare", type=int, default=None, metavar="BLOCKS", help="compare only")
    options.add_argument("--held", type=int, default=30, metavar="BLOCKS", help="seeds of the comparison after a training; default: %(default)s")
    options.add_argument("--weights", type=Path, default=WEIGHTS, help="what is compared; default: what comes along")
    options.add_argument("--out", type=target, default="markdown-weights.json", help="where the weights go; default: %(default)s, here")
    given = options.parse_args()
    begun = time.perf_counter()
    if given.compare is None:
        weights = train(given.steps, given.seed)
        print(f"trained in {time.perf_counter() - begun:.0f} s")
    else:
        weights = weights_of(given.weights)
    result = compare(weights, given.compare or given.held)
    if given.compare is None:
        document = {"features": FEATURES, "weights": weights, "scenario": SCENARIO, "rounds": ROUNDS, "held": result}
        given.out.write_text(json.dumps(document, indent=2) + "\n")
        print(f"weights are in {given.out}")
    print(
        f"on {result['blocks']} held seeds: learned {result['learned']:.4f}, shaded {result['shaded']:.4f} EUR a seat; "
        f"difference {result['difference']:+.4f}, standard error {result['standardError']:.4f}, better in {result['better']}"
    )


if __name__ == "__main__":
    main()
