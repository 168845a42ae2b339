/** The console in German: one chunk, fetched by whoever reads it. */
import { together } from './together.ts';

export default together(
  import.meta.glob(['../../locales/de/console.json', '../../locales/de/console/*.json'], { eager: true, import: 'default' }),
);
