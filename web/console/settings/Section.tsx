import type { ReactNode } from 'react';
import style from './settings.module.css';

/** One block of the page: its name, what it is for, and what stands in it. */
export const Section = ({
  title,
  about,
  action,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) => (
  <section className={style.section} aria-label={title}>
    <header>
      <h2>{title}</h2>
      {about && <p>{about}</p>}
      {action}
    </header>
    <div className={style.block}>{children}</div>
  </section>
);
