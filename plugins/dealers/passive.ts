import { defineDealer } from '@gridleague/sdk';

/** Puts up all it holds at any price and wants nothing ([GKW07] section 4). */
export default defineDealer({
  name: 'passive',
  description: 'Offers its whole inventory for whatever the market pays.',
  create: () => ({ quote: (view) => ({ offer: view.inventory }) }),
});
