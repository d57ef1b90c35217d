import { dealersPage, type DealersContent } from '../../../web/pages/dealers-page.js';
import { ProblemError } from '../../problem/problem.js';
import { sentText, type SentText } from '../sent-text.js';
import { storedBoards } from '../stored-boards.js';

/** The dealer comparison of a run as a page. Throws a problem where there is none. */
export default async function page(
  request: Pick<DealersContent, 'league' | 'run' | 'response'>,
): Promise<SentText> {
  const { effects, agents, dealers } = await storedBoards(request.run);
  if (!effects)
    throw new ProblemError(
      404,
      'no-results',
      'nothing compares dealers in this run: it had one, or they took turns with the blocks',
    );
  const names = new Map([...agents.rows, ...dealers.rows].map(({ id, name }) => [id, name]));
  return sentText(dealersPage({ ...request, effects, nameOf: (id) => names.get(id) ?? id }));
}
