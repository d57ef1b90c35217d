import { Body, Controller, Get, Header, Param, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { calledSo } from '#leagues/pairing/entrants.js';
import type { FrozenSubmission } from '#leagues/pairing/run-plan.js';
import { matchId } from '#leagues/run/match-task.js';
import { isTrial } from '#leagues/run/trials.js';
import { replayAddress } from '../../web/links.js';
import { trialPage, tryPage } from '../../web/pages/try-page.js';
import { refuseForeign } from '../access/own-form.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { addressBlock } from '../operation/address-block.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { parsed } from '../problem/parsed.js';
import { notFound } from '../problem/problem.js';
import { RunsService } from '../runs/runs.service.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { TrialsService } from '../trials/trials.service.js';

const HTML = 'text/html; charset=utf-8';

const chosen = z.string().max(requestLimits.id);
/** As forms send lists: one, or several. */
const several = z.union([
  chosen.transform((one) => [one]),
  z.array(chosen).max(requestLimits.trialStrategies),
]);
const order = z.strictObject({
  ...{ scenario: chosen, dealer: chosen },
  agent: several
    .transform((all) => all.filter((id) => id !== ''))
    .refine((all) => all.length > 0, 'choose one'),
});
const wish = z.object({
  scenario: chosen.default('demo-street'),
  dealer: chosen.default('passive'),
  agent: several.default(['truthful']),
});

/** One match, for whoever comes. */
@ApiExcludeController()
@Controller('try')
export class TryPagesController {
  constructor(
    private readonly trials: TrialsService,
    private readonly runs: RunsService,
    private readonly scenarios: ScenariosService,
  ) {}

  /** `agent`, `dealer`: ids, or names */
  @Get()
  @Header('Content-Type', HTML)
  async form(@Query() query: unknown): Promise<string> {
    const { scenario, agent, dealer } = parsed(wish, query);
    const plugins = (await this.trials.plugins()).sort((a, b) => (a.name < b.name ? -1 : 1));
    const ofKind = (kind: FrozenSubmission['kind']): FrozenSubmission[] =>
      plugins.filter((one) => one.kind === kind);
    const idOf = (kind: FrozenSubmission['kind'], wanted: string): string =>
      calledSo(plugins, kind, wanted)[0]?.id ?? wanted;
    const sizes = await this.scenarios.all();
    return tryPage({
      scenarios: sizes
        .filter(
          ({ mechanism, agents: seats, resources }) =>
            mechanism === 'bundle-trading' && seats * resources.length <= requestLimits.trialSize,
        )
        .map(({ id, title, agents: seats }) => ({ id, name: title ?? id, agents: seats })),
      ...{ agents: ofKind('agent'), dealers: ofKind('dealer') },
      chosen: { scenario, agents: agent.map((one) => idOf('agent', one)), dealer: idOf('dealer', dealer) },
    });
  }

  @Post()
  @Redirect('/try', 303)
  async begin(@Req() request: HttpRequest, @Body() body: unknown): Promise<{ url: string }> {
    refuseForeign(request);
    const { scenario, dealer, agent } = parsed(order, body);
    const wanted = { scenario, dealer, agents: agent };
    const run = await this.trials.begin(wanted, addressBlock(request.ip));
    return { url: `/try/${encodeURIComponent(run)}` };
  }

  @Get(':run')
  async trial(@Param('run') id: string, @Res() response: HttpResponse): Promise<void> {
    if (!isTrial(id)) throw notFound(`trial ${id}`);
    const { definition, plan, state, error } = await this.runs.get(id);
    if (state === 'finished') {
      response.status(303).setHeader('Location', replayAddress(matchId(id, '1')));
      response.end();
      return;
    }
    const names = (kind: FrozenSubmission['kind']): string[] =>
      plan.submissions.filter((one) => one.kind === kind).map(({ name }) => name);
    const scenario = definition.scenarios[0] ?? '';
    const size = await this.scenarios.sizeOf(scenario);
    response.setHeader('Cache-Control', 'no-store');
    response.type(HTML).send(
      trialPage({
        ...{ run: id, state, error, ...(await this.trials.course(id)) },
        ...{
          ...{ scenario, currency: size?.kind === 'community' ? 'EUR' : 'money' },
          agents: names('agent'),
          dealer: names('dealer')[0] ?? '',
        },
      }),
    );
  }
}
