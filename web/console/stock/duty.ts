import { useSession } from '../data.ts';

/** Whether this person moves goods (M44); the server asks again. */
export const useMayMove = (): boolean =>
  useSession().data?.roles.some((role) => role === 'warehouse' || role === 'manager' || role === 'administrator') ?? false;
export const useMayAgree = (): boolean => useSession().data?.roles.some((role) => role === 'manager' || role === 'administrator') ?? false;
