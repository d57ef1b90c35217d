import type { Member } from '#database/fleet/membership.js';
import { html, type Html, type Part } from '../html.js';
import { decimal, moment } from '../numbers.js';
import { page } from '../page.js';
import { table } from '../table.js';
import { signInForm } from './sign-in-form.js';

/** What it is called anybody who runs one may choose. */
export type ShownMember = Omit<Member, 'id' | 'beatAt'>;

const TITLE = 'Operations – GridLeague';
/** So that who falls silent after a beat is shown as silent within 30 s of it. */
const SECONDS_BETWEEN_LOOKS = 3;

/** Servers and workers as they are now, for the administrator. */
export function operationsPage(members: readonly ShownMember[]): string {
  return page({
    title: TITLE,
    live: true,
    main: [
      html`<div class="heading">
        <h1>Operations</h1>
        <form method="post" action="/operations/sign-out">
          <button type="submit" class="plain">Sign out</button>
        </form>
      </div>`,
      html`<section
        aria-labelledby="members"
        data-part="members"
        data-poll="members"
        data-seconds="${SECONDS_BETWEEN_LOOKS}"
      >
        <h2 id="members">Servers and workers</h2>
        ${summary(members)} ${memberTable(members)}
      </section>`,
      html`<p class="quiet">
        What each said with its last beat, every ten seconds. The same is in <code>/api/members</code>, and in
        <code>/api/metrics</code> for who sends the administrator's token; what to do is in the
        <a href="/guides/operators-guide">operator's guide</a>.
      </p>`,
    ],
  });
}

/** Where the administrator signs in. */
export function operationsSignInPage(): string {
  return page({
    title: TITLE,
    main: [
      html`<h1>Operations</h1>`,
      // A session that ends meanwhile leaves this in the place of the table.
      html`<section aria-label="Sign in" data-part="members">
        <p>
          The administrator signs in with the administrator's token to see the servers and workers of this
          deployment, and what they play.
        </p>
        ${signInForm('/operations/session', 'Token of the administrator', 'GridLeague administrator')}
      </section>`,
    ],
  });
}

function summary(members: readonly ShownMember[]): Html {
  const silent = members.filter((one) => one.silent && !one.gone).length;
  const [servers, workers] = (['server', 'worker'] as const).map(
    (kind) => members.filter((one) => one.kind === kind && !one.silent).length,
  );
  const pace = members.reduce((sum, { matchesPerMinute }) => sum + matchesPerMinute, 0);
  return html`<p>
      Signs of life from ${count(servers!, 'server')} and ${count(workers!, 'worker')}: ${decimal(pace, 1)}
      matches a minute.
    </p>
    ${silent === 0 ? null : html`<p class="failed">${silent} silent: no sign of life for 25 seconds, and not ended in good order.</p>`}`;
}

function memberTable(members: readonly ShownMember[]): Html {
  return table<ShownMember>(
    'Servers and workers',
    [
      { head: 'Host', cell: ({ host, pid }) => html`${host} <small>process ${pid}</small>` },
      { head: 'Kind', cell: ({ kind }) => kind },
      { head: 'State', cell: stateOf },
      { head: 'Last beat', cell: ({ silence }) => ago(silence), kind: 'number' },
      { head: 'Plays', cell: playingOf },
      { head: 'At once', cell: ({ players }) => players, kind: 'number' },
      { head: 'Matches a minute', cell: (one) => decimal(one.matchesPerMinute, 1), kind: 'number' },
      {
        head: 'Version',
        cell: ({ version, commit }) => html`${version} <small>${commit.slice(0, 7)}</small>`,
      },
      { head: 'Since', cell: ({ startedAt }) => moment(startedAt) },
    ],
    members,
    { stacked: true },
  );
}

function stateOf({ silent, gone }: ShownMember): Part {
  if (gone) return 'gone';
  return silent ? html`<strong class="failed">silent</strong>` : 'well';
}

function playingOf({ playing }: ShownMember): Part {
  if (playing.length === 0) return 'nothing';
  return playing.map(
    ({ match, rounds }) => html`<code>${match}</code> <small>${count(rounds, 'round')}</small> `,
  );
}

function ago(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s ago`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
