import { TEAM_NAME, TEAM_NAME_WORDS, teamLimits } from '#leagues/definition/limits.js';
import { html, type Html } from '../../html.js';
import { ownPluginAddress, pluginAddress } from '../../links.js';
import { moment } from '../../numbers.js';
import { fact, page } from '../../page.js';
import { table } from '../../table.js';
import { KINDS, type Kind } from '../plugin-kinds.js';
import { ownForm } from './own-form.js';

/** A version of a plugin, as its team sees it in a list. */
export interface OwnVersion {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly version: number;
  readonly status: 'checking' | 'accepted' | 'rejected' | 'withdrawn';
  readonly createdAt: number;
  /** the check that it did not pass; null: none */
  readonly failed: { readonly name: string; readonly message: string } | null;
}

/** Of what there is a limit: how many there are, and how many there may be. */
export interface Room {
  readonly used: number;
  readonly most: number;
}

export interface TeamContent {
  readonly team: string;
  readonly proof: string;
  /** newest first */
  readonly versions: readonly OwnVersion[];
  /** some are not among them */
  readonly more: boolean;
  readonly names: Readonly<Record<Kind, Room>>;
  /** submissions that wait to be checked */
  readonly waiting: Room;
  readonly largest: number;
  /** whether agents may play here that their teams run elsewhere */
  readonly takesRemote: boolean;
}

export const PLUGIN_STATES = {
  checking: 'being checked',
  accepted: 'accepted: it plays from the next run on',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
} as const;

/** What a team has uploaded, and the form for more. */
export function teamPage(content: TeamContent): string {
  const { team, proof, versions, more } = content;
  return page({
    title: `Team ${team} – GridLeague`,
    script: 'team.js',
    main: [
      html`<div class="heading">
        <h1>Team ${team}</h1>
        ${ownForm('/team/sign-out', proof, html`<button type="submit" class="plain">Sign out</button>`)}
      </div>`,
      uploadForm(content),
      ...(content.takesRemote ? [remoteForm(content)] : []),
      html`<section
        aria-labelledby="plugins"
        data-part="plugins"
        ${versions.some(({ status }) => status === 'checking') ? html`data-poll="plugins"` : null}
      >
        <h2 id="plugins">Your plugins</h2>
        ${versions.length === 0 ? html`<p>None yet.</p>` : versionTable(team, versions)}
        ${more ? html`<p>Older ones are in the <a href="/docs">API</a>.</p>` : null}
      </section>`,
    ],
  });
}

const nameField = html`<input
  type="text"
  name="name"
  required
  maxlength="${teamLimits.name}"
  pattern="${TEAM_NAME}"
  title="${TEAM_NAME_WORDS}"
/>`;

/** Makes an agent known of which nothing is uploaded. */
function remoteForm({ proof }: TeamContent): Html {
  return html`<section aria-labelledby="remote">
    <h2 id="remote">Or play from your own machine</h2>
    <p>
      A strategy in any language that connects to this server and plays in leagues which take
      <a href="/guides/remote-agents">remote agents</a>, marked and mostly unranked.
    </p>
    <form class="sheet" method="post" action="/team/plugins" enctype="multipart/form-data">
      <input type="hidden" name="proof" value="${proof}" />
      <input type="hidden" name="kind" value="agent" />
      <input type="hidden" name="remote" value="yes" />
      <label>Name ${nameField}</label>
      <button type="submit">Make it known</button>
    </form>
  </section>`;
}

function uploadForm({ proof, names, waiting, largest }: TeamContent): Html {
  const room = ({ used, most }: Room, what: string): string => `${most - used} of ${most} ${what}`;
  return html`<section aria-labelledby="upload">
    <h2 id="upload">Upload a plugin</h2>
    <form class="sheet" method="post" action="/team/plugins" enctype="multipart/form-data" data-upload>
      <input type="hidden" name="proof" value="${proof}" />
      <label class="drop"
        >File, .ts or .js, at most ${Math.floor(largest / 1024)} kB
        <input type="file" name="file" accept=".ts,.js" required
      /></label>
      <label
        >Kind
        <select name="kind">
          <option value="agent">strategy</option>
          <option value="dealer">dealer policy</option>
          <option value="bidder">bidder of double auctions</option>
        </select></label
      >
      <label>Name ${nameField}</label>
      <label class="choice"
        ><input type="checkbox" name="release" value="agreed" /> everybody may have the source once a season
        is over in which it took part</label
      >
      <input type="hidden" name="unlessKnown" value="yes" />
      <button type="submit">Upload</button>
    </form>
    <dl class="facts">
      ${fact(
        'Names left',
        [
          room(names.agent, 'strategies'),
          room(names.dealer, 'dealer policies'),
          room(names.bidder, 'bidders'),
        ].join(', '),
      )}
      ${fact('Uploads that may wait', room(waiting, 'places'))}
    </dl>
  </section>`;
}

function versionTable(team: string, versions: readonly OwnVersion[]): Html {
  return table(
    'Your plugins',
    [
      {
        head: 'Plugin',
        cell: ({ id, name, version }) =>
          html`<a href="${ownPluginAddress(id)}">${name}, version ${version}</a>`,
      },
      { head: 'Kind', cell: ({ kind }) => KINDS[kind] },
      {
        head: 'State',
        cell: ({ status, failed }) =>
          html`<span${status === 'rejected' ? html` class="failed"` : null}>${PLUGIN_STATES[status]}</span
            >${failed ? html`<small>${failed.name}: ${firstLine(failed.message)}</small>` : null}`,
      },
      { head: 'Uploaded', cell: ({ createdAt }) => moment(createdAt) },
      {
        head: 'Results',
        cell: ({ status, name }) =>
          status === 'accepted' || status === 'withdrawn'
            ? html`<a href="${pluginAddress(`${team}/${name}`)}">runs and ranks</a>`
            : '–',
      },
    ],
    versions,
    { stacked: true },
  );
}

const LONGEST = 160;

function firstLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
