import { Button, Checkbox, Progress, Select, TextInput } from '@mantine/core';
import { IconDownload, IconFileZip, IconPackageExport, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EXPORT_LIST_NAMES, EXPORT_LISTS, type ExportFilter, type ExportList } from '../../../src/core/exports.ts';
import { STATUSES } from '../../../src/core/return/model.ts';
import { UNIT_STATES } from '../../../src/core/stock/units.ts';
import { CLAIM_STATES } from '../../../src/core/claims/claim.ts';
import { useConnections, useSession } from '../data.ts';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { archiveHref, type Export, exports, exportsQuery, listHref, lookAtExports } from './api.ts';
import style from './imports.module.css';

/** What leaves the house: a list with its filters, or everything, and who took what. */
export function Exports({ manages }: { readonly manages: boolean }) {
  const { t } = useWords();
  return (
    <>
      <OneList />
      {manages ? <Everything /> : <p className={style.muted}>{t('exports.onlyManagers')}</p>}
    </>
  );
}

const STATES: Readonly<Partial<Record<ExportList, { readonly group: string; readonly values: readonly string[] }>>> = {
  returns: { group: 'status', values: STATUSES },
  units: { group: 'unitState', values: UNIT_STATES },
  refunds: { group: 'refundState', values: ['awaiting_approval', 'planned', 'submitted', 'confirmed', 'failed'] },
  claims: { group: 'claimState', values: CLAIM_STATES },
};

function OneList() {
  const { t, word } = useWords();
  const roles = useSession().data?.roles ?? [];
  const connections = useConnections().data?.items ?? [];
  const mine = EXPORT_LIST_NAMES.filter((name) => EXPORT_LISTS[name].roles.some((role) => roles.includes(role)));
  const [list, setList] = useState<ExportList>(mine[0] ?? 'returns');
  const [format, setFormat] = useState('csv');
  const [given, setGiven] = useState<Readonly<Partial<Record<ExportFilter, string>>>>({});
  if (mine.length === 0) return <p className={style.muted}>{t('exports.noList')}</p>;
  const filters: readonly ExportFilter[] = EXPORT_LISTS[list].filters;
  const set = (name: ExportFilter, value: string | null) => setGiven((before) => ({ ...before, [name]: value ?? '' }));
  const states = STATES[list];
  const wanted = Object.fromEntries(Object.entries(given).filter(([name, value]) => value && filters.includes(name as ExportFilter)));
  return (
    <section className={style.card}>
      <h2>{t('exports.lists')}</h2>
      <p className={style.muted}>{t('exports.listsSays')}</p>
      <div className={style.wholes}>
        <Select
          label={t('exports.which')}
          data={mine.map((value) => ({ value, label: t(`exports.list.${value}`) }))}
          value={list}
          onChange={(value) => {
            if (value) setList(value as ExportList);
            setGiven((before) => ({ ...before, state: '' }));
          }}
          allowDeselect={false}
        />
        {filters.includes('since') && (
          <TextInput
            type="date"
            label={t('exports.since')}
            value={given.since ?? ''}
            onChange={(event) => set('since', event.currentTarget.value)}
          />
        )}
        {filters.includes('until') && (
          <TextInput
            type="date"
            label={t('exports.until')}
            min={given.since}
            value={given.until ?? ''}
            onChange={(event) => set('until', event.currentTarget.value)}
          />
        )}
        {filters.includes('channel') && (
          <Select
            label={t('exports.channel')}
            placeholder={t('exports.anyChannel')}
            data={connections.map(({ slug, name }) => ({ value: slug, label: name }))}
            value={given.channel || null}
            onChange={(value) => set('channel', value)}
            clearable
          />
        )}
        {states && (
          <Select
            label={t('exports.state')}
            placeholder={t('exports.anyState')}
            data={states.values.map((value) => ({ value, label: word(states.group, value) }))}
            value={given.state || null}
            onChange={(value) => set('state', value)}
            clearable
          />
        )}
        {(['sku', 'supplier', 'lot', 'place'] as const)
          .filter((name) => filters.includes(name))
          .map((name) => (
            <TextInput
              key={name}
              label={t(`imports.field.${name}`)}
              value={given[name] ?? ''}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
        <Select
          label={t('exports.format')}
          data={[
            { value: 'csv', label: t('exports.csv') },
            { value: 'xlsx', label: t('exports.xlsx') },
          ]}
          value={format}
          onChange={(value) => value && setFormat(value)}
          allowDeselect={false}
        />
      </div>
      <div className={style.buttons}>
        <Button
          variant="filled"
          className={style.asButton}
          component="a"
          href={listHref(list, { ...wanted, format })}
          download
          leftSection={<IconDownload size={17} stroke={1.7} />}
          // It is on the record as soon as the server has begun.
          onClick={() => setTimeout(() => void lookAtExports(), 1_500)}
        >
          {t('exports.go')}
        </Button>
      </div>
    </section>
  );
}

const TONES: Readonly<Record<Export['state'], Tone>> = {
  waiting: 'info',
  working: 'info',
  ready: 'good',
  failed: 'danger',
  cancelled: 'plain',
  expired: 'plain',
};

function Everything() {
  const { t } = useWords();
  const say = useSay();
  const [withFiles, setWithFiles] = useState(false);
  const record = useQuery(exportsQuery);
  const make = useMutation({ mutationFn: () => exports.make(withFiles), onSettled: lookAtExports, onError: tellFailure(t) });
  const stop = useMutation({ mutationFn: exports.stop, onSettled: lookAtExports, onError: tellFailure(t) });
  const items = record.data?.items ?? [];
  const archive = items.find(({ kind, state }) => kind === 'all' && ['waiting', 'working', 'ready'].includes(state));
  const busy = archive !== undefined && archive.state !== 'ready';
  return (
    <>
      <section className={style.card}>
        <h2>{t('exports.everything')}</h2>
        <p className={style.muted}>{t('exports.everythingSays')}</p>
        <p className={style.warned}>{t('exports.personal')}</p>
        {archive && busy && (
          <div aria-live="polite">
            <Progress value={(100 * archive.done) / Math.max(archive.total, 1)} size="lg" radius="xl" aria-label={t('exports.making')} />
            <div className={style.row}>
              <span className="figures">
                {t('exports.progress', {
                  done: say.number(archive.done),
                  total: say.number(archive.total),
                  rows: say.number(archive.rows),
                })}
              </span>
              <Button
                leftSection={<IconPlayerStop size={16} stroke={1.7} />}
                loading={stop.isPending}
                onClick={() => stop.mutate(archive.id)}
              >
                {t('exports.stop')}
              </Button>
            </div>
          </div>
        )}
        {!busy && (
          <div className={style.row}>
            <Checkbox checked={withFiles} onChange={(event) => setWithFiles(event.currentTarget.checked)} label={t('exports.withFiles')} />
            <div className={style.buttons}>
              <Button leftSection={<IconPackageExport size={17} stroke={1.7} />} loading={make.isPending} onClick={() => make.mutate()}>
                {t('exports.make')}
              </Button>
              {archive && (
                <Button
                  variant="filled"
                  className={style.asButton}
                  component="a"
                  href={archiveHref(archive.id)}
                  download
                  leftSection={<IconFileZip size={17} stroke={1.7} />}
                  onClick={() => setTimeout(() => void lookAtExports(), 1_500)}
                >
                  {t('exports.fetch', { size: `${say.number(Math.max(0.1, Math.round(archive.bytes / 104_857.6) / 10))} MB` })}
                </Button>
              )}
            </div>
          </div>
        )}
        {archive?.expiresAt && <small className={style.muted}>{t('exports.ready', { until: say.stamp(archive.expiresAt) })}</small>}
      </section>
      <section>
        <h2 className={style.sub}>{t('exports.record')}</h2>
        {record.isPending ? (
          <Waiting rows={3} />
        ) : record.isError ? (
          <Trouble error={record.error} again={() => void record.refetch()} />
        ) : items.length === 0 ? (
          <Nothing icon={<IconPackageExport size={28} stroke={1.5} />} title={t('exports.none')} />
        ) : (
          <ul className={style.files}>
            {items.map((one) => (
              <li key={one.id}>
                <div>
                  <span className={style.fileName}>
                    <strong>
                      {t(`exports.list.${one.kind}`)} · {t(`exports.${one.format}`)}
                    </strong>
                    <small>
                      {t('exports.by', { by: one.by, at: say.past(one.madeAt) })} · {t('exports.rows', { count: one.rows })}
                      {one.fetched.map(({ by, at }) => ` · ${t('exports.fetchedBy', { by, at: say.past(at) })}`).join('')}
                    </small>
                  </span>
                  <Badge tone={TONES[one.state]}>{t(`exports.stateName.${one.state}`)}</Badge>
                </div>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
