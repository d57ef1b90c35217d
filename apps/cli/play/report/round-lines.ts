import type { RoundRecord } from '#market/match/report/report.js';
import { decimalsFor, formatFixed, formatShort } from '../../terminal/numbers.js';
import { sparkline } from '../../terminal/sparkline.js';
import { textTable } from '../../terminal/table.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { currencyOf } from '#matches/currency.js';

/** Gaps below this are drawn as this: a logarithm needs a floor. */
const SMALLEST_GAP = 1e-9;

/** How the match went, round by round: cost, gap, mean price, traded volume. */
export function roundLines({ report, rounds, drawn }: PlayedScenario): string[] {
  if (rounds.length < 2) return [];
  const currency = currencyOf(drawn.instance);
  const { resources } = drawn.instance;
  const units = new Set(resources.map(({ unit }) => unit));
  const isGood = (r: number): boolean => resources[r]!.right === undefined;
  const unit = units.size === 1 ? [...units][0]! : 'units';
  const gaps = report.gapPerRound;
  const lines = [
    series(
      `cost (${currency})`,
      rounds.map(({ cost }) => cost),
    ),
    {
      ...series('gap, of the possible gain', gaps, formatShort),
      shape: gaps.map((gap) => Math.log10(Math.max(SMALLEST_GAP, gap))),
    },
    series(
      `mean price (${currency}/${unit})`,
      rounds.map((round) => meanPrice(round, isGood)),
    ),
    series(
      `bought (${unit})`,
      rounds.map((round) => boughtIn(round, isGood)),
    ),
    series(
      'open orders',
      rounds.map(({ openOrders }) => openOrders),
      (count) => formatFixed(count, 0),
    ),
  ];
  return textTable(
    [
      { title: 'Round by round', align: 'left' },
      { title: 'first', align: 'right' },
      { title: '', align: 'left' },
      { title: 'last', align: 'right' },
    ],
    lines.map(({ name, first, shape, last }) => [`  ${name}`, first, sparkline(shape, 40), last]),
  );
}

interface Series {
  readonly name: string;
  readonly first: string;
  readonly shape: readonly number[];
  readonly last: string;
}

function series(name: string, values: readonly number[], format = withDecimalsOf(values)): Series {
  return { name, first: format(values[0]!), shape: values, last: format(values.at(-1)!) };
}

function withDecimalsOf(values: readonly number[]): (value: number) => string {
  const decimals = decimalsFor(values);
  return (value) => formatFixed(value, decimals);
}

/** Of what is no mere right. */
function meanPrice({ prices }: RoundRecord, isGood: (r: number) => boolean): number {
  const goods = prices.filter((_, r) => isGood(r));
  return goods.reduce((sum, price) => sum + price, 0) / goods.length;
}

/** Everything that was delivered to a buyer in a round, all resources together but rights. */
function boughtIn({ trades }: RoundRecord, isGood: (r: number) => boolean): number {
  return trades.reduce(
    (sum, { delivered }) =>
      delivered.reduce((part, quantity, r) => (isGood(r) ? part + Math.max(0, quantity) : part), sum),
    0,
  );
}
