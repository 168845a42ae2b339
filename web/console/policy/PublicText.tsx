import { Button, CopyButton, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LANGUAGES, type Language, languageOf } from '../../../src/core/access.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { useSay } from '../parts/say.ts';
import { useWords } from '../words.ts';
import { COUNTRIES } from './lists.ts';
import style from './policy.module.css';
import { policies, type PolicyKey } from './server.ts';

/** The buyer's version: as the portal shows it, and as text for the seller's public profile. */
export function PublicText({ at, close }: { readonly at: PolicyKey; readonly close: () => void }) {
  const { t, language: mine } = useWords();
  const say = useSay();
  const [language, setLanguage] = useState<Language>(languageOf(mine));
  const [country, setCountry] = useState('');
  const text = useQuery({
    queryKey: ['policy-public', at, language, country],
    queryFn: () => policies.publicText(at, language, country),
    staleTime: 0,
  });
  return (
    <Dialog close={close} title={t('policy.public.title')} size="lg">
      <p className={style.muted}>{t('policy.public.about')}</p>
      <div className={style.publicHead}>
        <SegmentedControl
          aria-label={t('policy.public.language')}
          value={language}
          onChange={(one) => setLanguage(one as Language)}
          data={LANGUAGES.map((one) => ({ value: one, label: one.toUpperCase() }))}
        />
        <NativeSelect
          className={style.publicCountry}
          aria-label={t('policy.public.country')}
          value={country}
          onChange={(event) => setCountry(event.currentTarget.value)}
          data={[{ value: '', label: t('policy.public.home') }, ...COUNTRIES.map((one) => ({ value: one, label: say.country(one) }))]}
        />
        {text.data && (
          <CopyButton value={text.data.text}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
                {t(copied ? 'settings.copied' : 'policy.public.copy')}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      {text.isPending ? (
        <Waiting rows={5} height={40} />
      ) : text.isError ? (
        <Trouble error={text.error} again={() => void text.refetch()} />
      ) : (
        <article className={style.public} lang={language} aria-label={text.data.title}>
          <h2>{text.data.title}</h2>
          {text.data.sections.map(({ heading, paragraphs }) => (
            <section key={heading}>
              <h3>{heading}</h3>
              {paragraphs.map((paragraph, i) => (
                <p key={i}>{paragraph}</p>
              ))}
            </section>
          ))}
        </article>
      )}
    </Dialog>
  );
}
