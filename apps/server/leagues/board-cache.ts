import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { RunBoards } from '../../worker/run-boards.js';
import { Database } from '../database/database.js';
import { RunEntity } from '../database/entities/run.entity.js';
import { RunResultsService } from '../runs/run-results.service.js';

/** Answers kept in memory. */
const KEPT = 200;

/** Answers about boards, made once: a run that is over does not change. */
@Injectable()
export class BoardCache {
  private readonly answers = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly results: RunResultsService,
  ) {}

  /** The newest run with results; null: none yet. */
  async latest(league: string): Promise<string | null> {
    const run = await this.database.read.findOne(RunEntity, {
      select: { id: true },
      where: { league, state: In(['finished', 'failed']) },
      order: { number: 'DESC' },
    });
    return run?.id ?? null;
  }

  async answer(run: string, form: string, make: (boards: RunBoards) => string): Promise<string> {
    const key = `${run} ${form}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = make(await this.results.boards(run));
    this.answers.set(key, answer);
    if (this.answers.size > KEPT) this.answers.delete(this.answers.keys().next().value!);
    return answer;
  }
}
