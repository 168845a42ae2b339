import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconArrowLeft, IconPackage, IconPointFilled } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { GRADES } from '../../../src/core/return/model.ts';
import { UNIT_STATES } from '../../../src/core/stock/units.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useChannelName, useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { lookAtStock, type Movement, stock, type UnitLife, unitQuery } from './api.ts';
import { useMayMove } from './duty.ts';
import style from './stock.module.css';
import { UnitBadge } from './UnitBadge.tsx';

type Act = 'move' | 'grade' | 'quarantine' | 'hold' | 'release';

/** One device with its whole life. */
export function UnitPage() {
  const { id } = useParams({ from: '/stock/units/$id' });
  const unit = useQuery(unitQuery(id));
  if (unit.isPending)
    return (
      <div className={style.page}>
        <Waiting rows={5} height={70} />
      </div>
    );
  if (unit.isError)
    return (
      <div className={style.page}>
        <Trouble error={unit.error} again={() => void unit.refetch()} />
      </div>
    );
  return <Whole unit={unit.data} />;
}

function Whole({ unit }: { readonly unit: UnitLife }) {
  const { t, word } = useWords();
  useTitle(unit.title);
  const mayMove = useMayMove();
  const [asking, setAsking] = useState<Act | null>(null);
  const undo = useMutation({
    mutationFn: (version: number) => stock.act(unit.id, 'undo', { version }),
    onSuccess: lookAtStock,
    onError: tellFailure(t),
  });
  const acts: readonly Act[] =
    unit.state === 'held'
      ? ['move', 'release']
      : ['sold', 'returned_to_buyer'].includes(unit.state)
        ? []
        : [
            'move',
            'grade',
            ...(unit.state === 'quarantined' || ['lost', 'recycled', 'returned_to_supplier'].includes(unit.state)
              ? []
              : (['quarantine'] as const)),
            ...(unit.state === 'in_stock' ? (['hold'] as const) : []),
          ];
  return (
    <div className={style.page}>
      <To href={paths.stock()} className={style.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('shell.stock')}
      </To>
      <header className={style.head}>
        <div>
          <h1>{unit.title}</h1>
          <p className={style.inline}>
            <UnitBadge state={unit.state} />
            {unit.defect && <span className={style.bad}>{t('stock.against', { what: word('unitDefect', unit.defect) })}</span>}
          </p>
        </div>
        {mayMove && (
          <div className={style.acts}>
            {unit.undo !== null && (
              <Button leftSection={<IconArrowBackUp size={16} />} loading={undo.isPending} onClick={() => undo.mutate(unit.undo!)}>
                {t('stock.undo')}
              </Button>
            )}
            {acts.map((act, i) => (
              <Button key={act} {...(i === 0 ? { variant: 'filled' } : {})} onClick={() => setAsking(act)}>
                {t(`stock.act.${act}`)}
              </Button>
            ))}
          </div>
        )}
      </header>
      {unit.alert && (
        <p className={style.warning} role="alert">
          <IconAlertTriangle size={18} aria-hidden /> <span>{t('stock.alertMore')}</span>
        </p>
      )}
      <div className={style.two}>
        <section className={style.card} aria-label={t('stock.life')}>
          <h2>{t('stock.life')}</h2>
          <ol className={style.life}>
            {unit.movements.toReversed().map((move) => (
              <Moved key={move.seq} move={move} unit={unit} />
            ))}
          </ol>
        </section>
        <div>
          <Facts unit={unit} />
          <Story unit={unit} />
        </div>
      </div>
      {asking && <ActDialog unit={unit} act={asking} close={() => setAsking(null)} />}
    </div>
  );
}

function Moved({ move, unit }: { readonly move: Movement; readonly unit: UnitLife }) {
  const { t, word } = useWords();
  const say = useSay();
  const ret = unit.returns.find(({ id }) => id === move.returnId);
  const details = [
    move.from !== move.to &&
      move.from !== null &&
      t('stock.fromTo', { from: word('unitState', move.from), to: word('unitState', move.to) }),
    move.place !== move.fromPlace &&
      (move.place === null ? t('stock.leftPlace', { place: move.fromPlace ?? '' }) : t('stock.toPlace', { place: move.place })),
    move.grade !== move.fromGrade && move.grade && t('stock.graded', { grade: word('grade', move.grade) }),
    move.defect && t('stock.against', { what: word('unitDefect', move.defect) }),
    move.finding && t('stock.cleared', { what: word('unitFinding', move.finding) }),
  ].filter((one): one is string => Boolean(one));
  return (
    <li>
      <IconPointFilled size={16} aria-hidden />
      <div>
        <p>
          <strong>{word('unitMove', move.why)}</strong>
          {details.length > 0 && <> · {details.join(' · ')}</>}
        </p>
        {move.says && <p>{move.says}</p>}
        <p className={style.muted}>
          <span title={say.full(move.at)}>{say.past(move.at)}</span> · {move.by}
          {ret && (
            <>
              {' · '}
              <To href={paths.case(ret.id)} className="code">
                {ret.rma}
              </To>
            </>
          )}
          {move.pullId && (
            <>
              {' · '}
              <To href={paths.pull(move.pullId)}>{t('stock.pull.one')}</To>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

function Facts({ unit }: { readonly unit: UnitLife }) {
  const { t, word } = useWords();
  const say = useSay();
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      'sku',
      <To key="k" href={paths.stock({ sku: unit.sku })}>
        {unit.sku}
      </To>,
    ],
    ['ref', unit.ref],
    ['imei', unit.imei && <span className="code">{unit.imei}</span>],
    ['serial', unit.serial && <span className="code">{unit.serial}</span>],
    ['supplier', unit.supplier && <To href={paths.stock({ supplier: unit.supplier })}>{unit.supplier}</To>],
    ['lot', unit.lot && <To href={paths.stock({ lot: unit.lot, supplier: unit.supplier ?? undefined })}>{unit.lot}</To>],
    ['grade', unit.grade && word('grade', unit.grade)],
    ['place', unit.place && <To href={paths.stock({ place: unit.place })}>{unit.place}</To>],
    ['cost', unit.cost && say.amount(unit.cost.amount, unit.cost.currency)],
  ];
  return (
    <section className={style.card} aria-label={t('stock.facts.all')}>
      <h2>{t('stock.facts.all')}</h2>
      <dl className={style.facts}>
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([key, value]) => (
            <div key={key}>
              <dt>{t(`stock.facts.${key}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Story({ unit }: { readonly unit: UnitLife }) {
  const { t, word } = useWords();
  const say = useSay();
  const channel = useChannelName();
  if (unit.orders.length + unit.returns.length + unit.lineage.length === 0) return null;
  return (
    <section className={style.card} aria-label={t('stock.story')}>
      <h2>{t('stock.story')}</h2>
      <ul className={style.story}>
        {unit.orders.map((order) => (
          <li key={order.id}>
            <IconPackage size={16} stroke={1.7} aria-hidden />
            <span>
              {t('stock.soldWith', { channel: channel(order.channel), number: order.channelOrderId })}
              <span className={style.muted}> {say.day(order.placedAt)}</span>
            </span>
          </li>
        ))}
        {unit.returns.map((ret) => (
          <li key={ret.id}>
            <IconArrowBackUp size={16} stroke={1.7} aria-hidden />
            <span>
              <To href={paths.case(ret.id)} className="code">
                {ret.rma}
              </To>{' '}
              {[word('reason', ret.reason), ret.fault && word('fault', ret.fault), ret.verdict && word('verdict', ret.verdict)]
                .filter(Boolean)
                .join(' · ')}
              <span className={style.muted}> {say.day(ret.openedAt)}</span>
            </span>
          </li>
        ))}
        {unit.lineage.map((one) => (
          <li key={`${one.how} ${one.returnId}`}>
            <IconPackage size={16} stroke={1.7} aria-hidden />
            <span>
              {t(one.how === 'stands_for' ? 'stock.standsFor' : 'stock.replacedBy', { number: one.imei ?? one.serial ?? '–' })}{' '}
              <To href={paths.case(one.returnId)} className="code">
                {one.rma}
              </To>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** States to which a person can put a device that lies in the house. */
const PLACES = UNIT_STATES.filter((state) => !['held', 'sold', 'returned_to_buyer'].includes(state));

function ActDialog({ unit, act, close }: { readonly unit: UnitLife; readonly act: Act; readonly close: () => void }) {
  const { t, word } = useWords();
  const [place, setPlace] = useState(unit.place ?? '');
  const [to, setTo] = useState<string>(unit.state);
  const [grade, setGrade] = useState<string | null>(unit.grade);
  const [finding, setFinding] = useState<string | null>(null);
  const [defect, setDefect] = useState(false);
  const [because, setBecause] = useState('');
  const body = () => {
    const why = because.trim() === '' ? {} : { because: because.trim() };
    switch (act) {
      case 'move':
        return { place: place.trim() || null, ...(to !== unit.state && { to }), ...(finding && { finding }), ...why };
      case 'grade':
        return { grade, ...why };
      case 'quarantine':
        return { defect, ...why };
      default:
        return why;
    }
  };
  const go = useMutation({
    mutationFn: () => stock.act(unit.id, act, body()),
    onSuccess: async () => {
      await lookAtStock();
      tell({ color: 'good', message: t(`stock.did.${act}`) });
      close();
    },
    onError: tellFailure(t),
  });
  const mustSay = act === 'quarantine' || act === 'hold' || act === 'release';
  const needsFinding = act === 'move' && unit.defect !== null && to === 'in_stock';
  const ready = (!mustSay || because.trim() !== '') && (!needsFinding || finding !== null) && (act !== 'grade' || grade !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) go.mutate();
  };
  return (
    <Dialog title={t(`stock.act.${act}`)} close={close}>
      <form className={style.form} onSubmit={submit}>
        {act === 'move' && (
          <>
            <TextInput
              label={t('stock.facts.place')}
              value={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
              data-autofocus
            />
            {unit.state !== 'held' && (
              <Select
                label={t('stock.facts.state')}
                allowDeselect={false}
                value={to}
                onChange={(value) => setTo(value ?? unit.state)}
                data={PLACES.map((state) => ({ value: state, label: word('unitState', state) }))}
              />
            )}
            {needsFinding && (
              <Select
                label={t('stock.whatCleared')}
                description={t('stock.whatClearedMore', { what: word('unitDefect', unit.defect!) })}
                value={finding}
                onChange={setFinding}
                data={['repaired', 'refurbished', 'tested'].map((value) => ({ value, label: word('unitFinding', value) }))}
              />
            )}
          </>
        )}
        {act === 'grade' && (
          <Select
            label={t('stock.facts.grade')}
            value={grade}
            onChange={setGrade}
            data={GRADES.map((value) => ({ value, label: word('grade', value) }))}
            data-autofocus
          />
        )}
        {act === 'quarantine' && (
          <Checkbox label={t('stock.defective')} checked={defect} onChange={(event) => setDefect(event.currentTarget.checked)} />
        )}
        <Textarea
          label={t(mustSay ? 'stock.because' : 'stock.becauseMaybe')}
          autosize
          minRows={2}
          value={because}
          onChange={(event) => setBecause(event.currentTarget.value)}
          {...(mustSay ? { 'data-autofocus': true } : {})}
        />
        <div className={style.buttons}>
          <Button onClick={close}>{t('act.back')}</Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={go.isPending}>
            {t(`stock.act.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
