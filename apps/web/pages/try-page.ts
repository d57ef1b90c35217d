import { requestLimits } from '#api/limits/request-limits.js';
import type { MatchProgress, RoundGlance } from '#leagues/run/match-player.port.js';
import { priceFigure } from '#results/export/figures/price-figure.js';
import { counted } from '#results/export/counted.js';
import { priceAxes, type Currency } from '../currency.js';
import { drawing, html, type Html } from '../html.js';
import { scenarioAddress } from '../links.js';
import { quantity } from '../numbers.js';
import { page, trail } from '../page.js';

export interface Choosable {
  readonly id: string;
  readonly name: string;
}

export interface TryContent {
  readonly scenarios: readonly (Choosable & { readonly agents: number })[];
  readonly agents: readonly Choosable[];
  readonly dealers: readonly Choosable[];
  /** what is chosen beforehand, by id */
  readonly chosen: { readonly scenario: string; readonly agents: readonly string[]; readonly dealer: string };
}

/** Where a visitor has one match played. */
export function tryPage({ scenarios, agents, dealers, chosen }: TryContent): string {
  const strategy = (i: number): Html =>
    html`<label
      >${i === 0 ? 'Strategy' : `Strategy ${i + 1}`}
      <select name="agent">
        ${i === 0 ? null : html`<option value="">none</option>`}${options(agents, chosen.agents[i] ?? null)}
      </select></label
    >`;
  return page({
    title: 'Try it – GridLeague',
    main: [
      html`<h1>Try it</h1>`,
      html`<p>
        One match, played now: choose a market, who bids for its households and who runs it. The strategies
        take turns on the seats. Leagues are played first; what comes out is on no board, and is removed after
        a day.
      </p>`,
      html`<form class="sheet" method="post" action="/try">
        <label
          >Scenario
          <select name="scenario">
            ${scenarios.map(({ id, name, agents: seats }) => option(id, `${name}: ${counted(seats, 'participant')}`, chosen.scenario))}
          </select></label
        >
        ${Array.from({ length: requestLimits.trialStrategies }, (_, i) => strategy(i))}
        <label
          >Dealer policy
          <select name="dealer">
            ${options(dealers, chosen.dealer)}
          </select></label
        >
        <button type="submit">Play</button>
      </form>`,
      html`<p class="quiet">
        More about the scenarios:
        ${scenarios.map(({ id }) => html`<a class="chip" href="${scenarioAddress(id)}">${id}</a>`)}
      </p>`,
    ],
  });
}

function options(choice: readonly Choosable[], chosen: string | null): Html[] {
  return choice.map(({ id, name }) => option(id, name, chosen));
}

function option(id: string, text: string, chosen: string | null): Html {
  return html`<option value="${id}" ${id === chosen ? html` selected` : null}>${text}</option>`;
}

export interface TrialContent {
  readonly run: string;
  readonly scenario: string;
  readonly agents: readonly string[];
  readonly dealer: string;
  readonly currency: Currency;
  readonly state: string;
  /** why it was not played */
  readonly error: string | null;
  readonly ahead: number;
  /** null: not its turn, or it is played elsewhere */
  readonly progress: MatchProgress | null;
}

/** A trial until it is over. */
export function trialPage(trial: TrialContent): string {
  const { scenario, agents, dealer, state, error } = trial;
  const isOn = state === 'queued' || state === 'running';
  return page({
    title: 'Trial – GridLeague',
    live: isOn,
    main: [
      trail([{ href: '/try', text: 'Try it' }]),
      html`<h1>${isOn ? 'Your match' : 'Your match was not played'}</h1>`,
      html`<p>${agents.join(', ')} in ${scenario}, dealer ${dealer}.</p>`,
      isOn
        ? html`<section class="live" data-poll="trial" aria-label="Being played">
            <p role="status">${course(trial)}</p>
            ${trial.progress?.glance ? lastRound(trial.progress.glance, trial.currency) : null}
          </section>`
        : html`<p class="failed">${error ?? `It is ${state}.`}</p>`,
      html`<p class="quiet">When it is over, this page leads to its replay, round by round.</p>`,
    ],
  });
}

/** What the market came to; where it should end is told when it is over. */
function lastRound({ prices, trades, gap }: RoundGlance, currency: Currency): Html {
  return html`<figure tabindex="0">
    ${drawing(priceFigure({ prices, which: 'the last round', ...priceAxes[currency] }))}
    <figcaption>
      The last round:
      ${counted(trades, 'trade')}${gap === null ? null : `, at most ${quantity(gap, currency)} ${currency} left to gain`}.
    </figcaption>
  </figure>`;
}

function course({ state, ahead, progress }: TrialContent): string {
  const rounds = progress?.rounds ?? null;
  if (rounds !== null) return `It is being played: ${counted(rounds, 'round')} so far.`;
  if (state === 'running') return 'It is being played.';
  return ahead === 0 ? 'It is next.' : `It waits; ${counted(ahead, 'match', 'matches')} come first.`;
}
