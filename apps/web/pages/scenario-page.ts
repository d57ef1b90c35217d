import { colourOf } from '#results/export/figures/palette.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';
import { api } from '../links.js';
import { decimal } from '../numbers.js';
import { fact, page, trail } from '../page.js';
import { table } from '../table.js';
import { dayDrawing } from './day-drawing.js';

interface Home {
  readonly id: string;
  readonly connection: number;
  readonly load: number;
  readonly generation: number;
  readonly battery: { readonly capacity: number; readonly chargePower: number } | null;
  readonly flexible: readonly { readonly id: string; readonly energy: number }[];
}

export interface ScenarioContent {
  readonly id: string;
  readonly title: string | null;
  readonly kind: string;
  readonly sha256: string;
  readonly drawn: readonly string[];
  readonly agents: number;
  readonly resources: readonly unknown[];
  readonly days: { readonly training: readonly string[]; readonly held: number } | null;
  readonly example: {
    readonly start: string | null;
    readonly stepHours: number | null;
    readonly homes: readonly Home[] | null;
    readonly load: readonly number[] | null;
    readonly generation: readonly number[] | null;
    readonly retail: readonly number[] | null;
    readonly feedIn: readonly number[] | null;
    readonly fees: readonly number[];
    readonly carbon?:
      { readonly average: readonly number[]; readonly marginal: readonly number[] | null } | undefined;
    readonly costs: {
      readonly optimum: number;
      readonly noTrade: number;
      readonly gridOnly: number | null;
    };
  };
  /** null: a league seals it */
  readonly package: string | null;
}

const HOMES_SHOWN = 200;

/** A scenario: what participants train on. */
export function scenarioPage(scenario: ScenarioContent): string {
  const { id, title, example } = scenario;
  return page({
    title: `${title ?? id} – GridLeague`,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }]),
      html`<h1>${title ?? id}</h1>`,
      facts(scenario),
      ...(example.load ? [figures(example)] : []),
      ...(example.homes ? [homes(example.homes)] : []),
    ],
  });
}

function facts({
  id,
  kind,
  sha256,
  agents,
  drawn,
  days,
  example,
  resources,
  ...scenario
}: ScenarioContent): Html {
  const { optimum, noTrade, gridOnly } = example.costs;
  const money = (value: number): string => `${decimal(value, 3)} ${example.homes ? 'EUR' : 'money'}`;
  return html`<dl class="facts">
      ${fact('Scenario', html`${id}, ${kind}: ${counted(agents, 'participant')}, ${counted(resources.length, 'resource')}`)}
      ${fact('A block draws', drawnOf(drawn))} ${days ? fact('Days to train on', dayWords(days)) : null}
      ${fact('Example', example.start === null ? 'one draw' : `one draw, from ${clockWords(example.start)}`)}
      ${fact('Optimum of the example', money(optimum))} ${fact('Its cost without trade', money(noTrade))}
      ${gridOnly === null ? null : fact('Everybody alone with the grid', money(gridOnly))}
      ${fact('SHA-256 of its package', html`<code>${sha256}</code>`)}
    </dl>
    <p class="data">
      ${
        scenario.package === null
          ? 'A league seals its package.'
          : html`<a href="${scenario.package}">Package</a
              >${days !== null && days.held > 0 ? ' without the held days' : ''} to train on,`
      }
      all of this as <a href="${api.scenario(id)}">JSON</a>.
    </p>`;
}

const DRAWN_SHOWN = 6;

function drawnOf(fields: readonly string[]): Html | string {
  if (fields.length === 0) return 'nothing: there is one block';
  if (fields.length <= DRAWN_SHOWN) return fields.join(', ');
  return html`<details>
    <summary>${counted(fields.length, 'field')}</summary>
    ${fields.join(', ')}
  </details>`;
}

/** `2025-07-08 17:00 +02:00`, or in UTC. */
function clockWords(time: string): string {
  const zone = time.endsWith('Z') ? 'UTC' : time.slice(-6);
  return `${time.slice(0, 16).replace('T', ' ')} ${zone}`;
}

function dayWords({ training, held }: NonNullable<ScenarioContent['days']>): string {
  const all = `${counted(training.length, 'day')}, ${training[0] ?? ''} to ${training.at(-1) ?? ''}`;
  return held === 0 ? all : `${all}; ${counted(held, 'more day')} are held for runs of leagues`;
}

function figures({
  load,
  generation,
  retail,
  feedIn,
  fees,
  carbon,
  stepHours,
}: ScenarioContent['example']): Html {
  const step = stepHours ?? 1;
  const power = (energies: readonly number[]): number[] => energies.map((energy) => energy / step);
  // Prices are by resource: periods only where these are all there is.
  const isPerPeriod = retail?.length === load!.length;
  return html`<section aria-labelledby="day">
    <h2 id="day">The example</h2>
    <div class="pair">
      ${dayDrawing(
        {
          ...{ title: 'Load and generation', unit: 'kW', stepHours: step },
          profiles: [
            { name: 'load', values: power(load!), colour: colourOf(0) },
            { name: 'generation', values: power(generation!), colour: colourOf(4) },
          ],
        },
        'All homes together; what can be moved comes on top of the load.',
      )}
      ${
        isPerPeriod
          ? dayDrawing(
              {
                ...{ title: 'Tariff', unit: 'EUR per kWh', stepHours: step },
                profiles: [
                  { name: 'from the grid', values: retail, colour: colourOf(1) },
                  { name: 'to the grid', values: feedIn!, colour: colourOf(2) },
                  { name: 'local fee', values: fees, colour: colourOf(7) },
                ],
              },
              'What energy costs from the grid, and earns there; the fee on local energy.',
            )
          : null
      }
      ${
        carbon
          ? dayDrawing(
              {
                ...{ title: 'CO2', unit: 'g per kWh', stepHours: step },
                profiles: [
                  { name: 'average', values: carbon.average, colour: colourOf(0) },
                  ...(carbon.marginal
                    ? [{ name: 'marginal', values: carbon.marginal, colour: colourOf(3) }]
                    : []),
                ],
              },
              'What a kWh of the grid emits.',
            )
          : null
      }
    </div>
  </section>`;
}

function homes(all: readonly Home[]): Html {
  return html`<section aria-labelledby="homes">
    <h2 id="homes">Homes of the example</h2>
    ${all.length > HOMES_SHOWN ? html`<p>The first ${HOMES_SHOWN} of ${all.length}; the JSON has all.</p>` : null}
    ${table(
      'Homes of the example',
      [
        { head: 'Home', cell: ({ id }) => id },
        { head: html`Load <small>kWh</small>`, kind: 'number', cell: ({ load }) => decimal(load, 1) },
        {
          head: html`Generation <small>kWh</small>`,
          kind: 'number',
          cell: ({ generation }) => decimal(generation, 1),
        },
        {
          head: html`Battery <small>kWh, kW</small>`,
          cell: ({ battery }) =>
            battery ? `${decimal(battery.capacity, 1)}, ${decimal(battery.chargePower, 1)}` : '–',
        },
        {
          head: html`Can be moved <small>kWh</small>`,
          cell: ({ flexible }) =>
            flexible.map(({ id, energy }) => `${id} ${decimal(energy, 1)}`).join(', ') || '–',
        },
        {
          head: html`Connection <small>kW</small>`,
          kind: 'number',
          cell: ({ connection }) => decimal(connection, 1),
        },
      ],
      all.slice(0, HOMES_SHOWN),
      { stacked: true },
    )}
  </section>`;
}
