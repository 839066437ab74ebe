import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenCommand } from '../../domain/command-schema.ts';
import { CN_2026 } from '../../domain/testing/day-tables.ts';
import { moveArbitrary, openingArbitrary } from '../../domain/testing/generators.ts';
import { live, type Life } from '../../domain/testing/simulator.ts';
import { dayOf } from '../../domain/time.ts';
import type { Directory } from '../../ledger/directory-view.ts';
import type { NameBook } from '../../ledger/people.ts';
import { COLUMNS } from '../register/columns.ts';
import { entryOf, type IssueDetails, type RegisterEntry } from '../register/entries.ts';
import { registerCsv } from '../register/export.ts';
import { registerSheet } from '../register/sheet.ts';
import { bookOf } from '../sheets/read-book.ts';
import type { KnownIssue } from './compare.ts';
import { PartyFinder } from './find-party.ts';
import { planRegister } from './plan.ts';
import { readRegister } from './read-register.ts';

const NAMES: Readonly<Record<string, string>> = { wang: '王伟', li: '李伟', zhao: '赵敏', qian: '钱多', chen: '陈晨' };
const TITLES: Readonly<Record<string, string>> = { leader: '分管副镇长', head: '党委书记', superior: '县委常委', supervision: '督查室主任', team: '巡察组' };
const holders = (post: string): readonly string[] => ({ leader: ['zhao'], head: ['qian'], team: ['chen', 'li'] })[post] ?? [];
const inWords: NameBook['en'] = {
  person: (id) => NAMES[id] ?? id,
  party: (ref) => {
    if (ref === null) return '—';
    const id = ref.slice(ref.indexOf(':') + 1);
    if (ref.startsWith('person:')) return NAMES[id] ?? id;
    return `${TITLES[id] ?? id}（${holders(id).length === 0 ? '空缺' : holders(id).map((one) => NAMES[one] ?? one).join('、')}）`;
  },
  unit: () => '青石镇',
  unitNamed: (id) => id,
};
const names: NameBook = { ...inWords, en: inWords };
/** Two of the same name among them: what the register prints has to be enough all the same. */
const directory: Directory = {
  people: [...Object.entries(NAMES).map(([id, name]) => ({ id, name, email: null, leftOn: null })), { id: 'wang2', name: '王伟', email: null, leftOn: null }],
  units: [],
  posts: Object.entries(TITLES).map(([id, title]) => ({ id, title, unit: '青石镇', unitId: null, heads: false, holders: holders(id).map((person) => ({ person, from: '2020-01-01', to: null })) })),
};

/** What people write, and what would become a formula, a number, a date, markup or a broken cell. */
const words = fc.oneof(
  fc.constantFrom('=HYPERLINK("http://x")', "'=1+1", "''+2", '@SUM(A1)', '-3', '+86', '2026.1', '46112', '1e5', 'TRUE', '_x0041_', '<b>&amp;', ' 前后有空格 ', '第一行\n第二行\r\n第三行', '"引号"，逗号,', '合计', '一、党的领导方面', '\t制表', '注：', '反馈问题', 'é𠮷\u0007'),
  fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
).filter((text) => text.trim() !== '');

const caseArbitrary = fc.record({
  opening: openingArbitrary,
  moves: fc.array(moveArbitrary, { maxLength: 15 }),
  title: words,
  category: fc.oneof(fc.constant(''), words),
  dueWords: fc.oneof(fc.constant(null), fc.constantFrom('2026年3月底前', '长期坚持', '近期'), words),
  details: fc.record({ goal: words, manifestations: fc.array(words, { minLength: 1, maxLength: 3 }), reported: words, responsibleUnit: words, otherOwners: fc.constantFrom('李四、王五'), whyOpen: words, evidence: words, signatures: words, closedOn: fc.constantFrom('2026.3'), measures: words }, { requiredKeys: [] }),
  number: fc.constantFrom('1', '2', '3.1', '3.10', '①', '第3号', '甲-4', '007', '12.'),
});

type Case = { readonly life: Life; readonly command: OpenCommand; readonly details: IssueDetails };
const casesArbitrary = fc.uniqueArray(caseArbitrary, { minLength: 1, maxLength: 4, selector: ({ number }) => number }).map((all) =>
  all.map(({ opening, moves, title, category, dueWords, details, number }): Case => {
    const due = opening.command.due === null ? null : { ...opening.command.due, words: dueWords };
    const command: OpenCommand = { ...opening.command, title: title.trim(), category, due, number };
    return { life: live({ ...opening, command }, moves), command, details };
  }),
);

const entriesOf = (cases: readonly Case[]): readonly RegisterEntry[] => {
  const on = cases.map(({ life }) => dayOf(life.now)).toSorted().at(-1) ?? '2026-01-01';
  const round = { title: '青石镇党委巡察', inspector: '县委第一巡察组', unit: '青石镇党委' };
  return cases.map(({ life: { state, events }, details }, at) => entryOf({ position: at + 1, on, round, state, events, details, names }));
};

const comparedWith = async (bytes: Uint8Array, name: string, cases: readonly Case[], entries: readonly RegisterEntry[]) => {
  const register = await readRegister(await bookOf(bytes, name), {}, () => Promise.resolve(null));
  const known = new Map(entries.map((entry, at): [string, KnownIssue] => [entry.state.number, { entry, draft: (cases[at] as Case).command }]));
  return planRegister(register.grouped, {
    finder: new PartyFinder(directory, '2026-11-22'),
    feedback: '2026-03-02',
    days: CN_2026,
    numbered: register.grouped.numbered,
    head: { id: '2026-1', feedback: '2026-03-02', parties: { head: null, supervision: null, team: null } },
    known,
    pending: new Set(),
    handedOut: new Map(),
  });
};

const nothingToDo = (plan: Awaited<ReturnType<typeof comparedWith>>, issues: number): void => {
  expect(plan.rows.map(({ number, outcome, reasons, differences }) => ({ number, outcome, reasons, differences })).filter(({ outcome }) => outcome !== 'same')).toEqual([]);
  expect(plan.rows).toHaveLength(issues);
  expect(plan.absent).toEqual([]);
};

test('a register that was exported and is imported again has nothing to change, whatever happened to its issues', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(casesArbitrary, async (cases) => {
      const entries = entriesOf(cases);
      nothingToDo(await comparedWith(await registerSheet(entries, COLUMNS, '青石镇党委巡察反馈问题整改台账', '2026-11-22'), 'register.xlsx', cases, entries), cases.length);
      nothingToDo(await comparedWith(new TextEncoder().encode(registerCsv(entries, COLUMNS)), 'register.csv', cases, entries), cases.length);
    }),
    { numRuns: 60 },
  );
});
