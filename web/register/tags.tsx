import { STATUS_NAMES } from '../../domain/acts/context.ts';
import { LIGHT_NAMES } from '../../domain/field-words.ts';
import type { Status } from '../../domain/issue.ts';
import type { Light } from '../../domain/policy-schema.ts';
import type { IssueRow } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import type { WordKey } from '../words/zh.ts';

/** A light as a word on its colour: who does not see colours reads it, and paper shows it. */
const LIGHT_CLASSES: Readonly<Record<Light, string>> = { green: 'light green', blue: 'light blue', yellow: 'light yellow', red: 'light red' };

export const LightTag = ({ light }: { readonly light: Light | null }) => {
  const { say } = useWords();
  return light === null ? null : <span className={LIGHT_CLASSES[light]}>{say(LIGHT_NAMES[light])}</span>;
};

export const StatusTag = ({ status }: { readonly status: Status }) => {
  const { say } = useWords();
  return <span className="status">{say(STATUS_NAMES[status])}</span>;
};

type Marked = Pick<IssueRow, 'overdueSince' | 'slipped' | 'suspended' | 'extensionPending' | 'cycle'>;
const marksOf = (row: Marked): readonly WordKey[] => [
  ...(row.overdueSince === null ? [] : (['mark.overdue'] as const)),
  ...(row.slipped ? (['mark.slipped'] as const) : []),
  ...(row.suspended ? (['mark.suspended'] as const) : []),
  ...(row.extensionPending ? (['mark.extensionPending'] as const) : []),
  ...(row.cycle > 1 ? (['mark.rebounded'] as const) : []),
];

export const Marks = ({ row }: { readonly row: Marked }) => {
  const { t } = useWords();
  return marksOf(row).map((mark) => <span key={mark} className={mark === 'mark.overdue' || mark === 'mark.rebounded' ? 'mark bad' : 'mark'}>{t(mark)}</span>);
};
