import type { Command } from 'commander';
import { action } from './context.ts';
import { EXIT } from './errors.ts';
import { wholeFrom } from './parse.ts';

/** `huitoukan start|serve|work|migrate|prepare|demo|rebuild|doctor`: running the system. */
export const addOperateCommands = (program: Command): void => {
  program
    .command('start')
    .description('启动系统，直到 Ctrl-C / run the system until Ctrl-C')
    .option('--ui', '同时打开引擎自带页面 / with the engine’s own page')
    .option('--port <port>', '页面和接口的端口（默认8088，或 HUITOUKAN_PORT）/ port of the page and the API', wholeFrom(0, 65_535))
    .option('--host <host>', '监听地址（默认127.0.0.1，或 HUITOUKAN_HOST）/ address to listen on')
    .action(
      action(async (context, options: { ui?: boolean; port?: number; host?: string }) => {
        const { start } = await import('../start.ts');
        await start({ ...(context.options.data === undefined ? {} : { dataFolder: context.options.data }), ...options });
      }),
    );
  program
    .command('serve')
    .description('只提供页面和接口，可开多个；台账和引擎在别处运行 / the page and the API alone, any number of them; ledger and engine run elsewhere')
    .option('--port <port>', '端口（默认8088，或 HUITOUKAN_PORT）/ port', wholeFrom(0, 65_535))
    .option('--host <host>', '监听地址（默认127.0.0.1，或 HUITOUKAN_HOST）/ address to listen on')
    .action(
      action(async (context, options: { port?: number; host?: string }) => {
        const { serveAlone } = await import('../web.ts');
        await serveAlone({ ...(context.options.data === undefined ? {} : { dataFolder: context.options.data }), ...options });
      }),
    );
  program
    .command('work')
    .description('只办后台工作：流程、提醒、核对、汇总，可开多个；台账和引擎在别处运行 / the worker alone, any number of them; ledger and engine run elsewhere')
    .action(
      action(async (context) => {
        const { work } = await import('../work.ts');
        await work(context.options.data === undefined ? {} : { dataFolder: context.options.data });
      }),
    );
  program
    .command('migrate')
    .description('更新台账结构（work、serve 启动时也会自动更新）/ bring the ledger to the newest schema, as work and serve do at their start')
    .option('--take-folder', '今后各进程共用这个数据文件夹 / this data folder is that of all processes from now on')
    .action(
      action(async (context, { takeFolder }: { takeFolder?: boolean }) => {
        const { migrateLedger } = await import('../shared-parts.ts');
        const applied = await migrateLedger(context.options.data, takeFolder === true);
        context.answer({ applied }, applied.length === 0 ? '台账结构已是最新 / the schema is up to date' : `已更新 / applied:\n${applied.map((name) => `  ${name}`).join('\n')}`);
      }),
    );
  program
    .command('prepare')
    .description('预先构建页面和流程脚本，供镜像或只读安装 / build the page and the workflows’ script ahead, for an image or a read-only installation')
    .action(
      action(async (context) => {
        const [{ buildPage }, { workflowBundle }] = await Promise.all([import('../page-build.ts'), import('../../worker/bundle.ts')]);
        await buildPage((zh, en) => context.note(zh, en));
        await workflowBundle();
        context.answer({ prepared: true }, '已构建 / built');
      }),
    );
  program
    .command('demo [file]')
    .description('演示：示例轮次快进一年半，或接管一份已公布的通报 / the sample round, or a published report, played forward')
    .option('--keep', '结束后保持运行 / leave it running for a look')
    .option('--out <folder>', '结果文件夹（默认 out）/ where the results go')
    .option('--months <n>', '快进几个月 / how far', wholeFrom(1, 60))
    .action(
      action(async (_context, file: string | undefined, options: { keep?: boolean; out?: string; months?: number }) => {
        const { demo } = await import('../demo/main.ts');
        await demo({ ...options, ...(file === undefined ? {} : { file }) });
      }),
    );
  program
    .command('doctor')
    .description('检查本机和数据文件夹：有什么、缺什么、怎么办 / what is there, what is wrong, and the way out')
    .action(
      action(async (context) => {
        const { doctor, doctorExitCode, printDoctorReport } = await import('../doctor.ts');
        const { data } = context.options;
        const report = await doctor(data === undefined ? {} : { dataFolder: data });
        if (context.json) context.answer(report, '');
        else printDoctorReport(report, (line) => process.stdout.write(`${line}\n`));
        return doctorExitCode(report) === 0 ? EXIT.ok : EXIT.environment;
      }),
    );
  program
    .command('rebuild')
    .description('由台账重新启动全部流程（引擎数据丢失或更换引擎后）/ start every workflow again from the ledger')
    .action(
      action(async (context) => {
        const [{ rebuild }, { progressBar }, { DELIVERY_POLL_MS }] = await Promise.all([import('../rebuild.ts'), import('../progress-bar.ts'), import('../../worker/schedules.ts')]);
        const client = await context.client();
        const bar = progressBar('重建 / rebuilding', context.json);
        const result = await rebuild(client, { dispatcher: { pollMs: DELIVERY_POLL_MS }, onProgress: bar.update }).finally(bar.stop);
        const { issues, rounds, failed } = result;
        context.answer(result, () =>
          [
            `问题：在办${issues.open}，已启动${issues.started}，原在运行${issues.running}；轮次：未结束${rounds.unfinished}，已启动${rounds.started}，原在运行${rounds.running}`,
            `issues: ${issues.open} open, ${issues.started} started, ${issues.running} were running; rounds: ${rounds.unfinished} unfinished, ${rounds.started} started, ${rounds.running} were running`,
            ...failed.map((one) => `  未能重建 ${one.id}：${one.code} ${one.zh} / ${one.en}`),
          ].join('\n'),
        );
        return failed.length > 0 ? 1 : 0;
      }),
    );
};
