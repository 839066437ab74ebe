import type { ChosenAct } from '../act/act-drawer.tsx';
import type { Todo } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import type { WordKey } from '../words/zh.ts';
import { Duty } from './duty.tsx';

type Group = { readonly words: WordKey; readonly holds: (left: number | null) => boolean };
/** By urgency, the most urgent first. */
export const GROUPS: readonly Group[] = [
  { words: 'todo.late', holds: (left) => left !== null && left < 0 },
  { words: 'todo.today', holds: (left) => left === 0 },
  { words: 'todo.week', holds: (left) => left !== null && left > 0 && left <= 7 },
  { words: 'todo.later', holds: (left) => left !== null && left > 7 },
  { words: 'todo.noDay', holds: (left) => left === null },
];
const keyOf = ({ issue, act, kind, subject }: Todo): string => [issue, act, kind, subject].join(' ');

/** The duties of a list, grouped by how urgent they are; the order within is the API's. */
export const DutyGroups = ({ todos, groups = GROUPS, onAct }: { readonly todos: readonly Todo[]; readonly groups?: readonly Group[]; readonly onAct: (chosen: ChosenAct) => void }) => {
  const { t } = useWords();
  return groups.map(({ words, holds }) => {
    const held = todos.filter(({ daysLeft }) => holds(daysLeft));
    return held.length === 0 ? null : (
      <section key={words} className="group" aria-label={t(words)}>
        <h2>{t(words)}<span className="muted small">{held.length}</span></h2>
        <ul className="lines-plain">{held.map((todo) => <Duty key={keyOf(todo)} todo={todo} onAct={onAct} />)}</ul>
      </section>
    );
  });
};
