import { defineBidder, quoted } from '@gridleague/sdk';

/** Zero intelligence within a budget (Gode and Sunder 1993): any price between the grid's and its own, never at a loss. */
export default defineBidder({
  name: 'zero-intelligence-constrained',
  description: 'Any price that is not at a loss.',
  create: (briefing) => ({
    order: (view) =>
      quoted(briefing, view, ({ side, limit, low, high }) => {
        const end = side === 'ask' ? Math.max(high, limit) : Math.min(low, limit);
        return limit + Math.random() * (end - limit);
      }),
  }),
});
