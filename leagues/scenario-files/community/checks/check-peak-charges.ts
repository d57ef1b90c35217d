import { FieldError } from '../../reading/scenario-error.js';
import { isRolling } from './check-rolling.js';
import type { CommunityDocument } from '../schema/community-schema.js';

/** Refuses charges on peaks where no single match could tell them. Throws `FieldError`. */
export function checkPeakCharges(document: CommunityDocument): void {
  const { regulation, grid } = document;
  const line =
    typeof regulation === 'string' ? -1 : regulation.findIndex(({ unit }) => unit === 'EUR/kW peak');
  if (line < 0) return;
  const refused = (why: string, mend: string): FieldError =>
    new FieldError(['regulation', line, 'unit'], `EUR/kW peak ${why}`, mend);
  if (!grid) throw refused('is paid for a connection to the grid, and there is none', 'leave the line out');
  if (isRolling(document))
    throw refused(
      'needs one plan for the whole period: where days follow one another, or forecasts may be wrong, the peak is known when all is over',
      'leave the line out, or play one day that is foreseen',
    );
}
