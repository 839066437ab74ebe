/**
 * A promise, the test that proves it, and a change of the product that breaks it. `npm run sabotage` makes each change in a
 * copy and expects that test to fail: a test that cannot fail proves nothing.
 */
export type Sabotage = {
  /** As docs/guarantees.md names the promise. */
  readonly promise: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly test: string;
};

export const SABOTAGES: readonly Sabotage[] = [
  {
    promise: 'four-eyes',
    file: 'domain/permissions.ts',
    find: 'if (!state.hands.includes(actor.person) && ',
    replace: 'if (true || ',
    test: 'domain/permissions.test.ts',
  },
  {
    promise: 'four-eyes-look-back',
    file: 'domain/acts/look-back.ts',
    find: 'if (state.signers.includes(context.actor.person))',
    replace: 'if (false)',
    test: 'domain/permissions.test.ts',
  },
  {
    promise: 'last-day-in-time',
    file: 'domain/obligations.ts',
    find: 'wakeAt(state, addDays(deadline.date.day, 1))',
    replace: 'wakeAt(state, deadline.date.day)',
    test: 'domain/obligations.test.ts',
  },
  {
    promise: 'rungs-in-order',
    file: 'domain/obligations.ts',
    find: 'rungAt(state, deadline, mark.rungs.length)',
    replace: 'rungAt(state, deadline, mark.rungs.length + 1)',
    test: 'domain/ladder.test.ts',
  },
  {
    promise: 'never-silent',
    file: 'domain/ladder.ts',
    find: "if (deadline.kind === 'suspension') return null;",
    replace: 'return null;',
    test: 'domain/obligations.test.ts',
  },
  {
    promise: 'suspension-ends',
    file: 'domain/deadlines.ts',
    find: "if (state.suspension !== null) return [deadline('suspension', state.suspension.until)];",
    replace: 'if (state.suspension !== null) return [];',
    test: 'domain/step.test.ts',
  },
  {
    promise: 'silence-after-closure',
    file: 'domain/evolve.ts',
    find: "status: 'archived', lookBacks: [], cadence: null",
    replace: "status: 'archived', lookBacks: state.lookBacks, cadence: state.cadence",
    test: 'domain/decide.test.ts',
  },
  {
    promise: 'original-date-kept',
    file: 'domain/evolve.ts',
    find: 'due: { ...state.due, current: dated(event.to, event) },',
    replace: 'due: { ...state.due, original: event.to, current: dated(event.to, event) },',
    test: 'domain/acts/rules.test.ts',
  },
  {
    promise: 'nobody-late-by-new-rules',
    file: 'domain/rules-change.ts',
    find: ' || missed.has(key) || date.day < clock) return [];',
    replace: ') return [];',
    test: 'domain/rules-change.test.ts',
  },
  {
    promise: 'told-once-across-rules',
    file: 'domain/rules-change.ts',
    find: 'ladder: [...opened, ',
    replace: 'ladder: [',
    test: 'domain/rules-change.test.ts',
  },
  {
    promise: 'taken-once',
    file: 'domain/acts/new-rules.ts',
    find: 'if (saysTheSame(days, state.days)) return [];',
    replace: '',
    test: 'tests/rules/new-rules.test.ts',
  },
  {
    promise: 'shifted-days',
    file: 'domain/day-table.ts',
    find: 'date === 0 || date === 6 ? table.work.includes(day)',
    replace: 'date === 0 || date === 6 ? false',
    test: 'domain/day-table.test.ts',
  },
  {
    promise: 'no-reminder-of-the-past',
    file: 'domain/notices.ts',
    find: 'startOfDay(dayOf(at)) <= deadline.date.since ? [] : ',
    replace: '',
    test: 'domain/notices.test.ts',
  },
  {
    promise: 'stale-version',
    file: 'domain/decide.ts',
    find: 'if (seen === null || seen === state.seq) return;',
    replace: 'return;',
    test: 'tests/issue',
  },
  {
    promise: 'same-key-once',
    file: 'workflows/issue.ts',
    find: 'return this.acts.find((one) => one.id === id);',
    replace: 'return undefined;',
    test: 'tests/issue',
  },
  {
    promise: 'append-only',
    file: 'ledger/migrations/0001-spine.sql',
    find: "raise exception 'history is append-only: % on % is refused', tg_op, tg_table_name;",
    replace: 'return null;',
    test: 'tests/append-only.test.ts',
  },
  {
    promise: 'uncertain',
    file: 'activities/smtp-classify.ts',
    find: "return phase === 'end' ? { kind: 'uncertain', reason: told }",
    replace: "return phase === 'end' ? { kind: 'retry', class: 'unreachable', response: told }",
    test: 'tests/smtp/sweep.test.ts',
  },
  {
    promise: 'robot-says-no',
    file: 'activities/robot-answers.ts',
    find: "const refusals = codes.filter((code) => code !== '0');",
    replace: 'const refusals: string[] = [];',
    test: 'tests/robots/channel.test.ts',
  },
  {
    promise: 'chat-falls-back',
    file: 'activities/dispatch.ts',
    find: "return isRobot ? { kind: 'by_mail', response: clip(outcome.response) } : ",
    replace: 'return ',
    test: 'tests/robots/fallback.test.ts',
  },
  {
    promise: 'no-second-copy-in-a-group',
    file: 'ledger/delivery-claims.ts',
    find: "and state = 'planned'`\n    : sql`channel = ${channel} and (via is null or via = ${channel} or state = 'uncertain' or",
    replace: '`\n    : sql`channel = ${channel} and (via is null or via = ${channel} or',
    test: 'tests/robots/fallback.test.ts',
  },
  {
    promise: 'robot-keeps-its-limit',
    file: 'domain/token-bucket.ts',
    find: '(limit.count - burstOf(limit)) / limit.windowMs',
    replace: '(limit.count + burstOf(limit)) / limit.windowMs',
    test: 'domain/token-bucket.test.ts',
  },
  {
    promise: 'keys-stay-secret',
    file: 'activities/robot-channel.ts',
    find: "rest.replaceAll(key ?? '', '***')",
    replace: 'rest',
    test: 'tests/robots/channel.test.ts',
  },
  {
    promise: 'numbers-stay-whole',
    file: 'activities/robot-text.ts',
    find: "const rest = items.slice(kept).map((item) => item.number);",
    replace: 'const rest = items.slice(kept, kept + 1).map((item) => item.number);',
    test: 'activities/robot-text.test.ts',
  },
  {
    promise: 'letter-numbers',
    file: 'ledger/letters.ts',
    find: '+ row_number() over (partition by series order by at),',
    replace: '+ 1 + row_number() over (partition by series order by at),',
    test: 'tests/deliveries/letters.test.ts',
  },
  {
    promise: 'one-letter-one-number',
    file: 'domain/letters.ts',
    find: "step.replace(/(#\\d+:[^:]+):r\\d+$/, '$1')",
    replace: 'step',
    test: 'tests/deliveries/letters.test.ts',
  },
  {
    promise: 'unconfirmed-is-chased',
    file: 'domain/notices.ts',
    find: 'step.repeat ?? (step.acknowledge ? policy.acknowledgement.chase : null)',
    replace: 'step.repeat ?? null',
    test: 'domain/notices.test.ts',
  },
  {
    promise: 'values-are-words',
    file: 'activities/markdown.ts',
    find: 'oneLine(text).replace(',
    replace: "oneLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;') || text.replace(",
    test: 'activities/template.test.ts',
  },
  {
    promise: 'sealed-engine',
    file: 'worker/codec.ts',
    find: 'const cipher = createCipheriv(',
    replace: 'if (Date.now() > 0) return payload;\n  const cipher = createCipheriv(',
    test: 'tests/secrecy.test.ts',
  },
  {
    promise: 'no-line-lost',
    file: 'client/import/parse-report.ts',
    find: 'unassigned: rest.filter(',
    replace: 'unassigned: rest.slice(1).filter(',
    test: 'client/import/report-roundtrip.test.ts',
  },
  {
    promise: 'one-instance',
    file: 'worker/data-folder.ts',
    find: 'if (lock === undefined) throw inUse(path);',
    replace: '',
    test: 'tests/platform/data-folder.test.ts',
  },
  {
    promise: 'evidence-whole',
    file: 'ledger/evidence.ts',
    find: 'await rm(aside, { force: true });',
    replace: '',
    test: 'ledger/evidence.test.ts',
  },
  {
    promise: 'counts-add-up',
    file: 'client/round-counts.ts',
    find: "if (cell.status === 'withdrawn') return null;",
    replace: '',
    test: 'client/round-counts.test.ts',
  },
];
