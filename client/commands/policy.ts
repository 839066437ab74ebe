import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { instantInWords } from '../../domain/time.ts';
import type { OpenIssues } from '../../ledger/rebuild.ts';
import { action } from './context.ts';
import { namesToday, outOption, writeList } from './list-out.ts';
import { issueIdFrom } from './parse.ts';
import { table } from './table.ts';

/** As many lines as a person reads on a screen; `--json` has them all. */
const SHOWN = 20;

type Which = { readonly round?: string; readonly issues?: string };
const whichFrom = ({ round, issues }: Which): OpenIssues => ({
  ...(round === undefined ? {} : { round }),
  ...(issues === undefined ? {} : { ids: issues.split(',').map((one) => issueIdFrom(one.trim())) }),
});

/** `huitoukan policy list|show|diff|keep|adopt` */
export const addPolicyCommands = (program: Command): void => {
  const policy = program.command('policy').description('办法（规则）及其版本 / policies and their versions');
  const narrowed = (command: Command): Command => command.option('--round <round>', '某轮次及其问题 / a round with its issues').option('--issues <list>', '这些问题，逗号分隔 / these issues, with commas');

  policy
    .command('list')
    .description('全部办法和版本，在办问题各按哪一版 / every policy and version, and how many open issues stand on it')
    .addOption(outOption())
    .action(
      action(async (context, { out }: { out?: string }) => {
        const { listPolicies } = await import('../policy-versions.ts');
        const { ledger } = await context.client();
        const policies = await listPolicies(ledger);
        if (out !== undefined) {
          const [{ policyColumns }, names] = await Promise.all([import('../lists/settings.ts'), namesToday(ledger)]);
          return await writeList(context, out, { name: '办法', columns: policyColumns(names), rows: policies });
        }
        context.answer({ policies }, () =>
          table(policies, [
            { head: '办法', value: (row) => row.policy, max: 40 },
            { head: '在办问题', value: (row) => row.open },
            { head: '自带', value: (row) => (row.preset ? '是' : '') },
            { head: '存入', value: (row) => (row.keptAt === null ? '' : `${instantInWords(row.keptAt)} ${row.keptBy ?? ''}`) },
            { head: '依据', value: (row) => row.source, max: 40 },
          ]),
        );
      }),
    );

  policy
    .command('show <policy>')
    .description('一个办法的全文（YAML）/ one policy in full')
    .action(
      action(async (context, name: string) => {
        const [{ policyNamed }, { stringify }] = await Promise.all([import('../policy-versions.ts'), import('yaml')]);
        const found = await policyNamed((await context.client()).ledger, name);
        context.answer(found, () => stringify(found, { lineWidth: 120 }).trimEnd());
      }),
    );

  policy
    .command('keep <file>')
    .description('存入一个新版本（在办问题不受影响）/ keep a new version; running issues stay on theirs')
    .action(
      action(async (context, file: string) => {
        const [{ loadPolicy }, { keepPolicy }, { policyName }] = await Promise.all([import('../policies.ts'), import('../../ledger/policy-versions.ts'), import('../../domain/policy-diff.ts')]);
        const person = context.person();
        const kept = await loadPolicy(file);
        await keepPolicy((await context.client()).ledger, kept, person, Date.now());
        context.answer({ policy: policyName(kept) }, `已存入 ${policyName(kept)} / kept`);
      }),
    );

  narrowed(
    policy
      .command('diff <from> <to>')
      .description('两个办法有何不同；若在办问题改按后者，谁的什么会变 / where two policies differ, and what would change for whom'),
  ).action(
    action(async (context, from: string, to: string, options: Which) => {
      const [{ diffPolicies }, { policyDiffInWords }, { policyNamed }, { progressBar }] = await Promise.all([import('../policy-impact.ts'), import('../policy-diff-words.ts'), import('../policy-versions.ts'), import('../progress-bar.ts')]);
      const client = await context.client();
      const [left, right] = await Promise.all([policyNamed(client.ledger, from), policyNamed(client.ledger, to)]);
      const bar = progressBar('比较 / comparing', context.json);
      const diff = await diffPolicies(client, left, right, { which: whichFrom(options), now: Date.now(), onProgress: bar.update }).finally(bar.stop);
      context.answer(diff, () => policyDiffInWords(diff, SHOWN));
    }),
  );

  narrowed(
    policy
      .command('adopt <policy>')
      .description('将选定的在办问题改按另一办法，逐一留痕 / move chosen open issues to another policy, each recorded'),
  )
    .requiredOption('--reason <text>', '依据 / reason')
    .option('--dry-run', '只看会变什么 / only say what would move')
    .action(
      action(async (context, name: string, { reason, dryRun, ...options }: Which & { reason: string; dryRun?: boolean }) => {
        const which = whichFrom(options);
        if ((which.round === undefined) === (which.ids === undefined)) refuse('USAGE', '请用 --round 或 --issues 指明改哪些问题（二者取一）', 'say which issues with --round or --issues (one of the two)');
        const [{ adoptPolicyFor }, { policyNamed }, { progressBar }] = await Promise.all([import('../adopt-policy.ts'), import('../policy-versions.ts'), import('../progress-bar.ts')]);
        const [{ DEADLINE_NAMES }, { roundRulesInWords }] = await Promise.all([import('../../domain/words.ts'), import('../new-round-rules.ts')]);
        const person = context.person();
        const client = await context.client();
        const adopted = await policyNamed(client.ledger, name);
        const bar = progressBar('改按新办法 / adopting', context.json);
        const result = await adoptPolicyFor(client, { policy: adopted, reason, which, person, dryRun: dryRun === true, onProgress: bar.update }).finally(bar.stop);
        const { open, changed, already, moved, told, failed, rounds } = result;
        context.answer({ policy: `${adopted.name}@${adopted.version}`, dryRun: dryRun === true, ...result }, () =>
          [
            `${dryRun === true ? '（试算，未改动）' : ''}选中${open}，改按${changed}，原已按此${already}；时限变动${moved.length}处，其中${told}个问题须告知`,
            `${open} chosen, ${changed} moved, ${already} stood on it; ${moved.length} dates moved, ${told} issues of which people are told`,
            ...moved.slice(0, SHOWN).map((one) => `  ${one.issue.replace(/^issue\//, '')} ${DEADLINE_NAMES[one.kind].zh}：${one.from} → ${one.to}`),
            ...roundRulesInWords(rounds),
            ...failed.map((one) => `  未能改按 ${one.issue}：${one.code} ${one.zh} / ${one.en}`),
          ].join('\n'),
        );
        return failed.length + rounds.failed.length > 0 ? 1 : 0;
      }),
    );
};
