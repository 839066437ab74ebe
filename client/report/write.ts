import { dayInWords, type Day } from '../../domain/time.ts';
import { parseMarker } from '../import/numbering.ts';
import type { IssueAccount } from './account.ts';
import { chineseNumeral, enumerated } from './chinese-numeral.ts';
import { ReportWriter, type ReportDocument } from './document.ts';
import type { Facts } from './facts.ts';
import type { Figures } from './figures.ts';
import { accountabilityInWords } from './outcomes.ts';
import type { RoundRecord } from './record.ts';

export type ReportInput = {
  readonly record: RoundRecord;
  readonly accounts: readonly IssueAccount[];
  readonly figures: Figures;
  readonly facts: Facts;
  /** Signed on; the last day that counts by default. */
  readonly date: Day;
};

/** 巡视 or 巡察: as the inspecting team calls itself. */
const inspectionOf = (inspector: string): string => (/巡视/u.test(inspector) ? '巡视' : '巡察');

/**
 * The progress report of a round (整改进展情况的通报) in the form in which such reports are published. Every number comes
 * from `figures`; what the record does not hold is a marked gap.
 */
export const writeReport = (input: ReportInput): ReportDocument => {
  const writer = new ReportWriter();
  const { record, date } = input;
  const { head } = record;
  writer.add('title', `${head.unit}关于${head.inspector}反馈意见整改进展情况的通报`);
  writer.add('text', opening(writer, input));
  writer.add('part', '一、整改工作组织情况');
  organisation(writer, input);
  writer.add('part', '二、反馈意见整改进展情况');
  findings(writer, input);
  writer.add('part', '三、信访件、问题线索办理和追责问责情况');
  writer.add('text', accountabilityInWords(input.figures));
  writer.add('part', '四、下一步工作打算');
  for (const text of input.facts.next ?? [writer.gap('四、下一步工作打算', '下一步工作打算')]) writer.add('text', text);
  writer.add('text', contact(writer, input.facts));
  writer.add('sign', head.unit);
  writer.add('sign', dayInWords(date));
  return { blocks: writer.blocks, gaps: writer.gaps };
};

const opening = (writer: ReportWriter, { record: { head }, facts }: ReportInput): string => {
  const kind = inspectionOf(head.inspector);
  const period = facts.period === undefined ? writer.gap('开头', `${kind}起止日期`) : `${dayInWords(facts.period.from)}至${dayInWords(facts.period.to)}`;
  return `根据统一部署，${period}，${head.inspector}对${head.unit}开展了${kind}。${dayInWords(head.feedback)}，${head.inspector}反馈了${kind}意见。按照${kind}工作有关要求，现将整改进展情况予以公布。`;
};

const organisation = (writer: ReportWriter, { record, figures, facts }: ReportInput): void => {
  const { plan, report, assessment, policy } = record.state;
  writer.add('text', `（一）落实整改主体责任情况。${(facts.organisation ?? [writer.gap('一、（一）', '研究部署和组织推进整改的情况')]).join('')}${planInWords(plan)}`);
  writer.add('text', `（二）主要负责人组织落实整改情况。${(facts.leader ?? [writer.gap('一、（二）', '主要负责人组织落实整改的情况')]).join('')}`);
  const grade = assessment.results.at(-1);
  const graded = grade === undefined ? '' : `整改成效经评估为“${policy.round.assessment.grades.find((one) => one.id === grade.grade)?.zh ?? grade.grade}”。`;
  const handed = report.submittedAt === null || report.by === null ? '' : '集中整改进展情况已按规定报送。';
  writer.add('text', `（三）整改任务完成情况。${totals(record.asOf, figures)}${graded}${handed}`);
};

const planInWords = ({ boundAt, submission }: RoundRecord['state']['plan']): string => {
  if (boundAt !== null) return '整改方案已经审核同意。';
  return submission === null ? '' : '整改方案已报送审核。';
};

/** The sentence that a reader checks first. */
const totals = (asOf: Day, { counted, withdrawn, aspects, standing, unfinished, measures, withheld, shown }: Figures): string =>
  [
    `反馈意见共指出${aspects}个方面${counted}个问题。`,
    `截至${dayInWords(asOf)}，已完成整改${standing.done.count}个，取得阶段性成效并需长期坚持${standing.sustained.count}个，正在整改${unfinished}个，整改完成率为${standing.done.percent}%。`,
    standing.extended.count === 0 ? '' : `未完成的问题中，经批准延期的有${standing.extended.count}个。`,
    measures.total === 0 ? '' : `共制定整改措施${measures.total}条，其中${measures.done}条已落实。`,
    withdrawn === 0 ? '' : `另有${withdrawn}个经核实批准撤销，不计入上述数字。`,
    withheld === 0 ? '' : `上述问题中，有${withheld}个按照有关规定不予公开，本通报逐项公布其余${shown}个的整改进展情况。`,
  ].join('');

const findings = (writer: ReportWriter, { accounts }: ReportInput): void => {
  const byAspect = Map.groupBy(accounts, (account) => account.category);
  [...byAspect].forEach(([category, ofAspect], at) => {
    // One aspect without a name needs no heading.
    if (byAspect.size > 1 || category !== '') writer.add('aspect', `（${chineseNumeral(at + 1)}）${category === '' ? '其他方面' : (parseMarker(category)?.rest ?? category)}`);
    ofAspect.forEach((account) => finding(writer, account, headingNumber(account, accounts)));
  });
};

/** The ledger's number where it is one that reports print; else its place in the report. */
const headingNumber = (account: IssueAccount, all: readonly IssueAccount[]): string =>
  all.every((one) => /^[1-9]\d{0,2}$/.test(one.number)) && new Set(all.map((one) => one.number)).size === all.length ? account.number : String(all.indexOf(account) + 1);

const STATES = { done: '已完成整改', sustained: '已取得阶段性成效，需长期坚持', extended: '正在整改', open: '正在整改' } as const;

const finding = (writer: ReportWriter, account: IssueAccount, number: string): void => {
  const where = `第${account.number}号`;
  // A title that begins with a figure would run into its number: 1.2023年.
  writer.add('issue', `${number}.${/^[\d（(〔[.．、]/u.test(account.title) || parseMarker(account.title) !== null ? `关于“${account.title}”的问题` : account.title}`);
  const done = account.deeds.length === 0 ? writer.gap(where, '采取的整改措施及成效') : enumerated(account.deeds);
  writer.add('text', `整改情况：${STATES[account.standing]}${account.keep ? '，长期坚持' : ''}。${done}`);
  if (account.standing !== 'open' && account.standing !== 'extended') return;
  writer.add('text', `未完成原因：${ended(account.reason ?? writer.gap(where, '未完成原因'))}`);
  writer.add('text', `下一步措施：${ended(account.next ?? writer.gap(where, '下一步措施'))}`);
  writer.add('text', `完成时限：${dayInWords(account.due)}${account.standing === 'extended' ? '（经批准延期）' : ''}`);
};

const ended = (text: string): string => (/[。！？）]$/u.test(text) ? text : `${text}。`);

const contact = (writer: ReportWriter, { contact: given = {} }: Facts): string => {
  const field = (name: string, value: string | undefined): string => `${name}：${value ?? writer.gap('联系方式', name)}`;
  const until = given.until === undefined ? '' : `（${dayInWords(given.until)}前）`;
  return `欢迎广大干部群众对整改进展情况进行监督。如有意见建议，请及时向我们反映${until}。${[field('联系电话', given.phone), field('邮寄地址', given.address), field('邮政编码', given.postcode), field('电子邮箱', given.email)].join('；')}。`;
};

