import { defineBidder, quoted } from '@gridleague/sdk';

/**
 * Zero intelligence without a budget (Gode and Sunder, Journal of Political Economy 101(1), 1993): any price between what the
 * grid pays and what it asks, also at a loss. What a market gains with it is the mechanism's doing alone.
 */
export default defineBidder({
  name: 'zero-intelligence',
  description: 'Any price at all, also at a loss.',
  create: (briefing) => ({
    order: (view) => quoted(briefing, view, ({ low, high }) => low + Math.random() * (high - low)),
  }),
});
