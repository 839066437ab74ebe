import { ACTS_AND_RIGHTS } from './rooms/acts-and-rights.ts';
import { CLIENT } from './rooms/client.ts';
import { ENGINE } from './rooms/engine.ts';
import { LEDGER } from './rooms/ledger.ts';
import { PAGE_AND_API } from './rooms/page-and-api.ts';
import { RULES } from './rooms/rules.ts';
import type { Sabotage } from './sabotage.ts';

/** All of them, by the room in which the product is changed. */
export const SABOTAGES: readonly Sabotage[] = [
  ...ACTS_AND_RIGHTS,
  ...RULES,
  ...LEDGER,
  ...ENGINE,
  ...CLIENT,
  ...PAGE_AND_API,
  // New ones stand here until they are sorted into their room.
  {
    promise: 'drain',
    file: 'client/api/app.ts',
    find: "forceCloseConnections: 'idle'",
    replace: 'forceCloseConnections: true',
    test: 'tests/api/drain.test.ts',
  },
  {
    promise: 'ready-is-not-alive',
    file: 'client/health.ts',
    find: 'Object.values(parts).every(Boolean) ? 200 : 503',
    replace: '200',
    test: 'client/health.test.ts',
  },
  {
    promise: 'one-data-folder',
    file: 'ledger/deployment.ts',
    find: 'values (${folderId}) on conflict do nothing',
    replace: 'values (${folderId}) on conflict (only_one) do update set folder_id = excluded.folder_id',
    test: 'tests/apart/folder.test.ts',
  },
  {
    promise: 'keys-are-made-once',
    file: 'worker/data-folder.ts',
    find: "linkSync(join(aside, 'file'), file)",
    replace: "renameSync(join(aside, 'file'), file)",
    test: 'tests/platform/data-folder.test.ts',
  },
  {
    promise: 'backup-of-one-instant',
    file: 'ledger/dump.ts',
    find: 'begin isolation level repeatable read read only',
    replace: 'begin isolation level read committed read only',
    test: 'tests/backup/running.test.ts',
  },
  {
    promise: 'backup-is-looked-through',
    file: 'client/backup/restore.ts',
    // Looked at twice, before and after loading: both have to look away.
    find: "never => refuse('BACKUP_DAMAGED'",
    replace: "never => ((..._said: unknown[]): never => undefined as never)('BACKUP_DAMAGED'",
    test: 'tests/backup/running.test.ts',
  },
  {
    promise: 'keys-stay-behind',
    file: 'client/backup/backup.ts',
    find: 'const keys = withKeys ? present : [];',
    replace: 'const keys = present;',
    test: 'tests/backup/running.test.ts',
  },
  {
    promise: 'no-default-password',
    file: 'deploy/compose.yaml',
    find: 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?',
    replace: 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-',
    test: 'tests/deploy/deploy.test.ts',
  },
  {
    promise: 'papers-taken-are-noted',
    file: 'client/letters/run-print.ts',
    find: '  await noteTaken(db, printed, by, sha256Of(file.bytes), at);\n',
    replace: '',
    test: 'tests/api/papers.test.ts',
  },
  {
    promise: 'preview-is-the-paper',
    file: 'client/api/routes/papers.ts',
    find: 'await printPapers(api.client.ledger, templatesOf(api), options)',
    replace: 'await printPapers(api.client.ledger, templatesOf(api), { ...options, redHead: undefined as never })',
    test: 'tests/api/papers.test.ts',
  },
  {
    promise: 'dossier-has-a-limit',
    file: 'client/dossier/dossier.ts',
    find: '  demandSmall(stories, request);\n',
    replace: '',
    test: 'tests/api/papers.test.ts',
  },
  {
    promise: 'files-show-what-may-be-seen',
    file: 'client/api/routes/work.ts',
    find: '  visible: visibleTo(viewer),\n  limit,',
    replace: "  visible: viewer.office ? visibleTo(viewer) : 'all',\n  limit,",
    test: 'tests/api/lists.test.ts',
  },
  {
    promise: 'hand-over-tells-what-may-be-seen',
    file: 'client/hand-over-all.ts',
    find: 'all.filter(({ id }) => shown.has(id))',
    replace: 'all.filter(({ id }) => shown.has(id) || true)',
    test: 'tests/api/people-changes.test.ts',
  },
  {
    promise: 'nothing-in-one-place-only',
    file: 'docs/where-to-do-what.md',
    find: '| `webhook test` | `POST /api/webhooks/:id/test` | 设置 → 回调 |\n',
    replace: '',
    test: 'tests/where-to-do-what.test.ts',
  },
  {
    promise: 'late-commit-is-heard',
    file: 'client/api/routes/changes.ts',
    find: 'id: ${Math.min(position, settled)}',
    replace: 'id: ${Math.max(position, settled)}',
    test: 'tests/api/late-commit.test.ts',
  },
  {
    promise: 'late-commit-settles',
    file: 'client/api/change-feed.ts',
    find: 'if (end.ended < this.settling.begun) return;',
    replace: 'if (end.ended < 0n) return;',
    test: 'client/api/change-feed.test.ts',
  },
  {
    promise: 'only-rows-in-sight',
    file: 'web/register/window.ts',
    find: 'const AROUND = 8;',
    replace: 'const AROUND = 80;',
    test: 'web/register/window.test.ts',
  },
  {
    promise: 'stand-in-gives-way-to-keys',
    file: 'web/register/filter.tsx',
    find: 'onFocus={({ currentTarget }) => isPressed.current || turnTo(false, currentTarget)}',
    replace: '',
    test: 'tests/page/register.slow.test.ts',
  },
  {
    promise: 'focus-is-not-called-back',
    file: 'web/shell/use-real.ts',
    find: 'if (opens.current || standIn === document.activeElement) setReal',
    replace: 'setReal',
    test: 'tests/page/register.slow.test.ts',
  },
  {
    promise: 'silent-line-ends',
    file: 'client/api/routes/changes.ts',
    find: '        raw.end();\n        throw error;',
    replace: '        throw error;',
    test: 'client/api/routes/changes.test.ts',
  },
  {
    promise: 'unread-line-breaks',
    file: 'client/api/routes/changes.ts',
    find: 'if (raw.writableLength > MOST_UNREAD)',
    replace: 'if (raw.writableLength > 9 * MOST_UNREAD)',
    test: 'client/api/routes/changes.test.ts',
  },
  {
    promise: 'first-start-together',
    file: 'client/api/first-start.ts',
    find: "if (!(error instanceof Refusal && error.code === 'ACCOUNT_EXISTS')) throw error;",
    replace: 'throw error;',
    test: 'client/api/first-start.test.ts',
  },
  {
    promise: 'another-order-from-the-top',
    file: 'web/router.tsx',
    find: "['#content', '.table-place']",
    replace: "['#content']",
    test: 'tests/page/register.slow.test.ts',
  },
  {
    promise: 'chosen-rows-stay',
    file: 'web/register/bulk-bar.tsx',
    find: 'if (isDone) onDone();',
    replace: 'if (isDone || issues.length > 0) onDone();',
    test: 'tests/page/register.slow.test.ts',
  },
  {
    promise: 'nothing-later-than-2020',
    file: 'web/todo/todo-page.tsx',
    find: 'return [...found.values()];',
    replace: 'return [...found.values()].toSorted(() => 0);',
    test: 'tests/page/old-browser.slow.test.ts',
  },
];
