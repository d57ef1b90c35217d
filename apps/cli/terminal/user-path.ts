import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';

/**
 * A path as its user meant it. npm runs our scripts in the project's folder and says in INIT_CWD
 * where it was called; relative paths start there.
 */
export function userPath(path: string): string {
  const calledFrom = process.env.INIT_CWD;
  const here = process.cwd();
  const isFromElsewhere = calledFrom && calledFrom !== here && here === projectRoot;
  return isFromElsewhere ? resolve(calledFrom, path) : path;
}

/** The same where a bare name means something that comes along, and `python:` leads to a path. */
export function nameOrUserPath(text: string): string {
  const [, scheme = '', path = text] = /^(python:)(.*)$/s.exec(text) ?? [];
  if (scheme) return `${scheme}${userPath(path)}`;
  return /[\\/.]/.test(text) ? userPath(text) : text;
}
