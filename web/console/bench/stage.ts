/** What the one field of the bench means just now: the step on the screen says so, the field obeys. */
import { createContext, useContext, useEffect, useRef, type RefObject } from 'react';

export type Stage = {
  /** A whole code or figure, ended by Enter. True where this step took it; else it is looked up as a parcel. */
  readonly enter?: (text: string) => boolean;
  /** A single digit, typed alone by a hand. */
  readonly digit?: (digit: number) => void;
  /** Enter on the empty field. */
  readonly confirm?: () => void;
  /** Backspace on the empty field. */
  readonly back?: () => void;
};

export const StageContext = createContext<RefObject<Stage>>({ current: {} });

/** While the component is there, the field does what it says. */
export function useStage(stage: Stage): void {
  const current = useContext(StageContext);
  const mine = useRef(stage);
  useEffect(() => {
    mine.current = stage;
    current.current = stage;
    return () => {
      if (current.current === mine.current) current.current = {};
    };
  });
}
