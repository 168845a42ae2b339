import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconListCheck, IconMoon, IconPackage, IconSearch, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { TABS } from '../desk/tabs.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';
import { PLACES } from './places.ts';

const icon = { size: 18, stroke: 1.6 } as const;

/** Ctrl+K: any return by any of its numbers or names, any page, any tab. */
export function Palette() {
  const { t, word } = useWords();
  const router = useRouter();
  const { setColorScheme } = useMantineColorScheme();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 180);
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: ({ signal }) => api.returns.list({ tab: 'all', q, limit: 8 }, signal),
    enabled: q.length >= 2,
    placeholderData: (before) => before,
  });
  const go = (href: string) => () => router.history.push(href);

  const matches: SpotlightActionData[] =
    q.length < 2 || typed.trim().length < 2
      ? []
      : (found.data?.items ?? []).map((one) => ({
          id: one.id,
          label: `${one.rma} · ${one.buyer.name}`,
          description: `${one.items[0]?.title ?? ''} · ${word('status', one.status)}`,
          leftSection: <IconPackage {...icon} />,
          onClick: go(paths.case(one.id, { tab: 'all', q })),
        }));
  const everything: SpotlightActionData[] = [
    ...PLACES.map(({ key, href, chord, icon: Icon }) => ({
      id: key,
      label: t(`shell.${key}`),
      leftSection: <Icon {...icon} />,
      rightSection: <kbd>G {chord.toUpperCase()}</kbd>,
      onClick: go(href),
    })),
    ...TABS.map((tab) => ({
      id: `tab-${tab}`,
      label: t('palette.tab', { tab: t(`desk.tab.${tab}`) }),
      leftSection: <IconListCheck {...icon} />,
      onClick: go(paths.desk({ tab })),
    })),
    { id: 'light', label: t('palette.light'), leftSection: <IconSun {...icon} />, onClick: () => setColorScheme('light') },
    { id: 'dark', label: t('palette.dark'), leftSection: <IconMoon {...icon} />, onClick: () => setColorScheme('dark') },
  ];
  const wanted = typed.trim().toLowerCase();
  const places = everything.filter((action) => (action.label ?? '').toLowerCase().includes(wanted));
  const groups = [
    { group: t('palette.returns'), actions: matches },
    { group: t('palette.go'), actions: places },
  ].filter(({ actions }) => actions.length > 0);

  return (
    <Spotlight
      actions={groups}
      query={typed}
      onQueryChange={setTyped}
      // Found by the server, and above: nothing is left to filter here.
      filter={(_query, actions) => actions}
      nothingFound={q.length >= 2 && found.isFetching ? t('palette.looking') : t('palette.nothing')}
      shortcut={['mod + K']}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
      attributes={{ content: { 'aria-label': t('shell.search') } }}
      overlayProps={{ blur: 0 }}
      scrollable
      maxHeight={420}
    />
  );
}
