import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { sourceInWords } from '../../domain/look-back-source.ts';
import { useTimeline } from '../api/queries.ts';
import { dayOf, instantInWords } from '../../domain/time.ts';
import { issuePath } from '../api/http.ts';
import type { EventEntry, IssueView } from '../api/types.ts';
import { useNameOf } from '../api/use-name-of.ts';
import { W } from '../look-backs/words.ts';
import { useWords } from '../words/language.tsx';
import { Section } from './section.tsx';

type Shot = { readonly sha256: string; readonly name: string; readonly takenAt: number | null };
const photosOf = ({ body }: EventEntry): readonly Shot[] => (body as { readonly photos?: readonly Shot[] }).photos ?? [];

const PhotoLinks = ({ round, number, photos }: { readonly round: string; readonly number: string; readonly photos: readonly Shot[] }) => {
  const { say } = useWords();
  if (photos.length === 0) return null;
  return (
    <ul className="lines-plain">
      {photos.map(({ sha256, name, takenAt }) => (
        <li key={sha256} className="line-head small"><a href={`/api${issuePath(round, number)}/evidence/${sha256}`} download={name} className="row-link file-name">{name}</a>{takenAt === null ? null : <span className="muted">{say(W.taken, { at: instantInWords(takenAt) })}</span>}</li>
      ))}
    </ul>
  );
};

/** Look-backs to come with their cause, and those that were held with what they found. */
export const LookBacks = ({ view }: { readonly view: IssueView }) => {
  const { t, say } = useWords();
  const nameOf = useNameOf();
  const { round, number, lookBacks, cadence } = view.issue;
  const past = (useTimeline(round, number).data?.events ?? []).filter(({ type }) => type === 'look-back-recorded');
  const ahead = [...lookBacks, ...(cadence === null ? [] : [cadence])];
  return (
    <Section title={t('issue.lookBacks')}>
      {past.length + ahead.length === 0 ? <p className="muted">{t('issue.noLookBacks')}</p> : (
        <ul className="lines">
          {past.map((one) => <li key={one.seq}><div>{dayOf(one.at)} {say(one)} · {say(one.byName)}</div><div className="muted small" >{say(one.details)}</div><PhotoLinks round={round} number={number} photos={photosOf(one)} /></li>)}
          {ahead.map((one) => <li key={one.due.set}>{t('issue.lookBackN', { n: one.n, day: one.due.day })}<div className="muted small">{say(CAUSE_NAMES[one.cause])}{one.source === null ? '' : `${t('colon')}${say(sourceInWords(one.source, nameOf))}`}</div></li>)}
        </ul>
      )}
    </Section>
  );
};
