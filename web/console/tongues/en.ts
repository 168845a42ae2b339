/** The console in English: one chunk, fetched by whoever reads it. */
import { together } from './together.ts';

export default together(
  import.meta.glob(['../../locales/en/console.json', '../../locales/en/console/*.json'], { eager: true, import: 'default' }),
);
