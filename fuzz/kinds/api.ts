import type { Rng } from '#market/rng.js';
import type { ApiCase, TokenKind } from '../api/api-case.js';
import { checkAnswer } from '../api/check-answer.js';
import { drawRequest } from '../api/draw-request.js';
import { chance } from '../draw.js';
import { operationsOf, type OpenApiDocument } from '../api/openapi-document.js';
import { FuzzedServer } from '../api/running-server.js';
import { sendRequest } from '../api/send-request.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { patience } from '../patience.js';

const LEAGUE = {
  ...{ id: 'small', title: 'Small', format: 'mixed', scenarios: ['blems-example'], blocks: 1, matchSize: 2 },
  ...{ entrants: ['truthful', 'shaded'], roundCap: 5, limits: { milliseconds: 30_000 } },
};

/** Seconds of processor time in which the server may serve nobody else, times what this machine needs. */
const LONGEST = 0.05 * Math.min(patience, 4);
const MOST_AT_ONCE = 5;

/** Calls of the API, drawn from its own description, on a server with a league that has been played. */
export async function prepare(): Promise<FuzzTarget<ApiCase>> {
  const server = await FuzzedServer.start({
    ...{ GRIDLEAGUE_WRITES_PER_MINUTE: '1000000', GRIDLEAGUE_REPLAYS_PER_HOUR: '1000000' },
  });
  try {
    const operations = operationsOf(await server.json<OpenApiDocument>('GET', '/api/openapi.json'));
    const { token } = await server.json<{ token: string }>(
      'POST',
      '/api/teams',
      '{"name":"fuzzers"}',
      JSON_TYPE,
    );
    const form = new FormData();
    for (const [name, value] of [
      ['kind', 'agent'],
      ['name', 'first'],
    ] as const)
      form.set(name, value);
    form.set('file', new Blob(['export default 42;']), 'first.js');
    const submission = await uploaded(server, form, token);
    await server.json('POST', '/api/leagues', JSON.stringify(LEAGUE), JSON_TYPE);
    await server.json('POST', '/api/leagues/small/runs', '{"priority":"urgent"}', JSON_TYPE);
    await (await fetch(`${server.url}/api/runs/small-1/events`)).text();
    const tokenOf: Readonly<Record<TokenKind, string | null>> = {
      ...{ none: null, garbage: 'garbage', team: token, admin: server.adminToken },
    };
    const secrets = [server.folder, server.adminToken, token];
    await busiest(server);
    return {
      generate: (rng) => drawCase(rng, (inner) => drawRequest(inner, operations)),
      attempt: async ({ requests }) => {
        await Promise.all(
          requests.map(async (request) => {
            const operation = operations.find(
              (one) => one.method === request.method && one.path === request.path,
            );
            if (!operation) throw new Error(`${request.method} ${request.path} is no call any more`);
            const options = {
              url: server.url,
              token: tokenOf[request.token],
              names: { $submission: submission },
            };
            const answer = await sendRequest(request, options);
            if (answer) checkAnswer(operation, answer, secrets);
          }),
        );
        if (server.end !== null) throw new Error(`the server ended with ${server.end}`);
        const seconds = await busiest(server);
        if (seconds > LONGEST) throw new Error(`the server served nobody else for ${seconds} s`);
      },
      close: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

const JSON_TYPE = 'application/json';

function drawCase(rng: Rng, draw: (rng: Rng) => ApiCase['requests'][number]): ApiCase {
  const requests = [draw(rng)];
  if (chance(rng, 0.3)) while (requests.length < MOST_AT_ONCE) requests.push(draw(rng));
  return { requests };
}

async function uploaded(server: FuzzedServer, body: FormData, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/submissions`, { method: 'POST', body, headers });
  return ((await answer.json()) as { id: string }).id;
}

/** The longest that the server's event loop was busy since this was asked last, in seconds of its processor time. */
async function busiest(server: FuzzedServer): Promise<number> {
  const text = await (await fetch(`${server.url}/api/metrics`)).text();
  return Number(/^gridleague_event_loop_busy_seconds (\S+)$/m.exec(text)![1]);
}
