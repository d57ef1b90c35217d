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
  // Half as much again as a bundle is worth to it, as long as it can.
  losing: agent('losing', honest('option.value + 0.5 * Math.abs(option.value)')),
  // As `truthful` until its first trade; then it asks for no more, and the market may stall without it.
  quitter: agent(
    'quitter',
    `view.allocation.some((held, r) => held !== endowment[r]) ? [] : ${honest('option.value')}`,
  ),
  twin: reference('shaded').replace("name: 'shaded'", "name: 'twin'"),
};
