import { Injectable } from '@nestjs/common';
import type { Fences } from '#sandbox/processes/fences.js';

/** What surrounds the plugins on this machine. */
@Injectable()
export class Surroundings {
  /** fences that cannot be had here; null before they were looked for, or where no sandbox can be started now */
  missing: readonly (keyof Fences)[] | null = null;
}
