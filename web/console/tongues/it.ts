/** The console in Italian: one chunk, fetched by whoever reads it. */
import { together } from './together.ts';

export default together(
  import.meta.glob(['../../locales/it/console.json', '../../locales/it/console/*.json'], { eager: true, import: 'default' }),
);
