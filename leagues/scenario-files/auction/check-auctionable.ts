import type { CommunityDocument } from '../community/schema/community-schema.js';
import { FieldError } from '../reading/scenario-error.js';

/** Refuses what a community has that its double auction would leave out of account. Throws `FieldError`. */
export function checkAuctionable({
  curtailment,
  dealer,
  grid,
  sealed,
  communication,
}: CommunityDocument): void {
  if (sealed)
    throw new FieldError(['sealed'], 'a double auction shows its orders as they come', 'set it to false');
  if (communication === 'asynchronous')
    throw new FieldError(['communication'], 'every meter orders in every period', 'leave it out');
  if (curtailment === 'none')
    throw new FieldError(['curtailment'], 'an auction takes no energy that nobody wants', 'leave it out');
  for (const field of ['pv', 'battery', 'storage'] as const)
    if (dealer[field])
      throw new FieldError(
        ['dealer', field],
        'the plant of a double auction is a CHP engine',
        'use `dealer.chp`',
      );
  if (dealer.chp?.fuel !== undefined)
    throw new FieldError(
      ['dealer', 'chp', 'fuel'],
      'a double auction knows an engine that runs in its window',
      'leave out `fuel`',
    );
  if (!grid) throw new FieldError(['grid'], 'is missing: what is left over in a double auction goes there');
  for (const field of ['importLimit', 'exportLimit'] as const)
    if (grid[field] !== undefined)
      throw new FieldError(['grid', field], 'a double auction knows no such limit yet');
}
