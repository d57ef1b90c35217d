import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';

const agent = (name: string, bid: string): string => `
import { affordable, defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: '${name}', create: ({ endowment }) => ({ bid: (view, tools) => ${bid} }) });
`;
const honest = (limit: string): string =>
  `affordable(tools.bestBundles(view.prices).map((option) => ({ ...option, limit: ${limit} })), view)`;

const reference = (name: string): string =>
  readFileSync(resolve(projectRoot, `plugins/agents/${name}.ts`), 'utf8');

/** Plugins that must not win, and a copy that must not differ: name to source. */
export const nullPlugins: Readonly<Record<string, string>> = {
  silent: agent('silent', '[]'),
  crashing: agent('crashing', "(() => { throw new Error('on purpose'); })()"),
  // As much again of everything it has, for all its money, whatever that is worth to it.
  losing: agent('losing', "affordable([{ kind: 'limited', bundle: endowment, limit: view.cash }], view)"),
  // As `truthful` until its first trade; then it asks for no more, and the market may stall without it.
  quitter: agent(
    'quitter',
    `view.allocation.some((held, r) => held !== endowment[r]) ? [] : ${honest('option.value')}`,
  ),
  twin: reference('shaded').replace("name: 'shaded'", "name: 'twin'"),
};
