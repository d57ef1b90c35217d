"""Several matches at the same time, in one process of the engine or in several."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence

from .engine import Engine
from .env import MarketEnv, Observation, Reset, Step
from .errors import GridLeagueError


class VectorEnv:
    """Environments of one kind that are at work at the same time; each process of the engine uses one core.

    A match that is over rests until the next ``reset``: ``running`` says which go on.
    """

    def __init__(self, scenario: str, count: int, *args: Any, processes: int = 1, **options: Any) -> None:
        """``count`` environments over ``processes`` processes; the rest as for ``MarketEnv``."""
        if count < 1 or processes < 1:
            raise GridLeagueError("bad-count", f"{count} environments in {processes} processes; both must be at least 1")
        self._engines: List[Engine] = []
        self.envs: List[MarketEnv] = []
        try:
            self._engines.extend(Engine() for _ in range(min(count, processes)))
            for index in range(count):
                engine = self._engines[index % len(self._engines)]
                self.envs.append(MarketEnv(scenario, *args, engine=engine, **options))
        except BaseException:
            self.close()
            raise

    @property
    def running(self) -> List[int]:
        """Indices of the environments whose matches go on."""
        return [index for index, env in enumerate(self.envs) if env.agents]

    def reset(self, seeds: Sequence[int | str]) -> List[Reset]:
        """Begins the matches of so many seeds, at most one for each environment; those left over rest."""
        if len(seeds) > len(self.envs):
            raise GridLeagueError("bad-count", f"{len(seeds)} seeds for {len(self.envs)} environments")
        for env in self.envs[len(seeds) :]:
            env.leave()
        for env, seed in zip(self.envs, seeds):
            env.begin_reset(seed)
        return [env.end_reset() for env, _ in zip(self.envs, seeds)]

    def step(self, actions: Mapping[int, Mapping[str, Any]]) -> Dict[int, Step]:
        """Plays a round in each environment that is named: actions by index of the environment, then by agent."""
        for index, own in actions.items():
            self.envs[index].begin_step(own)
        return {index: self.envs[index].end_step() for index in actions}

    def reports(self) -> List[Optional[Dict[str, Any]]]:
        """Of each environment's match that is over."""
        return [env.report for env in self.envs]

    def close(self) -> None:
        for engine in self._engines:
            engine.close()

    def __enter__(self) -> "VectorEnv":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Observation", "VectorEnv"]
