import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, RouterModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { PagesModule } from './pages/pages.module.js';
import { WriteThrottlerGuard } from './requests/write-throttler.guard.js';
import { ServerModule, type ServerResources } from './server.module.js';

const MINUTE_MILLISECONDS = 60_000;

/** The server as it meets the world: with limits on how often an address may write. */
@Module({})
export class PublicModule {
  static with(surroundings: ServerResources): DynamicModule {
    const server = ServerModule.with(surroundings);
    const limit = surroundings.settings.config.writesPerMinute;
    return {
      module: PublicModule,
      imports: [
        ThrottlerModule.forRoot([{ ttl: MINUTE_MILLISECONDS, limit }]),
        server,
        // The API under its prefix, pages without one.
        RouterModule.register([{ path: 'api', module: ServerModule }]),
        PagesModule.of(server),
      ],
      providers: [{ provide: APP_GUARD, useClass: WriteThrottlerGuard }],
    };
  }
}
