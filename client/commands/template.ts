import { join } from 'node:path';
import type { Command } from 'commander';
import { action } from './context.ts';
import { outOption, writeList } from './list-out.ts';
import { table } from './table.ts';

/** `huitoukan template list|show|check`: the templates of notices. Reads the data folder; nothing has to run. */
export const addTemplateCommands = (program: Command): void => {
  const template = program.command('template').description('文书模板 / the templates of notices');
  const load = async (data: string | undefined) => {
    const [{ loadTemplates, TEMPLATES_FOLDER }, { dataFolderPath }] = await Promise.all([import('../../activities/templates.ts'), import('../../worker/data-folder.ts')]);
    const folder = join(dataFolderPath(data), TEMPLATES_FOLDER);
    const entries = Object.entries(loadTemplates(folder)).map(([name, { file, own }]) => ({ name, own, file }));
    return { folder, entries };
  };
  /** Papers that are printed (.docx): of the unit's own where the folder has one, else shipped with the program. */
  const loadPapers = async (folder: string) => {
    const [{ ownTemplates }, { PAPER_KINDS, paperName }] = await Promise.all([import('../letters/templates.ts'), import('../letters/paper.ts')]);
    const own = await ownTemplates(folder);
    return PAPER_KINDS.map((kind) => ({ name: `${kind}.docx`, title: paperName(kind).zh, own: own.has(kind), file: own.get(kind) ?? null }));
  };
  template
    .command('list')
    .description('全部模板，自带的与本单位的 / all templates, shipped and own')
    .addOption(outOption())
    .action(
      action(async (context, { out }: { out?: string }) => {
        const { folder, entries } = await load(context.options.data);
        if (out !== undefined) {
          const [{ TEMPLATE_COLUMNS }, { templateRows }] = await Promise.all([import('../lists/settings.ts'), import('../lists/template-rows.ts')]);
          return await writeList(context, out, { name: '模板', columns: TEMPLATE_COLUMNS, rows: await templateRows(folder) });
        }
        const papers = await loadPapers(folder);
        context.answer({ folder, templates: entries, papers }, () =>
          table([...entries, ...papers], [
            { head: '名称', value: (row) => row.name },
            { head: '来源', value: (row) => (row.own ? '本单位' : '自带') },
            { head: '文件', value: (row) => row.file ?? '（随程序）letter template 可导出', max: 100 },
          ]),
        );
      }),
    );
  template
    .command('show <name>')
    .description('一个模板的原文 / the source of one template')
    .action(
      action(async (context, name: string) => {
        const [{ entries }, { readFile }, { refuse }] = await Promise.all([load(context.options.data), import('node:fs/promises'), import('../../domain/refusal.ts')]);
        const found = entries.find((entry) => entry.name === name);
        if (found === undefined) return refuse('TEMPLATE_UNKNOWN', `没有模板“${name}”。可用：${entries.map((entry) => entry.name).join('、')}`, `there is no template "${name}". There are: ${entries.map((entry) => entry.name).join(', ')}`, { name });
        const source = await readFile(found.file, 'utf8');
        context.answer({ ...found, source }, source.trimEnd());
        return 0;
      }),
    );
  template
    .command('check')
    .description('检查数据文件夹中的模板 / check the own templates')
    .action(
      action(async (context) => {
        const { folder, entries } = await load(context.options.data);
        const own = entries.filter((entry) => entry.own).map((entry) => entry.name);
        context.answer({ folder, own, ok: true }, `${folder}：${own.length === 0 ? '没有本单位的模板 / no own templates' : `${own.join('、')} 无误 / fine`}`);
      }),
    );
};
