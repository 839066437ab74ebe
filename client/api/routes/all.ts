import type { RouteTable } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { acknowledgeRoutes } from './acknowledge.ts';
import { auditRoutes } from './audit.ts';
import { calendarFeedRoutes } from './calendar-feed.ts';
import { calendarRoutes } from './calendar.ts';
import { changeRoutes } from './changes.ts';
import { channelRoutes } from './channels.ts';
import { commonRoutes } from './common.ts';
import { directoryRoutes } from './directory.ts';
import { dossierRoutes } from './dossiers.ts';
import { drawRoutes } from './draws.ts';
import { evidenceRoutes } from './evidence.ts';
import { healthRoutes } from './health.ts';
import { importRoutes } from './imports.ts';
import { issueListRoutes } from './issue-list.ts';
import { issueRoutes } from './issue.ts';
import { lineageRoutes } from './lineage.ts';
import { listRoutes } from './lists.ts';
import { settingsListRoutes } from './settings-lists.ts';
import { lookBackCallRoutes } from './look-back-calls.ts';
import { meRoutes } from './me.ts';
import { paperRoutes } from './papers.ts';
import { peopleChangeRoutes } from './people-changes.ts';
import { peopleRoutes } from './people.ts';
import { policyRoutes } from './policies.ts';
import { reportRoutes } from './reports.ts';
import { roundLifeRoutes } from './round-life.ts';
import { roundRoutes } from './rounds.ts';
import { sessionRoutes } from './session.ts';
import { signInRoutes } from './sign-in.ts';
import { systemRoutes } from './system.ts';
import { templateRoutes } from './templates.ts';
import { todoRoutes } from './todo.ts';
import { webhookRoutes } from './webhooks.ts';
import { workRoutes } from './work.ts';

const TYPED = {
  ...systemRoutes,
  ...sessionRoutes,
  ...signInRoutes,
  ...meRoutes,
  ...todoRoutes,
  ...changeRoutes,
  ...issueListRoutes,
  ...issueRoutes,
  ...evidenceRoutes,
  ...workRoutes,
  ...roundRoutes,
  ...roundLifeRoutes,
  ...commonRoutes,
  ...drawRoutes,
  ...paperRoutes,
  ...dossierRoutes,
  ...reportRoutes,
  ...lineageRoutes,
  ...importRoutes,
  ...directoryRoutes,
  ...accountRoutes,
  ...acknowledgeRoutes,
  ...webhookRoutes,
  ...peopleRoutes,
  ...policyRoutes,
  ...calendarRoutes,
  ...calendarFeedRoutes,
  ...templateRoutes,
  ...channelRoutes,
  ...healthRoutes,
  ...auditRoutes,
  ...listRoutes,
  ...settingsListRoutes,
  ...lookBackCallRoutes,
  ...peopleChangeRoutes,
};

/** Every route with its own types; the typed client is made of it. */
export type Routes = typeof TYPED;

/** The same for whoever goes through all of them. */
export const ROUTES: RouteTable = TYPED;
