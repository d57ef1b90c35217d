import type { FullReport } from '#market/match/report/full-report.js';
import type { MarketView } from '#market/match/report/markets-of-match.js';
import { kpiDefinitions, kpiIds } from '#market/energy/kpis/kpi-definitions.js';
import { TRIALS } from '#leagues/run/trials.js';
import { moneyToNumber } from '#market/ledger/units.js';
import { gainParts } from '#market/referee/gain-account.js';
import { isGain } from '#market/referee/measures.js';
import { currencyOfReport } from '../currency.js';
import { drawing, html, type Html } from '../html.js';
import { gapFigure } from '#results/export/figures/gap-figure.js';
import { shownShares } from '#results/standings/shown-shares.js';
import { counted } from '#results/export/counted.js';
import { api, replayAddress } from '../links.js';
import { decimal, money, quantity, SHARE_DECIMALS, signed } from '../numbers.js';
import { fact, page, runTrail } from '../page.js';
import { pluginLink } from '../plugin-link.js';
import { metricNote, signText, symbolsOfFormulas } from '../board/metric-head.js';
import { table, type Column } from '../table.js';
import { chosenOf, daysSection } from './match-days.js';
import { resourceNames, roundPrices, type EnergyDay } from './energy-flows.js';
import { playedBy, seatSection } from './match-seats.js';

export interface MatchContent {
  readonly id: string;
  readonly league: { readonly id: string; readonly title: string };
  readonly run: string;
  readonly block: number;
  readonly scenario: string;
  readonly scored: boolean;
  /** of a mechanism comparison; else null */
  readonly mechanism?: string | null;
  readonly state: string;
  readonly dealer: string;
  /** names by agent seat */
  readonly team: (seat: number) => string;
  /** why the platform could not play it */
  readonly fault: string | null;
  /** null: not played */
  readonly report: FullReport | null;
  readonly seed: string | null;
  /** of a match over days: the market that is shown (`MarketView.key`); none of its own: the first */
  readonly day?: string | null;
  /** what that market is about in energy; null: no community's, or nobody may know what was drawn for it */
  readonly energy?: EnergyDay | null;
  readonly anchor: { readonly matches: string; readonly transaction: string | null } | null;
}

const outcomes: Readonly<Record<FullReport['outcome'], string>> = {
  converged: 'Converged: proven that no trade improves anybody',
  'round-cap': 'Stopped at the cap: rounds ran out before perfection was proven',
  closed: 'Closed by its closing rule before perfection was proven',
  stalled: 'Stalled: nothing moved any more although something was left to gain',
  void: 'Void: the audit failed or the platform was at fault; never scored',
};
/** More cells than this are for the JSON. */
const MOST_CELLS = 3000;

/** A match: what happened in it, the books, and how to check both. */
export function matchPage(match: MatchContent): string {
  const { id, league, run, report } = match;
  const { views = [], shown } = report ? chosenOf(report, match.day ?? null) : {};
  return page({
    title: `Match ${id} – GridLeague`,
    main: [
      runTrail(league, run),
      html`<h1>Match ${id}</h1>`,
      ...(report && shown
        ? [
            facts(match, report),
            seatSection(match.team, report),
            daysSection(report, views, shown),
            course(match, report, shown),
            allocation(match, report, shown),
            indicators(report),
            books(match, report),
            proof(match, report),
          ]
        : [
            html`<p>
              ${match.fault === null ? `This match is ${match.state}.` : `The platform could not play it: ${match.fault}`}
            </p>`,
          ]),
    ],
  });
}

function facts(match: MatchContent, report: FullReport): Html {
  const { league, block, scenario, mechanism = null, dealer, scored, seed } = match;
  return html`<p class="${report.outcome === 'void' ? 'outcome void' : 'outcome'}">
      ${outcomes[report.outcome]}.
    </p>
    <dl class="facts">
      ${fact('Efficiency', isGain(report.baseline - report.optimum, report.baseline) ? html`<strong>${quantity(report.efficiency, '1')}</strong> of what trade could save` : 'nothing to gain from trade')}
      ${fact('Rounds', report.days ? `${report.rounds} over ${counted(report.days.perDay.length, 'day')}` : report.rounds)}
      ${fact(`Cost of all, ${currencyOfReport(report)}`, html`${linesOf(report)}, <strong>${money(report.cost)}</strong> in this match, ${money(report.optimum)} at best`)}
      ${fact('Who got the gain', gainOf(report))}
      ${fact('Dealer', html`${pluginLink(dealer)}: ${signed(report.dealerCash, 'money')} ${currencyOfReport(report)}`)}
      ${fact('Scenario', html`${scenario}, block ${block}${league.id === TRIALS ? '; a trial, on no board' : scored ? '' : '; for comparison, not scored'}`)}
      ${mechanism === null ? null : fact('Mechanism', mechanism)}
      ${fact('Seed', seed === null ? 'sealed until the run is over' : html`<code>${seed}</code>`)}
      ${fact('Chain', `${report.chain.network}: ${counted(report.chain.transactions, 'transaction')}, gas ${report.chain.gas.toLocaleString('en')}, ${counted(report.chain.blocks, 'block')}`)}
      ${isOutside(report) ? fact('Not sandboxed', 'A remote agent played in this match: nobody can play it again, and its figures rest on what was recorded.') : null}
      ${report.timingDependent && !isOutside(report) ? fact('Caution', 'The clock struck in this match: a replay may differ.') : null}
    </dl>`;
}

/** What gains are measured from, and what it leaves out of no trade. */
function linesOf({ noTrade, baseline }: FullReport): string {
  if (noTrade === baseline) return `${money(noTrade)} alone`;
  return `${money(noTrade)} without trade, ${money(baseline)} with the grid alone (gains are measured from it)`;
}

function gainOf(report: FullReport): Html | string {
  const { gainShares, account } = report;
  if (!gainShares) return 'nobody: nothing was gained';
  const shares = shownShares(gainShares, SHARE_DECIMALS);
  const parts = gainParts.map((part) => `${part} ${quantity(shares[part], '1')}`);
  return html`${parts.join(', ')} of ${money(moneyToNumber(BigInt(account.gain)))}
  ${currencyOfReport(report)}, local fees included`;
}

function course({ energy = null }: MatchContent, report: FullReport, shown: MarketView): Html {
  return html`<section aria-labelledby="course">
    <h2 id="course">How it went</h2>
    <div class="pair">
      <figure tabindex="0">
        ${drawing(gapFigure(shown.gapPerRound))}
        <figcaption>What was not yet proven to be perfect, as a share of what there was to gain.</figcaption>
      </figure>
      ${roundPrices({ day: energy, currency: currencyOfReport(report) }, 'the last round', shown.prices, shown.optimalPrices)}
    </div>
    <p>
      <a href="${replayAddress(report.id, { day: shown.key })}">Replay it round by round</a>, alone or beside
      another match.
    </p>
    <p class="data">
      Round by round as <a href="${api.match(report.id, '/rounds?format=csv')}">CSV</a> or
      <a href="${api.match(report.id, '/rounds')}">JSON</a>; all of it as
      <a href="${api.match(report.id, '/tables')}" rel="nofollow">CSV tables</a>, of a community with the
      schedules of its households (played again for that, which takes its time)
    </p>
  </section>`;
}

interface Holding {
  readonly name: string;
  readonly who: string;
  /** per resource */
  readonly held: readonly number[];
}

function allocation(
  { team, energy = null }: MatchContent,
  { id, perSeat }: FullReport,
  { allocation, inventory }: MarketView,
): Html {
  const resources = inventory.length;
  const names = energy && resourceNames(energy);
  const heading = html`<h2 id="allocation">Who holds what at the end</h2>`;
  if ((allocation.length + 1) * resources > MOST_CELLS)
    return html`<section aria-labelledby="allocation">
      ${heading}
      <p>
        ${counted(allocation.length, 'seat')} and ${counted(resources, 'resource')}:
        <a href="${api.match(id)}">in the JSON</a>.
      </p>
    </section>`;
  const seats = allocation.map((held, j): Holding => {
    const { id, role, seat } = perSeat[j]!;
    return { name: id, who: role === 'agent' ? team(seat) : playedBy[role], held };
  });
  return html`<section aria-labelledby="allocation">
    ${heading}
    <details>
      <summary>
        ${counted(allocation.length, 'seat')} and the dealer, ${counted(resources, 'resource')}
        ${energy ? ', kWh by clock time' : ''}
      </summary>
      ${table(
        'Allocation',
        [
          { head: 'Seat', cell: ({ name, who }) => html`${name} <small>${who}</small>` },
          ...inventory.map((_, r): Column<Holding> => ({
            head: names?.[r] ?? r + 1,
            kind: 'number',
            cell: ({ held }) => decimal(held[r]!, 2),
          })),
        ],
        [...seats, { name: 'dealer', who: 'what is left', held: inventory }],
      )}
    </details>
  </section>`;
}

/** Of a community; each explained. */
function indicators({ kpis }: FullReport): Html {
  const shown = kpiIds.flatMap((id) => {
    const value = kpis[id] ?? null;
    return value === null ? [] : [{ ...kpiDefinitions[id], value }];
  });
  if (shown.length === 0) return html``;
  return html`<section aria-labelledby="indicators">
    <h2 id="indicators">The community in figures</h2>
    ${table(
      'Indicators',
      [
        { head: 'Figure', cell: (kpi) => html`${kpi.label} ${metricNote(kpi)}` },
        { head: 'Value', kind: 'number', cell: ({ value }) => decimal(value, 3) },
        { head: 'Unit', cell: ({ unit }) => (unit === '1' ? '' : unit) },
        { head: 'Sign', cell: ({ better }) => signText(better) },
      ],
      shown,
      { stacked: true },
    )}
    ${symbolsOfFormulas}
  </section>`;
}

function books(
  { energy = null }: MatchContent,
  { outcome, conservation: { resources, cash } }: FullReport,
): Html {
  const names = energy && resourceNames(energy);
  const lost = resources.flatMap((units, r) =>
    units === '0' ? [] : [`${names?.[r] ?? `resource ${r + 1}`}: ${units}`],
  );
  const exact = lost.length === 0 && cash === '0';
  return html`<section aria-labelledby="books">
    <h2 id="books">The books</h2>
    ${
      exact
        ? html`<p>Exact: no resource and no money came or went, to the last unit of the ledger.</p>`
        : html`<p class="outcome void">
              The audit failed: start minus end is not
              zero${outcome === 'void' ? ', so the match is void' : ''}.
            </p>
            <ul>
              ${cash === '0' ? null : html`<li>money: <code>${cash}</code> units of 1e-18</li>`}
              ${lost.map((text) => html`<li><code>${text}</code> units of 1e-9</li>`)}
            </ul>`
    }
  </section>`;
}

function isOutside({ execution }: FullReport): boolean {
  return execution === 'not-sandboxed';
}

function proof({ id, anchor }: MatchContent, report: FullReport): Html {
  const { resultHash, engine } = report;
  return html`<section aria-labelledby="proof">
    <h2 id="proof">Check it yourself</h2>
    <dl class="facts">
      <div>
        <dt>Result hash</dt>
        <dd><code>${resultHash}</code></dd>
      </div>
      <div>
        <dt>Engine</dt>
        <dd>gridleague ${engine.version} (${engine.commit.slice(0, 12)})</dd>
      </div>
      ${
        isOutside(report)
          ? fact('Receipt', 'none: nothing vouches for what nobody can play again')
          : anchor
            ? html`<div>
                <dt>Receipt</dt>
                <dd>
                  A <a href="${api.match(id, '/receipt')}">chain of hashes</a> leads from it to the root of
                  the run, <code>${anchor.matches}</code>, on the
                  chain${anchor.transaction === null ? null : html` by transaction <code>${anchor.transaction}</code>`}
                </dd>
              </div>`
            : html`<div>
                <dt>Receipt</dt>
                <dd>when the run is over and anchored</dd>
              </div>`
      }
    </dl>
    ${
      isOutside(report)
        ? html`<p>
            A remote agent played in it: \`verify\` follows its trades, and names it as unverifiable.
          </p>`
        : html`<p>Play it again and compare, bit for bit:</p>
            <pre tabindex="0"><code>npm run cli -- verify ${id}</code></pre>`
    }
    <p class="data"><a href="${api.match(id)}">The whole report as JSON</a></p>
  </section>`;
}
