/** Writes src/api/openapi.json, which is committed: a reviewer sees when the interface changes. `npm run openapi` then makes the typed client. */
import path from 'node:path';
import { run } from '../src/cli/openapi.ts';

process.exitCode = await run([path.resolve(import.meta.dirname, '../src/api/openapi.json')]);
