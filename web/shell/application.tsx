import { MutationCache, QueryCache, QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { ConfigProvider, Spin } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { asProblem, Problem } from '../api/problem.ts';
import { useMe } from '../api/queries.ts';
import { LanguageProvider, useWords } from '../words/language.tsx';
import { router } from '../router.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { withStyles } from './later-styles.ts';
import { Messages } from './messages.tsx';
import { NONCE } from './nonce.ts';
import { READS_WHERE } from './old-browsers.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { THEME } from './theme.ts';

/** A session that has ended shows the sign-in page again, whatever request noticed it. */
const whenSignedOut = (error: unknown): void => {
  if (error instanceof Problem && error.code === 'NOT_SIGNED_IN') void client.invalidateQueries({ queryKey: ['me'] });
};
const again = (count: number, error: unknown): boolean => count < 2 && asProblem(error).status === 0 && asProblem(error).code === 'NOT_CONNECTED';
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => (queryKey[0] === 'me' ? undefined : whenSignedOut(error)) }),
  mutationCache: new MutationCache({ onError: whenSignedOut }),
  defaultOptions: { queries: { staleTime: 5_000, retry: again }, mutations: { networkMode: 'always' } },
});

// Whoever is signed in needs neither of them.
const InvitationPage = lazy(async () => ({ default: (await withStyles(import('../sign-in/invitation-page.tsx'))).InvitationPage }));
const SignInPage = lazy(async () => ({ default: (await withStyles(import('../sign-in/sign-in-page.tsx'))).SignInPage }));

const INVITATION = /^#\/invitation\/([A-Za-z0-9_-]{43})$/;
const useHash = (): string =>
  useSyncExternalStore(
    (tell) => {
      window.addEventListener('hashchange', tell);
      return () => window.removeEventListener('hashchange', tell);
    },
    () => location.hash,
  );

/** Whoever signs in where a session ended sees nothing that was read in it, not even for a moment. */
const signedIn = async (queries: QueryClient): Promise<void> => {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  await queries.resetQueries({ queryKey: ['me'] });
};

/** The one-time link, the sign-in, or the page itself. */
const Door = () => {
  const queries = useQueryClient();
  const token = INVITATION.exec(useHash())?.[1];
  const me = useMe();
  if (token !== undefined) return <InvitationPage token={token} />;
  if (me.error !== null && asProblem(me.error).status === 401) return <SignInPage onDone={() => void signedIn(queries)} />;
  if (me.data !== undefined) return <RouterProvider router={router} context={{ me: me.data }} />;
  if (me.error !== null) return <main className="before-sign-in"><ProblemAlert error={me.error} retry={() => void me.refetch()} /></main>;
  return <Waiting />;
};
const Waiting = () => <main className="before-sign-in"><Spin size="large" /></main>;

const Spoken = () => {
  const { language } = useWords();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={READS_WHERE ? { ...THEME, zeroRuntime: true } : THEME} {...(NONCE === '' ? {} : { csp: { nonce: NONCE } })} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <ErrorBoundary><Suspense fallback={<Waiting />}><Door /></Suspense></ErrorBoundary>
      <Messages />
    </ConfigProvider>
  );
};

export const Application = () => (
  <LanguageProvider>
    <QueryClientProvider client={client}>
      {READS_WHERE ? <Spoken /> : <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}><Spoken /></StyleProvider>}
    </QueryClientProvider>
  </LanguageProvider>
);
