import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { MatchRecord } from '#market/match/report/report.js';
import type { ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import type { MatchConduct, MatchTask, PluginFile } from '#leagues/run/match-task.js';
import type { Attack } from '#sandbox/test/hostile/attack.js';

const folder = new URL('../../../sandbox/test/hostile/attacks/', import.meta.url);

/** Every attack of the hostile suite by name, its places for a file and a port filled in. */
export async function everyAttack(file: string, port: number): Promise<ReadonlyMap<string, Attack>> {
  const names = readdirSync(folder).map((name) => name.replace(/\.ts$/, ''));
  const attacks = names.map(async (name): Promise<[string, Attack]> => {
    const { default: attack } = (await import(new URL(`${name}.ts`, folder).href)) as { default: Attack };
    const source = attack.source.replaceAll('{{file}}', file).replaceAll('{{port}}', String(port));
    return [name, { ...attack, source }];
  });
  return new Map(await Promise.all(attacks));
}

export const TEAMS = 3;

/** Who plays a match: `culprit` in seat group `place` of three, or behind the desk. */
export interface LineUp {
  readonly id: string;
  readonly scenario: ScenarioPackage;
  readonly seed: string;
  readonly place: number;
  readonly culprit: PluginFile;
  /** two teams, or three where the culprit is the dealer */
  readonly innocents: readonly PluginFile[];
  /** unless the culprit is one */
  readonly dealer: PluginFile;
  readonly conduct: MatchConduct;
}

export function taskOf({ culprit, innocents, place, ...lineUp }: LineUp): MatchTask {
  const { id, scenario, seed, conduct } = lineUp;
  const isDealer = culprit.kind === 'dealer';
  const agents = isDealer ? innocents : innocents.toSpliced(place, 0, culprit);
  const dealer = isDealer ? culprit : lineUp.dealer;
  const teams = agents.map((agent) => agent.id);
  const match = {
    serial: 1,
    id,
    block: 1,
    scenario: scenario.id,
    seed,
    dealer: dealer.id,
    teams,
    scored: true,
  };
  return { id, match, scenario, agents, dealer, conduct };
}

/** A source as somebody's submission. */
export function aSubmission(kind: PluginFile['kind'], name: string, source: string): PluginFile {
  const sha256 = createHash('sha256').update(source).digest('hex');
  return { id: name, kind, name, version: '1', sha256, baseline: false, file: `${name}.ts`, source };
}

/** The seats of a line-up's culprit among so many; none behind the desk. */
export function culpritSeats({ culprit, place }: LineUp, seats: number): number[] {
  if (culprit.kind === 'dealer') return [];
  return [...Array(seats).keys()].filter((seat) => seat % TEAMS === place);
}

/** What a match was for everybody but the culprit: their results, and every trade and price. */
export function seenByOthers({ report, rounds }: MatchRecord, lineUp: LineUp): unknown {
  const culprit = culpritSeats(lineUp, report.perSeat.length);
  const seats = report.perSeat.filter(({ seat }) => !culprit.includes(seat));
  return {
    outcome: report.outcome,
    rounds: rounds.map(({ prices, trades, settled }) => ({ prices, trades, settled })),
    seats: seats.map((one) => ({ ...one, held: report.allocation[one.seat], cash: report.cash[one.seat] })),
    inventory: report.inventory,
    dealerCash: report.dealerCash,
  };
}

/** Whether nothing got lost or appeared. */
export function isConserved({ report: { conservation } }: MatchRecord): boolean {
  return [...conservation.resources, conservation.cash].every((difference) => difference === '0');
}
