import { projectRoot as root } from '#project-root.js';

/** The project's folder. */
export function projectRoot(): string {
  return root;
}
