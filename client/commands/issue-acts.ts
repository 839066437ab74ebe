import { Option, type Command } from 'commander';
import type { Act, SuspensionGround } from '../../domain/command-schema.ts';
import type { PartyRef } from '../../domain/party.ts';
import type { IssueKind } from '../../domain/policy-schema.ts';
import { doAct } from './act.ts';
import { action } from './context.ts';
import { collect, dayFrom, issueIdFrom, partyFrom } from './parse.ts';

const RATINGS = ['done', 'largely', 'partly', 'not'] as const;
type Rating = (typeof RATINGS)[number];
const GROUNDS = ['force-majeure', 'court-case', 'frozen-ground', 'other'] as const satisfies readonly SuspensionGround[];

/** A command that does one act: its options become the act. Missing options are said by the schema, in both languages. */
export const act = (parent: Command, verb: string, description: string, build: (options: never, context: string) => Act | Promise<Act>): Command =>
  parent
    .command(`${verb} <issue>`)
    .description(description)
    .action(action(async (context, issue: string, options: object) => doAct(context, issue, await build(options as never, issue))));

export const reason = (command: Command): Command => command.requiredOption('--reason <text>', '理由 / reason');
const rating = (command: Command): Command => command.addOption(new Option('--rating <rating>', '评价 / rating').choices(RATINGS).default('done'));

/** Every act of a person on an issue but extensions, evidence and reviews, which are nouns of their own. */
export const addIssueActs = (issue: Command): void => {
  act(issue, 'accept', '认领 / accept', () => ({ type: 'accept' }));
  act(issue, 'assign', '交办 / assign to an owner', ({ owner, leader, note }: { owner: string; leader?: string; note?: string }) => ({
    type: 'assign',
    owner: partyFrom(owner),
    ...(leader === undefined ? {} : { leader: partyFrom(leader) }),
    ...(note === undefined ? {} : { note }),
  }))
    .requiredOption('--owner <person>', '责任人 / owner')
    .option('--leader <ref>', '责任领导 / responsible leader, such as post:deputy')
    .option('--note <text>', '说明 / note');
  act(issue, 'progress', '报告进展 / report progress', ({ note, measure, done }: { note: string; measure?: string; done?: boolean }) => ({
    type: 'report-progress',
    note,
    ...(measure === undefined ? {} : { measure }),
    ...(done === undefined ? {} : { done }),
  }))
    .requiredOption('--note <text>', '进展 / what was done')
    .option('--measure <id>', '措施 / measure')
    .option('--done', '该措施已完成 / the measure is done');
  rating(act(issue, 'submit', '申请销号 / submit for closure', ({ summary, rating: own }: { summary: string; rating: Rating }) => ({ type: 'submit-for-closure', rating: own, summary }))).requiredOption(
    '--summary <text>',
    '整改情况 / what was done',
  );
  rating(act(issue, 'sign', '核查签字 / verify and sign', ({ note, rating: verified }: { note: string; rating: Rating }) => ({ type: 'sign', rating: verified, note }))).requiredOption('--note <text>', '核查意见 / finding');
  act(issue, 'site-check', '记录现场核查 / record a site check', ({ findings, ...options }: { on: string; findings: string; present?: string[] }) => ({ type: 'record-site-check', seen: findings, ...options }))
    .requiredOption('--on <day>', '核查日期 / the day of the visit', dayFrom)
    .requiredOption('--findings <text>', '看到的情况 / what was seen')
    .option('--present <name>', '在场人员，可多次 / who else was there; may be given several times', collect);
  reason(act(issue, 'return', '退回 / return', (options: { reason: string }) => ({ type: 'return', ...options })));
  reason(act(issue, 'reopen', '重开 / reopen', (options: { reason: string }) => ({ type: 'reopen', ...options })));
  reason(act(issue, 'archive', '长期坚持问题归档 / end a sustained issue', (options: { reason: string }) => ({ type: 'archive', ...options })));
  reason(act(issue, 'suspend', '暂停 / suspend', (options: { until: string; ground: SuspensionGround; reason: string }) => ({ type: 'suspend', ...options })))
    .requiredOption('--until <day>', '暂停至 / until', dayFrom)
    .addOption(new Option('--ground <ground>', '事由：不可抗力、案件在办、冻土期、其他 / ground').choices(GROUNDS).makeOptionMandatory());
  reason(act(issue, 'resume', '恢复 / resume', (options: { reason: string }) => ({ type: 'resume', ...options })));
  reason(act(issue, 'hand-over', '发起交接（移交人、接任人、上级三方签字）/ start a hand-over: outgoing, incoming and a superior sign', (options: { to: string; reason: string }) => ({ type: 'hand-over', ...options }))).requiredOption('--to <person>', '接任人 / successor');
  act(issue, 'sign-hand-over', '交接签字 / sign a hand-over', () => ({ type: 'sign-hand-over' }));
  reason(act(issue, 'cancel-hand-over', '撤回交接 / cancel a hand-over', (options: { reason: string }) => ({ type: 'cancel-hand-over', ...options })));
  reason(act(issue, 'pass-measures', '移交离任人员在本问题上未完成的措施（上级办理）/ pass the open measures of somebody who goes to a successor', (options: { from: string; to: string; reason: string }) => ({ type: 'pass-measures', ...options })))
    .requiredOption('--from <person>', '原责任人 / who goes')
    .requiredOption('--to <person>', '接任人 / successor');
  reason(act(issue, 'correct', '申请更正，另一方批准 / propose a correction, for another party to approve', (options: { title?: string; category?: string; number?: string; split?: readonly string[]; reason: string }) => ({ type: 'correct', ...options })))
    .option('--title <text>', '更正后的问题 / the finding as it should read')
    .option('--category <text>', '更正后的类别 / category')
    .option('--number <number>', '更正后的编号（原印编号保留）/ the number it should have had; the printed one is kept')
    .option('--split <numbers>', '拆分出的问题编号，逗号分隔 / the issues it turned out to be besides itself', (text: string) => text.split(',').map((one) => one.trim()));
  reason(act(issue, 'withdraw', '申请撤销，另一方批准 / propose a withdrawal, for another party to approve', (options: { reason: string }) => ({ type: 'withdraw', ...options })));
  act(issue, 'remind', '催办责任人、责任领导 / remind the owner and the leader now', (options: { note: string }) => ({ type: 'remind', ...options })).requiredOption('--note <text>', '说明 / what is expected');
  act(issue, 'acknowledge', '签收督办 / acknowledge a step of the ladder', (options: { step: string }) => ({ type: 'acknowledge', ...options })).requiredOption('--step <step>', '督办步骤 / the step, as the notice names it');

  const amendment = issue.command('amendment').description('更正、撤销申请 / a proposed correction or withdrawal');
  act(amendment, 'approve', '批准 / approve', () => ({ type: 'approve-amendment' }));
  reason(act(amendment, 'refuse', '不予批准 / refuse', (options: { reason: string }) => ({ type: 'refuse-amendment', ...options })));

  const plan = issue.command('plan').description('整改措施 / the plan');
  act(plan, 'propose', '报送整改措施 / propose measures', async ({ measure, file }: { measure?: readonly string[]; file?: string }) => ({
    type: 'propose-plan',
    measures: await import('../plan-file.ts').then(({ readMeasures }) => readMeasures(measure ?? [], file)),
  }))
    .option('--measure <id|text|owner|day[|supporting[|evidence]]>', '一项措施，可多次；配合单位、佐证种类或份数用顿号、逗号分隔 / a measure; may be given several times', collect)
    .option('--file <file>', 'YAML 或 JSON 清单 / a list of measures as YAML or JSON');
  act(plan, 'approve', '审核通过 / approve', () => ({ type: 'approve-plan' }));
  reason(act(plan, 'return', '退回修改 / return for changes', (options: { reason: string }) => ({ type: 'return-plan', ...options })));
  addRevisionActs(issue);
};

type RevisionOptions = { add?: readonly string[]; drop?: readonly string[]; move?: readonly string[]; owner?: readonly string[]; reason: string };

/** `issue revision propose|approve|refuse`: changes of a plan that binds. */
const addRevisionActs = (issue: Command): void => {
  const revision = issue.command('revision').description('调整已审定的措施 / changes of a plan that binds');
  const propose = act(revision, 'propose', '报送措施调整 / propose changes', async (options: RevisionOptions) => ({
    type: 'propose-revision',
    ...(await import('../plan-file.ts').then(({ readChanges }) => readChanges(options))),
    reason: options.reason,
  }))
    .option('--add <id|text|owner|day[|supporting[|evidence]]>', '增加一项，可多次 / a measure to add', collect)
    .option('--drop <id|reason>', '取消一项，可多次 / a measure to drop, and why', collect)
    .option('--move <id|day>', '改一项的时限，可多次 / a new date', collect)
    .option('--owner <id|person>', '改一项的责任人，可多次 / a new owner', collect);
  reason(propose);
  act(revision, 'approve', '同意调整 / approve', () => ({ type: 'approve-revision' }));
  reason(act(revision, 'refuse', '不同意调整，原措施有效 / refuse; the plan stands as it was', (options: { reason: string }) => ({ type: 'refuse-revision', ...options })));
  addSplitOff(issue);
};

type SplitOptions = { title: string; reason: string; category?: string; kind?: IssueKind; owner?: PartyRef; leader?: PartyRef; due?: string };

/** The one act that makes an issue of another: the round opens it. */
const addSplitOff = (issue: Command): void => {
  issue
    .command('split-off <issue> <number>')
    .description('开立更正中拆分出的问题（责任人、时限未另行指明的，与原问题相同）/ open what the approved correction of an issue split off; what is not said is as with that issue')
    .requiredOption('--title <text>', '问题原文 / the finding in its own words')
    .requiredOption('--reason <text>', '理由 / reason')
    .option('--category <text>', '类别 / category')
    .addOption(new Option('--kind <kind>', '类型 / kind').choices(['immediate', 'dated', 'sustained']))
    .option('--owner <person>', '责任人 / owner', partyFrom)
    .option('--leader <ref>', '责任领导 / responsible leader', partyFrom)
    .option('--due <day>', '时限 / due date', dayFrom)
    .action(
      action(async (context, ref: string, number: string, { owner, leader, ...options }: SplitOptions) => {
        const [, round = '', from = ''] = issueIdFrom(ref).split('/');
        const person = context.actor();
        const { splitOff } = await import('../split-off.ts');
        const people = { ...(owner === undefined ? {} : { owner }), ...(leader === undefined ? {} : { leader }) };
        const result = await splitOff(await context.client(), { round, from, number, person, ...options, ...people }, context.actOptions());
        context.answer(result, `已开立${result.issue.slice('issue/'.length)} / opened`);
      }),
    );
};
