import type { ParsedReport } from '../import/parsed-report.ts';
import { OUTCOME_NAMES, SANCTION_NAMES } from '../../domain/field-words.ts';

/** A report as a reader finds it: its items, and every count that it prints, by name. */
export type ReadReport = { readonly report: ParsedReport; readonly printed: ReadonlyMap<string, Printed>; /** 截至…: the day up to which it counts. */ readonly asOf: string | null };
export type Printed = { readonly value: number; readonly quote: string };

const NUMBER = '(\\d{1,9}(?:\\.\\d{1,2})?)';
/** Counts that the importer has no use for, and a reader checks all the same. The first that fits counts. */
const MORE: ReadonlyArray<readonly [string, RegExp]> = [
  ['withheld', new RegExp(`${NUMBER}\\s?[个项条件](?:问题|事项)?[^，。；]{0,12}(?:不予公开|不公开)`, 'u')],
  ['extended', new RegExp(`(?:批准|申请)?延期[^，。；\\d]{0,6}${NUMBER}\\s?[个项条件]`, 'u')],
  ['petitionsReceived', new RegExp(`(?:受理|收到|移交)?(?:的)?(?:群众)?信访件${NUMBER}\\s?件`, 'u')],
  ['petitionsSettled', new RegExp(`信访件[^。；]{0,24}?(?:已)?办结${NUMBER}\\s?件`, 'u')],
  ['leadsReferred', new RegExp(`(?:移交|转办)?(?:的)?问题线索${NUMBER}\\s?件`, 'u')],
  ['leadsSettled', new RegExp(`线索[^。；]{0,24}?办结(?:线索)?${NUMBER}\\s?件`, 'u')],
  ['accountability', new RegExp(`(?:追责问责|问责|处理处分|处理)(?:相关)?(?:责任)?(?:人员)?\\s?${NUMBER}\\s?(?:名|人)`, 'u')],
  ...(['criticism', 'admonition', 'organisational', 'party-discipline', 'government-discipline'] as const).map((sanction) => [sanction, new RegExp(`${SANCTION_NAMES[sanction].zh}(?:谈话)?\\s?${NUMBER}\\s?(?:名|人)`, 'u')] as const),
  ['rules', new RegExp(`(?:建章立制|(?:建立|制定|修订|完善)[^，。；\\d]{0,8}制度)\\s?${NUMBER}\\s?[项个条]`, 'u')],
];
const MONEY = /(?:挽回|追回|收缴|清退)[^，。；\d]{0,8}?(\d{1,12}(?:\.\d{1,4})?)\s?(万)?元/u;

export const COUNT_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  total: { zh: '问题总数', en: 'issues in all' },
  aspects: { zh: '方面数', en: 'aspects' },
  done: { zh: '已完成整改', en: 'done' },
  partialKeep: { zh: '阶段性成效、需长期坚持', en: 'partial result, kept up' },
  inProgress: { zh: '正在整改', en: 'in progress' },
  ratePercent: { zh: '整改完成率（%）', en: 'rate of completion (%)' },
  extended: { zh: '经批准延期', en: 'extended' },
  withheld: { zh: '不予公开', en: 'withheld' },
  petitionsReceived: OUTCOME_NAMES['petition-received'],
  petitionsSettled: OUTCOME_NAMES['petition-settled'],
  leadsReferred: OUTCOME_NAMES['lead-referred'],
  leadsSettled: OUTCOME_NAMES['lead-settled'],
  accountability: OUTCOME_NAMES.accountability,
  ...SANCTION_NAMES,
  recovered: { zh: '挽回损失（分）', en: 'money recovered (fen)' },
  rules: OUTCOME_NAMES.rule,
};

/** `1.5` 万元 as fen, digit by digit. */
const fenOf = (digits: string, inTenThousands: boolean): number => {
  const [whole = '0', part = ''] = digits.split('.');
  const places = inTenThousands ? 6 : 2;
  return Number(whole + part.padEnd(places, '0').slice(0, places));
};

/** Reads a report as a reader would who checks its figures. */
export const readBack = (report: ParsedReport): ReadReport => {
  const record = report.record.map((line) => line.text);
  const printed = new Map<string, Printed>();
  for (const [claim, { value, quote }] of Object.entries(report.claimed)) if (claim in COUNT_NAMES) printed.set(claim, { value, quote });
  for (const [count, pattern] of MORE)
    for (const paragraph of record) {
      const match = pattern.exec(paragraph);
      if (match !== null && !printed.has(count)) printed.set(count, { value: Number(match[1]), quote: match[0] });
    }
  for (const paragraph of record) {
    const match = MONEY.exec(paragraph);
    if (match !== null && !printed.has('recovered')) printed.set('recovered', { value: fenOf(match[1] ?? '0', match[2] !== undefined), quote: match[0] });
  }
  const day = record.map((paragraph) => /截至(\d{4})年(\d{1,2})月(\d{1,2})日/u.exec(paragraph)).find((match) => match !== null);
  return { report, printed, asOf: day == null ? null : [day[1], day[2]?.padStart(2, '0'), day[3]?.padStart(2, '0')].join('-') };
};
