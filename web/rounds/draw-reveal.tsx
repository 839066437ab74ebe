import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { instantInWords } from '../../domain/time.ts';
import { ask, partsOfIssueId } from '../api/http.ts';
import type { DrawListing, RefusalWords } from '../api/types.ts';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { keptSecret, numberOfDraw } from './draw-secret.ts';
import { D } from './draw-words.ts';

type Revealed = { readonly drawn: readonly string[]; readonly notPlanned: readonly (RefusalWords & { readonly issue: string })[] };

/** 公布密语: once the moment has come; whom it draws gets a look-back at once. */
export const DrawReveal = ({ round, draw }: { readonly round: string; readonly draw: DrawListing }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const [secret, setSecret] = useState(() => keptSecret(draw.id));
  const send = useMutation({
    mutationFn: async () => await ask<Revealed>('POST', `/rounds/${encodeURIComponent(round)}/draws/${numberOfDraw(draw.id)}/secret`, { body: { secret: secret.trim() } }),
    onSuccess: ({ notPlanned }) => {
      message.success(say(D.revealed));
      for (const one of notPlanned) message.warning(`${t('act.issue', { number: partsOfIssueId(one.issue).number })} ${say(D.notPlanned, { why: say(one) })}`);
      void client.invalidateQueries({ queryKey: ['round', round] });
    },
  });
  return (
    <div className="stack">
      {keptSecret(draw.id) === '' ? null : <div><span className="muted small">{say(D.secretKept)}</span><div className="secret">{keptSecret(draw.id)}</div></div>}
      <div className="acts">
        <Input aria-label={say(D.secret)} placeholder={say(D.secret)} value={secret} maxLength={500} onChange={({ target }) => setSecret(target.value)} className="reason" />
        <Button type="primary" disabled={secret.trim() === ''} loading={send.isPending} onClick={() => send.mutate()}>{say(D.reveal)}</Button>
        <span className="muted small">{say(D.revealEarly, { at: instantInWords(draw.announced.instant) })}</span>
      </div>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
    </div>
  );
};
