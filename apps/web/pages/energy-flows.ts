import type { Profile } from '#results/export/figures/day-figure.js';
import { colourOf } from '#results/export/figures/palette.js';
import { priceFigure } from '#results/export/figures/price-figure.js';
import { priceAxes, type Currency } from '../currency.js';
import { drawing, html, type Html } from '../html.js';
import { decimal } from '../numbers.js';
import { table } from '../table.js';
import { dayDrawing } from './day-drawing.js';

/** kWh per period (T) */
export interface HomeFlows {
  readonly consumption: Float64Array;
  readonly generation: Float64Array;
  readonly charge: Float64Array;
  readonly discharge: Float64Array;
  /** over its own connection */
  readonly import: Float64Array;
  readonly export: Float64Array;
  /** bought of neighbours and the dealer (> 0), or sold */
  readonly position: Float64Array;
}

/** What a match of a community is about. */
export interface EnergyDay {
  /** what clocks show at the beginning of each period, `2025-07-08T17:00+02:00` */
  readonly times: readonly string[];
  readonly stepHours: number;
  /** what is traded, in the order of prices */
  readonly resources: readonly { readonly period: number; readonly right: 'import' | 'export' | null }[];
  /** of the chosen home after the round; null: none was chosen */
  readonly flows: HomeFlows | null;
}

/** `17:00`, or `import 17:00` of a right to the connection */
export function resourceNames({ times, resources }: EnergyDay): string[] {
  return resources.map(
    ({ period, right }) => `${right === null ? '' : `${right} `}${times[period]?.slice(11, 16) ?? ''}`,
  );
}

/** A market as prices are drawn of it: a community's by clock time, unless what was drawn for it is a secret. */
export interface PricedMarket {
  readonly day: EnergyDay | null;
  /** of prices (`currencyOf`) */
  readonly currency: Currency;
}

/**
 * Prices of a round against those of the optimum; of a community those of energy, by clock time: of rights to the connection there are
 * figures of the round. `which`: round, as in `this round`.
 */
export function roundPrices(
  { day, currency }: PricedMarket,
  which: string,
  prices: readonly number[],
  optimal: readonly number[],
): Html {
  const caption = `Prices of ${which} against those of the optimum.`;
  if (!day)
    return html`<figure tabindex="0">
      ${drawing(priceFigure({ prices, optimal, which, ...priceAxes[currency] }))}
      <figcaption>${caption}</figcaption>
    </figure>`;
  const { times, stepHours, resources } = day;
  const of = (values: readonly number[]): number[] => {
    const byPeriod = times.map(() => 0);
    resources.forEach(({ period, right }, r) => {
      if (right === null) byPeriod[period] = values[r] ?? 0;
    });
    return byPeriod;
  };
  const profiles = [
    { name: 'optimum', values: of(optimal), colour: colourOf(7) },
    { name: which, values: of(prices), colour: colourOf(0) },
  ];
  return dayDrawing({ title: 'Prices', unit: priceAxes.EUR.unit, stepHours, times, profiles }, caption);
}

const COLUMNS = [
  ['load', 'consumption', 0],
  ['generation', 'generation', 4],
  ['from the grid', 'import', 1],
  ['to the grid', 'export', 2],
  ['charge', 'charge', 3],
  ['discharge', 'discharge', 5],
  ['local', 'position', 6],
] as const;

/** What a home does with what it has after a round; `name`: of its seat, null: none was chosen. */
export function energyFlows(day: EnergyDay, name: string | null): Html {
  const { flows, times, stepHours } = day;
  if (name === null) return html`<p class="quiet">Choose a seat to see the energy flows of its home.</p>`;
  if (!flows) return html`<p class="quiet">${name} has no home with energy flows.</p>`;
  const profiles = (from: number, to: number): Profile[] =>
    COLUMNS.slice(from, to).map(([label, of, colour]) => ({
      ...{ name: label, colour: colourOf(colour) },
      values: Array.from(flows[of], (energy) => energy / stepHours),
    }));
  const axes = { unit: 'kW', stepHours, times };
  return html`<h3>Energy flows of ${name} after this round</h3>
    <div class="pair">
      ${dayDrawing(
        { ...{ title: 'Load, generation and the grid', profiles: profiles(0, 4) }, ...axes },
        'What it uses and makes, and its own connection to the grid.',
      )}
      ${dayDrawing(
        { ...{ title: 'Storage and local trade', profiles: profiles(4, 7) }, ...axes },
        'Its batteries, and what it takes from the market (above zero) or gives to it (below), by a cheapest plan with what it holds now.',
      )}
    </div>
    <details>
      <summary>The same as a table</summary>
      ${table(
        `Energy flows of ${name}`,
        [
          { head: 'From', cell: (t) => times[t]!.slice(11) },
          ...COLUMNS.map(([label, of]) => ({
            head: html`${label} <small>kWh</small>`,
            kind: 'number' as const,
            cell: (t: number) => decimal(flows[of][t]!, 3),
          })),
        ],
        times.map((_, t) => t),
      )}
    </details>`;
}
