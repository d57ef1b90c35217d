import { defineBidder, quoted } from '@gridleague/sdk';

/** Landau's relay agents: whatever the meter says, at the prices at which the seat would as soon deal with the grid. */
export default defineBidder({
  name: 'reservation-price',
  description: 'States its reservation prices.',
  create: (briefing) => ({ order: (view) => quoted(briefing, view, ({ limit }) => limit) }),
});
