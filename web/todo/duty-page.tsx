import { useState, type ReactNode } from 'react';
import type { ChosenAct } from '../act/act-drawer.tsx';
import { useTodos } from '../api/queries.ts';
import type { Todos } from '../api/types.ts';
import { whenWanted } from '../shell/later.tsx';
import { Loaded } from '../shell/loaded.tsx';

type Props = { readonly title: string; /** Beside the title, once it is known. */ readonly count?: (todos: Todos) => string | null; /** At the right of the title. */ readonly aside?: ReactNode; readonly children: (todos: Todos, act: (chosen: ChosenAct) => void) => ReactNode };

const ActDrawer = whenWanted(async () => (await import('../act/act-drawer.tsx')).ActDrawer, ({ chosen }) => chosen !== null);

/** A page of duties, each done in a form from the side. */
export const DutyPage = ({ title, count = () => null, aside, children }: Props) => {
  const todos = useTodos();
  const [chosen, setChosen] = useState<ChosenAct | null>(null);
  const counted = todos.data === undefined ? null : count(todos.data);
  return (
    <div className="narrow">
      <div className="page-head"><h1>{title}</h1>{counted === null ? null : <span className="muted">{counted}</span>}{aside === undefined || todos.error !== null ? null : <><span className="grow" />{aside}</>}</div>
      <Loaded query={todos}>{(data) => children(data, setChosen)}</Loaded>
      <ActDrawer chosen={chosen} onClose={() => setChosen(null)} />
    </div>
  );
};
