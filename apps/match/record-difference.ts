import { MACHINE_DEPENDENT } from '#market/match/play-match.js';
import type { MatchReport, SeatReport } from '#market/match/report.js';
import type { PlayedMatchRecord } from '#leagues/run/match-queue.port.js';

/** How what was recorded of a match differs from a replay. */
export interface RecordDifference {
  /** the first field that differs, such as `report.perSeat[0].saving`; null: none */
  readonly field: string | null;
  /** it may: by its failures the clock struck, and what holds however a match goes is the same */
  readonly excused: boolean;
}

/** Facts of the machine, of the ledger it was played on, and of the build: no replay gives them again. */
const NOT_REPLAYED = ['timing', 'chain', 'engine'] as const;

/** What holds of a match however it goes. */
const FIXED = [
  'id',
  'scenario',
  'seed',
  'seats',
  'execution',
  'optimum',
  'noTrade',
  'optimalPrices',
] as const;

/**
 * Compares a record with its replay in everything that was derived from the match: the whole report, but for
 * timing, ledger and build, the raw rounds and the round cap. Gas is the ledger's to tell: what seats and
 * dealer are said to have paid is taken from the record, and what follows from it is computed anew. A reason
 * of a failure that is empty was withheld and differs from none.
 */
export function recordDifference(recorded: PlayedMatchRecord, replayed: PlayedMatchRecord): RecordDifference {
  const [then, now] = [asJson(recorded), asJson(withGasOf(recorded, replayed))];
  const field = difference(derivedPart(then), derivedPart(now), '');
  const mayDiffer = then.report.timingDependent && clockStruck(then.report);
  const excused = field !== null && mayDiffer && difference(fixedPart(then), fixedPart(now), '') === null;
  return { field, excused };
}

function derivedPart({ report, rounds, roundCap }: PlayedMatchRecord): object {
  const kept = Object.entries(report).filter(([field]) => !NOT_REPLAYED.some((name) => name === field));
  return { roundCap, report: Object.fromEntries(kept), rounds };
}

function fixedPart({ report, roundCap }: PlayedMatchRecord): object {
  return { roundCap, report: Object.fromEntries(FIXED.map((field) => [field, report[field]])) };
}

/** Whether a failure is there that depends on the machine, as one must be where the clock struck. */
function clockStruck({ perSeat, dealer }: MatchReport): boolean {
  const failures = [...perSeat, dealer].flatMap((one) => one.failures);
  return failures.some(({ kind }) => MACHINE_DEPENDENT.has(kind));
}

/** A replay in memory as the market's report would be, had it cost the gas that was recorded. */
function withGasOf({ report: then }: PlayedMatchRecord, replayed: PlayedMatchRecord): PlayedMatchRecord {
  const { report } = replayed;
  const attainable = report.noTrade - report.optimum;
  const perSeat = report.perSeat.map((seat, index): SeatReport => {
    const gas = then.perSeat[index]?.gas ?? 0;
    if (!(gas > 0)) return seat;
    const saving = seat.costBefore - (seat.cost + seat.payment + gas);
    const surplusShare = seat.surplusShare === null ? null : saving / attainable;
    const wealth = report.cash[index]! - seat.cost - gas;
    return { ...seat, gas, saving, surplusShare, wealth };
  });
  const paid = Number(then.chain.senders?.at(-1)?.paid ?? 0) / MONEY_UNITS;
  const dealerCash = report.dealerCash - paid;
  // The exact difference of integers is rounded once in the record, twice here.
  const isSame = paid > 0 && Math.abs(dealerCash - then.dealerCash) <= ROUNDING * Math.max(1, paid);
  return { ...replayed, report: { ...report, perSeat, dealerCash: isSame ? then.dealerCash : dealerCash } };
}

/** of the ledger in one of money */
const MONEY_UNITS = 1e18;
const ROUNDING = 1e-12;

/** As a file or a database gives it back: Infinity is null. */
function asJson(record: PlayedMatchRecord): PlayedMatchRecord {
  return JSON.parse(JSON.stringify(record)) as PlayedMatchRecord;
}

/** Where two JSON values differ first; null: nowhere. */
export function difference(then: unknown, now: unknown, path: string): string | null {
  if (Object.is(then, now) || (then === '' && path.endsWith('.reason'))) return null;
  if (!isBranch(then) || !isBranch(now) || Array.isArray(then) !== Array.isArray(now)) return path;
  const fields = new Set([...Object.keys(then), ...Object.keys(now)]);
  for (const field of fields) {
    const inner = Array.isArray(then) ? `${path}[${field}]` : path === '' ? field : `${path}.${field}`;
    const found = difference(then[field], now[field], inner);
    if (found !== null) return found;
  }
  return null;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
