import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { instantInWords } from '../../domain/time.ts';
import { ask } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Session = { readonly id: string; readonly startedAt: number; readonly expiresAt: number; readonly address: string | null; readonly userAgent: string | null; readonly current: boolean };

const same = (name: string): Words => ({ zh: name, en: name });
/** What people call the program that they sign in with. */
const BROWSERS: readonly (readonly [RegExp, Words])[] = [
  [/wxwork/i, { zh: '企业微信', en: 'WeCom' }],
  [/MicroMessenger/i, { zh: '微信', en: 'WeChat' }],
  [/DingTalk/i, { zh: '钉钉', en: 'DingTalk' }],
  [/Feishu|Lark/i, { zh: '飞书', en: 'Feishu' }],
  [/Edg/i, same('Edge')],
  [/Firefox/i, same('Firefox')],
  [/Chrom/i, same('Chrome')],
  [/Safari/i, same('Safari')],
];
const browserIn = (agent: string | null): Words => BROWSERS.find(([pattern]) => pattern.test(agent ?? ''))?.[1] ?? same('');

/** Where an account is signed in. `ownPath`: sessions can be ended one by one; of others' accounts all at once. */
export const Sessions = ({ path }: { readonly path: string }) => {
  const { t, say } = useWords();
  const client = useQueryClient();
  const own = path === '/me/sessions';
  const sessions = useQuery({ queryKey: ['sessions', path], queryFn: async () => await ask<{ readonly sessions: readonly Session[] }>('GET', path) });
  const end = useMutation({
    mutationFn: async (id: string | null) => await ask('DELETE', id === null ? path : `${path}/${id}`),
    onSuccess: async () => await Promise.all([client.invalidateQueries({ queryKey: ['sessions'] }), client.invalidateQueries({ queryKey: ['accounts'] })]),
  });
  return (
    <Loaded query={sessions} rows={2}>
      {(data) =>
        data.sessions.length === 0 ? <p className="muted">{t('settings.noSessions')}</p> : (
          <>
            {end.error === null ? null : <ProblemAlert error={end.error} />}
            <ul className="lines">
              {data.sessions.map((one) => (
                <li key={one.id} className="line-head">
                  <span>{instantInWords(one.startedAt)}</span><span>{say(browserIn(one.userAgent))}</span><span className="muted">{one.address}</span><span className="grow" />
                  {one.current ? <span className="mark">{t('settings.thisOne')}</span> : own ? <Button size="small" onClick={() => end.mutate(one.id)}>{t('settings.end')}</Button> : null}
                </li>
              ))}
            </ul>
            {own ? null : <Button danger onClick={() => end.mutate(null)} loading={end.isPending}>{t('settings.endAll')}</Button>}
          </>
        )
      }
    </Loaded>
  );
};
