/** How buyers find the portal: its addresses to copy, a code for the parcel insert, and the logo that they see there. */
import { Button, CopyButton, FileButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconExternalLink, IconPhoto } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../data.ts';
import { Trouble, Waiting } from '../parts/Nothing.tsx';
import { tellFailure } from '../parts/tell.ts';
import { Section } from '../settings/Section.tsx';
import settings from '../settings/settings.module.css';
import { useWords } from '../words.ts';
import { portalApi, type PortalSettings } from './api.ts';
import style from './portal.module.css';

export function PortalLink() {
  const { t } = useWords();
  const portal = useQuery({ queryKey: ['portal'], queryFn: portalApi.read, staleTime: 60_000 });
  const changed = { onError: tellFailure(t), onSettled: () => client.invalidateQueries({ queryKey: ['portal'] }) };
  const put = useMutation({ mutationFn: portalApi.putLogo, ...changed });
  const remove = useMutation({ mutationFn: portalApi.removeLogo, ...changed });
  return (
    <Section title={t('portalLink.title')} about={t('portalLink.about')}>
      {portal.isPending ? (
        <Waiting rows={2} height={64} />
      ) : portal.isError ? (
        <Trouble error={portal.error} again={() => void portal.refetch()} />
      ) : (
        <div className={style.two}>
          <ul className={settings.rows}>
            {(['url', 'orderUrl', 'withdrawalUrl'] as const).map((name) => (
              <li key={name} className={settings.row}>
                <div>
                  <p className={settings.name}>{t(`portalLink.${name}`)}</p>
                  <p className={`${settings.muted} ${style.address}`}>
                    {name === 'orderUrl' ? (
                      portal.data[name]
                    ) : (
                      <a href={portal.data[name]} target="_blank" rel="noreferrer">
                        {portal.data[name]} <IconExternalLink size={13} aria-hidden />
                      </a>
                    )}
                  </p>
                </div>
                <CopyButton value={portal.data[name]}>
                  {({ copied, copy }) => (
                    <Button leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>
                      {copied ? t('portalLink.copied') : t('portalLink.copy')}
                      <span className="unseen"> {t(`portalLink.${name}`)}</span>
                    </Button>
                  )}
                </CopyButton>
              </li>
            ))}
            <li className={settings.row}>
              <div className={style.logo}>
                {portal.data.logoUrl && <img src={portal.data.logoUrl} alt="" width={36} height={36} />}
                <div>
                  <p className={settings.name}>{t('portalLink.logo')}</p>
                  <p className={settings.muted}>{t('portalLink.logoAbout')}</p>
                </div>
              </div>
              <div className={style.acts}>
                <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => file && put.mutate(file)}>
                  {(props) => (
                    <Button {...props} leftSection={<IconPhoto size={15} />} loading={put.isPending}>
                      {t('portalLink.choose')}
                    </Button>
                  )}
                </FileButton>
                {portal.data.logoUrl && (
                  <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>
                    {t('portalLink.remove')}
                  </Button>
                )}
              </div>
            </li>
            <li className={settings.row}>
              <MediatorForm key={JSON.stringify(portal.data.mediator)} mediator={portal.data.mediator} />
            </li>
          </ul>
          <figure className={style.code}>
            <img src={qrUrl(portal.data.qr)} alt={t('portalLink.qrAlt')} width={132} height={132} />
            <figcaption>{t('portalLink.qr')}</figcaption>
            <Button component="a" href={qrUrl(portal.data.qr)} download="retour-qr.svg" leftSection={<IconDownload size={15} />}>
              {t('portalLink.download')}
            </Button>
          </figure>
        </div>
      )}
    </Section>
  );
}

/** Whom consumers may turn to out of court (Directive 2013/11/EU article 13); an empty name names nobody. */
function MediatorForm({ mediator }: { readonly mediator: PortalSettings['mediator'] }) {
  const { t } = useWords();
  const [name, setName] = useState(mediator?.name ?? '');
  const [url, setUrl] = useState(mediator?.url ?? '');
  const isWrong = url.trim() !== '' && !/^https?:\/\/\S+\.\S+$/.test(url.trim());
  const save = useMutation({
    mutationFn: () =>
      portalApi.putMediator(name.trim() === '' ? null : { name: name.trim(), ...(url.trim() !== '' && { url: url.trim() }) }),
    onError: tellFailure(t),
    onSuccess: () => client.invalidateQueries({ queryKey: ['portal'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) save.mutate();
  };
  return (
    <form className={style.mediator} onSubmit={submit}>
      <p className={settings.name}>{t('portalLink.mediator')}</p>
      <p className={settings.muted}>{t('portalLink.mediatorAbout')}</p>
      <TextInput
        label={t('portalLink.mediatorName')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('portalLink.mediatorUrl')}
        value={url}
        maxLength={300}
        inputMode="url"
        error={isWrong && t('portalLink.mediatorWrong')}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Button type="submit" loading={save.isPending}>
        {save.isSuccess ? t('portalLink.mediatorSaved') : t('portalLink.mediatorSave')}
      </Button>
    </form>
  );
}

const qrUrl = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
