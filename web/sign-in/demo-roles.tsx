import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Divider } from 'antd';
import { ask } from '../api/http.ts';
import type { Words } from '../api/types.ts';
import { Loaded } from '../shell/loaded.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useWords } from '../words/language.tsx';

type Person = { readonly username: string; readonly name: string; readonly role: Words };

/** Does the server say that this is a demo? A real one has neither these people nor the route that signs them in. */
export const IS_DEMO = document.querySelector<HTMLMetaElement>('meta[name="demo"]')?.content === 'yes';

/** A button for everybody of the demo, under the role that they have in it. */
export const DemoRoles = ({ onDone }: { readonly onDone: () => void }) => {
  const { t, say } = useWords();
  const people = useQuery({ queryKey: ['demo'], queryFn: async () => await ask<{ readonly people: readonly Person[] }>('GET', '/demo'), staleTime: Infinity });
  const send = useMutation({ mutationFn: async (username: string) => await ask('POST', '/demo/session', { body: { username } }), onSuccess: onDone });
  return (
    <>
      <Divider plain>{t('signIn.demo')}</Divider>
      {send.error === null ? null : <ProblemAlert error={send.error} />}
      <Loaded query={people} rows={4}>
        {(data) => (
          <ul className="lines-plain">
            {data.people.map(({ username, name, role }, at) => (
              <li key={username} className="demo-role">
                {data.people[at - 1]?.role.en === role.en ? null : <div className="muted small">{say(role)}</div>}
                <Button block onClick={() => send.mutate(username)} disabled={send.isPending}>{name}</Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
};
