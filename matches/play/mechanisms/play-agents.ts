import type { MatchSetting } from '#market/match/match-setting.js';
import type { PlayedMatch } from '#market/match/play-match.js';
import type { MatchRecord } from '#market/match/report/report.js';
import { agentSeatCount } from '#market/seating.js';
import { withLedger } from '../../ledger/match-ledger.js';
import { runMatch } from './run-match.js';
import { systemClock } from '../system-clock.js';
import type { PlayTask } from './mechanism.port.js';

/** A match of agents, with a ledger that takes part in it. Throws `InputError`, and faults of the platform. */
export function playAgents(
  { ledger: request, lineUp, ...task }: PlayTask,
  play: (setting: MatchSetting) => Promise<PlayedMatch>,
): Promise<MatchRecord> {
  const { drawn, seed } = task;
  const seats = agentSeatCount(drawn.instance);
  return withLedger({ ...request, drawn }, async (ledger, transactions) => {
    const record = await runMatch({
      ...{ ...task, ledger, play, clock: systemClock },
      plugins: lineUp.identities(seats),
      dealerPlugin: lineUp.dealer,
      execution: lineUp.execution,
      ...lineUp.seat({ seats, seed, maxOrders: drawn.rules.maxOrders }),
      onRound: (round) => {
        transactions.endRound();
        task.onRound?.(round);
      },
    });
    return transactions.in(record);
  });
}
