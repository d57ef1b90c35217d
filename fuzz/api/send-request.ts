import { request } from 'node:http';
import { patience } from '../patience.js';
import { cooked, type ApiRequest } from './api-case.js';
import type { HeardAnswer } from './check-answer.js';

/** Milliseconds after which a call counts as hung; replays and uploads wait their turn. */
const HUNG_MILLISECONDS = 60_000 * patience;

export interface SendOptions {
  readonly url: string;
  readonly token: string | null;
  /** what stands for `$names` */
  readonly names: Readonly<Record<string, string>>;
}

/** Makes a call. Null: the connection was closed without an answer. Rejects when there is none for too long. */
export function sendRequest(
  drawn: ApiRequest,
  { url, token, names }: SendOptions,
): Promise<HeardAnswer | null> {
  const body = drawn.body && Buffer.from(cooked(drawn.body), 'utf8');
  const headers = {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(drawn.type !== null && { 'content-type': drawn.type }),
    ...(body && { 'content-length': body.length }),
  };
  return new Promise((done, failed) => {
    const sent = request(`${url}${addressOf(drawn, names)}`, { method: drawn.method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      const end = (): void => {
        clearTimeout(late);
        const found = answer.headers as Record<string, string | undefined>;
        done({ status: answer.statusCode!, headers: found, text: Buffer.concat(chunks).toString('utf8') });
      };
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', end)
        .on('error', end);
      // A stream of events ends with its run only.
      if (/event-stream/.test(found(answer.headers['content-type'])))
        answer.once('data', () => {
          end();
          sent.destroy();
        });
    });
    const late = setTimeout(() => {
      sent.destroy();
      failed(new Error(`${drawn.method} ${drawn.path}: no answer for ${HUNG_MILLISECONDS / 1000} s`));
    }, HUNG_MILLISECONDS);
    sent.on('error', () => {
      clearTimeout(late);
      done(null);
    });
    sent.end(body ?? undefined);
  });
}

const found = (header: string | undefined): string => header ?? '';

function addressOf({ path, ids, query }: ApiRequest, names: SendOptions['names']): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name] ?? '';
    return (
      encodeURIComponent((Object.hasOwn(names, id) ? names[id]! : id).toWellFormed()).replace(
        /^\.+$/,
        '%252e',
      ) || '%20'
    );
  });
  const search = query.map(([name, value]) =>
    [name, cooked(value)].map((text) => encodeURIComponent(text.toWellFormed())).join('='),
  );
  // More than Node's limit on a head is refused before it is ours.
  return `${filled}?${search
    .join('&')
    .slice(0, 12_000)
    .replace(/%[0-9A-F]?$/, '')}`;
}
