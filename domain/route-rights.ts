import type { RouteName, RouteRight } from './route-right.ts';
import type { Closeness, Standing } from './viewer.ts';

const CASES: readonly Standing[] = ['office', 'team', 'official', 'reader'];
const ACTING: readonly Standing[] = ['office', 'team', 'official'];
const OFFICE: readonly Standing[] = ['office'];
const KEEPERS: readonly Standing[] = ['administrator'];
/** Those who keep what everybody counts and acts by: people, rules, templates, channels. */
const SETTERS: readonly Standing[] = ['administrator', 'office'];
/** Whoever may see an issue or a round at all. What may be done with it, the rules of the act decide. */
const SEES: readonly Closeness[] = ['office', 'team', 'leads', 'part', 'granted'];
/** Those who answer for a round as a whole. */
const WHOLE: readonly Closeness[] = ['office', 'team', 'leads', 'granted'];
/** Those who write its report: who answers for it, and not who was let in to read. */
const REPORTS: readonly Closeness[] = ['office', 'team', 'leads'];
/** Those who keep it: the office, and the team of its inspectors. */
const KEEPS_ROUND: readonly Closeness[] = ['office', 'team'];
const HAS_PART: readonly Closeness[] = ['office', 'team', 'leads', 'part'];

/**
 * Who may use which route of the API: one table. A route without a line here cannot be registered, a line without a route
 * fails a test. Lists are limited to what the viewer may see by the same rules (`viewer.ts`).
 */
export const ROUTE_RIGHTS: Readonly<Record<RouteName, RouteRight>> = {
  'GET /api/health': { who: 'anyone', scope: 'read' },
  'GET /api/openapi.json': { who: 'anyone', scope: 'read' },
  'POST /api/session': { who: 'anyone', scope: null },
  'POST /api/session/second-factor': { who: 'anyone', scope: null },
  'GET /api/sign-in': { who: 'anyone', scope: null },
  'GET /api/sign-in/:id': { who: 'anyone', scope: null },
  'GET /api/sign-in/:id/callback': { who: 'anyone', scope: null },
  'POST /api/invitation': { who: 'anyone', scope: null },
  'POST /api/invitation/accept': { who: 'anyone', scope: null },

  // Of whoever has the mail; what it may do is bound to that one notice.
  'GET /acknowledge': { who: 'anyone', scope: null },
  'POST /acknowledge': { who: 'anyone', scope: null },

  // Of whoever has the address; a secret that its person may take away at any time.
  'GET /calendar.ics': { who: 'anyone', scope: null },

  'DELETE /api/session': { who: 'account', scope: null },
  'GET /api/me': { who: 'account', scope: 'read' },
  'POST /api/me/password': { who: 'account', scope: null },
  'POST /api/me/second-factor': { who: 'account', scope: null },
  'POST /api/me/second-factor/confirm': { who: 'account', scope: null },
  'DELETE /api/me/second-factor': { who: 'account', scope: null },
  'GET /api/me/sessions': { who: 'account', scope: null },
  'DELETE /api/me/sessions/:id': { who: 'account', scope: null },
  'GET /api/me/tokens': { who: 'account', scope: null },
  'POST /api/me/tokens': { who: 'account', scope: null },
  'DELETE /api/me/tokens/:id': { who: 'account', scope: null },
  'GET /api/me/calendar-feed': { who: 'account', scope: null },
  'POST /api/me/calendar-feed': { who: ACTING, scope: null, log: 'always' },
  'GET /api/me/calendar-feed/file': { who: ACTING, scope: 'export', log: 'always' },

  'GET /api/todo': { who: ACTING, scope: 'read' },
  'GET /api/changes': { who: CASES, scope: 'read', log: 'inspector' },
  'GET /api/issues': { who: CASES, scope: 'read', log: 'inspector' },
  'GET /api/register': { who: CASES, scope: 'export', log: 'always' },
  'GET /api/issues/:round/:number': { about: 'issue', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/issues/:round/:number/timeline': { about: 'issue', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/issues/:round/:number/told': { about: 'issue', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/issues/:round/:number/actions': { about: 'issue', close: HAS_PART, scope: 'read', log: 'inspector' },
  'POST /api/issues/:round/:number/acts': { about: 'issue', close: HAS_PART, scope: 'act' },
  'POST /api/issues/:round/:number/evidence': { about: 'issue', close: HAS_PART, scope: 'act' },
  'POST /api/issues/:round/:number/look-back-photos': { about: 'issue', close: HAS_PART, scope: 'act' },
  'GET /api/issues/:round/:number/evidence/:sha256': { about: 'issue', close: SEES, scope: 'export', log: 'always' },
  'POST /api/bulk': { who: ACTING, scope: 'act' },

  'GET /api/rounds': { who: CASES, scope: 'read', log: 'inspector' },
  'POST /api/rounds': { who: OFFICE, scope: 'act' },
  'GET /api/rounds/:round': { about: 'round', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/counts': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/draws': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/look-backs': { about: 'round', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/register': { about: 'round', close: SEES, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/acts': { about: 'round', close: HAS_PART, scope: 'act' },
  'GET /api/rounds/:round/opening': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/actions': { about: 'round', close: HAS_PART, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/history': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/breakdown': { about: 'round', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/rollups': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/rollup': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'POST /api/rounds/:round/documents': { about: 'round', close: HAS_PART, scope: 'act' },
  'GET /api/rounds/:round/documents/:sha256': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/rehearsal': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/rehearsal': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/draws': { about: 'round', close: KEEPS_ROUND, scope: 'act' },
  'POST /api/rounds/:round/draws/:number/commitment': { about: 'round', close: KEEPS_ROUND, scope: null },
  'POST /api/rounds/:round/draws/:number/secret': { about: 'round', close: KEEPS_ROUND, scope: null },
  'GET /api/rounds/:round/draws/:number/check': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/lineage': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'POST /api/rounds/:round/lineage': { about: 'round', close: KEEPS_ROUND, scope: 'act' },
  'POST /api/issues/:round/:number/lineage': { about: 'issue', close: HAS_PART, scope: 'act' },
  'GET /api/rounds/:round/common': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/common/:number': { about: 'round', close: SEES, scope: 'read', log: 'inspector' },
  'POST /api/rounds/:round/common/:number': { about: 'round', close: KEEPS_ROUND, scope: 'act' },
  // Papers (函件、表单), dossiers and reports: whoever may see the whole may take it out, and it is on record that he did.
  'GET /api/rounds/:round/papers': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/papers/list': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'GET /api/rounds/:round/papers/preview': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/papers/file': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'GET /api/issues/:round/:number/papers': { about: 'issue', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/issues/:round/:number/papers/preview': { about: 'issue', close: SEES, scope: 'read', log: 'inspector' },
  'GET /api/issues/:round/:number/papers/file': { about: 'issue', close: SEES, scope: 'export', log: 'always' },
  'GET /api/issues/:round/:number/dossier': { about: 'issue', close: SEES, scope: 'export', log: 'always' },
  'GET /api/rounds/:round/dossier': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/report': { about: 'round', close: REPORTS, scope: 'read', log: 'inspector' },
  'POST /api/rounds/:round/report/file': { about: 'round', close: REPORTS, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/report/check': { about: 'round', close: REPORTS, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/withheld': { about: 'round', close: WHOLE, scope: 'read', log: 'inspector' },
  'GET /api/rounds/:round/withheld/list': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'POST /api/rounds/:round/common/:number/correction': { about: 'round', close: HAS_PART, scope: 'act' },
  'GET /api/units': { who: 'account', scope: 'read' },
  'POST /api/imports/preview': { who: OFFICE, scope: 'act' },
  'POST /api/imports': { who: OFFICE, scope: 'act' },
  'GET /api/deliveries': { who: CASES, scope: 'read', log: 'inspector', asksAbout: 'recipient' },

  'GET /api/people': { who: 'account', scope: 'read' },
  'GET /api/people/:person/notices': { about: 'person', close: ['office', 'self'], scope: 'read', log: 'always' },
  'DELETE /api/people/:person/calendar-feed': { about: 'person', close: ['office', 'self'], scope: null, log: 'always' },
  'GET /api/calendar-feeds': { who: SETTERS, scope: 'read' },
  'PUT /api/people': { who: SETTERS, scope: 'manage', log: 'always' },
  'GET /api/policies': { who: 'account', scope: 'read' },
  'GET /api/policies/:name': { who: 'account', scope: 'read' },
  'GET /api/calendar': { who: 'account', scope: 'read' },
  'GET /api/history': { who: ['office', 'team'], scope: 'read', log: 'inspector', asksAbout: 'person' },
  'GET /api/history/types': { who: ['office', 'team'], scope: 'read', log: 'inspector' },
  'GET /api/history/file': { who: ['office', 'team'], scope: 'export', log: 'always' },
  'GET /api/integrity': { who: ['administrator', 'office', 'team'], scope: 'read', log: 'inspector' },
  'POST /api/integrity': { who: ['administrator', 'office', 'team'], scope: 'read', log: 'always' },
  // Lists of the page as files.
  'GET /api/todo/file': { who: ACTING, scope: 'export', log: 'always' },
  'GET /api/round-list': { who: CASES, scope: 'export', log: 'always' },
  'GET /api/look-backs/file': { who: CASES, scope: 'export', log: 'always' },
  'GET /api/rounds/:round/lists/:list': { about: 'round', close: WHOLE, scope: 'export', log: 'always' },
  'GET /api/deliveries/file': { who: CASES, scope: 'export', log: 'always' },
  'GET /api/people/:person/notices/file': { about: 'person', close: ['office', 'self'], scope: 'export', log: 'always' },
  'GET /api/access-log/file': { who: OFFICE, scope: 'export', log: 'always' },
  'GET /api/exports': { who: OFFICE, scope: 'export', log: 'always' },
  'GET /api/exports/file': { who: OFFICE, scope: 'export', log: 'always' },
  'GET /api/accounts/file': { who: KEEPERS, scope: 'export', log: 'always' },
  'GET /api/webhooks/file': { who: KEEPERS, scope: 'export', log: 'always' },
  'GET /api/calendar-feeds/file': { who: SETTERS, scope: 'export', log: 'always' },

  'GET /api/access-log': { who: OFFICE, scope: 'export', log: 'always' },

  'POST /api/people/:person/leaving': { who: SETTERS, scope: 'manage', log: 'always' },
  'PUT /api/posts/:id/holders': { who: SETTERS, scope: 'manage', log: 'always' },
  'POST /api/hand-overs': { who: ACTING, scope: 'act' },
  'GET /api/look-back-calls': { who: ['office', 'team'], scope: 'read', log: 'inspector' },
  'POST /api/look-back-calls': { who: ['office', 'team'], scope: 'act' },
  'POST /api/look-back-calls/dismissal': { who: ['office', 'team'], scope: 'act' },
  'GET /api/posts': { who: 'account', scope: 'read' },
  'GET /api/people/workbook': { who: SETTERS, scope: 'export', log: 'always' },
  'POST /api/people/import': { who: SETTERS, scope: 'manage', log: 'always' },
  'GET /api/absences': { who: SETTERS, scope: 'read' },
  'POST /api/absences': { who: SETTERS, scope: 'manage', log: 'always' },
  'POST /api/absences/:id/cancel': { who: SETTERS, scope: 'manage', log: 'always' },
  'POST /api/policies/check': { who: SETTERS, scope: 'read' },
  'POST /api/policies': { who: SETTERS, scope: 'manage', log: 'always' },
  'POST /api/policies/impact': { who: OFFICE, scope: 'read' },
  'POST /api/policies/adopt': { who: OFFICE, scope: 'act', log: 'always' },
  'GET /api/calendar/editions': { who: 'account', scope: 'read' },
  'POST /api/calendar/import': { who: OFFICE, scope: 'act', log: 'always' },
  'POST /api/calendar/from-package': { who: OFFICE, scope: 'act', log: 'always' },
  'GET /api/templates': { who: SETTERS, scope: 'read' },
  'GET /api/templates/notices/:name': { who: SETTERS, scope: 'read' },
  'POST /api/templates/notices/:name/preview': { who: SETTERS, scope: 'read' },
  'PUT /api/templates/notices/:name': { who: SETTERS, scope: 'manage', log: 'always' },
  'DELETE /api/templates/notices/:name': { who: SETTERS, scope: 'manage', log: 'always' },
  'GET /api/templates/papers/:name': { who: SETTERS, scope: 'read' },
  'GET /api/templates/papers/:name/sample': { who: SETTERS, scope: 'read' },
  'POST /api/templates/papers/:name': { who: SETTERS, scope: 'manage', log: 'always' },
  'DELETE /api/templates/papers/:name': { who: SETTERS, scope: 'manage', log: 'always' },
  'GET /api/channels': { who: SETTERS, scope: 'read' },
  'POST /api/channels/:name/test': { who: SETTERS, scope: 'manage', log: 'always' },
  'GET /api/system': { who: SETTERS, scope: 'read' },

  'GET /api/accounts': { who: KEEPERS, scope: 'manage' },
  'POST /api/accounts': { who: KEEPERS, scope: null, log: 'always' },
  'POST /api/accounts/:id/invitation': { who: KEEPERS, scope: null, log: 'always' },
  'POST /api/accounts/:id/disable': { who: KEEPERS, scope: null, log: 'always' },
  'POST /api/accounts/:id/enable': { who: KEEPERS, scope: null, log: 'always' },
  'GET /api/accounts/:id/sessions': { who: KEEPERS, scope: null },
  'DELETE /api/accounts/:id/sessions': { who: KEEPERS, scope: null, log: 'always' },
  'PUT /api/accounts/:id/rounds': { who: KEEPERS, scope: null, log: 'always' },

  'GET /api/webhooks': { who: KEEPERS, scope: 'manage' },
  'POST /api/webhooks': { who: KEEPERS, scope: null, log: 'always' },
  'DELETE /api/webhooks/:id': { who: KEEPERS, scope: null, log: 'always' },
  'POST /api/webhooks/:id/test': { who: KEEPERS, scope: null, log: 'always' },
};
