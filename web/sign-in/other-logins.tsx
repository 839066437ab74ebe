import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ask } from '../api/http.ts';
import type { OtherLogin } from '../api/types.ts';
import { useWords } from '../words/language.tsx';

/** The unit's own logins, where it has any: each leaves the page and comes back signed in. */
export const OtherLogins = () => {
  const { t } = useWords();
  const { data } = useQuery({ queryKey: ['sign-in'], queryFn: ({ signal }) => ask<{ readonly providers: readonly OtherLogin[] }>('GET', '/sign-in', { signal }), retry: false, staleTime: Infinity });
  return (data?.providers ?? []).map(({ id, name }) => (
    <Button key={id} href={`/api/sign-in/${encodeURIComponent(id)}`} size="large" block>{t('signIn.with', { name })}</Button>
  ));
};
