/** A programmer's error. A user's error is a returned refusal, never this. On in production. */
export class AssertionError extends Error {
  override name = 'AssertionError';
}

/** Throws {@link AssertionError} where `truth` does not hold; `says` is what a developer reads. */
export function assert(truth: unknown, says: string): asserts truth {
  if (!truth) throw new AssertionError(says);
}

/** For the end of an exhaustive switch: the compiler proves that it is never reached. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`);
}
