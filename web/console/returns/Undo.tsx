import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Verb } from '../../../src/core/return/commands.ts';
import { api } from '../api.ts';
import { client, lookAgain } from '../data.ts';
import { tellFailure } from '../parts/tell.ts';
import { useWords } from '../words.ts';

/** In a toast: takes back what was just done. */
export function Undo({ id, verb, close }: { readonly id: string; readonly verb: Verb; readonly close: () => void }) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    const because = t('done.undoBecause');
    const undone = verb === 'resolution-undo' ? api.returns.undo(id, { because }) : null;
    await (undone ?? (verb === 'release' ? api.returns.release(id, { because }) : api.returns.act(id, verb, { because })))
      .then((after) => client.setQueryData(['return', id], after))
      .catch(tellFailure(t));
    close();
    await lookAgain();
  };
  return (
    <Button size="compact-sm" mt={4} loading={busy} onClick={() => void undo()}>
      {t('done.undo')}
    </Button>
  );
}
