import { Button, Select, Textarea } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { LANGUAGES, languageOf } from '../../../src/core/access.ts';
import type { FullReturn } from '../api.ts';
import { useChannelName, useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import style from './case.module.css';
import type { Composing } from './Feed.tsx';
import { useAct } from './useAct.ts';

const draftKey = (id: string, kind: Composing) => `retour.draft.${kind}.${id}`;

/** Writing to the buyer and writing for ourselves look apart: nobody sends a note by mistake. */
export function Composer({
  ret,
  composing,
  compose,
  field,
}: {
  readonly ret: FullReturn;
  readonly composing: Composing;
  readonly compose: (kind: Composing) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}) {
  const { t } = useWords();
  const say = useSay();
  const channelName = useChannelName();
  const act = useAct(ret);
  const [language, setLanguage] = useState<string>(languageOf(ret.buyer.language));
  const [drafts, setDrafts] = useState({
    message: sessionStorage.getItem(draftKey(ret.id, 'message')) ?? '',
    note: sessionStorage.getItem(draftKey(ret.id, 'note')) ?? '',
  });
  const text = drafts[composing];
  const rule = ret.commands[composing];
  const write = (kind: Composing, value: string) => {
    setDrafts((before) => ({ ...before, [kind]: value }));
    // A draft outlives a look at another case.
    if (value) sessionStorage.setItem(draftKey(ret.id, kind), value);
    else sessionStorage.removeItem(draftKey(ret.id, kind));
  };
  const send = () => {
    const body = text.trim();
    if (!body || act.isPending || rule?.allowed === false) return;
    act.mutate(
      { verb: composing, body: composing === 'message' ? { body, language } : { body } },
      { onSuccess: () => write(composing, '') },
    );
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape') (event.target as HTMLElement).blur();
  };
  if (!ret.commands['message'] && !ret.commands['note']) return null;

  return (
    <form
      className={style.composer}
      data-kind={composing}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={style.kinds} role="tablist" aria-label={t('composer.kinds')}>
        {(['message', 'note'] as const).map((kind) => (
          <button key={kind} type="button" role="tab" aria-selected={composing === kind} onClick={() => compose(kind)}>
            {kind === 'message' ? <IconSend size={15} stroke={1.8} aria-hidden /> : <IconLock size={15} stroke={1.8} aria-hidden />}
            {t(`composer.${kind}`)}
          </button>
        ))}
        <span className={style.reader}>
          {composing === 'message'
            ? t('composer.reads', { name: ret.buyer.name, channel: channelName(ret.order.channel) })
            : t('composer.private')}
        </span>
      </div>
      <Textarea
        ref={field}
        autosize
        minRows={2}
        maxRows={9}
        value={text}
        onChange={(event) => write(composing, event.currentTarget.value)}
        onKeyDown={keyDown}
        placeholder={composing === 'message' ? t('composer.toBuyer', { name: ret.buyer.name }) : t('composer.toTeam')}
        aria-label={t(`composer.${composing}`)}
        variant="unstyled"
        lang={composing === 'message' ? language : undefined}
      />
      {rule?.allowed === false && <p className={style.why}>{rule.says ?? rule.because}</p>}
      <div className={style.sending}>
        {composing === 'message' && (
          <Select
            className={style.language}
            size="xs"
            aria-label={t('composer.language')}
            allowDeselect={false}
            value={language}
            onChange={(value) => value && setLanguage(value)}
            data={LANGUAGES.map((tag) => ({ value: tag, label: say.languageName(tag) }))}
          />
        )}
        {composing === 'message' && language !== languageOf(ret.buyer.language) && (
          <span className={style.warning}>{t('composer.otherLanguage', { language: say.languageName(ret.buyer.language) })}</span>
        )}
        <span className={style.keyHint} aria-hidden>
          <kbd>Ctrl</kbd> <kbd>↵</kbd>
        </span>
        <Button
          type="submit"
          size="sm"
          variant={composing === 'message' ? 'filled' : 'default'}
          loading={act.isPending}
          disabled={!text.trim() || rule?.allowed === false}
        >
          {t(`composer.send.${composing}`)}
        </Button>
      </div>
    </form>
  );
}
