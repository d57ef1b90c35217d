import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';

/** Who sends a request. */
export type Caller = { readonly kind: 'admin' } | { readonly kind: 'team'; readonly id: string };

export const ACCESS = 'gridleague:access';

/** `admin`: the administrator only; `team`: any team, or the administrator. Without it everybody may. */
export function Access(who: 'admin' | 'team'): MethodDecorator {
  return applyDecorators(SetMetadata(ACCESS, who), ApiBearerAuth());
}
