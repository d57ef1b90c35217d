import { z } from 'zod';
import { InputError } from '#matches/input-error.js';
import { submissionSchema } from '#api/schemas/team-schema.js';
import type { ServerClient } from './server-client.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** Of uploads, and of what the platform brings along. */
const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|reference-.+)$/i;
const pageSchema = z.object({ items: z.array(submissionSchema), next: z.string().nullable() });

/** The id of the newest version of a plugin that who asks calls so; an id stays as it is. Throws `InputError`. */
export async function ownSubmission(client: ServerClient, idOrName: string): Promise<string> {
  if (ID.test(idOrName)) return idOrName;
  const name = idOrName.slice(idOrName.lastIndexOf('/') + 1);
  const found: z.infer<typeof submissionSchema>[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: String(requestLimits.page),
      ...(cursor !== null && { cursor }),
    }).toString();
    const page: z.infer<typeof pageSchema> = await client.json(`/submissions?${query}`, pageSchema);
    // What checks found is told to the owner alone.
    found.push(
      ...page.items.filter(
        (one) => one.name === name && one.team !== null && one.checks.some(({ message }) => message !== ''),
      ),
    );
    cursor = page.next;
  } while (cursor !== null);
  if (new Set(found.map(({ team }) => team)).size > 1)
    throw new InputError(`'${idOrName}': several teams have a plugin of this name, give its id`);
  const [newest] = found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (!newest)
    throw new InputError(`'${idOrName}': no plugin of this name is yours (the token says who asks)`);
  return newest.id;
}
