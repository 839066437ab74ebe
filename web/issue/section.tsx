import { useId, type ReactNode } from 'react';

/** A titled part of a page. `aside`: beside the title, such as taking its list out. */
export const Section = ({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) => {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      {aside === undefined ? <h2 id={id}>{title}</h2> : <div className="section-head"><h2 id={id}>{title}</h2><span className="grow" />{aside}</div>}
      {children}
    </section>
  );
};
