import { Option, type Command } from 'commander';
import type { Status } from '../../domain/issue.ts';
import type { IssueKind } from '../../domain/policy-schema.ts';
import { addIssueActs } from './issue-acts.ts';
import { action } from './context.ts';
import { dayFrom, issueIdFrom, partyFrom, wholeFrom, wordsFrom } from './parse.ts';
import { table } from './table.ts';

const STATUSES = ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained', 'archived', 'withdrawn'] as const satisfies readonly Status[];
const KINDS = ['immediate', 'dated', 'sustained'] as const satisfies readonly IssueKind[];

type ListOptions = {
  round?: string;
  status?: readonly Status[];
  kind?: IssueKind;
  common?: string;
  party?: string;
  overdue?: boolean;
  slipped?: boolean;
  suspended?: boolean;
  extended?: boolean;
  rebounded?: boolean;
  dueBy?: string;
  words?: string;
  limit: number;
  offset: number;
};

/** `huitoukan issue ...`: lists and looks here, acts in `issue-acts.ts`. */
export const addIssueCommands = (program: Command): void => {
  const issue = program.command('issue').description('反馈问题 / issues, written ROUND/NUMBER');
  issue
    .command('list')
    .description('问题清单 / issues that fit all filters given')
    .option('--round <round>', '轮次 / round')
    .option('--status <status>', `状态，可逗号并列 / ${STATUSES.join(', ')}`, wordsFrom(STATUSES))
    .addOption(new Option('--kind <kind>', '类型 / kind').choices(KINDS))
    .option('--common <number>', '该共性问题的各单位件 / the parts of this common issue')
    .option('--party <ref>', '责任人、责任领导或主要负责人 / owner, leader or head', partyFrom)
    .option('--overdue', '仅逾期 / overdue only')
    .option('--slipped', '仅措施滞后 / with a slipped measure only')
    .option('--suspended', '仅暂停 / suspended only')
    .option('--extended', '仅延期过的 / extended only')
    .option('--rebounded', '仅重开过的 / reopened only')
    .option('--due-by <day>', '此日前到期且未办结 / open and due by', dayFrom)
    .option('--words <text>', '问题原文含 / words of the finding')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 10_000), 200)
    .option('--offset <n>', '跳过 / skip', wholeFrom(0, 10_000_000), 0)
    .action(
      action(async (context, options: ListOptions) => {
        const { ledger } = await context.client();
        const [{ listIssues, lightOfRow }, { loadNames }, { STATUS_NAMES }, words, { dayOf }] = await Promise.all([
          import('../../ledger/register.ts'),
          import('../../ledger/people.ts'),
          import('../../domain/acts/context.ts'),
          import('../words.ts'),
          import('../../domain/time.ts'),
        ]);
        const { status, ...filter } = options;
        const today = dayOf(Date.now());
        const [rows, names] = await Promise.all([listIssues(ledger, { ...filter, ...(status === undefined ? {} : { statuses: status }) }), loadNames(ledger, today)]);
        const issues = rows.map(({ lights: _lights, ...row }, at) => ({ ...row, light: lightOfRow(rows[at] ?? { lights: [], overdue_since: null }, today) }));
        context.answer({ issues, limit: options.limit, offset: options.offset }, () =>
          table(issues, [
            { head: '问题', value: (row) => `${row.round_id}/${row.number}`, max: 30 },
            { head: '状态', value: (row) => `${row.common_number !== null && row.common_unit === null ? '已分交各单位' : STATUS_NAMES[row.status as Status].zh}${row.suspended ? '·暂停' : ''}${row.measure_slipped ? '·措施滞后' : ''}${row.cycle > 1 ? `·第${row.cycle}轮` : ''}` },
            { head: '灯', value: (row) => (row.light === null ? '' : words.LIGHT_NAMES[row.light].zh) },
            { head: '时限', value: (row) => row.due_current },
            { head: '单位', value: (row) => (row.common_unit === null ? '' : names.unitNamed(row.common_unit)), max: 16 },
            { head: '责任人', value: (row) => names.party(row.owner_ref as Parameters<typeof names.party>[0]), max: 16 },
            { head: '问题', value: (row) => row.title, max: 50 },
          ]),
        );
      }),
    );

  issue
    .command('show <issue>')
    .description('一个问题的全部现状，以及现在可办之事 / one issue, and what --as PERSON may do now')
    .action(
      action(async (context, ref: string) => {
        const issueId = issueIdFrom(ref);
        const client = await context.client();
        const [, round = '', number = ''] = issueId.split('/');
        const [{ showIssue }, { isCommon }, { showCommon }] = await Promise.all([import('../issue-view.ts'), import('../../ledger/common.ts'), import('../common-view.ts')]);
        const view = (await isCommon(client.ledger, round, number)) ? await showCommon(client.ledger, round, number) : await showIssue(client, issueId, context.viewer());
        context.answer(view.json, view.text);
      }),
    );

  issue
    .command('timeline <issue>')
    .description('来龙去脉（Markdown）/ the whole story as Markdown')
    .action(
      action(async (context, ref: string) => {
        const issueId = issueIdFrom(ref);
        const { ledger } = await context.client();
        const [, round = '', number = ''] = issueId.split('/');
        const [{ loadTimelines }, { dayOf }, { isCommon }, { commonTimeline }] = await Promise.all([import('../timeline.ts'), import('../../domain/time.ts'), import('../../ledger/common.ts'), import('../common-view.ts')]);
        const markdown = (await isCommon(ledger, round, number)) ? await commonTimeline(ledger, round, number) : ((await loadTimelines(ledger, [issueId], dayOf(Date.now()))).get(issueId) ?? '');
        context.answer({ issue: issueId, markdown }, markdown);
      }),
    );
  addIssueActs(issue);
};
