import { dot } from '#plugins/sdk/index.js';
import { InvalidAnswerError } from '#sandbox/calls/reply-checks.js';
import { DrivenMatch, OUTSIDE, type DrivenRequest } from './driven-match.js';
import { DrivenRoom } from './driven-room.js';
import { playScenario } from '#matches/test/play-scenario.js';

const request: DrivenRequest = {
  ...{ scenario: 'blems-example', seed: '1', agents: [OUTSIDE, 'shaded'], dealer: 'passive', rules: {} },
  name: 'mine',
};

describe('a match that is driven from outside', () => {
  let room: DrivenRoom;
  beforeAll(async () => (room = await DrivenRoom.open()));

  it('comes to the result of the same match of plugins, and says that it was not in the sandbox', async () => {
    const match = await DrivenMatch.open(room, request);
    for (;;) {
      const happened = await match.next();
      if (happened.kind === 'end') {
        const { report } = happened;
        const theirs = await playScenario({
          ...{ ...request, agents: ['truthful', 'shaded'], dataFolder: 'nowhere', chain: 'memory' },
          execution: 'in-process',
        });
        expect(report.resultHash).toBe(theirs.report.resultHash);
        expect(report.seats.map(({ plugin }) => plugin)).toEqual(['mine', 'shaded']);
        expect(report.execution).toBe('not-sandboxed');
        return;
      }
      const orders = happened.turn.seats.map(({ seat, view }) => {
        const { value } = match.serve(seat, { tool: 'bestBundles', prices: view.prices });
        const options = value as { bundle: Float64Array; value: number; kind: string }[];
        expect(options.every((option) => option.value >= dot(view.prices, option.bundle))).toBe(true);
        return [seat, options.map((option) => ({ ...option, limit: option.value }))] as const;
      });
      match.act(happened.turn, new Map(orders));
    }
  });

  it('waits for another answer after one that is none, and ends when its driver leaves', async () => {
    const match = await DrivenMatch.open(room, request);
    const happened = await match.next();
    if (happened.kind === 'end') throw new Error('nobody was asked');
    expect(() => match.act(happened.turn, new Map([[0, 'nothing']]))).toThrow(InvalidAnswerError);
    expect(match.turn).toBe(happened.turn);
    await match.leave();
    expect(() => match.act(happened.turn, new Map())).toThrow(/never created/);
  });
});
