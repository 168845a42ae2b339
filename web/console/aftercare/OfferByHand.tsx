import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { refusalOf } from '../api.ts';
import { useKeys } from '../keys.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { tell, tellFailure } from '../parts/tell.ts';
import { To } from '../parts/To.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import style from './aftercare.module.css';
import { asGiven, gesturesApi, lookAtGestures, type OfferIn } from './api.ts';
import { Editor } from './Editor.tsx';
import { Meter, useBudget } from './Meter.tsx';

/** An order as people write it: `shop/PHX-88101`. */
function aboutOf({ return: returnId, order }: { readonly return?: string | undefined; readonly order?: string | undefined }) {
  if (returnId) return { returnId };
  if (!order) return null;
  const cut = order.indexOf('/');
  return cut > 0 ? { channel: order.slice(0, cut), channelOrderId: order.slice(cut + 1) } : { orderId: order };
}

/** Something is offered that nothing in the house has proposed: on a return, or on an order. */
export function OfferByHand() {
  const { t } = useWords();
  const say = useSay();
  const router = useRouter();
  const asked = useSearch({ from: '/aftercare/new' });
  const about = aboutOf(asked);
  const [typed, setTyped] = useState(asked.order ?? '');
  const [key] = useState(() => crypto.randomUUID());
  const budget = useBudget();
  useTitle(t('aftercare.byHand'));
  useKeys({ Escape: () => router.history.push(paths.afterCare()) });
  const preview = useQuery({
    queryKey: ['gestures', 'preview', about],
    queryFn: () => gesturesApi.preview(about!),
    enabled: about !== null,
    retry: false,
  });
  const send = useMutation({
    mutationFn: (offer: OfferIn) => {
      const proposed = preview.data!.proposal.gesture;
      return gesturesApi.offer(about!, { gesture: asGiven(proposed), ...offer }, key);
    },
    onSuccess: () => {
      void lookAtGestures();
      tell({ color: 'good', message: t('aftercare.offered') });
      router.history.push(paths.afterCare({ state: 'sent' }));
    },
    onError: tellFailure(t),
  });
  const one = preview.data;
  return (
    <div className={style.page}>
      <header className={style.head}>
        <h1>
          <To href={paths.afterCare()} className={style.back} aria-label={t('aftercare.back')}>
            <IconArrowLeft size={19} stroke={1.7} />
          </To>
          {t('aftercare.byHand')}
        </h1>
      </header>
      {budget.data && <Meter budget={budget.data} />}
      {!asked.return && (
        <form
          className={style.find}
          onSubmit={(event) => {
            event.preventDefault();
            router.history.push(paths.offerGesture({ order: typed.trim() }));
          }}
        >
          <TextInput
            label={t('aftercare.whichOrder')}
            description={t('aftercare.whichOrderHint')}
            placeholder="shop/PHX-88101"
            value={typed}
            autoFocus={about === null}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant={one ? 'default' : 'filled'} disabled={typed.trim() === ''}>
            {t('aftercare.find')}
          </Button>
        </form>
      )}
      {about !== null &&
        (preview.isPending ? (
          <Waiting rows={2} height={120} />
        ) : preview.isError ? (
          <Trouble error={preview.error} again={() => void preview.refetch()} />
        ) : (
          one && (
            <section className={style.card}>
              <p className={style.facts}>
                <strong>{one.buyer}</strong>
                <span>{one.item}</span>
                <span className="code">{one.rma ?? one.channelOrderId}</span>
                <span className="figures">{t('aftercare.paid', { amount: say.amount(one.paid, one.currency) })}</span>
              </p>
              <Editor
                key={one.proposal.letter.body}
                one={one}
                busy={send.isPending}
                refused={send.isError ? refusalOf(send.error) : null}
                send={send.mutate}
              />
            </section>
          )
        ))}
    </div>
  );
}
