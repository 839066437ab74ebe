import type { Command } from 'commander';
import { dayOf } from '../../domain/time.ts';
import { action } from './context.ts';
import { outOption, writeList } from './list-out.ts';
import { table } from './table.ts';

/** `huitoukan todo --as PERSON`: what somebody must do, as the page's list has it. */
export const addTodoCommand = (program: Command): void => {
  program
    .command('todo')
    .description('我的待办：最急的在前，及待签收的通知 / what I must do, the most urgent first, and notices to be confirmed')
    .addOption(outOption())
    .action(
      action(async (context, { out }: { out?: string }) => {
        const person = context.actor();
        const [client, { todosFor }, { TODO_COLUMNS }, { viewerOfPerson }, { demandPeople }] = await Promise.all([context.client(), import('../api/routes/todo.ts'), import('../lists/work.ts'), import('../../ledger/viewers.ts'), import('../../ledger/people.ts')]);
        const today = dayOf(Date.now());
        await demandPeople(client.ledger, [person], today);
        const list = await todosFor({ client, now: () => Date.now() }, await viewerOfPerson(client.ledger, person, today), context.options.onBehalfOf);
        if (out !== undefined) return await writeList(context, out, { name: '我的待办', columns: TODO_COLUMNS, rows: list.todos });
        context.answer(list, () =>
          [
            list.todos.length === 0 ? '现在没有要办的 / nothing to do' : table(list.todos, TODO_COLUMNS.map(({ head, value, width }) => ({ head, value: (row) => value(row), max: width }))),
            ...(list.more ? ['还有更多，请用 issue list / there is more: issue list'] : []),
            ...list.toConfirm.map(({ issue, kind, topic, step }) => `待签收 / to confirm: ${issue} ${kind.zh}（${topic.zh}） --step ${step}`),
          ].join('\n'),
        );
      }),
    );
};
