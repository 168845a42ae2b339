import { useEffect } from 'react';

/** Names the page in the browser's tab: `Bench · Retour`. */
export function useTitle(text: string): void {
  useEffect(() => {
    document.title = `${text} · Retour`;
  }, [text]);
}
