import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconDots, IconKeyboard, IconLogout, IconMoon, IconSearch, IconSun, IconSunMoon } from '@tabler/icons-react';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { LANGUAGES, type Language } from '../../../src/core/access.ts';
import { api, type Session } from '../api.ts';
import { client, useCounts, useSession } from '../data.ts';
import { useWaitingMails } from '../intake/api.ts';
import { useKeyboard, useKeys } from '../keys.ts';
import { To } from '../parts/To.tsx';
import { Trouble } from '../parts/Nothing.tsx';
import { paths } from '../paths.ts';
import { SignIn } from '../signin/SignIn.tsx';
import { LANGUAGE_NAMES, speakLanguage, useWords } from '../words.ts';
import { Help } from './Help.tsx';
import { Mark } from './Mark.tsx';
import { Palette } from './Palette.tsx';
import { isHere, type Place, PLACES, placesFor } from './places.ts';
import { SandboxClock } from './SandboxClock.tsx';
import style from './shell.module.css';

/** The frame around every page. Whoever is not signed in sees the sign-in at any address, and then the page that was asked for. */
export function Shell() {
  const session = useSession();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    document.documentElement.dataset['scheme'] = scheme;
  }, [scheme]);
  useEffect(() => {
    if (session.data) void speakLanguage(session.data.user.language);
  }, [session.data]);

  if (session.isPending) return <main className={style.blank} aria-busy="true" />;
  if (session.isError)
    return (
      <main className={style.blank}>
        <Trouble error={session.error} again={() => void session.refetch()} />
      </main>
    );
  return session.data ? <Inside session={session.data} /> : <SignIn />;
}

function Inside({ session }: { readonly session: Session }) {
  const { t } = useWords();
  const router = useRouter();
  const [help, setHelp] = useState(false);
  const go = (href: string) => () => router.history.push(href);

  useKeyboard((code) => router.history.push(paths.bench(code)));
  useKeys({
    '?': () => setHelp(true),
    c: go(paths.newReturn()),
    ...Object.fromEntries(PLACES.map(({ chord, href }) => [`g ${chord}`, go(href)])),
  });

  return (
    <div className={style.frame}>
      <a className={style.skip + ' skip'} href="#content">
        {t('shell.skip')}
      </a>
      <header className={style.bar}>
        <To href={paths.desk()} className={style.brand} aria-label={t('shell.home')}>
          <Mark />
          <span className={style.wordmark}>Retour</span>
        </To>
        <Places roles={session.roles} />
        <button type="button" className={style.search} onClick={spotlight.open}>
          <IconSearch size={16} stroke={1.8} aria-hidden />
          <span>{t('shell.search')}</span>
          <kbd>{/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <div className={style.right}>
          <SandboxClock />
          <Tooltip label={t('shell.keys')}>
            <ActionIcon className={style.wideOnly} aria-label={t('shell.keys')} onClick={() => setHelp(true)}>
              <IconKeyboard size={19} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Me session={session} />
        </div>
      </header>
      <main id="content" className={style.content} tabIndex={-1}>
        <Outlet />
      </main>
      <Palette />
      {help && <Help close={() => setHelp(false)} />}
    </div>
  );
}

function Places({ roles }: { readonly roles: Session['roles'] }) {
  const { t } = useWords();
  const here = useRouterState({ select: (state) => state.location.pathname });
  const narrow = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const tight = useMediaQuery('(max-width: 1520px)', undefined, { getInitialValueInEffect: false });
  const { shown, more } = placesFor(roles, narrow || tight ? 4 : 6);
  const behind = more.find((place) => isHere(place, here));
  return (
    <nav className={style.places} aria-label={t('shell.places')}>
      {shown.map((place) => (
        <PlaceLink key={place.key} place={place} on={isHere(place, here)} />
      ))}
      {more.length > 0 && (
        <Menu position="bottom-end" width={220} shadow="none" withinPortal={false} withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <button type="button" className={style.place} aria-current={behind ? 'true' : undefined}>
              <IconDots size={18} stroke={1.7} aria-hidden />
              <span>{behind ? t(`shell.${behind.key}`) : t('shell.more')}</span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ key, href, icon: Icon }) => (
              <Menu.Item key={key} component={To} href={href} leftSection={<Icon size={16} stroke={1.7} aria-hidden />}>
                {t(`shell.${key}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}

function PlaceLink({ place, on }: { readonly place: Place; readonly on: boolean }) {
  const { t } = useWords();
  const { data } = useCounts();
  const Icon = place.icon;
  const count = place.key === 'bench' ? data?.tabs['inspect'] : undefined;
  return (
    <To href={place.href} className={style.place} aria-current={on ? 'page' : undefined}>
      <Icon size={18} stroke={1.7} aria-hidden />
      <span>{t(`shell.${place.key}`)}</span>
      {count ? <span className={`${style.placeCount} figures`}>{count}</span> : null}
      {place.key === 'intake' && <WaitingMails />}
    </To>
  );
}

/** Mails that wait for somebody to look. */
function WaitingMails() {
  const { data } = useWaitingMails();
  return data ? <span className={`${style.placeCount} figures`}>{data}</span> : null;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** The person's own menu: language, light or dark, sign out. */
function Me({ session }: { readonly session: Session }) {
  const { t, word, language } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async () => {
    await api.session.signOut().catch(() => undefined);
    client.clear();
    client.setQueryData(['session'], null);
  };
  const setLanguage = async (tag: Language) => {
    await speakLanguage(tag);
    const kept = await api.session.language(tag).catch(() => null);
    if (kept) client.setQueryData(['session'], kept);
    // Sentences that the server makes come in the new language.
    await client.invalidateQueries();
  };
  const schemes = [
    ['auto', <IconSunMoon key="a" size={16} stroke={1.7} />],
    ['light', <IconSun key="l" size={16} stroke={1.7} />],
    ['dark', <IconMoon key="d" size={16} stroke={1.7} />],
  ] as const;

  return (
    <Menu position="bottom-end" width={248} shadow="none" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={style.me} aria-label={t('shell.me', { name: session.user.name })}>
          {initials(session.user.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={style.who}>
          <strong>{session.user.name}</strong>
          <span>{session.roles.map((role) => word('role', role)).join(' · ')}</span>
          <span>{session.seller.name}</span>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('shell.look')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}>
          {schemes.map(([scheme, icon]) => (
            <Menu.RadioItem key={scheme} value={scheme} rightSection={icon}>
              {t(`shell.scheme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('shell.language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(tag) => void setLanguage(tag as Language)}>
          {LANGUAGES.map((tag) => (
            <Menu.RadioItem key={tag} value={tag} lang={tag}>
              {LANGUAGE_NAMES[tag]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
