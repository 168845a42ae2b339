import { Button, FileInput, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { PROOF_KINDS } from '../../../src/core/disputes/evidence.ts';
import { client } from '../data.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { failureWords, tell } from '../parts/tell.ts';
import { useWords } from '../words.ts';
import { disputesApi, type FullDispute } from './api.ts';
import style from './disputes.module.css';

/** A paper, a photo or a statement, of whichever side. */
export function EvidenceDialog({ dispute, close }: { readonly dispute: FullDispute; readonly close: () => void }) {
  const { t, word } = useWords();
  const missing = dispute.checklist.find(({ there }) => !there)?.kind;
  const [kind, setKind] = useState<string>(missing ?? 'statement');
  const [party, setParty] = useState('seller');
  const [says, setSays] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const add = useMutation({
    mutationFn: () => disputesApi.evidence(dispute.id, { kind, party, says: says.trim(), files }),
    onSuccess: (after) => {
      client.setQueryData(['dispute', dispute.id], after);
      tell({ message: t('disputes.added') });
      close();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Dialog title={t('disputes.add')} close={close}>
      <form onSubmit={submit} className={style.form}>
        <Select
          label={t('disputes.proves')}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value ?? kind)}
          data={PROOF_KINDS.map((value) => ({ value, label: word('proof', value) }))}
        />
        <Select
          label={t('disputes.from')}
          value={party}
          allowDeselect={false}
          onChange={(value) => setParty(value ?? party)}
          data={(['seller', 'buyer', 'marketplace', 'bank'] as const).map((value) => ({ value, label: word('party', value) }))}
        />
        <FileInput label={t('disputes.files')} description={t('disputes.filesHint')} multiple clearable value={files} onChange={setFiles} />
        <Textarea
          label={t('disputes.words')}
          autosize
          minRows={3}
          maxLength={5000}
          value={says}
          onChange={(event) => setSays(event.currentTarget.value)}
        />
        {add.isError && (
          <p role="alert" className={style.failure}>
            {failureWords(t, add.error)}
          </p>
        )}
        <div className={style.actions}>
          <Button onClick={close}>{t('disputes.cancel')}</Button>
          <Button type="submit" variant="filled" loading={add.isPending} disabled={files.length === 0 && says.trim() === ''}>
            {t('disputes.keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
