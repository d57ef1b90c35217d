import { playMatch } from '#market/match/play-match.js';
import { measureGap } from '#market/referee/gap.js';
import { blockObstacle, marketObstacle } from '../../../ledger/chain-obstacles.js';
import { communityFigures, noFigures } from '../../community/community-figures.js';
import type { MechanismRoom } from '../mechanism.port.js';
import { playAgents } from '../play-agents.js';

/** The Bundle Trading Market: agents, a dealer, and a ledger that takes part in every round. */
export const bundleTrading: MechanismRoom = {
  chainObstacle: (drawn, blockGasLimit) =>
    marketObstacle(drawn) ?? (blockGasLimit === undefined ? null : blockObstacle(drawn, blockGasLimit)),
  play: (task) => playAgents(task, playMatch),
  figures: (played, { instance, community }, optimum) =>
    community ? communityFigures(played, { instance, community }, optimum) : noFigures,
  measure: (seats, state, announced) => measureGap(seats, state, announced, new Map()),
};
