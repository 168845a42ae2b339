/** The API's typed client: paths, parameters and answers come from openapi.json. */
import createClient from 'openapi-fetch';
import type { paths } from './schema.d.ts';

export type { components, paths } from './schema.d.ts';

export const client = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });
