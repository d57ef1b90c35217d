import { isAsynchronous, type MarketRules } from '#market/instance.js';

/** Who speaks when, in a few words. */
export function paceText(rules: MarketRules): string {
  if (!isAsynchronous(rules)) return 'everybody in every round';
  const { participation, asynchronous } = rules;
  const { rate, agents = {}, window = 1, information = 'symmetric' } = asynchronous ?? {};
  const others = Object.entries(agents).map(([agent, own]) => `${agent} ${own}`);
  const often = rate === undefined ? `participation ${participation}` : `${rate} wake-ups a minute`;
  return [
    `${often}${others.length > 0 ? ` (${others.join(', ')})` : ''}`,
    ...(window === 0 ? ['one agent at a time'] : rate === undefined ? [] : [`in windows of ${window} min`]),
    ...(information === 'asymmetric' ? ['with prices as last heard'] : []),
  ].join(', ');
}
