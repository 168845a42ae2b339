import { Button } from '@mantine/core';
import { IconChevronRight, IconShieldCheck, IconStackPop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, pullsQuery, stock } from './api.ts';
import { useMayMove } from './duty.ts';
import style from './stock.module.css';

/** Lots that come back beyond chance (M28): a calm card, since most days there is none. */
export function PullCard() {
  const { t } = useWords();
  const say = useSay();
  const mayMove = useMayMove();
  const pulls = useQuery(pullsQuery);
  const look = useMutation({
    mutationFn: stock.look,
    onSuccess: async ({ asked, proposed }) => {
      await lookAtStock();
      tell({
        title: t('stock.pull.looked'),
        message: proposed > 0 ? t('stock.pull.lookedNew', { count: proposed }) : t('stock.pull.lookedNone', { count: asked }),
      });
    },
    onError: tellFailure(t),
  });
  if (!pulls.data) return null;
  const standing = pulls.data.items.filter(({ state }) => state === 'open' || state === 'accepted');
  const { lastLook } = pulls.data;
  return (
    <section
      className={style.pulls}
      aria-label={t('stock.pull.title')}
      data-open={standing.some(({ state }) => state === 'open') || undefined}
    >
      <header>
        {standing.length > 0 ? <IconStackPop size={20} stroke={1.7} aria-hidden /> : <IconShieldCheck size={20} stroke={1.7} aria-hidden />}
        <div>
          <h2>{standing.length > 0 ? t('stock.pull.title') : t('stock.pull.calm')}</h2>
          <p>{lastLook ? t('stock.pull.lastLook', { at: say.past(lastLook.at), count: lastLook.groups }) : t('stock.pull.neverLooked')}</p>
        </div>
        {mayMove && (
          <Button loading={look.isPending} onClick={() => look.mutate()}>
            {t('stock.pull.look')}
          </Button>
        )}
      </header>
      {standing.length > 0 && (
        <ul>
          {standing.map((pull) => (
            <li key={pull.id}>
              <To href={paths.pull(pull.id)}>
                <span>
                  <strong>{pull.group}</strong>
                  <span>{pull.says}</span>
                </span>
                {pull.state === 'accepted' && <span className={style.done}>{t('stock.pull.state.accepted')}</span>}
                <IconChevronRight size={17} aria-hidden />
              </To>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
