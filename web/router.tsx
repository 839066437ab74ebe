import { createHashHistory, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { Me } from './api/types.ts';
import { registerSearch } from './register/search.ts';
import { roundSearch } from './rounds/search.ts';
import { entriesFor } from './shell/menu.ts';
import { withStyles } from './shell/later-styles.ts';
import { Root } from './shell/root.tsx';

/** The pages. Addresses stand behind `#`: the server knows one page only, and what people looked for is in no log on the way. */
const root = createRootRouteWithContext<{ readonly me: Me }>()({ component: Root });
const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    redirect({ to: entriesFor(context.me.standings)[0]?.to ?? '/settings', throw: true });
  },
});
const todo = createRoute({ getParentRoute: () => root, path: '/todo', component: lazyRouteComponent(() => import('./todo/todo-page.tsx'), 'TodoPage') });
const approvals = createRoute({ getParentRoute: () => root, path: '/approvals', component: lazyRouteComponent(() => withStyles(import('./approvals/approvals-page.tsx')), 'ApprovalsPage') });
const register = createRoute({ getParentRoute: () => root, path: '/register', validateSearch: registerSearch, component: lazyRouteComponent(() => import('./register/register-page.tsx'), 'RegisterPage') });
const issue = createRoute({ getParentRoute: () => root, path: '/issue/$round/$number', component: lazyRouteComponent(() => withStyles(import('./issue/issue-page.tsx')), 'IssuePage') });
const rounds = createRoute({ getParentRoute: () => root, path: '/rounds', component: lazyRouteComponent(() => withStyles(import('./rounds/rounds-page.tsx')), 'RoundsPage') });
const round = createRoute({ getParentRoute: () => root, path: '/rounds/$round', validateSearch: roundSearch, component: lazyRouteComponent(() => withStyles(import('./rounds/round-page.tsx')), 'RoundPage') });
const importing = createRoute({ getParentRoute: () => root, path: '/import', component: lazyRouteComponent(() => withStyles(import('./import/import-page.tsx')), 'ImportPage') });
const common = createRoute({ getParentRoute: () => root, path: '/common/$round/$number', component: lazyRouteComponent(() => withStyles(import('./common/common-page.tsx')), 'CommonPage') });
const lookBacks = createRoute({ getParentRoute: () => root, path: '/look-backs', component: lazyRouteComponent(() => withStyles(import('./look-backs/look-backs-page.tsx')), 'LookBacksPage') });
const audit = createRoute({ getParentRoute: () => root, path: '/audit', component: lazyRouteComponent(() => withStyles(import('./audit/audit-page.tsx')), 'AuditPage') });
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: lazyRouteComponent(() => withStyles(import('./settings/settings-page.tsx')), 'SettingsPage') });
const settingsPart = createRoute({ getParentRoute: () => root, path: '/settings/$part', component: lazyRouteComponent(() => withStyles(import('./settings/settings-page.tsx')), 'SettingsPage') });

export const router = createRouter({
  routeTree: root.addChildren([start, todo, approvals, register, issue, rounds, round, importing, common, lookBacks, audit, settings, settingsPart]),
  history: createHashHistory(),
  context: { me: undefined as unknown as Me },
  defaultPreload: false,
  notFoundMode: 'root',
  scrollRestoration: true,
  // The register as well: what is asked for in another order or by another filter is read from its beginning.
  scrollToTopSelectors: ['#content', '.table-place'],
});

declare module '@tanstack/react-router' {
  // The router's types are found by this name; an interface, because it is merged.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
