import { ActionIcon, Button, FileButton, Popover, Select, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconFileText, IconLock, IconPaperclip, IconSend } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { LANGUAGES, type Language, languageOf } from '../../../src/core/access.ts';
import { placeholdersIn } from '../../../src/core/answers/template.ts';
import { type FullReturn, isFailure, refusalOf } from '../api.ts';
import { client, lookAgain } from '../data.ts';
import { useChannelName, useSay } from '../parts/say.ts';
import { failureWords, tell, tellFailure } from '../parts/tell.ts';
import { type AnswerKit, type FilledTemplate, threadApi, useAnswerKit, useOthers, useWordsCheck } from '../thread/api.ts';
import { type Composing, useDraft } from '../thread/drafts.ts';
import { Files } from '../thread/Files.tsx';
import { TemplatePicker } from '../thread/TemplatePicker.tsx';
import thread from '../thread/thread.module.css';
import { useWords } from '../words.ts';
import style from './case.module.css';
import { useAct } from './useAct.ts';

type Props = {
  readonly ret: FullReturn;
  readonly composing: Composing;
  readonly compose: (kind: Composing) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
};

/** Writing to the buyer and writing for ourselves look apart: nobody sends a note by mistake. */
export function Composer({ ret, composing, compose, field }: Props) {
  const { t } = useWords();
  const channelName = useChannelName();
  if (!ret.commands['message'] && !ret.commands['note']) return null;
  return (
    <div className={style.composer} data-kind={composing}>
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
      {composing === 'message' ? <Answer ret={ret} field={field} /> : <Note ret={ret} field={field} />}
    </div>
  );
}

/** Ctrl Enter sends, Esc leaves the pen. */
const penKeys = (send: () => void) => (event: KeyboardEvent) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send();
  }
  if (event.key === 'Escape') (event.target as HTMLElement).blur();
};

function Note({ ret, field }: Pick<Props, 'ret' | 'field'>) {
  const { t } = useWords();
  const act = useAct(ret);
  const [draft, write] = useDraft(ret.id, 'note');
  const rule = ret.commands['note'];
  const others = useOthers(ret.id, draft.text ? 'note' : null);
  const send = () => {
    const body = draft.text.trim();
    if (!body || act.isPending || rule?.allowed === false) return;
    act.mutate({ verb: 'note', body: { body } }, { onSuccess: () => write({ text: '' }) });
  };
  return (
    <form
      className={thread.pen}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        ref={field}
        autosize
        minRows={2}
        maxRows={9}
        value={draft.text}
        onChange={(event) => write({ text: event.currentTarget.value })}
        onKeyDown={penKeys(send)}
        placeholder={t('composer.toTeam')}
        aria-label={t('composer.note')}
        variant="unstyled"
      />
      {rule?.allowed === false && <p className={style.why}>{rule.says ?? rule.because}</p>}
      <Others others={others} />
      <div className={style.sending}>
        <KeyHint />
        <Button type="submit" size="sm" variant="default" loading={act.isPending} disabled={!draft.text.trim() || rule?.allowed === false}>
          {t('composer.send.note')}
        </Button>
      </div>
    </form>
  );
}

function Answer({ ret, field }: Pick<Props, 'ret' | 'field'>) {
  const { t, word } = useWords();
  const say = useSay();
  const [wished, setWished] = useState<Language>();
  const kit = useAnswerKit(ret, wished).data;
  const language = wished ?? kit?.language ?? languageOf(ret.buyer.language);
  const [draft, write] = useDraft(ret.id, 'message');
  const [picking, setPicking] = useState(false);
  const [despite, setDespite] = useState('');
  const [busy, setBusy] = useState<'sending' | 'attaching' | null>(null);
  const rule = ret.commands['message'];
  const check = useWordsCheck(ret, draft.text, language).data;
  const others = useOthers(ret.id, draft.text ? 'message' : null);
  const files = draft.files ?? [];

  const last = ret.messages.findLast((one) => one.direction !== 'note') ?? null;
  // Writing began before the last word was said: it is to be read first.
  const unread = draft.text !== '' && draft.after !== undefined && draft.after !== (last?.id ?? null) ? last : null;
  const open = placeholdersIn(draft.text);
  const held = check?.held === true && !(check.mayOverride && despite.trim() !== '');
  const ready = draft.text.trim() !== '' && rule?.allowed !== false && unread === null && open.length === 0 && !held && busy === null;

  const type = (text: string) =>
    write({ ...draft, text, after: draft.text === '' ? (last?.id ?? null) : (draft.after ?? last?.id ?? null) });
  const insert = (one: FilledTemplate) => {
    const pen = field.current;
    const [from, to] = pen ? [pen.selectionStart, pen.selectionEnd] : [draft.text.length, draft.text.length];
    const before = draft.text.slice(0, from);
    const text = `${before}${before === '' || before.endsWith('\n') ? '' : '\n\n'}${one.text}${draft.text.slice(to)}`;
    type(text);
    setPicking(false);
    if (one.language !== language) setWished(one.language);
    setTimeout(() => {
      pen?.focus();
      pen?.setSelectionRange(text.length, text.length);
    });
  };
  const attach = async (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    setBusy('attaching');
    await threadApi.attach(ret.id, chosen).then(({ kept, refused }) => {
      write({ ...draft, files: [...files, ...kept] });
      for (const { name, because } of refused)
        tell({ color: 'warn', title: t('thread.fileRefused', { name }), message: word('fileRefusals', because), autoClose: 10_000 });
    }, tellFailure(t));
    setBusy(null);
  };
  const send = async () => {
    if (!ready) return;
    setBusy('sending');
    const body = {
      body: draft.text.trim(),
      language,
      after: draft.after ?? null,
      ...(files.length > 0 && { files: files.map(({ id }) => id) }),
      ...(check?.held && despite.trim() !== '' && { despite: despite.trim() }),
    };
    await threadApi.send(ret.id, body).then(
      (after) => {
        client.setQueryData(['return', ret.id], after);
        write({ text: '' });
        setDespite('');
      },
      (error: unknown) => {
        // Somebody was faster: what they wrote is shown, and the answer stays in the pen.
        tell({
          color: 'danger',
          title: t(refusalOf(error) === 'answered_meanwhile' ? 'thread.readFirst' : 'trouble.notDone'),
          message: isFailure(error) ? (error.problem.detail ?? failureWords(t, error)) : failureWords(t, error),
          autoClose: 12_000,
        });
      },
    );
    setBusy(null);
    await lookAgain();
  };
  const keyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart } = event.currentTarget;
    const lineBegins = selectionStart === 0 || draft.text[selectionStart - 1] === '\n';
    if (event.key === '/' && lineBegins && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      setPicking(true);
    } else penKeys(() => void send())(event);
  };
  const dropped = (event: DragEvent | ClipboardEvent) => {
    const from = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData;
    if (from.files.length === 0) return;
    event.preventDefault();
    void attach([...from.files]);
  };

  return (
    <form
      className={thread.pen}
      onDragOver={(event) => event.preventDefault()}
      onDrop={dropped}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {kit && <Way kit={kit} />}
      {draft.text === '' && kit?.draft && <Proposed draft={kit.draft} insert={() => insert(kit.draft!)} />}
      <Textarea
        ref={field}
        autosize
        minRows={2}
        maxRows={12}
        value={draft.text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={keyDown}
        onPaste={dropped}
        placeholder={t('thread.write', { name: ret.buyer.name })}
        aria-label={t('composer.message')}
        variant="unstyled"
        lang={language}
      />
      <Files files={files} remove={(id) => write({ ...draft, files: files.filter((one) => one.id !== id) })} />
      {rule?.allowed === false && <p className={style.why}>{rule.says ?? rule.because}</p>}
      {unread && (
        <p className={thread.notice} data-tone="warn" role="alert">
          <span>
            {unread.direction === 'in'
              ? t('thread.buyerWrote', { name: ret.buyer.name, when: say.past(unread.at) })
              : t('thread.colleagueWrote', { name: unread.author, when: say.past(unread.at) })}
          </span>
          <Button size="compact-sm" onClick={() => write({ ...draft, after: unread.id })}>
            {t('thread.haveRead')}
          </Button>
        </p>
      )}
      <Others others={others} />
      {check?.held && (
        <div className={thread.notice} data-tone="danger" role="alert">
          <span>
            {t('thread.held', {
              language:
                check.detected === 'other' || check.detected === null ? t('thread.anotherLanguage') : say.languageName(check.detected),
              channel: kit?.contact.channel ?? '',
              wanted: check.wanted.map(say.languageName).join(', '),
            })}{' '}
            {t(check.binding ? 'thread.noException' : check.mayOverride ? 'thread.override' : 'thread.askManager')}
          </span>
          {check.mayOverride && (
            <TextInput
              size="xs"
              value={despite}
              onChange={(event) => setDespite(event.currentTarget.value)}
              placeholder={t('thread.despite')}
              aria-label={t('thread.despite')}
              maxLength={500}
            />
          )}
        </div>
      )}
      {check?.doubtful && (
        <p className={thread.notice} data-tone="warn">
          {t('thread.doubtful', { wanted: check.wanted.map(say.languageName).join(', ') })}
        </p>
      )}
      {open.length > 0 && (
        <p className={thread.notice} data-tone="warn" role="alert">
          {t('thread.placeholder', { names: [...new Set(open)].map((name) => `{${name}}`).join(', ') })}
        </p>
      )}
      {check?.hints
        .filter(({ name }) => name !== 'placeholder_left')
        .map(({ name, seen }) => (
          <p key={name} className={thread.hint}>
            {t(`thread.hint.${name}`)}
            {seen.length > 0 && <em> {seen.join(', ')}</em>}
          </p>
        ))}
      <div className={style.sending}>
        <div className={thread.tools}>
          <Popover opened={picking} onChange={setPicking} position="top-start" width={520} shadow="md" trapFocus returnFocus withinPortal>
            <Popover.Target>
              <Tooltip label={t('thread.templatesKey')}>
                <ActionIcon
                  aria-label={t('thread.templates')}
                  aria-expanded={picking}
                  disabled={!kit}
                  onClick={() => setPicking((now) => !now)}
                >
                  <IconFileText size={18} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            </Popover.Target>
            <Popover.Dropdown p="xs" maw="calc(100vw - 24px)">
              <TemplatePicker
                templates={kit?.templates ?? []}
                choose={insert}
                close={() => {
                  setPicking(false);
                  field.current?.focus();
                }}
              />
            </Popover.Dropdown>
          </Popover>
          <FileButton multiple accept="image/*,application/pdf" onChange={(chosen) => void attach(chosen)}>
            {(props) => (
              <Tooltip label={t('thread.attach')}>
                <ActionIcon {...props} aria-label={t('thread.attach')} loading={busy === 'attaching'}>
                  <IconPaperclip size={18} stroke={1.7} />
                </ActionIcon>
              </Tooltip>
            )}
          </FileButton>
        </div>
        <Select
          className={style.language}
          size="xs"
          aria-label={t('composer.language')}
          allowDeselect={false}
          value={language}
          onChange={(value) => value && setWished(value as Language)}
          data={LANGUAGES.map((tag) => ({ value: tag, label: say.languageName(tag) }))}
        />
        <KeyHint />
        <Button type="submit" size="sm" variant="filled" loading={busy === 'sending'} disabled={!ready}>
          {t('composer.send.message')}
        </Button>
      </div>
    </form>
  );
}

/** By which way, and in which language: the channel's own rule where it has one. */
function Way({ kit }: { readonly kit: AnswerKit }) {
  const { t } = useWords();
  const say = useSay();
  const { way, channel, demanded, because } = kit.contact;
  const wanted = kit.wanted.map(say.languageName).join(', ');
  return (
    <p className={thread.way}>
      {way === 'channel'
        ? t(wanted ? 'thread.throughIn' : 'thread.through', { channel, language: wanted })
        : because === 'no_case_there' && demanded
          ? t('thread.mailNoCase', { channel })
          : t('thread.mail')}
      {way === 'mail' && wanted && <> {t('thread.in', { language: wanted, channel })}</>}
    </p>
  );
}

function Proposed({ draft, insert }: { readonly draft: FilledTemplate; readonly insert: () => void }) {
  const { t } = useWords();
  return (
    <div className={thread.proposed}>
      <p lang={draft.language}>
        <strong>{draft.name}</strong>
        <span>{draft.text.split('\n').filter(Boolean).slice(1, 3).join(' ')}</span>
      </p>
      <Button size="compact-sm" variant="default" onClick={insert}>
        {t('thread.useDraft')}
      </Button>
    </div>
  );
}

function Others({ others }: { readonly others: ReturnType<typeof useOthers> }) {
  const { t } = useWords();
  const writing = others.filter(({ composing }) => composing === 'message');
  const present = others.filter(({ composing }) => composing !== 'message');
  if (others.length === 0) return null;
  return (
    <p className={thread.others} role="status" data-writing={writing.length > 0 || undefined}>
      {writing.length > 0
        ? t('thread.isWriting', { count: writing.length, name: writing.map(({ name }) => name).join(', ') })
        : t('thread.isHere', { count: present.length, name: present.map(({ name }) => name).join(', ') })}
    </p>
  );
}

const KeyHint = () => (
  <span className={style.keyHint} aria-hidden>
    <kbd>Ctrl</kbd> <kbd>↵</kbd>
  </span>
);
