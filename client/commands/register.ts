import type { Command } from 'commander';
import type { RegisterFormat } from '../register/export.ts';
import { action } from './context.ts';

type ExportOptions = { out?: string; csv?: boolean };

/** `huitoukan register export`; `--json` alone prints the rows. */
export const addRegisterCommands = (program: Command): void => {
  program
    .command('register')
    .description('台账 / the register')
    .command('export <round>')
    .description('导出台账（xlsx、csv 或 json，按文件名或选项）/ export: by the file name, --csv or --json')
    .option('--out <file>', '写入文件，默认 register.xlsx / file to write')
    .option('--csv', '导出 CSV / as CSV')
    .action(
      action(async (context, round: string, { out, csv }: ExportOptions) => {
        const { exportRegister } = await import('../register/export.ts');
        const { ledger } = await context.client();
        const named = /\.(xlsx|csv|json)$/.exec(out ?? '')?.[1] as RegisterFormat | undefined;
        const format: RegisterFormat = named ?? (csv === true ? 'csv' : context.json && out === undefined ? 'json' : 'xlsx');
        const bytes = await exportRegister(ledger, round, format);
        if (out === undefined && format !== 'xlsx') {
          process.stdout.write(bytes);
          return;
        }
        const file = out ?? 'register.xlsx';
        const { writeFile } = await import('node:fs/promises');
        const { refuse } = await import('../../domain/refusal.ts');
        await writeFile(file, bytes).catch((error: unknown) => refuse('FILE_NOT_WRITTEN', `无法写入 ${file}：${String(error)}`, `${file} cannot be written: ${String(error)}`, { file }));
        context.answer({ file, format, bytes: bytes.length }, `已导出 ${file}（${bytes.length}字节）/ exported`);
      }),
    );
};
