import { z } from 'zod';

/** Settings of the environment for an endpoint that is somebody else's, the same for server, workers and `play`. */
export const endpointSettings = {
  /** private key of the account that pays there; default: the node's first unlocked one */
  CHAIN_OPERATOR_KEY: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/i, 'must be 0x and 64 hexadecimal digits')
    .optional(),
  /** blocks that must lie on a transaction before it counts: reorganisations as deep are survived */
  CHAIN_CONFIRMATIONS: z.coerce.number().int().min(0).max(100).default(0),
};

export interface EndpointAccess {
  readonly operatorKey?: string;
  readonly confirmations: number;
}

/** How the environment says that an endpoint is used. Throws `RangeError` with the setting's name. */
export function endpointAccess(environment: Readonly<Record<string, string | undefined>>): EndpointAccess {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = z.object(endpointSettings).safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new RangeError(`setting ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { CHAIN_OPERATOR_KEY: operatorKey, CHAIN_CONFIRMATIONS: confirmations } = parsed.data;
  return { ...(operatorKey !== undefined && { operatorKey }), confirmations };
}
