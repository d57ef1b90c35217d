import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { HttpRequest } from '../problem/http.js';
import { addressBlock } from '../operation/address-block.js';
import { ProblemError } from '../problem/problem.js';

/** Limits how often an address may write; reads are free. */
@Injectable()
export class WriteThrottlerGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { method } = context.switchToHttp().getRequest<HttpRequest>();
    return method === 'GET' || method === 'HEAD';
  }

  protected override async getTracker({ ip }: Record<string, unknown>): Promise<string> {
    return addressBlock(ip as string | undefined);
  }

  /** Of all calls together, not of each: `suffix` is the address. */
  protected override generateKey(_context: ExecutionContext, suffix: string, name: string): string {
    return `${name} ${suffix}`;
  }

  protected override throwThrottlingException(): Promise<void> {
    throw new ProblemError(
      ...([429, 'too-many-requests'] as const),
      'too many writes from this address within a minute; Retry-After says in how many seconds to go on',
    );
  }
}
