import { regulationPresets } from '#market/energy/prices/regulation-presets.js';
import type { CommunityDocument } from './community/schema/community-schema.js';
import { FieldError } from './reading/scenario-error.js';
import type { ConductDocument } from './conduct/conduct-schema.js';

const FIELD = ['chain', 'collectFees'];

/** Local fees are of communities. Throws `FieldError`. */
export function refuseCollectedFees({ chain }: ConductDocument): void {
  if (chain?.collectFees)
    throw new FieldError(FIELD, 'are local fees, which a community has', 'leave it out');
}

/** Refuses to collect what nobody could pay at the end of one market. Throws `FieldError`. */
export function checkCollectedFees(document: CommunityDocument): void {
  const { chain, mechanism, regulation, localFee } = document;
  if (!chain?.collectFees) return;
  if (mechanism === 'double-auction')
    throw new FieldError(FIELD, 'a double auction knows no local fees', 'leave it out');
  const table = typeof regulation === 'string' ? regulationPresets[regulation] : regulation;
  const line = table.findIndex(({ local = 0 }) => local < 0);
  if (localFee === undefined && line >= 0)
    throw new FieldError(
      ['regulation', line, 'local'],
      'is below 0: a receiver would have to pay it out',
      'leave out `chain.collectFees`',
    );
}
