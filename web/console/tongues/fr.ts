/** The console in French: one chunk, fetched by whoever reads it. */
import { together } from './together.ts';

export default together(
  import.meta.glob(['../../locales/fr/console.json', '../../locales/fr/console/*.json'], { eager: true, import: 'default' }),
);
