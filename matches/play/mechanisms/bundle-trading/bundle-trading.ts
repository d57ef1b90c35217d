import { agentSeats } from '#market/seating.js';
import { measureGap } from '#market/referee/gap.js';
import { blockObstacle, marketObstacle } from '../../../ledger/chain-obstacles.js';
import { withLedger } from '../../../ledger/match-ledger.js';
import { communityFigures, noFigures } from '../../community-figures.js';
import { runMatch } from '../../run-match.js';
import { systemClock } from '../../system-clock.js';
import type { MechanismRoom } from '../mechanism.port.js';

/** The Bundle Trading Market: agents, a dealer, and a ledger that takes part in every round. */
export const bundleTrading: MechanismRoom = {
  chainObstacle: (drawn, blockGasLimit) =>
    marketObstacle(drawn) ?? (blockGasLimit === undefined ? null : blockObstacle(drawn, blockGasLimit)),
  play: ({ ledger: request, lineUp, ...task }) => {
    const { drawn, seed } = task;
    const seats = agentSeats(drawn.instance);
    return withLedger({ ...request, drawn }, (ledger) =>
      runMatch({
        ...{ ...task, ledger, clock: systemClock },
        plugins: lineUp.identities(seats),
        dealerPlugin: lineUp.dealer,
        execution: lineUp.execution,
        ...lineUp.seat({ seats, seed, maxOrders: drawn.rules.maxOrders }),
      }),
    );
  },
  figures: (played, { instance, community }, optimum) =>
    community ? communityFigures(played, { instance, community }, optimum) : noFigures,
  measure: (seats, state, announced) => measureGap(seats, state, announced, new Map()),
};
