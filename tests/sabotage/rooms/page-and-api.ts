import type { Sabotage } from '../sabotage.ts';

/** The page and the API. */
export const PAGE_AND_API: readonly Sabotage[] = [
  {
    promise: 'words-that-can-be-kept',
    file: 'client/client.ts',
    find: "demandStorable(act, 'INVALID_ACT');",
    replace: '',
    test: 'tests/issue/acts.test.ts',
  },
  {
    promise: 'part-is-not-the-whole',
    file: 'domain/viewer.ts',
    find: "closeness.some((one) => one !== 'part')",
    replace: 'closeness.length > 0',
    test: 'tests/api/part-of-round.test.ts',
  },
  {
    promise: 'codes-are-listed',
    file: 'client/api/authorize.ts',
    find: "refuse('NOT_ALLOWED', '您的账号无权使用此功能'",
    replace: "refuse('FORBIDDEN', '您的账号无权使用此功能'",
    test: 'tests/codes/codes.test.ts',
  },
  {
    promise: 'by-hand-of-this-file',
    file: 'client/api/imports.ts',
    find: 'if (sha256 !== undefined && sha256 !== file.sha256)',
    replace: 'if (false)',
    test: 'tests/api/imports.test.ts',
  },
  {
    promise: 'route-rules',
    file: 'client/api/app.ts',
    find: 'await authorize(api, name, right, caller, request);',
    replace: 'if (caller.viewer.account === null) await authorize(api, name, right, caller, request);',
    test: 'tests/api/rights.test.ts',
  },
  {
    promise: 'no-route-forgotten',
    file: 'client/api/app.ts',
    find: "if (right === undefined) throw new Error(`the route ${name} has no line in domain/route-rights.ts`);",
    replace: 'if (right === undefined) return;',
    test: 'tests/api/rights.test.ts',
  },
  {
    promise: 'same-site-writes',
    file: 'client/api/site-guard.ts',
    find: 'if (READS.includes(method)) return;',
    replace: "if (READS.includes(method) || method === 'POST') return;",
    test: 'client/api/site-guard.test.ts',
  },
  {
    promise: 'api-once-under-one-key',
    file: 'client/api/act-options.ts',
    find: 'if (key === undefined) return seen;',
    replace: 'if (key !== null) return seen;',
    test: 'tests/api/cases.test.ts',
  },
  {
    promise: 'no-demo-beside-accounts',
    file: 'client/api/demo.ts',
    find: 'if ((await listAccounts(ledger)).length > 0)',
    replace: 'if ((await listAccounts(ledger)).length > 1_000)',
    test: 'tests/api/demo.test.ts',
  },
  {
    promise: 'no-demo-routes-by-default',
    file: 'client/api/app.ts',
    // Rights and routes both: routes without rights are not built at all.
    find: 'const rights = options.demo === undefined ?',
    replace: 'options = { ...options, demo: options.demo ?? [] };\n  const rights = options.demo === undefined ?',
    test: 'tests/api/demo.test.ts',
  },
  {
    promise: 'tried-out-changes-nothing',
    file: 'client/api/routes/policies.ts',
    find: 'dryRun: body.dryRun, now: api.now() }',
    replace: 'dryRun: false, now: api.now() }',
    test: 'tests/api/settings.test.ts',
  },
  {
    promise: 'link-opens-nothing',
    file: 'client/api/routes/acknowledge.ts',
    find: 'return send(reply, STATUS[standing], (nonce) => linkPage(link, standing, query.t, nonce));',
    replace: "if (standing === 'open') await confirm(api, link);\n      return send(reply, STATUS[standing], (nonce) => linkPage(link, standing, query.t, nonce));",
    test: 'tests/api/action-links.test.ts',
  },
  {
    promise: 'login-gives-no-account',
    file: 'client/api/sign-in.ts',
    find: "?.email ?? ''",
    replace: "?.email ?? String(profile['email'] ?? 'x@example.com')",
    test: 'tests/api/sign-in.test.ts',
  },
];
