import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask, issuePath } from '../api/http.ts';
import { asProblem } from '../api/problem.ts';
import type { ActResult } from '../api/types.ts';
import { message } from '../shell/messages.tsx';
import { useWords } from '../words/language.tsx';
import { OneKey } from './one-key.ts';

type Sent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Where an act goes, what it is called, and what has to be read anew once it was done. */
export type Acting = { readonly path: string; readonly version: number | undefined; readonly name: string; readonly stale: readonly (readonly string[])[] };

/**
 * Does an act once, however often the button is pressed or the line breaks: the same content goes under the same key until it
 * is answered. Who acts on what has moved on since is shown the newest state first.
 */
export const useSendAct = ({ path, version, name, stale }: Acting, onDone: () => void) => {
  const client = useQueryClient();
  const { t } = useWords();
  const keys = useRef(new OneKey());
  const refresh = async (): Promise<void> => {
    await Promise.all(stale.map(async (queryKey) => await client.invalidateQueries({ queryKey })));
  };
  return useMutation({
    mutationFn: async (act: Sent) => {
      const sending = keys.current.for(JSON.stringify(act), version);
      return await ask<ActResult>('POST', path, { body: act, key: sending.key, ...(sending.version === undefined ? {} : { version: sending.version }) });
    },
    onSuccess: () => {
      keys.current.answered(200);
      message.success(t('act.done', { act: name }));
      onDone();
      void refresh();
    },
    onError: (error) => {
      const { status, code } = asProblem(error);
      keys.current.answered(status);
      if (code === 'STALE_VERSION') void refresh();
    },
  });
};

/** An act on an issue. */
export const useAct = (round: string, number: string, version: number | undefined, name: string, onDone: () => void) =>
  useSendAct({ path: `${issuePath(round, number)}/acts`, version, name, stale: [['issue', `issue/${round}/${number}`], ['todo'], ['issues'], ['round', round], ['rounds']] }, onDone);
