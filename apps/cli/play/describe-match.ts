import { costLines } from './report/cost-lines.js';
import { cutLines } from '../scenario/cut-lines.js';
import { couplingLines } from './report/coupling-lines.js';
import { footerLines } from './report/footer-lines.js';
import { indicatorLines } from './report/indicator-lines.js';
import { outcomeLines } from './report/outcome-lines.js';
import { pluginLines } from './report/plugin-lines.js';
import { priceLines } from './report/price-lines.js';
import { roundLines } from './report/round-lines.js';
import { savingLines } from './report/saving-lines.js';
import type { PlayedScenario } from '#matches/play/play-setting.js';

/** A match as a person reads it: outcome, costs, who gained what, prices, rounds, small print. At most 100 columns. */
export function describeMatch(played: PlayedScenario): string[] {
  return [
    ...[outcomeLines, costLines, savingLines, pluginLines, priceLines, roundLines],
    ...[couplingLines, indicatorLines],
    ({ drawn }: PlayedScenario) => (drawn.community ? cutLines(drawn.community) : []),
    footerLines,
  ]
    .map((section) => section(played))
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}
