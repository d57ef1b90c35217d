import { defaultSandboxLimits, type SandboxLimits } from '../calls/limits.js';

/** So much time per call that on a machine however busy nobody honest is late. */
export const patientLimits: SandboxLimits = { ...defaultSandboxLimits, milliseconds: 20_000 };
