import { STATUS_NAMES } from '../../domain/acts/context.ts';
import type { CommonLine } from '../api/types.ts';
import { LightTag } from '../register/tags.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Whole = Pick<CommonLine, 'units' | 'closed' | 'sustained' | 'withdrawn' | 'status' | 'light' | 'nextDue' | 'due'>;

/** How far the units of a common issue are, in one line. */
export const ProgressLine = ({ whole }: { readonly whole: Whole }) => {
  const { say } = useWords();
  const { units, closed, sustained, withdrawn, status, light, nextDue, due } = whole;
  const counts = [say(W.progress, { units, closed }), sustained === 0 ? '' : say(W.sustained, { n: sustained }), withdrawn === 0 ? '' : say(W.withdrawn, { n: withdrawn })].join('');
  return (
    <div className="line-head">
      <LightTag light={light} />
      <span>{counts}</span>
      <span className="muted">{[say(W.slowest, { status: say(STATUS_NAMES[status]) }), ...(nextDue === null ? [] : [say(W.nextDue, { day: nextDue })]), ...(due === null ? [] : [say(W.lastDue, { day: due })])].join(' · ')}</span>
    </div>
  );
};
