import type { IssueAccount } from './account.ts';
import type { Figures } from './figures.ts';
import { COUNT_NAMES, type ReadReport } from './read-back.ts';

/** One count or item of a report that the ledger contradicts; both values stand beside each other. */
export type Mismatch = { readonly what: string; readonly zh: string; readonly en: string; readonly report: string | number; readonly ledger: string | number };

export type CheckResult = { readonly agrees: boolean; readonly checked: readonly string[]; readonly mismatches: readonly Mismatch[] };

/** What the ledger says to every count that a report can print. */
const ledgerCounts = ({ counted, aspects, standing, unfinished, withheld, outcomes }: Figures): Readonly<Record<string, number>> => ({
  total: counted,
  aspects,
  done: standing.done.count,
  partialKeep: standing.sustained.count,
  inProgress: unfinished,
  ratePercent: standing.done.percent,
  extended: standing.extended.count,
  withheld,
  petitionsReceived: outcomes.petitions.received,
  petitionsSettled: outcomes.petitions.settled,
  leadsReferred: outcomes.leads.referred,
  leadsSettled: outcomes.leads.settled,
  accountability: outcomes.accountability.persons,
  ...outcomes.accountability.sanctions,
  recovered: outcomes.recoveredFen,
  rules: outcomes.rules,
});

const STATES: Readonly<Record<IssueAccount['standing'], readonly string[]>> = {
  done: ['done', 'done-keep'],
  sustained: ['partial-keep'],
  extended: ['in-progress'],
  open: ['in-progress'],
};

const core = (text: string): string => text.normalize('NFKC').replace(/^(?:关于|针对)/u, '').replace(/[^\p{L}\p{N}]/gu, '').replace(/的?问题$/u, '');

/** Reports print a rate with no, one or two digits: it agrees when rounding to as many gives it. */
const agrees = (what: string, printed: number, ledger: number, quote: string): boolean => {
  if (what !== 'ratePercent') return printed === ledger;
  const digits = /\.(\d+)/.exec(quote)?.[1]?.length ?? 0;
  return printed === Number(ledger.toFixed(digits));
};

/** Compares what a report says with what the ledger says: every count that it prints, and every issue that it tells of. */
export const checkReport = ({ report, printed }: ReadReport, figures: Figures, accounts: readonly IssueAccount[]): CheckResult => {
  const ledger = ledgerCounts(figures);
  const mismatches: Mismatch[] = [];
  const checked: string[] = [];
  for (const [what, { value, quote }] of printed) {
    const mine = ledger[what];
    const names = COUNT_NAMES[what];
    if (mine === undefined || names === undefined) continue;
    checked.push(what);
    if (!agrees(what, value, mine, quote)) mismatches.push({ what, zh: `${names.zh}：报告为 ${value}（“${quote}”），台账为 ${mine}`, en: `${names.en}: the report says ${value}, the ledger ${mine}`, report: value, ledger: mine });
  }
  mismatches.push(...itemMismatches(report.issues, accounts));
  return { agrees: mismatches.length === 0, checked, mismatches };
};

type Item = ReadReport['report']['issues'][number];

const itemMismatches = (items: readonly Item[], accounts: readonly IssueAccount[]): Mismatch[] => {
  const found: Mismatch[] = [];
  const left = new Set(accounts.filter((account) => !account.withheld));
  if (items.length !== left.size) found.push({ what: 'items', zh: `逐项列出的问题：报告为 ${items.length} 个，台账为 ${left.size} 个`, en: `issues told of one by one: the report has ${items.length}, the ledger ${left.size}`, report: items.length, ledger: left.size });
  for (const item of items) {
    const account = matching(item, [...left]);
    if (account === undefined) {
      found.push({ what: 'unknown-item', zh: `报告第 ${item.number ?? `${item.line} 行`} 项在台账中没有对应的（未撤销、可公开的）问题：${item.title.slice(0, 40)}`, en: `item ${item.number ?? `at line ${item.line}`} of the report has no counterpart in the ledger`, report: item.title, ledger: '' });
      continue;
    }
    left.delete(account);
    if (item.status !== 'not-stated' && !STATES[account.standing].includes(item.status))
      found.push({ what: 'status', zh: `第 ${account.number} 号：报告为“${item.statusText ?? item.status}”，台账为“${STANDING_NAMES[account.standing].zh}”`, en: `issue ${account.number}: the report says ${item.status}, the ledger ${STANDING_NAMES[account.standing].en}`, report: item.status, ledger: account.standing });
  }
  for (const account of left) found.push({ what: 'missing-item', zh: `台账第 ${account.number} 号没有写入报告：${account.title.slice(0, 40)}`, en: `issue ${account.number} of the ledger is not in the report`, report: '', ledger: account.number });
  return found;
};

const STANDING_NAMES = {
  done: { zh: '已完成', en: 'done' },
  sustained: { zh: '阶段性成效、长期坚持', en: 'sustained' },
  extended: { zh: '整改中（延期）', en: 'in progress (extended)' },
  open: { zh: '整改中', en: 'in progress' },
} as const;

/** By its words; where several share them, by its number. */
const matching = (item: Item, accounts: readonly IssueAccount[]): IssueAccount | undefined => {
  const words = core(item.title);
  const alike = accounts.filter((account) => {
    const other = core(account.title);
    const [short, long] = other.length < words.length ? [other, words] : [words, other];
    return short !== '' && (long === short || (short.length >= 6 && long.includes(short)));
  });
  return alike.find((account) => account.number === item.number) ?? alike[0];
};
