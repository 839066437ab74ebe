import { instantInWords } from '../../domain/time.ts';
import { useRoundHistory } from '../api/queries.ts';
import { Section } from '../issue/section.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

/** What happened to the round itself, the newest first, with the files that were handed in. */
export const RoundHistory = ({ round }: { readonly round: string }) => {
  const { say, start } = useWords();
  const history = useRoundHistory(round);
  return (
    <Section title={say(W.history)}>
      <Loaded query={history}>
        {({ events }) => (
          <ol className="history">
            {events.slice().reverse().map((event) => (
              <li key={event.seq}>
                <div className="line-head"><b>{start(say(event))}</b><span className="muted">{say(event.byName)}</span><span className="when">{instantInWords(event.at)}</span></div>
                {event.details.zh === '' ? null : <div className="finding small" >{say(event.details)}</div>}
                {event.documents.map(({ sha256, name }) => <div key={sha256}><a href={`/api/rounds/${encodeURIComponent(round)}/documents/${sha256}`} download={name} className="row-link file-name">{name}</a></div>)}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Section>
  );
};
