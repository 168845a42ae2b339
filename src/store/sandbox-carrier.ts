/** Sandbox Post's parcels in PostgreSQL: the `ParcelBook` that `carriers/sandbox` asks for. Schema `sandbox`, no seller's data. */
import type pg from 'pg';

type ParcelRow = { readonly announced_at: string; readonly dropped_at: string | null; readonly lost_at: string | null };

const parcelOf = (row: ParcelRow | undefined) => {
  if (!row) return undefined;
  return {
    announcedAt: row.announced_at,
    ...(row.dropped_at ? { droppedAt: row.dropped_at } : {}),
    ...(row.lost_at ? { lostAt: row.lost_at } : {}),
  };
};

const COLUMNS = 'announced_at, dropped_at, lost_at';

/** @param pool as opened by `openDb`, whose timestamps are ISO 8601 text. */
export function sandboxParcels(pool: pg.Pool) {
  const one = async (name: string, text: string, values: readonly string[]) =>
    parcelOf((await pool.query<ParcelRow>({ name: `sandbox-parcel-${name}`, text, values: [...values] })).rows[0]);

  return {
    find: (number: string) => one('find', `select ${COLUMNS} from sandbox.parcels where tracking_number = $1`, [number]),

    /** Known from now on; a second call changes nothing. */
    announce: async (number: string, at: string) => {
      await one('announce', 'insert into sandbox.parcels (tracking_number, announced_at) values ($1, $2) on conflict do nothing', [
        number,
        at,
      ]);
    },

    /** The first hand-in counts: dropping a parcel twice leaves its times alone. */
    drop: async (number: string, at: string) => {
      await one(
        'drop',
        `insert into sandbox.parcels as p (tracking_number, announced_at, dropped_at) values ($1, $2, $2)
         on conflict (tracking_number) do update set dropped_at = coalesce(p.dropped_at, excluded.dropped_at)`,
        [number, at],
      );
    },

    lose: async (number: string, at: string) => {
      await one(
        'lose',
        'update sandbox.parcels set lost_at = coalesce(lost_at, $2) where tracking_number = $1 and dropped_at is not null',
        [number, at],
      );
    },
  };
}
