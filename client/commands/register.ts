import { Option, type Command } from 'commander';
import type { ColumnSet, RegisterFormat } from '../register/export.ts';
import { action } from './context.ts';
import { noted } from './noted.ts';
import { dayFrom } from './parse.ts';
import { addRegisterImport } from './register-import.ts';
import { writeOut } from './write-out.ts';

type ExportOptions = { out?: string; csv?: boolean; columns: ColumnSet; on?: string };

/** `huitoukan register export|import`; `export --json` alone prints the rows. */
export const addRegisterCommands = (program: Command): void => {
  const register = program.command('register').description('台账 / the register');
  register
    .command('export <round>')
    .description('导出台账（xlsx、csv 或 json，按文件名或选项）/ export: by the file name, --csv or --json')
    .option('--out <file>', '写入文件，默认 register.xlsx / file to write')
    .option('--csv', '导出 CSV / as CSV')
    .addOption(new Option('--columns <set>', '栏目：A 台账，B 督查，all 全部 / A: the register, B: the supervision view').choices(['A', 'B', 'all']).default('all'))
    .option('--on <day>', '截至某日（默认台账最近一次记录之日）/ as of a day; by default that of the last thing on record', dayFrom)
    .action(
      action(async (context, round: string, { out, csv, columns, on }: ExportOptions) => {
        const { exportRegister } = await import('../register/export.ts');
        const { ledger } = await context.client();
        const named = /\.(xlsx|csv|json)$/.exec(out ?? '')?.[1] as RegisterFormat | undefined;
        const format: RegisterFormat = named ?? (csv === true ? 'csv' : context.json && out === undefined ? 'json' : 'xlsx');
        const bytes = await exportRegister(ledger, round, format, { columns, ...(on === undefined ? {} : { on }) });
        await noted(context, 'register export', `round/${round}`, { format });
        if (out === undefined && format !== 'xlsx') {
          process.stdout.write(bytes);
          return;
        }
        const file = out ?? 'register.xlsx';
        await writeOut(file, bytes);
        context.answer({ file, format, bytes: bytes.length }, `已导出 ${file}（${bytes.length}字节）/ exported`);
      }),
    );
  addRegisterImport(register);
};
