import type { OpenCommand } from '../../../domain/command-schema.ts';
import type { IssueEvent } from '../../../domain/events.ts';
import type { RoundEvent } from '../../../domain/round/events.ts';
import { ask, evidence, grant, must, OPENED, sign, start, submit } from '../../../domain/testing/acting.ts';
import { CN_2026 } from '../../../domain/testing/day-tables.ts';
import { GOLDEN_POLICY } from '../../../domain/testing/golden-policy.ts';
import type { Life } from '../../../domain/testing/simulator.ts';
import { roundRecordOf, type RoundRecord } from '../record.ts';

/** What becomes of a made-up issue. */
export const FATES = ['done', 'sustained', 'extended', 'open', 'waiting', 'withdrawn', 'withheld'] as const;
export type Fate = (typeof FATES)[number];
export type MadeUpIssue = { readonly title: string; readonly category: string; readonly fate: Fate; readonly notes?: readonly string[] };

const DUE = '2026-05-29';
const ROUND = 'made-up';

const lived = (fate: Fate, notes: readonly string[]): Life => {
  const more = { planRequired: { immediate: false, dated: false, sustained: false }, publication: { approvers: ['supervision' as const, 'team' as const], decision: null, mask: 'each' as const } };
  if (fate === 'waiting') return start(DUE, more);
  const life = told(must(start(DUE, more, fate === 'sustained' ? 'sustained' : 'immediate'), 'wang', { type: 'accept' }), notes);
  if (fate === 'done' || fate === 'sustained' || fate === 'withheld') closed(must(life, 'wang', evidence(1)));
  if (fate === 'withheld') must(must(life, 'qian', { type: 'propose-withholding', ground: 'case-under-way', reason: '案件在办' }), 'zheng', { type: 'approve-withholding' });
  if (fate === 'extended') must(must(must(life, 'wang', ask('2026-07-31')), 'zhao', grant), 'zhou', grant);
  if (fate === 'withdrawn') must(life, 'zhou', { type: 'withdraw', reason: '并入他项' });
  return life;
};

/** A life takes milliseconds, a property thousands of them: each is played once. */
const played = new Map<string, readonly IssueEvent[]>();
const eventsOf = (fate: Fate, notes: readonly string[]): readonly IssueEvent[] => {
  const key = JSON.stringify([fate, notes]);
  const known = played.get(key) ?? lived(fate, notes).events;
  played.set(key, known);
  return known;
};

const told = (life: Life, notes: readonly string[]): Life => notes.reduce((one, note) => must(one, 'wang', { type: 'report-progress', note }), life);
const closed = (life: Life): Life => must(must(must(life, 'wang', submit), 'zhou', sign), 'zheng', sign);

/** As if it had been opened under this number with this title. */
const renamed = (events: readonly IssueEvent[], number: string, { title, category }: MadeUpIssue): readonly IssueEvent[] =>
  events.map((event) => (event.type === 'opened' ? { ...event, round: ROUND, number, title, category } : event));

const PARTIES: OpenCommand['parties'] = { owner: null, leader: null, head: 'post:head', superior: 'post:superior', supervision: 'post:supervision', team: 'post:team' };

/** A round of these issues, numbered from 1, as the ledger would hand it over. No database: the rules play every life. */
export const madeUpRound = (issues: readonly MadeUpIssue[], events: readonly RoundEvent[] = []): RoundRecord => {
  const { owner: _owner, leader: _leader, ...parties } = PARTIES;
  const head = { id: ROUND, title: '县委第三轮巡察', unit: '中共柳溪镇委员会', inspector: '县委第四巡察组', feedback: OPENED, parties };
  const histories = issues.map((issue, at) => renamed(eventsOf(issue.fate, issue.notes ?? []), String(at + 1), issue));
  return roundRecordOf({ head, policy: GOLDEN_POLICY, days: CN_2026, events, record: {} }, histories);
};
