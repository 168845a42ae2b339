/** The console in Spanish: one chunk, fetched by whoever reads it. */
import { together } from './together.ts';

export default together(
  import.meta.glob(['../../locales/es/console.json', '../../locales/es/console/*.json'], { eager: true, import: 'default' }),
);
