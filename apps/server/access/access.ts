import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Who sends a request. */
export type Caller = { readonly kind: 'admin' } | { readonly kind: 'team'; readonly id: string };

export const ACCESS = 'gridleague:access';

/** `admin`: the administrator only; `team`: any team, or the administrator. Without it everybody may. */
export function Access(who: 'admin' | 'team'): CustomDecorator {
  return SetMetadata(ACCESS, who);
}
