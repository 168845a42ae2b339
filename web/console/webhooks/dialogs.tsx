import { Button, Checkbox, CopyButton, Radio, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../api.ts';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { type Endpoint, type WebhookType, webhooksApi } from './api.ts';
import style from './webhooks.module.css';

const refresh = () => {
  void client.invalidateQueries({ queryKey: ['webhooks'] });
  void client.invalidateQueries({ queryKey: ['deliveries'] });
};

/** Refusals of an address that have words here. */
const ADDRESS = ['no_address', 'not_https', 'with_credentials', 'not_public'];

export function EndpointDialog({
  endpoint,
  types,
  close,
}: {
  readonly endpoint: Endpoint | null;
  readonly types: readonly WebhookType[];
  readonly close: () => void;
}) {
  const { t } = useWords();
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? 'https://');
  const [all, setAll] = useState(endpoint === null || endpoint.types.length === 0);
  const [chosen, setChosen] = useState<readonly string[]>(endpoint?.types ?? []);
  const save = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), url: url.trim(), types: all ? [] : types.filter((type) => chosen.includes(type)) };
      if (!endpoint) return webhooksApi.add(body);
      await webhooksApi.change(endpoint.id, body);
      return null;
    },
    onSuccess: (made) => {
      refresh();
      // A new one has a secret to be carried over to the receiver first.
      if (made === null) close();
    },
  });
  const refused = refusalOf(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (save.data)
    return (
      <Dialog title={t('webhooks.secretTitle', { name: save.data.name })} close={close} size="lg">
        <MadeSecret secret={save.data.secret} close={close} />
      </Dialog>
    );
  return (
    <Dialog title={endpoint ? t('webhooks.editTitle', { name: endpoint.name }) : t('webhooks.add')} close={close} size="lg">
      <form className={style.form} onSubmit={submit}>
        <TextInput
          label={t('webhooks.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-autofocus
        />
        <TextInput
          label={t('webhooks.url')}
          description={t('webhooks.urlHint')}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          inputMode="url"
          spellCheck={false}
          error={ADDRESS.includes(refused) ? t(`webhooks.refused.${refused}`) : null}
        />
        <Radio.Group label={t('webhooks.types')} value={all ? 'all' : 'some'} onChange={(value) => setAll(value === 'all')}>
          <div className={style.choices}>
            <Radio value="all" label={t('webhooks.everything')} />
            <Radio value="some" label={t('webhooks.some')} />
          </div>
        </Radio.Group>
        {!all && (
          <Checkbox.Group value={[...chosen]} onChange={setChosen} aria-label={t('webhooks.types')}>
            <div className={style.types}>
              {types.map((type) => (
                <Checkbox
                  key={type}
                  value={type}
                  label={
                    <>
                      <span className="code">{type}</span> <span className={style.muted}>{t(`webhookType.${type.replace('.', '_')}`)}</span>
                    </>
                  }
                />
              ))}
            </div>
          </Checkbox.Group>
        )}
        {save.isError && !ADDRESS.includes(refused) && (
          <p role="alert" className={style.failure}>
            {failureWords(t, save.error)}
          </p>
        )}
        <div className={style.foot}>
          <Button onClick={close}>{t('webhooks.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={name.trim() === '' || (!all && chosen.length === 0)}>
            {t('webhooks.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A secret that was just made: this once, and never again. */
function MadeSecret({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { t } = useWords();
  return (
    <div className={style.form}>
      <p className={style.muted}>{t('webhooks.secretAbout')}</p>
      <p className={`${style.secret} code`}>{secret}</p>
      <p>{t('webhooks.secretOnce')}</p>
      <div className={style.foot}>
        <Button onClick={close}>{t('webhooks.done')}</Button>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="filled" onClick={copy} data-autofocus>
              {t(copied ? 'webhooks.copied' : 'webhooks.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}

/** What is known of the secret that the receiver checks signatures with, and a new one beside the old. */
export function SecretDialog({ endpoint, close }: { readonly endpoint: Endpoint; readonly close: () => void }) {
  const { t } = useWords();
  const say = useSay();
  const rotate = useMutation({ mutationFn: () => webhooksApi.rotate(endpoint.id), onError: tellFailure(t), onSuccess: refresh });
  const { secretSetAt: at, secretEnds: ends, oldSecretUntil: until } = endpoint;
  return (
    <Dialog title={t('webhooks.secretTitle', { name: endpoint.name })} close={close} size="lg">
      {rotate.data ? (
        <MadeSecret secret={rotate.data.secret} close={close} />
      ) : (
        <div className={style.form}>
          <p className={style.muted}>{t('webhooks.secretAbout')}</p>
          {endpoint.secretLost ? (
            <p className={style.failure}>{t('webhooks.secretLost')}</p>
          ) : (
            <p>
              {at === null || ends === null ? t('webhooks.secretKept') : t('webhooks.secretEnds', { at: say.day(at), ends: `…${ends}` })}
            </p>
          )}
          {until && Date.parse(until) > Date.parse(say.now) && <p>{t('webhooks.oldSecret', { at: say.stamp(until) })}</p>}
          <div className={style.foot}>
            <Button onClick={close}>{t('webhooks.cancel')}</Button>
            <Button variant="filled" loading={rotate.isPending} onClick={() => rotate.mutate()} data-autofocus>
              {t('webhooks.rotate')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

const HOUR_MS = 3_600_000;
/** What a field of the kind `datetime-local` holds: the person's own wall clock. */
const local = (at: number): string => {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

export function ReplayDialog({ endpoint, close }: { readonly endpoint: Endpoint; readonly close: () => void }) {
  const { t } = useWords();
  const say = useSay();
  const now = Date.parse(say.now);
  const [from, setFrom] = useState(local(now - 24 * HOUR_MS));
  const [to, setTo] = useState(local(now + 60_000));
  const [which, setWhich] = useState<'missing' | 'all'>('missing');
  const replay = useMutation({
    mutationFn: () => webhooksApi.replay(endpoint.id, { from: new Date(from).toISOString(), to: new Date(to).toISOString(), which }),
    onError: tellFailure(t),
    onSuccess: ({ sent }) => {
      tell({ color: sent > 0 ? 'good' : 'accent', message: t('webhooks.replayed', { count: sent }) });
      refresh();
      close();
    },
  });
  return (
    <Dialog title={t('webhooks.replayTitle', { name: endpoint.name })} close={close}>
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          replay.mutate();
        }}
      >
        <p className={style.muted}>{t('webhooks.replayAbout')}</p>
        <div className={style.pair}>
          <TextInput
            type="datetime-local"
            label={t('webhooks.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            required
          />
          <TextInput
            type="datetime-local"
            label={t('webhooks.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
            required
          />
        </div>
        <Radio.Group label={t('webhooks.which')} value={which} onChange={(value) => setWhich(value as typeof which)}>
          <div className={style.choices}>
            <Radio value="missing" label={t('webhooks.missing')} />
            <Radio value="all" label={t('webhooks.all')} />
          </div>
        </Radio.Group>
        <div className={style.foot}>
          <Button onClick={close}>{t('webhooks.cancel')}</Button>
          <Button type="submit" variant="filled" loading={replay.isPending} disabled={from === '' || to === '' || from >= to}>
            {t('webhooks.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function RemoveDialog({ endpoint, close }: { readonly endpoint: Endpoint; readonly close: () => void }) {
  const { t } = useWords();
  const remove = useMutation({
    mutationFn: () => webhooksApi.remove(endpoint.id),
    onError: tellFailure(t),
    onSuccess: () => {
      refresh();
      close();
    },
  });
  return (
    <Dialog title={t('webhooks.removeTitle', { name: endpoint.name })} close={close}>
      <div className={style.form}>
        <p>{t('webhooks.removeSays')}</p>
        <div className={style.foot}>
          <Button onClick={close} data-autofocus>
            {t('webhooks.cancel')}
          </Button>
          <Button variant="filled" color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('webhooks.remove')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
