import type { Command } from 'commander';
import { action } from './context.ts';
import { dayFrom } from './parse.ts';
import { table } from './table.ts';

/** `huitoukan people import|list|leave|appoint` */
export const addPeopleCommands = (program: Command): void => {
  const people = program.command('people').description('人员和岗位 / people and posts');
  people
    .command('import <file>')
    .description('导入人员和岗位（YAML 或 JSON：people、posts）/ take in people and posts')
    .option('--from <day>', '任职起始日（默认今天）/ holders from this day, today by default', dayFrom)
    .action(
      action(async (context, file: string, { from }: { from?: string }) => {
        const [{ peopleFileSchema, readStructured }, { saveDirectory }, { dayOf }] = await Promise.all([
          import('../round-file.ts'),
          import('../../ledger/directory.ts'),
          import('../../domain/time.ts'),
        ]);
        const directory = await readStructured(file, peopleFileSchema, 'PEOPLE_FILE');
        await saveDirectory((await context.client()).ledger, directory.people, directory.posts, from ?? dayOf(Date.now()), directory.units);
        const { length: persons } = directory.people;
        context.answer({ people: persons, posts: directory.posts.length }, `已导入人员${persons}名、岗位${directory.posts.length}个 / ${persons} people, ${directory.posts.length} posts taken in`);
      }),
    );
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
    .command('leave <person>')
    .description('记录离任；其岗位即日空缺 / a person leaves; the posts fall vacant')
    .option('--on <day>', '离任日（默认今天）/ from this day', dayFrom)
    .action(
      action(async (context, person: string, { on }: { on?: string }) => {
        const [{ actorOf }, { recordLeaving }, { dayOf }, { listIssues }] = await Promise.all([
          import('../../ledger/actors.ts'),
          import('../../ledger/directory.ts'),
          import('../../domain/time.ts'),
          import('../../ledger/register.ts'),
        ]);
        const { ledger } = await context.client();
        const today = dayOf(Date.now());
        await actorOf(ledger, person, today);
        await recordLeaving(ledger, person, on ?? today);
        const left = await listIssues(ledger, { party: `person:${person}`, statuses: ['assigned', 'planning', 'rectifying', 'verifying', 'closed', 'sustained'], limit: 1_000 });
        const toHandOver = left.filter((row) => row.owner_ref === `person:${person}`).map((row) => row.id);
        context.answer({ person, leftOn: on ?? today, toHandOver }, `已记录${person}离任；尚有${toHandOver.length}个问题须交接（issue hand-over）/ left; ${toHandOver.length} issues to hand over${toHandOver.map((one) => `\n  ${one}`).join('')}`);
      }),
    );
  people
    .command('appoint <post> [holders...]')
    .description('任命：从某日起该岗位由这些人担任（不写人即空缺）/ from a day on the post is held by these people and nobody else')
    .option('--from <day>', '起始日（默认今天）/ from this day', dayFrom)
    .action(
      action(async (context, post: string, holders: readonly string[], { from }: { from?: string }) => {
        const [{ appoint }, { dayOf }, { demandPeople, demandPost }] = await Promise.all([import('../../ledger/directory.ts'), import('../../domain/time.ts'), import('../../ledger/people.ts')]);
        const { ledger } = await context.client();
        const day = from ?? dayOf(Date.now());
        await demandPost(ledger, post);
        await demandPeople(ledger, holders, day);
        await ledger.transaction().execute((trx) => appoint(trx, post, holders, day));
        context.answer({ post, holders, from: day }, `自${day}起，${post}由${holders.length === 0 ? '（空缺）' : holders.join('、')}担任 / appointed`);
      }),
    );
};
