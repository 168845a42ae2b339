import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PolicyDocument } from '../../../src/core/policy/document.ts';
import { policies, type Trial } from './server.ts';
import { type Case, caseBody } from './trial-case.ts';
import { useWords } from '../words.ts';

/** The case on the bench, asked of the document as it stands, saved or not. The server has law and holidays; it answers once typing pauses. */
export function useTrial(document: PolicyDocument, one: Case | null, wanted: boolean): UseQueryResult<Trial> {
  const { language } = useWords();
  const body = useMemo(() => (one ? caseBody(one) : null), [one]);
  const asked = useMemo(() => ({ document, body }), [document, body]);
  const [paused] = useDebouncedValue(asked, 350);
  return useQuery({
    queryKey: ['policy-trial', paused, language],
    queryFn: () => policies.tryCase(paused.document, paused.body!),
    enabled: wanted && paused.body !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
}
