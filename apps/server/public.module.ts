import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { WriteThrottlerGuard } from './operation/write-throttler.guard.js';
import { ServerModule, type Surroundings } from './server.module.js';

const MINUTE_MILLISECONDS = 60_000;

/** The server as it meets the world: with limits on how often an address may write. */
@Module({})
export class PublicModule {
  static with(surroundings: Surroundings): DynamicModule {
    const limit = surroundings.settings.config.writesPerMinute;
    return {
      module: PublicModule,
      imports: [
        ThrottlerModule.forRoot([{ ttl: MINUTE_MILLISECONDS, limit }]),
        ServerModule.with(surroundings),
      ],
      providers: [{ provide: APP_GUARD, useClass: WriteThrottlerGuard }],
    };
  }
}
