import { NativeSelect } from '@mantine/core';
import { IconArrowRight, IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { useBench } from './bench.ts';
import { Changes } from './Changes.tsx';
import style from './policy.module.css';
import { useSellerDays } from './sellerDay.ts';
import { documentQuery, draftKey, listQuery, versionKey } from './server.ts';

/** This policy beside any other: the one in force, one of before, another draft. */
export function CompareView() {
  const { t } = useWords();
  const say = useSay();
  const { dayOf } = useSellerDays();
  const { document, key, view, go } = useBench();
  const list = useQuery(listQuery);
  const inForce = list.data ? versionKey(list.data.inForce) : '';
  const other =
    view.with ??
    (inForce === key ? (list.data?.versions.map(({ version }) => versionKey(version)).find((one) => one !== key) ?? '') : inForce);
  const before = useQuery(documentQuery(other));
  if (list.isError) return <Trouble error={list.error} again={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={4} height={90} />;
  const { versions, drafts } = list.data;
  const options = [
    {
      group: t('policy.compare.versions'),
      items: versions.map((one) => ({
        value: versionKey(one.version),
        label: `${one.name} · ${one.version === list.data.inForce ? t('policy.state.in_force') : say.day(dayOf(one.effectiveFrom))}`,
      })),
    },
    { group: t('policy.drafts'), items: drafts.map((one) => ({ value: draftKey(one.id), label: one.name })) },
  ]
    .map(({ group, items }) => ({ group, items: items.filter(({ value }) => value !== key) }))
    .filter(({ items }) => items.length > 0);
  if (options.length === 0)
    return (
      <Nothing icon={<IconArrowsDiff size={26} stroke={1.5} />} title={t('policy.compare.alone')}>
        <p>{t('policy.compare.aloneMore')}</p>
      </Nothing>
    );
  return (
    <div className={style.compare}>
      <div className={style.compareHead}>
        <NativeSelect
          label={t('policy.compare.before')}
          value={other}
          onChange={(event) => go({ with: event.currentTarget.value }, 'replace')}
          data={options}
        />
        <IconArrowRight size={18} aria-hidden />
        <div>
          <span className={style.label}>{t('policy.compare.after')}</span>
          <p className={style.after}>{document.name}</p>
        </div>
      </div>
      {before.isError ? (
        <Trouble error={before.error} again={() => void before.refetch()} />
      ) : before.data ? (
        <Changes before={before.data.document} after={document} open={(question, row) => go({ view: undefined, question, row })} />
      ) : (
        <Waiting rows={3} height={90} />
      )}
    </div>
  );
}
