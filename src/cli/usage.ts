import { parseArgs } from 'node:util';

/** The command was not called as it wants to be: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The one file name that a command takes. */
export function fileOf(args: readonly string[]): string {
  const [file, ...rest] = args;
  if (!file || rest.length > 0) throw new UsageError('One file name is needed.');
  return file;
}

export function noArguments(args: readonly string[]): void {
  if (args.length > 0) throw new UsageError(`Nothing is expected after the command, but there is "${args.join(' ')}".`);
}

/** `--name value` pairs of the names given; anything else is a mistake of the caller. */
export function optionsOf(args: readonly string[], names: readonly string[]): Readonly<Record<string, string | undefined>> {
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
