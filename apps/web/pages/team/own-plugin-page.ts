import type { ApiAnswer } from '#api/schemas.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../../html.js';
import { matchAddress, pluginAddress, replayAddress } from '../../links.js';
import { moment } from '../../numbers.js';
import { fact, page, trail } from '../../page.js';
import { table } from '../../table.js';
import { ownForm } from './own-form.js';
import { sourceAround } from './source-lines.js';
import { KINDS } from '../plugin-kinds.js';
import { PLUGIN_STATES, type OwnVersion } from './team-page.js';

export interface OwnPluginContent {
  readonly team: string;
  readonly proof: string;
  readonly plugin: Omit<OwnVersion, 'failed'> & {
    readonly sha256: string;
    readonly file: string;
    readonly source: string;
    readonly checks: readonly Check[];
    /** null: it is a file */
    readonly remote: { readonly connected: boolean } | null;
  };
  readonly failures: Pick<ApiAnswer<'SubmissionFailures'>, 'matches' | 'groups'>;
  readonly console: Pick<ApiAnswer<'SubmissionConsole'>, 'matches'>;
}

interface Check {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

/** A version of a plugin, as its team alone sees it: its checks, where it failed and what it wrote. */
export function ownPluginPage(content: OwnPluginContent): string {
  const { team, plugin } = content;
  const name = `${plugin.name}, version ${plugin.version}`;
  return page({
    title: `${name} – GridLeague`,
    live: plugin.status === 'checking',
    main: [
      trail([{ href: '/team', text: `Team ${team}` }]),
      html`<h1>${name}</h1>`,
      facts(content),
      checks(plugin),
      ...(plugin.status === 'checking' ? [] : [failures(content), consoles(content)]),
      ...(plugin.status === 'withdrawn' ? [] : [withdrawal(content)]),
    ],
  });
}

function facts({ team, plugin }: OwnPluginContent): Html {
  const { kind, name, status, createdAt, file, sha256, remote } = plugin;
  const isPublic = status === 'accepted' || status === 'withdrawn';
  return html`<dl class="facts">
    ${fact('Kind', KINDS[kind])}
    ${fact('State', html`<span data-status="${status}">${PLUGIN_STATES[status]}</span>`)}
    ${
      remote
        ? fact(
            'Remote agent',
            html`made known ${moment(createdAt)}; ${remote.connected ? 'connected now' : 'not connected now'}`,
          )
        : fact('Uploaded', html`${moment(createdAt)} as ${file}`)
    }
    ${isPublic ? fact('Results', html`<a href="${pluginAddress(`${team}/${name}`)}">${team}/${name}</a>`) : null}
    ${fact('SHA-256 of the file', html`<code>${sha256}</code>`)}
  </dl>`;
}

function checks({ status, checks, source }: OwnPluginContent['plugin']): Html {
  return html`<section aria-labelledby="checks" ${status === 'checking' ? html` data-poll="checks"` : null}>
    <h2 id="checks">Checks</h2>
    ${status === 'checking' ? html`<p role="status">They go on; this page tells as soon as they are done.</p>` : null}
    <ul class="checks">
      ${checks.map(
        ({ name, passed, message }) =>
          html`<li class="${passed ? 'passed' : 'failed'}">
            <strong>${name}</strong>: ${passed ? 'passed' : 'failed'}
            ${message === '' ? null : html`<pre tabindex="0"><code>${message}</code></pre>`}
            ${passed ? null : sourceAround(source, message)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function failures({ failures: { matches, groups }, plugin: { source } }: OwnPluginContent): Html {
  return html`<section aria-labelledby="failures">
    <h2 id="failures">Failures in matches</h2>
    <p>
      ${
        matches === 0
          ? 'It has played no match yet.'
          : `${groups.length === 0 ? 'None' : counted(groups.length, 'reason')} in the newest ${counted(matches, 'match', 'matches')}.`
      }
    </p>
    ${
      groups.length === 0
        ? null
        : table(
            'Failures',
            [
              {
                head: 'Reason',
                cell: ({ reason, line }) => html`${reason}${sourceAround(source, line)}`,
              },
              { head: 'Kind', cell: ({ kind }) => kind },
              { head: 'Failures', kind: 'number', cell: (group) => group.failures },
              { head: 'Matches', kind: 'number', cell: (group) => group.matches },
              {
                head: 'First',
                cell: ({ first: { match, round, seat } }) =>
                  html`<a href="${matchAddress(match)}">${match}</a>
                    <small
                      ><a href="${replayAddress(match, { round: Math.max(1, round), seat })}"
                        >round ${round}</a
                      >, ${seat === null ? "behind the dealer's desk" : `seat ${seat}`}</small
                    >`,
              },
            ],
            groups,
            { stacked: true },
          )
    }
  </section>`;
}

function consoles({ console: { matches } }: OwnPluginContent): Html {
  if (matches.length === 0) return html``;
  return html`<section aria-labelledby="console">
    <h2 id="console">What it wrote to its console</h2>
    ${matches.map(
      ({ match, withheld, lines, unsaid }) =>
        html`<details>
          <summary>${match}</summary>
          ${
            withheld === null
              ? html`<pre
                  tabindex="0"
                ><code>${lines.map(({ seat, text }) => `${seat ?? 'dealer'}: ${text}\n`).join('')}</code></pre>`
              : html`<p>
                  Withheld: ${withheld === 'run-on' ? 'its run is on' : 'its scenario is kept secret'}.
                </p>`
          }
          ${unsaid > 0 ? html`<p>${counted(unsaid, 'more line')} were not kept.</p>` : null}
        </details>`,
    )}
  </section>`;
}

function withdrawal({ proof, plugin: { id } }: OwnPluginContent): Html {
  return html`<section aria-labelledby="withdraw">
    <h2 id="withdraw">Withdraw it</h2>
    <p>No further run takes this version. What it has played stays.</p>
    ${ownForm(`/team/plugins/${encodeURIComponent(id)}/withdraw`, proof, html`<button type="submit">Withdraw</button>`)}
  </section>`;
}
