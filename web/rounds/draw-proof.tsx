import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { ask } from '../api/http.ts';
import type { DrawCheck, DrawListing } from '../api/types.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { numberOfDraw } from './draw-secret.ts';
import { D } from './draw-words.ts';

const SHOWN = 3;

/** As a shell reads it: a secret is somebody's own words, and may hold quotation marks. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The numbers by which anybody can draw again: by the program, by one button, or with nothing but sha256sum. */
export const DrawProof = ({ round, draw }: { readonly round: string; readonly draw: DrawListing }) => {
  const { say } = useWords();
  const check = useMutation({ mutationFn: async () => await ask<DrawCheck>('GET', `/rounds/${encodeURIComponent(round)}/draws/${numberOfDraw(draw.id)}/check`) });
  const { committed, revealed } = draw;
  if (committed === null || revealed === null) return null;
  const { seed, head, secret, candidates } = revealed;
  const facts = [
    [say(D['proof.commitment']), committed.commitment],
    [say(D['proof.secret']), secret],
    [say(D['proof.head'], { n: head.events, fresh: head.unforeseen }), head.digest],
    [say(D['proof.seed']), seed],
  ] as const;
  const byHand = [`printf '%s' ${quoted(secret)} | sha256sum`, `printf '%s\\n%s\\n%s' ${quoted(secret)} '${head.digest}' '${round}' | sha256sum`, ...candidates.slice(0, SHOWN).map(({ issue }) => `printf '%s\\n%s' '${seed}' '${issue}' | sha256sum`)];
  return (
    <details>
      <summary>{say(D.proof)}</summary>
      <dl className="facts">{facts.map(([name, value]) => <div key={name} className="fact"><dt>{name}</dt><dd className="proof">{value}</dd></div>)}</dl>
      <h3>{say(D.repeat)}</h3>
      {/* Longer than the page on a phone: it is scrolled, by the keyboard, too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="command" tabIndex={0}>{`huitoukan review redraw ${draw.id.slice('draw/'.length)}`}</pre>
      <p className="muted small">{say(D.repeatHelp)}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className="command" tabIndex={0}>{byHand.join('\n')}</pre>
      <Button loading={check.isPending} onClick={() => check.mutate()}>{say(D.check)}</Button>
      {check.error === null ? null : <ProblemAlert error={check.error} />}
      {check.data === undefined ? null : <Alert type={check.data.same ? 'success' : 'error'} showIcon title={say(check.data.same ? D.same : D.notSame)} description={<ul className="plain-list">{check.data.checks.map((one) => <li key={one.zh}>{one.ok ? '✓' : '✗'} {say(one)}</li>)}</ul>} />}
    </details>
  );
};
