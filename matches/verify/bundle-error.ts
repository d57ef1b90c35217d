/** A bundle cannot be read, or is not one. */
export class BundleError extends Error {
  readonly code = 'bad-bundle';
  override readonly name = 'BundleError';
}
