import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../api/http.ts';
import type { DrawListing } from '../api/types.ts';
import { download } from '../import/download.ts';
import { message } from '../shell/messages.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';
import { canHash, keptSecret, newSecret, numberOfDraw, sha256Of } from './draw-secret.ts';
import { D } from './draw-words.ts';

/** 承诺: a secret made in the browser, of which only the hash leaves it; or a hash made elsewhere. */
export const DrawCommit = ({ round, draw }: { readonly round: string; readonly draw: DrawListing }) => {
  const { say } = useWords();
  const client = useQueryClient();
  const [own, setOwn] = useState('');
  const send = useMutation({
    mutationFn: async (commitment: string) => await ask('POST', `/rounds/${encodeURIComponent(round)}/draws/${numberOfDraw(draw.id)}/commitment`, { body: { commitment } }),
    onSuccess: () => {
      message.success(say(D.committed));
      void client.invalidateQueries({ queryKey: ['round', round] });
    },
  });
  const make = async (): Promise<void> => {
    const secret = keptSecret(draw.id) === '' ? newSecret(draw.id) : keptSecret(draw.id);
    // Kept before anybody is bound by it.
    download(new Blob([`${secret}\n`], { type: 'text/plain' }), `密语-${draw.id.replaceAll('/', '-')}.txt`);
    send.mutate(await sha256Of(secret));
  };
  return (
    <div className="stack">
      <p className="muted small">{canHash() ? say(D.commitHelp) : say(D.noHashing, { draw: draw.id.slice('draw/'.length) })}</p>
      <div className="acts">
        {canHash() ? <Button type="primary" loading={send.isPending} onClick={() => void make()}>{say(D.commit)}</Button> : null}
        <Input aria-label={say(D.ownHash)} placeholder={say(D.ownHash)} value={own} maxLength={64} onChange={({ target }) => setOwn(target.value.trim().toLowerCase())} className="reason" />
        <Button disabled={!/^[0-9a-f]{64}$/.test(own)} onClick={() => send.mutate(own)}>{say(D.commitOwn)}</Button>
      </div>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
    </div>
  );
};
