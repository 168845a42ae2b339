import { Button, CopyButton, FileButton, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowLeft, IconBuildingWarehouse, IconChecks, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Nothing, Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, type Notice, type NoticesImported, openNoticesQuery, type Partner, partnersQuery, stock } from './api.ts';
import { useMayAgree, useMayMove } from './duty.ts';
import { Finding } from './PartnerFinding.tsx';
import style from './stock.module.css';

/** Who handles parcels for the seller (M29): what they told and a person has to look at, and what was agreed. */
export function Partners() {
  const { t } = useWords();
  useTitle(t('stock.partners.title'));
  const partners = useQuery(partnersQuery);
  const notices = useQuery(openNoticesQuery);
  const mayMove = useMayMove();
  const mayAgree = useMayAgree();
  const [making, setMaking] = useState(false);
  const [bringing, setBringing] = useState(false);
  const some = (partners.data?.items.length ?? 0) > 0;
  return (
    <div className={style.page}>
      <To href={paths.stock()} className={style.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('shell.stock')}
      </To>
      <header className={style.head}>
        <div>
          <h1>{t('stock.partners.title')}</h1>
          <p>{t('stock.partners.about')}</p>
        </div>
        <div className={style.acts}>
          {mayMove && some && (
            <Button leftSection={<IconFileImport size={16} />} onClick={() => setBringing(true)}>
              {t('stock.partners.bring')}
            </Button>
          )}
          {mayAgree && (
            <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
              {t('stock.partners.make')}
            </Button>
          )}
        </div>
      </header>
      {partners.isPending || notices.isPending ? (
        <Waiting rows={4} height={64} />
      ) : partners.isError ? (
        <Trouble error={partners.error} again={() => void partners.refetch()} />
      ) : notices.isError ? (
        <Trouble error={notices.error} again={() => void notices.refetch()} />
      ) : !some ? (
        <Nothing icon={<IconBuildingWarehouse size={28} stroke={1.5} />} title={t('stock.partners.none')}>
          <p>{t('stock.partners.noneMore')}</p>
        </Nothing>
      ) : (
        <>
          <section className={style.card} aria-label={t('stock.partners.open')}>
            <h2>{t('stock.partners.open')}</h2>
            {notices.data.items.length === 0 ? (
              <p className={style.inline}>
                <IconChecks size={18} className={style.ok} aria-hidden /> {t('stock.partners.allDone')}
              </p>
            ) : (
              <ul className={style.notices}>
                {notices.data.items.map((notice) => (
                  <li key={notice.id}>
                    <OpenNotice notice={notice} />
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section className={style.card} aria-label={t('stock.partners.agreed')}>
            <h2>{t('stock.partners.agreed')}</h2>
            <ul className={style.notices}>
              {partners.data.items.map((partner) => (
                <li key={partner.id}>
                  <OnePartner partner={partner} />
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      {making && <MakePartner close={() => setMaking(false)} />}
      {bringing && partners.data && <Bring partners={partners.data.items} close={() => setBringing(false)} />}
    </div>
  );
}

const TONES: Readonly<Record<string, Tone>> = { to_confirm: 'warn', to_look: 'warn', stray: 'info' };

function OpenNotice({ notice }: { readonly notice: Notice }) {
  const { t, word } = useWords();
  const say = useSay();
  const mayMove = useMayMove();
  const settle = useMutation({ mutationFn: () => stock.settle(notice.id), onSuccess: lookAtStock, onError: tellFailure(t) });
  if (notice.state === 'to_confirm') return <Finding notice={notice} linked />;
  const names = [notice.trackingNumber, notice.imei, notice.serial, notice.orderNumber].filter(Boolean).join(' · ');
  return (
    <div className={style.notice}>
      <div>
        <p className={style.inline}>
          <Badge tone={TONES[notice.state] ?? 'plain'}>{word('noticeState', notice.state)}</Badge>
          <strong>{word('noticeKind', notice.kind)}</strong>
          {notice.rma && notice.returnId && (
            <To href={paths.case(notice.returnId)} className="code">
              {notice.rma}
            </To>
          )}
        </p>
        <p>{[notice.because && word('noticeBecause', notice.because), notice.note].filter(Boolean).join(' · ')}</p>
        <p className={style.muted}>
          {[notice.partner, say.past(notice.at), names].filter(Boolean).join(' · ')}
          {notice.claims.length > 0 && (
            <> · {t('stock.partners.claimed', { why: notice.claims.map(({ why }) => word('noticeClaim', why)).join(', ') })}</>
          )}
        </p>
      </div>
      {mayMove && (
        <Button loading={settle.isPending} onClick={() => settle.mutate()}>
          {t('stock.partners.settle')}
        </Button>
      )}
    </div>
  );
}

function OnePartner({ partner }: { readonly partner: Partner }) {
  const { t } = useWords();
  const say = useSay();
  const mayAgree = useMayAgree();
  const [secret, setSecret] = useState<string | null>(null);
  const renew = useMutation({
    mutationFn: () => stock.renewKey(partner.id),
    onSuccess: async (made) => {
      setSecret(made.secret);
      // Its mail address has changed with it.
      await lookAtStock();
    },
    onError: tellFailure(t),
  });
  const promised = [
    partner.receiveHours && t('stock.partners.receives', { count: partner.receiveHours }),
    partner.inspectHours && t('stock.partners.inspects', { count: partner.inspectHours }),
    partner.shipHours && t('stock.partners.ships', { count: partner.shipHours }),
  ].filter(Boolean);
  const fees = [
    partner.lateFee && t('stock.partners.lateFee', { amount: say.amount(partner.lateFee, partner.currency) }),
    partner.errorFee && t('stock.partners.errorFee', { amount: say.amount(partner.errorFee, partner.currency) }),
  ].filter(Boolean);
  return (
    <div className={style.notice}>
      <div>
        <p>
          <strong>{partner.name}</strong>
        </p>
        <p>{promised.length > 0 ? promised.join(' · ') : t('stock.partners.noPromise')}</p>
        {fees.length > 0 && <p>{fees.join(' · ')}</p>}
        <p className={style.muted}>
          {t('stock.partners.record', { notices: partner.notices, overturned: partner.overturned, claims: partner.claims })}
        </p>
        {secret && <Secret secret={secret} />}
        {partner.mailTag && <MailTag tag={`+${partner.mailTag}`} />}
      </div>
      {mayAgree && !secret && (
        <Button loading={renew.isPending} onClick={() => renew.mutate()}>
          {t('stock.partners.renew')}
        </Button>
      )}
    </div>
  );
}

/** What proves a mail to be theirs (decision 030); shown to whoever may give keys. */
function MailTag({ tag }: { readonly tag: string }) {
  const { t } = useWords();
  return (
    <details>
      <summary className={style.muted}>{t('stock.partners.mailTitle')}</summary>
      <div className={style.secret}>
        <p>{t('stock.partners.mail', { tag: '+…' })}</p>
        <code>{tag}</code>
        <CopyButton value={tag}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t('stock.partners.copied') : t('stock.partners.copy')}</Button>}
        </CopyButton>
      </div>
    </details>
  );
}

function Secret({ secret }: { readonly secret: string }) {
  const { t } = useWords();
  return (
    <div className={style.secret} role="status">
      <p>{t('stock.partners.secret')}</p>
      <code>{secret}</code>
      <CopyButton value={secret}>
        {({ copied, copy }) => <Button onClick={copy}>{copied ? t('stock.partners.copied') : t('stock.partners.copy')}</Button>}
      </CopyButton>
    </div>
  );
}

function MakePartner({ close }: { readonly close: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [hours, setHours] = useState<Readonly<Record<string, number | null>>>({ receiveHours: 24, inspectHours: 48, shipHours: 24 });
  const [fees, setFees] = useState<Readonly<Record<string, string>>>({ lateFee: '', errorFee: '' });
  const make = useMutation({
    mutationFn: () =>
      stock.makePartner({
        name: name.trim(),
        ...hours,
        lateFee: fees['lateFee']?.trim().replace(',', '.') || null,
        errorFee: fees['errorFee']?.trim().replace(',', '.') || null,
      }),
    onSuccess: lookAtStock,
    onError: tellFailure(t),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate();
  };
  if (make.data)
    return (
      <Dialog title={make.data.name} close={close}>
        <Secret secret={make.data.secret} />
        <div className={style.buttons}>
          <Button variant="filled" onClick={close}>
            {t('close')}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog title={t('stock.partners.make')} close={close}>
      <form className={style.form} onSubmit={submit}>
        <TextInput label={t('stock.partners.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        {(['receiveHours', 'inspectHours', 'shipHours'] as const).map((key) => (
          <NumberInput
            key={key}
            label={t(`stock.partners.${key}`)}
            min={1}
            max={2000}
            allowDecimal={false}
            value={hours[key] ?? ''}
            onChange={(value) => setHours((before) => ({ ...before, [key]: typeof value === 'number' ? value : null }))}
          />
        ))}
        {(['lateFee', 'errorFee'] as const).map((key) => (
          <TextInput
            key={key}
            label={t(`stock.partners.${key}Label`)}
            description={t('stock.partners.feeMore')}
            inputMode="decimal"
            value={fees[key]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setFees((before) => ({ ...before, [key]: value }));
            }}
          />
        ))}
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={make.isPending}>
            {t('stock.partners.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Their list as a file, for partners without a program. */
function Bring({ partners, close }: { readonly partners: readonly Partner[]; readonly close: () => void }) {
  const { t } = useWords();
  const [partner, setPartner] = useState<string | null>(partners.length === 1 ? partners[0]!.id : null);
  const [table, setTable] = useState('');
  const [seen, setSeen] = useState<NoticesImported | null>(null);
  const run = useMutation({
    mutationFn: ({ text, dryRun }: { readonly text: string; readonly dryRun: boolean }) => stock.importNotices(text, partner!, dryRun),
    onSuccess: async (answer) => {
      if (answer.dryRun) return setSeen(answer);
      await lookAtStock();
      tell({ color: 'good', message: t('stock.partners.brought', { count: answer.items.length }) });
      close();
    },
    onError: tellFailure(t),
  });
  const good = seen ? seen.lines - seen.refused.length : 0;
  return (
    <Dialog title={t('stock.partners.bring')} close={close} size="lg">
      <p className={style.muted}>{t('stock.partners.bringAbout')}</p>
      <p className={`${style.sample} code`}>id;kind;at;rma;tracking_number;imei;verdict;note</p>
      <div className={style.form}>
        <Select
          label={t('stock.partners.who')}
          value={partner}
          onChange={setPartner}
          data={partners.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FileButton
          accept=".csv,text/csv,text/plain"
          onChange={(file) =>
            void file?.text().then((text) => {
              setTable(text);
              run.mutate({ text, dryRun: true });
            })
          }
        >
          {(props) => (
            <Button {...props} leftSection={<IconFileImport size={16} />} disabled={partner === null} loading={run.isPending}>
              {t('stock.import.pick')}
            </Button>
          )}
        </FileButton>
      </div>
      {seen && (
        <div className={style.report} role="status">
          <p>
            <strong>{t('stock.import.lines', { count: seen.lines })}</strong>
          </p>
          {seen.refused.length > 0 && (
            <>
              <p className={style.bad}>{t('stock.import.refused', { count: seen.refused.length })}</p>
              <ul>
                {seen.refused.map((one) => (
                  <li key={one.line}>
                    <span className="figures">{t('stock.import.line', { line: one.line })}</span>{' '}
                    {one.errors.map(({ path, says }) => `${path} ${says}`).join('; ')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <div className={style.buttons}>
        <Button onClick={close}>{t('act.back')}</Button>
        <Button variant="filled" disabled={good === 0} loading={run.isPending} onClick={() => run.mutate({ text: table, dryRun: false })}>
          {t('stock.partners.take', { count: good })}
        </Button>
      </div>
    </Dialog>
  );
}
