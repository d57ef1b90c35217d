/** Of names that no uploaded file has. */
const ENDING = '.remote';

/** What stands in the place of a plugin's file for one that its team runs elsewhere: its SHA-256 is of its team and name alone. */
export function remoteFile(team: string, name: string): { readonly file: string; readonly bytes: Buffer } {
  return { file: `${name}${ENDING}`, bytes: Buffer.from(`remote agent ${name} of team ${team}\n`) };
}

export function isRemoteFile(file: string): boolean {
  return file.endsWith(ENDING);
}
