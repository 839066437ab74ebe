import type { Command } from 'commander';
import { action } from './context.ts';
import { dayFrom, wholeFrom } from './parse.ts';
import { addHandOverCommands } from './people-hand-over.ts';
import { addPeopleImport } from './people-import.ts';
import { table } from './table.ts';

/** `huitoukan people list|leave|appoint|absence|absences|cancel-absence`; imports in `people-import.ts`, hand-overs in `people-hand-over.ts` */
export const addPeopleCommands = (program: Command): void => {
  const people = program.command('people').description('人员和岗位 / people and posts');
  addPeopleImport(people);
  people
    .command('list')
    .description('人员及现任岗位 / people and the posts they hold')
    .option('--on <day>', '某日（默认今天）/ as of a day', dayFrom)
    .action(
      action(async (context, { on }: { on?: string }) => {
        const [{ listPeople }, { dayOf }] = await Promise.all([import('../../ledger/people.ts'), import('../../domain/time.ts')]);
        const day = on ?? dayOf(Date.now());
        const rows = await listPeople((await context.client()).ledger, day);
        context.answer({ on: day, people: rows }, () =>
          table(rows, [
            { head: '编号', value: (row) => row.id, max: 24 },
            { head: '姓名', value: (row) => row.name, max: 20 },
            { head: '邮箱', value: (row) => row.email, max: 40 },
            { head: '岗位', value: (row) => row.posts.map((post) => `${post.title}(${post.id})`).join('、'), max: 60 },
            { head: '离任', value: (row) => row.leftOn },
          ]),
        );
      }),
    );
  people
    .command('posts')
    .description('岗位及在任者，空缺的也列出 / posts with their holders, vacant ones too')
    .option('--on <day>', '某日（默认今天）/ as of a day', dayFrom)
    .option('--unit <unit>', '某单位的 / of one unit')
    .option('--vacant', '仅空缺 / vacant ones only')
    .action(
      action(async (context, { on, unit, vacant }: { on?: string; unit?: string; vacant?: boolean }) => {
        const [{ listPosts }, { dayOf }] = await Promise.all([import('../../ledger/units.ts'), import('../../domain/time.ts')]);
        const day = on ?? dayOf(Date.now());
        const posts = (await listPosts((await context.client()).ledger, day)).filter((post) => (unit === undefined || post.unitId === unit || post.unit === unit) && (vacant !== true || post.holders.length === 0));
        context.answer({ on: day, posts }, () =>
          table(posts, [
            { head: '岗位', value: (row) => row.id, max: 24 },
            { head: '名称', value: (row) => `${row.title}${row.heads ? '（主要负责人）' : ''}`, max: 34 },
            { head: '单位', value: (row) => row.unit, max: 30 },
            { head: '在任', value: (row) => (row.holders.length === 0 ? '空缺' : row.holders.map(({ name, person }) => `${name}(${person})`).join('、')), max: 50 },
          ]),
        );
      }),
    );
  people
    .command('units')
    .description('单位、上级单位及主要负责人岗位 / units, the ones above them, and who heads them')
    .action(
      action(async (context) => {
        const [{ loadUnitTree }, { unitsAbove }] = await Promise.all([import('../../ledger/units.ts'), import('../../domain/units.ts')]);
        const tree = await loadUnitTree((await context.client()).ledger);
        const units = tree.units.map((unit) => ({ ...unit, above: unitsAbove(tree, unit.id), heads: tree.heads.filter((head) => head.unit === unit.id).map(({ post }) => post) }));
        const nameOf = (id: string): string => tree.units.find((unit) => unit.id === id)?.name ?? id;
        context.answer({ units }, () =>
          table(units, [
            { head: '编号', value: (row) => row.id, max: 24 },
            { head: '单位', value: (row) => row.name, max: 30 },
            { head: '上级（逐级）', value: (row) => row.above.map(nameOf).join(' ← '), max: 60 },
            { head: '主要负责人岗位', value: (row) => row.heads.join('、'), max: 30 },
          ]),
        );
      }),
    );
  people
    .command('leave <person>')
    .description('记录离任；其岗位即日空缺 / a person leaves; the posts fall vacant')
    .option('--on <day>', '离任日（默认今天）/ from this day', dayFrom)
    .action(
      action(async (context, person: string, { on }: { on?: string }) => {
        const [{ recordLeave }, { dayOf }, { measuresInWords }] = await Promise.all([import('../people-changes.ts'), import('../../domain/time.ts'), import('../measures-left.ts')]);
        const { toHandOver, measures, leftOn } = await recordLeave((await context.client()).ledger, person, { today: dayOf(Date.now()), ...(on === undefined ? {} : { on }) });
        context.answer({ person, leftOn, toHandOver, measures }, () =>
          [`已记录${person}离任；尚有${toHandOver.length}个问题须交接（people hand-over）/ left; ${toHandOver.length} issues to hand over`, ...toHandOver.map((one) => `  ${one}`), ...measuresInWords(measures)].join('\n'),
        );
      }),
    );
  people
    .command('appoint <post> [holders...]')
    .description('任命：从某日起该岗位由这些人担任（不写人即空缺）/ from a day on the post is held by these people and nobody else')
    .option('--from <day>', '起始日（默认今天）/ from this day', dayFrom)
    .action(
      action(async (context, post: string, holders: readonly string[], { from }: { from?: string }) => {
        const [{ appointTo }, { dayOf }] = await Promise.all([import('../people-changes.ts'), import('../../domain/time.ts')]);
        const day = from ?? dayOf(Date.now());
        await appointTo((await context.client()).ledger, post, holders, day);
        context.answer({ post, holders, from: day }, `自${day}起，${post}由${holders.length === 0 ? '（空缺）' : holders.join('、')}担任 / appointed`);
      }),
    );
  addAbsenceCommands(people);
  addHandOverCommands(people);
};

const addAbsenceCommands = (people: Command): void => {
  people
    .command('absence <person>')
    .description('登记休假及代理人：提醒发代理人，本人收抄告 / leave and deputy: reminders go to the deputy, the person has them as information')
    .requiredOption('--from <day>', '首日 / first day', dayFrom)
    .requiredOption('--to <day>', '末日 / last day', dayFrom)
    .requiredOption('--deputy <person>', '代理人 / deputy')
    .requiredOption('--reason <text>', '事由 / reason')
    .action(
      action(async (context, person: string, { from, to, deputy, reason }: { from: string; to: string; deputy: string; reason: string }) => {
        const by = context.person();
        const [{ recordAbsence }, { demandPeople }, { dayOf }] = await Promise.all([import('../../ledger/absences.ts'), import('../../ledger/people.ts'), import('../../domain/time.ts')]);
        const { ledger } = await context.client();
        await demandPeople(ledger, [person, deputy, by], dayOf(Date.now()));
        const id = await recordAbsence(ledger, { person, deputy, from, last: to, reason }, { by, at: Date.now() });
        context.answer({ absence: id, person, deputy, from, to }, `第${id}号：${person} ${from}至${to}休假，由${deputy}代理 / leave no. ${id} recorded`);
      }),
    );
  people
    .command('absences')
    .description('休假登记 / leave on record')
    .option('--on <day>', '某日在假的 / in force on a day', dayFrom)
    .option('--person <person>', '某人的 / of one person')
    .action(
      action(async (context, filter: { on?: string; person?: string }) => {
        const { listAbsences } = await import('../../ledger/absences.ts');
        const absences = await listAbsences((await context.client()).ledger, filter);
        context.answer({ absences }, () =>
          table(absences, [
            { head: '号', value: (row) => row.id },
            { head: '人员', value: (row) => row.person, max: 24 },
            { head: '代理', value: (row) => row.deputy, max: 24 },
            { head: '自', value: (row) => row.from },
            { head: '至', value: (row) => row.last },
            { head: '销假', value: (row) => row.cancelledFrom },
            { head: '事由', value: (row) => row.reason, max: 40 },
          ]),
        );
      }),
    );
  people
    .command('cancel-absence <number>')
    .description('销假 / cancel leave, or end it early')
    .option('--from <day>', '自该日起到岗（默认今天）/ back from this day', dayFrom)
    .requiredOption('--reason <text>', '事由 / reason')
    .action(
      action(async (context, text: string, { from, reason }: { from?: string; reason: string }) => {
        const [{ cancelAbsence }, { dayOf }] = await Promise.all([import('../../ledger/absences.ts'), import('../../domain/time.ts')]);
        const absence = wholeFrom(1, 1_000_000_000)(text);
        const day = from ?? dayOf(Date.now());
        await cancelAbsence((await context.client()).ledger, absence, { from: day, reason }, { by: context.person(), at: Date.now() });
        context.answer({ absence, from: day }, `第${absence}号休假自${day}起销假 / leave no. ${absence} ends; back from ${day}`);
      }),
    );
};
