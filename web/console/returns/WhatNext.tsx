import { Button } from '@mantine/core';
import {
  IconBuildingWarehouse,
  IconCheck,
  IconChecks,
  IconExternalLink,
  IconFileTypePdf,
  IconHandStop,
  IconHourglass,
  IconScale,
  IconTruck,
  IconUser,
  IconUserCheck,
  IconX,
} from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { COMMANDS, type Verb, VERBS } from '../../../src/core/return/commands.ts';
import type { Clock, Decision, FullReturn, Refund } from '../api.ts';
import { Counterfeit } from '../disputes/Counterfeit.tsx';
import { SurveyOfCase } from '../aftercare/survey/SurveyOfCase.tsx';
import { DisputesOfCase } from '../disputes/OpenDispute.tsx';
import { Labels } from '../carriers/Labels.tsx';
import { Badge, type Tone } from '../parts/Badge.tsx';
import { Due } from '../parts/Due.tsx';
import { useSay } from '../parts/say.ts';
import { type DeskView, paths } from '../paths.ts';
import { PartnerFindings } from '../stock/PartnerFinding.tsx';
import { useWords } from '../words.ts';
import type { Asking } from './ActDialog.tsx';
import style from './case.module.css';
import type { Composing } from '../thread/drafts.ts';
import { StillUndoable } from './StillUndoable.tsx';
import { useAct } from './useAct.ts';

type Props = {
  readonly ret: FullReturn;
  readonly view: DeskView;
  readonly ask: (asking: Asking) => void;
  readonly write: (kind: Composing) => void;
};

/** Right: who acts next and by when, what may be done now, the clocks, the money, and why it was decided so. */
export function WhatNext({ ret, view, ask, write }: Props) {
  const { t } = useWords();
  return (
    <section className={style.whatNext} aria-label={t('case.pane.next')} tabIndex={0}>
      {ret.hold && <Held hold={ret.hold} />}
      <PartnerFindings returnId={ret.id} />
      {ret.undo && <StillUndoable ret={ret} />}
      <NextStep ret={ret} view={view} ask={ask} write={write} />
      <Refunds ret={ret} ask={ask} />
      <Clocks clocks={ret.clocks} />
      <Decisions ret={ret} />
      <Parcel ret={ret} />
      <Counterfeit ret={ret} />
      <SurveyOfCase ret={ret} />
      <DisputesOfCase ret={ret} />
      <NotNow ret={ret} />
    </section>
  );
}

function Held({ hold }: { readonly hold: NonNullable<FullReturn['hold']> }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <section className={style.held} role="note">
      <h2>
        <IconHandStop size={16} stroke={2} aria-hidden /> {t('next.held')} · {word('holdWhy', hold.why)}
      </h2>
      <p>{hold.because}</p>
      <p className={style.muted}>{[hold.by.kind === 'staff' ? hold.by.name : null, say.past(hold.at)].filter(Boolean).join(' · ')}</p>
    </section>
  );
}

/** The verb that does the next step, as the core names the step; the rest stands beside it. */
const LEADS: Readonly<Record<string, Verb>> = {
  lift_hold: 'release',
  answer: 'approval',
  issue_label: 'label',
  receive: 'receipt',
  inspect: 'inspection',
  resolve: 'resolution',
  approve_refund: 'refund-approval',
  retry_refund: 'refund-retry',
  repair: 'completion',
  replace: 'completion',
};
const GRAVE: ReadonlySet<Verb> = new Set(['rejection', 'cancellation', 'lost']);
/** The keys that `CasePage` listens to. */
const KEYS: Partial<Readonly<Record<Verb, string>>> = {
  approval: 'A',
  rejection: 'X',
  'information-request': 'I',
  resolution: 'S',
  hold: 'H',
  release: 'H',
};
/** Refunds have their own buttons beside their amount; writing, undoing and the bench have their own places. */
const ELSEWHERE: ReadonlySet<Verb> = new Set([
  'refund-approval',
  'refund-retry',
  'refund-confirmation',
  'message',
  'note',
  'inspection-start',
  'resolution-undo',
  'message-undo',
]);
const WHO: Readonly<Record<string, ReactNode>> = {
  seller: <IconUserCheck size={18} stroke={1.7} />,
  buyer: <IconUser size={18} stroke={1.7} />,
  carrier: <IconTruck size={18} stroke={1.7} />,
  channel: <IconBuildingWarehouse size={18} stroke={1.7} />,
  nobody: <IconChecks size={18} stroke={1.7} />,
};

function NextStep({ ret, view, ask, write }: Props) {
  const { t, word } = useWords();
  const router = useRouter();
  const lead = LEADS[ret.next.what];
  const allowed = (verb: Verb) => COMMANDS[verb].http !== null && ret.commands[verb]?.allowed === true;
  const repairId = ret.items.find((item) => item.repairId)?.repairId;
  const act = (verb: Verb) => () => {
    if (verb === 'receipt' || verb === 'inspection') return router.history.push(paths.bench(ret.rma));
    if (verb === 'resolution') return router.history.push(paths.resolution(ret.id, view));
    // A repair is done at its own page, with its parts and its time.
    if (verb === lead && ret.next.what === 'repair' && repairId) return router.history.push(paths.repair(repairId));
    return ask({ verb });
  };
  const refused = lead && !ELSEWHERE.has(lead) && ret.commands[lead]?.allowed === false ? lead : undefined;
  const primary = lead && !ELSEWHERE.has(lead) && allowed(lead) ? lead : undefined;
  // Receiving and inspecting happen at the same bench: one door is enough.
  const others = VERBS.filter(
    (verb) =>
      verb !== primary &&
      !ELSEWHERE.has(verb) &&
      allowed(verb) &&
      !(verb === 'inspection' && (allowed('receipt') || primary === 'receipt')) &&
      !(verb === 'receipt' && primary === 'inspection'),
  );
  return (
    <section className={style.nextCard} data-ours={ret.next.who === 'seller' || undefined}>
      <p className={style.who}>
        <span aria-hidden>{WHO[ret.next.who] ?? <IconHourglass size={18} stroke={1.7} />}</span>
        {word('who', ret.next.who)}
      </p>
      <p className={style.says}>{ret.next.says}</p>
      {ret.next.by && <Due at={ret.next.by} />}
      {primary && (
        <Button variant="filled" size="md" fullWidth onClick={act(primary)}>
          {t(`verb.${primary}`)}
        </Button>
      )}
      {refused && (
        <>
          <Button size="md" fullWidth disabled>
            {t(`verb.${refused}`)}
          </Button>
          <p className={style.why}>{ret.commands[refused]?.says ?? word('refusal', ret.commands[refused]?.because ?? '')}</p>
        </>
      )}
      <ul className={style.others}>
        {[...others.filter((verb) => !GRAVE.has(verb)), ...others.filter((verb) => GRAVE.has(verb))].map((verb) => (
          <li key={verb}>
            <button type="button" data-grave={GRAVE.has(verb) || undefined} onClick={act(verb)}>
              {t(`verb.${verb}`)}
              {KEYS[verb] && <kbd aria-hidden>{KEYS[verb]}</kbd>}
            </button>
          </li>
        ))}
        {ret.commands['message']?.allowed && (
          <li className={style.phoneOnly}>
            <button type="button" onClick={() => write('message')}>
              {t('verb.message')}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

const CLOCK_SIGNS: Readonly<Record<Clock['state'], ReactNode>> = {
  running: <IconHourglass size={14} stroke={1.8} />,
  met: <IconCheck size={14} stroke={2} />,
  breached: <IconX size={14} stroke={2} />,
  stopped: <IconHandStop size={14} stroke={1.8} />,
};

function Clocks({ clocks }: { readonly clocks: readonly Clock[] }) {
  const { t } = useWords();
  if (clocks.length === 0) return null;
  const byTime = [...clocks].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const live = byTime.filter(({ state }) => state === 'running' || state === 'breached');
  const past = byTime.filter(({ state }) => state === 'met' || state === 'stopped');
  return (
    <section className={style.card}>
      <h2>{t('next.clocks')}</h2>
      {live.length > 0 && (
        <ul className={style.clocks}>
          {live.map((clock) => (
            <ClockLine key={clock.kind} clock={clock} />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <details className={style.pastClocks} open={live.length === 0}>
          <summary>{t('next.pastClocks', { count: past.length })}</summary>
          <ul className={style.clocks}>
            {past.map((clock) => (
              <ClockLine key={clock.kind} clock={clock} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ClockLine({ clock }: { readonly clock: Clock }) {
  const { t, word } = useWords();
  const say = useSay();
  const live = clock.state === 'running' || (clock.state === 'breached' && clock.metAt === undefined);
  const notes = [clock.pausedAt && t('next.paused', { at: say.stamp(clock.pausedAt) }), clock.corrected && t('next.corrected')].filter(
    (note) => typeof note === 'string',
  );
  // Who promised it, until when exactly, and what is done next: for whoever asks.
  const details = [
    live && !clock.pausedAt && t('next.dueAt', { at: say.inZone(clock.dueAt, clock.zone) }),
    live && clock.next && t('next.step', { step: word('step', clock.next.do), at: say.stamp(clock.next.at) }),
    clock.reference,
  ].filter((detail) => typeof detail === 'string');
  return (
    <li data-state={clock.state}>
      <span className={style.clockSign} title={word('clockState', clock.state)}>
        {CLOCK_SIGNS[clock.state]}
        <span className="unseen">{word('clockState', clock.state)}</span>
      </span>
      <details className={style.clockKind}>
        <summary>
          {word('clock', clock.kind)}
          <small>{[word('source', clock.source), ...notes].join(' · ')}</small>
        </summary>
        {details.map((detail) => (
          <small key={detail}>{detail}</small>
        ))}
      </details>
      {clock.pausedAt ? (
        <span className={style.muted}>{t('next.standsStill')}</span>
      ) : clock.state === 'running' ? (
        <Due at={clock.dueAt} />
      ) : (
        <span className={`${style.muted} figures`} title={say.full(clock.dueAt)}>
          {clock.state === 'breached' ? say.due(clock.dueAt).text : say.day(clock.dueAt)}
        </span>
      )}
    </li>
  );
}

const REFUND_TONES: Readonly<Record<Refund['state'], Tone>> = {
  awaiting_approval: 'warn',
  planned: 'info',
  submitted: 'info',
  confirmed: 'good',
  failed: 'danger',
};

function Refunds({ ret, ask }: { readonly ret: FullReturn; readonly ask: (asking: Asking) => void }) {
  const { t, word } = useWords();
  const say = useSay();
  const act = useAct(ret);
  if (ret.refunds.length === 0) return null;
  const approval = ret.commands['refund-approval'];
  const retry = ret.commands['refund-retry'];
  return (
    <section className={style.card}>
      <h2>{t('next.refunds')}</h2>
      {ret.refunds.map((refund) => (
        <div key={refund.id} className={style.refund}>
          <p className={style.refundHead}>
            <strong className="figures">{say.amount(refund.amount, refund.currency)}</strong>
            <Badge tone={REFUND_TONES[refund.state]}>{word('refundState', refund.state)}</Badge>
          </p>
          <p className={style.muted}>
            {word('refundWhy', refund.why)}
            {refund.channelReference && (
              <>
                {' '}
                · <span className="code">{refund.channelReference}</span>
              </>
            )}
          </p>
          {refund.failure && <p className={style.failure}>{refund.failure}</p>}
          {refund.state === 'awaiting_approval' && approval && (
            <>
              <Button
                variant="filled"
                fullWidth
                disabled={!approval.allowed}
                onClick={() => ask({ verb: 'refund-approval', refundId: refund.id })}
              >
                {t('verb.refund-approval')}
              </Button>
              {!approval.allowed && <p className={style.why}>{approval.says ?? word('refusal', approval.because ?? '')}</p>}
            </>
          )}
          {refund.state === 'failed' && retry && (
            <>
              <Button
                variant="filled"
                fullWidth
                disabled={!retry.allowed}
                loading={act.isPending}
                onClick={() => act.mutate({ verb: 'refund-retry', refundId: refund.id })}
              >
                {t('verb.refund-retry')}
              </Button>
              {!retry.allowed && <p className={style.why}>{retry.says ?? word('refusal', retry.because ?? '')}</p>}
              {ret.commands['refund-confirmation']?.allowed && (
                <Button variant="default" fullWidth onClick={() => ask({ verb: 'refund-confirmation', refundId: refund.id })}>
                  {t('verb.refund-confirmation')}
                </Button>
              )}
            </>
          )}
        </div>
      ))}
    </section>
  );
}

const OUTCOME_TONES: Readonly<Record<string, Tone>> = { approve: 'good', review: 'warn', reject: 'danger' };

/** The answer with its reasons: every one names its rule, its source and the facts it saw. */
function Decisions({ ret }: { readonly ret: FullReturn }) {
  const { t } = useWords();
  const decided = ret.items.flatMap((item) => (item.decision ? [{ item, decision: item.decision }] : []));
  if (decided.length === 0) return null;
  return (
    <section className={style.card}>
      <h2>{t('next.decision')}</h2>
      {decided.map(({ item, decision }) => (
        <div key={`${item.lineId}#${item.unit}`} className={style.decided}>
          {decided.length > 1 && <h3>{item.title}</h3>}
          <One decision={decision} />
        </div>
      ))}
    </section>
  );
}

function One({ decision }: { readonly decision: Decision }) {
  const { t, word } = useWords();
  const say = useSay();
  return (
    <>
      <p className={style.outcome}>
        <Badge tone={OUTCOME_TONES[decision.outcome] ?? 'plain'}>{word('outcome', decision.outcome)}</Badge>
        <span>{word('ground', decision.ground)}</span>
      </p>
      <dl className={style.facts}>
        {decision.resolutions.length > 0 && (
          <>
            <dt>{t('next.offers')}</dt>
            <dd>{decision.resolutions.map((one) => word('resolution', one)).join(', ')}</dd>
          </>
        )}
        <dt>{t('next.refundWouldBe')}</dt>
        <dd className="figures">{say.amount(decision.refund.total, decision.refund.currency)}</dd>
        <dt>{t('next.wayBack')}</dt>
        <dd>{word('paidBy', decision.returnShipping.paidBy)}</dd>
      </dl>
      <ol className={style.because}>
        {decision.because.map((one) => (
          <li key={one.rule} data-source={one.source}>
            <p>{one.says}</p>
            <p className={style.reference}>
              <IconScale size={13} stroke={1.7} aria-hidden />
              {word('source', one.source)} · {one.reference}
            </p>
            {Object.keys(one.facts).length > 0 && (
              <details>
                <summary>{t('next.facts')}</summary>
                <dl className={style.ruleFacts}>
                  <div>
                    <dt>{t('next.rule')}</dt>
                    <dd className="code">{one.rule}</dd>
                  </div>
                  {Object.entries(one.facts).map(([fact, value]) => (
                    <div key={fact}>
                      <dt>{word('fact', fact)}</dt>
                      <dd className="figures">{String(value ?? '–')}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            )}
          </li>
        ))}
      </ol>
      {decision.wouldChange && decision.wouldChange.length > 0 && (
        <details className={style.wouldChange}>
          <summary>{t('next.wouldChange')}</summary>
          <ul>
            {decision.wouldChange.map((one) => (
              <li key={one.says}>{one.says}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={style.muted}>{t('next.policy', { version: decision.policyVersion })}</p>
    </>
  );
}

function Parcel({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const { label } = ret;
  const number = label?.trackingNumber ?? ret.parcel?.trackingNumber;
  return (
    <section className={style.card}>
      <h2>{t('next.parcel')}</h2>
      {number && (
        <p>
          {label?.carrier ?? ret.parcel?.carrier} ·{' '}
          {label?.trackingUrl ? (
            <a href={label.trackingUrl} target="_blank" rel="noreferrer" className="code">
              {number} <IconExternalLink size={12} aria-hidden />
            </a>
          ) : (
            <span className="code">{number}</span>
          )}
        </p>
      )}
      {label && (
        <p className={style.muted}>
          {word('labelKind', label.kind)} · {word('paidBy', label.paidBy)}
        </p>
      )}
      <Labels ret={ret} />
      {ret.parcel?.warning && <p className={style.warningText}>{word('parcelWarning', ret.parcel.warning)}</p>}
      <div className={style.papers}>
        {label?.url && (
          <a href={label.url} target="_blank" rel="noreferrer">
            <IconFileTypePdf size={16} stroke={1.6} aria-hidden />
            {t('next.labelPdf')}
          </a>
        )}
        {ret.packingSlipUrl && (
          <a href={ret.packingSlipUrl} target="_blank" rel="noreferrer">
            <IconFileTypePdf size={16} stroke={1.6} aria-hidden />
            {t('next.slipPdf')}
          </a>
        )}
      </div>
    </section>
  );
}

/** What can't be done now, each with its reason. */
function NotNow({ ret }: { readonly ret: FullReturn }) {
  const { t, word } = useWords();
  const refused = VERBS.filter((verb) => COMMANDS[verb].http !== null && ret.commands[verb]?.allowed === false);
  if (refused.length === 0) return null;
  return (
    <details className={style.notNow}>
      <summary>{t('next.notNow', { count: refused.length })}</summary>
      <ul>
        {refused.map((verb) => (
          <li key={verb}>
            <strong>{t(`verb.${verb}`)}</strong>
            <span>{ret.commands[verb]?.says ?? word('refusal', ret.commands[verb]?.because ?? '')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
