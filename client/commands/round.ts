import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { action } from './context.ts';
import { addRoundActs } from './round-acts.ts';
import { table } from './table.ts';

/** `huitoukan round open|list|show`; acts are in `round-acts.ts`. */
export const addRoundCommands = (program: Command): void => {
  const round = program.command('round').description('轮次 / rounds');

  round
    .command('open [file]')
    .description('按文件（YAML 或 JSON）开立轮次及其全部问题 / open a round with its issues from a file')
    .option('--sample', '用自带的示例轮次 / the sample round')
    .option('--recheck-of <round>', '本轮“回头看”的原轮次 / the earlier round that this one re-checks')
    .action(
      action(async (context, file: string | undefined, options: { sample?: boolean; recheckOf?: string }) => {
        const { readRoundFile, SAMPLE_ROUND } = await import('../round-file.ts');
        const from = options.sample === true ? SAMPLE_ROUND : (file ?? refuse('USAGE', '请给出轮次文件，或用 --sample', 'name a round file, or use --sample'));
        const by = context.person();
        const at = Date.now();
        const client = await context.client();
        const { currentDayTable } = await import('../calendar.ts');
        const { loadUnitTree } = await import('../../ledger/units.ts');
        const { entry: read, people, posts, units } = await readRoundFile(from, at, await currentDayTable(client.ledger), await loadUnitTree(client.ledger));
        const entry = options.recheckOf === undefined ? read : { ...read, head: { ...read.head, recheckOf: options.recheckOf } };
        const { saveDirectory } = await import('../../ledger/directory.ts');
        if (people.length + posts.length + units.length > 0) await saveDirectory(client.ledger, people, posts, entry.head.feedback, units);
        const lineage = await client.openRound(entry, by);
        const [{ proposalsInWords }, { issuesAmong }] = await Promise.all([import('../lineage-words.ts'), import('../../domain/common.ts')]);
        const issues = issuesAmong(entry.drafts);
        context.answer({ round: entry.head.id, issues, workflows: entry.drafts.length, feedback: entry.head.feedback, policy: `${entry.policy.name}@${entry.policy.version}`, lineage }, () =>
          [`已开立轮次 ${entry.head.id}，共${issues}个问题 / round ${entry.head.id} opened with ${issues} issues`, ...proposalsInWords(lineage)].join('\n'),
        );
      }),
    );

  round
    .command('list')
    .description('全部轮次 / all rounds')
    .action(
      action(async (context) => {
        const [{ listRounds }, { PHASE_NAMES }] = await Promise.all([import('../../ledger/register.ts'), import('../../domain/round/state.ts')]);
        const rounds = await listRounds((await context.client()).ledger);
        context.answer({ rounds }, () =>
          table(rounds, [
            { head: '轮次', value: (row) => row.id, max: 40 },
            { head: '单位', value: (row) => row.unit, max: 30 },
            { head: '反馈', value: (row) => row.feedback },
            { head: '阶段', value: (row) => (row.phase === null ? row.status : PHASE_NAMES[row.phase].zh) },
            { head: '问题', value: (row) => row.issues },
            { head: '未办结', value: (row) => row.open },
            { head: '逾期', value: (row) => row.overdue },
          ]),
        );
      }),
    );

  round
    .command('show <round>')
    .description('一个轮次：阶段、应办、经过、统计 / one round: where it stands, what it owes, its history, its counts')
    .action(
      action(async (context, id: string) => {
        const { showRound } = await import('../round-view.ts');
        const view = await showRound(await context.client(), id, context.viewer());
        context.answer(view.json, view.text);
      }),
    );
  addRoundActs(round);
};
