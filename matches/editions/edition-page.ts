import type { Edition } from '#leagues/definition/load-edition.js';
import {
  agentStandings,
  dealerStandings,
  policyEffects,
  type EditionResults,
  type LeagueScores,
} from './edition-results.js';
import { rootOf } from '#results/receipts/receipts.js';
import { headingText, metricsOf, type Board, type Standing } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { estimateText } from '#results/statistics/estimate-text.js';

/** docs/editions/<id>.md: boards and effects with what they were computed from. */
export function editionPage(edition: Edition, results: EditionResults): string {
  const { id, title } = edition;
  const dealers = dealerStandings(edition, results.dealers);
  const names = new Map(dealers.rows.map(({ id, name }) => [id, name]));
  const lines = [
    `# ${plain(title)}`,
    '',
    `Made by \`npm run cli -- benchmark ${id} --publish docs/editions\` with gridleague ${plain(results.engine?.version ?? '')}. \`benchmark ${id} --check\` plays all`,
    `of it again and compares every result hash, score and name; \`benchmark ${id} --agent mine.ts\` puts a plugin of yours into the tables. Means over`,
    '[blocks](../organisers-guide.md#blocks) with 95 % intervals; what the metrics are: [scores](../scores.md).',
    '',
    '## Agent strategies',
    '',
    `One strategy on all seats: what if everybody used it. ${playedIn(edition.agents, results.agents)}`,
    '',
    ...boardRows(agentStandings(edition, results.agents)),
    '',
    '## Dealer policies',
    '',
    `One policy behind the desk of an honest neighbourhood. ${playedIn(edition.dealers, results.dealers)}`,
    '',
    ...boardRows(dealers),
    '',
    '## Effects of dealer policies',
    '',
    `Policy less ${plain(names.get(policyEffects(results.dealers).reference) ?? '')}; p is adjusted for all policies, and of a pair there is one verdict. In all other figures they are equal.`,
    '',
    ...effectRows(policyEffects(results.dealers), (dealer) => names.get(dealer) ?? dealer),
    '',
    '## What was played',
    '',
    ...provenance(results),
    '',
  ];
  return lines.join('\n');
}

function playedIn(
  { blocks, scenarios, roundCap }: Edition['agents'],
  { scores }: LeagueScores<unknown>,
): string {
  return `${scores.length} matches: ${blocks} blocks in ${scenarios.length} scenarios, at most ${roundCap ?? 'the usual'} rounds.`;
}

function boardRows(board: Board): string[] {
  const { rows, ranked } = board;
  return markdownTable(
    ['rank', 'plugin', ...ranked.map(headingText), 'score', 'failures per match'],
    rows.map((row) => [
      rankText(row.composite),
      plain(`${row.name} ${row.version}`),
      ...metricsOf(board).map((metric) => estimateText(row.standings[metric]!.estimate)),
      estimateText(row.composite.estimate),
      String(row.shown['failures']?.mean ?? '-'),
    ]),
  );
}

function rankText({ rank }: Standing): string {
  if (!rank) return '-';
  return rank.best === rank.worst ? `${rank.best}` : `${rank.best} to ${rank.worst}`;
}

function effectRows({ mainEffects, responses }: DealerEffects, nameOf: (dealer: string) => string): string[] {
  const labels = new Map(responses.map((heading) => [heading.id, headingText(heading)]));
  return markdownTable(
    ['policy', 'response', 'effect', 'p', 'verdict'],
    mainEffects
      .filter(({ effect, verdict }) => effect !== null && verdict !== 'equal')
      .map(({ dealer, response, effect, p, verdict }) => [
        plain(nameOf(dealer)),
        labels.get(response) ?? response,
        estimateText(effect),
        p === null ? '-' : p.toFixed(3),
        verdict,
      ]),
  );
}

function provenance({ agents, dealers }: EditionResults): string[] {
  const plugins = new Map(
    [...agents.plugins, ...dealers.plugins].map(({ kind, name, sha256 }) => [sha256, `${kind} ${name}`]),
  );
  const scenarios = new Map(
    [...agents.scenarios, ...dealers.scenarios].map(({ name, sha256 }) => [sha256, `scenario ${name}`]),
  );
  const root = ({ resultHashes }: LeagueScores<unknown>): string =>
    rootOf(Object.entries(resultHashes).map(([id, hash]) => ({ id, hash })));
  return markdownTable(
    ['what', 'SHA-256'],
    [
      ...[...plugins, ...scenarios].map(([sha256, what]) => [plain(what), `\`${plain(sha256)}\``]),
      ['Merkle root of the result hashes, agents', `\`${root(agents)}\``],
      ['Merkle root of the result hashes, dealers', `\`${root(dealers)}\``],
    ],
  );
}

/** Words of others in a line of Markdown: none of their signs marks anything up. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
