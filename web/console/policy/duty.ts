import { useSession } from '../data.ts';

/** Who may write policies; whoever else comes reads. The server checks it too. */
export const useMayWrite = (): boolean => useSession().data?.roles.some((role) => role === 'manager' || role === 'administrator') ?? false;
