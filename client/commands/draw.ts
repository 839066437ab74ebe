import type { Command } from 'commander';
import { refuse } from '../../domain/refusal.ts';
import { action } from './context.ts';
import { drawIdFrom, instantFrom, wholeFrom, wordsFrom } from './parse.ts';
import { table } from './table.ts';

const STRATA = ['unit', 'category', 'kind'] as const;
type Stratum = (typeof STRATA)[number];

/** `huitoukan review announce|commit|reveal|redraw|draws`: the draw by lot among closed issues. */
export const addDrawCommands = (review: Command): void => {
  review
    .command('announce <round>')
    .description('公告抽签：何时、按什么比例抽查已销号问题 / announce a draw among the closed issues of a round')
    .requiredOption('--at <instant>', '抽签时刻，北京时间，如 "2026-06-01 10:00" / Beijing time', instantFrom)
    .option('--share <percent>', '每层抽查比例（%），默认按办法 / of every stratum, by policy if not given', wholeFrom(1, 100))
    .option('--strata <by>', `分层：${STRATA.join(', ')}，可逗号并列；默认按办法 / strata`, wordsFrom(STRATA))
    .action(
      action(async (context, round: string, { at, share, strata }: { at: number; share?: number; strata?: readonly Stratum[] }) => {
        const [{ announceDraw }, { instantInWords }] = await Promise.all([import('../look-backs/draws.ts'), import('../../domain/time.ts')]);
        const person = context.person();
        const asked = { round, instant: at, ...(share === undefined ? {} : { sharePercent: share }), ...(strata === undefined ? {} : { strata }) };
        const { id, announced } = await announceDraw(await context.client(), asked, { person });
        context.answer(
          { draw: id, ...announced },
          `已公告 ${id}：${instantInWords(announced.instant)}抽签，每层${announced.sharePercent}%（向上取整），分层 ${announced.strata.join('、') || '无'}；巡察组须于${instantInWords(announced.commitBy)}前承诺，${instantInWords(announced.revealBy)}前公布密语${announced.inPlaceOf === null ? '' : `；代替已作废的 ${announced.inPlaceOf}`} / announced`,
        );
      }),
    );
  review
    .command('commit <draw>')
    .description('承诺：巡察组提交密语的 SHA-256 / the inspection team commits to a secret')
    .option('--hash <sha256>', '密语的 SHA-256；密语不必进入本系统 / of the secret, which stays with you')
    .option('--new-secret <file>', '生成密语存入该文件，并提交其 SHA-256 / make a secret, keep it in this file')
    .action(
      action(async (context, draw: string, { hash, newSecret }: { hash?: string; newSecret?: string }) => {
        const { commitToDraw } = await import('../look-backs/draws.ts');
        const id = drawIdFrom(draw);
        const person = context.person();
        if ((hash === undefined) === (newSecret === undefined)) refuse('USAGE', '请给出 --hash 或 --new-secret，二者择一', 'give either --hash or --new-secret');
        const client = await context.client();
        const { makeSecret } = await import('../look-backs/secret-file.ts');
        const commitment = hash ?? makeSecret(newSecret ?? '');
        await commitToDraw(client, id, commitment, { person });
        context.answer({ draw: id, commitment, secretFile: newSecret ?? null }, `已承诺 ${commitment}${newSecret === undefined ? '' : `；密语在 ${newSecret}，抽签时刻前勿示人、勿遗失`} / committed`);
      }),
    );
  review
    .command('reveal <draw>')
    .description('公布密语并抽签，安排回头看 / reveal the secret, draw, and plan the look-backs')
    .option('--secret <text>', '密语 / the secret')
    .option('--secret-file <file>', '密语文件 / the file that holds it')
    .action(
      action(async (context, draw: string, { secret, secretFile }: { secret?: string; secretFile?: string }) => {
        const [{ revealDraw }, { readSecret }] = await Promise.all([import('../look-backs/draws.ts'), import('../look-backs/secret-file.ts')]);
        const id = drawIdFrom(draw);
        const person = context.person();
        if ((secret === undefined) === (secretFile === undefined)) refuse('USAGE', '请给出 --secret 或 --secret-file，二者择一', 'give either --secret or --secret-file');
        const text = secret ?? readSecret(secretFile ?? '');
        const { draw: done, planned, notPlanned } = await revealDraw(await context.client(), id, text, { person });
        context.answer({ draw: id, seed: done.revealed?.seed, head: done.revealed?.head, candidates: done.revealed?.candidates.length, drawn: done.revealed?.drawn, planned, notPlanned: notPlanned.map(({ issue, refusal: { code, zh, en } }) => ({ issue, code, zh, en })) }, () =>
          [
            `${id}：${done.revealed?.candidates.length ?? 0}个已销号问题中抽中${done.revealed?.drawn.length ?? 0}个，已安排回头看${planned.length}个 / drawn and planned`,
            ...planned.map((issue) => `  ${issue.slice('issue/'.length)}`),
            ...notPlanned.map(({ issue, refusal }) => `  ${issue.slice('issue/'.length)} 未安排：${refusal.zh} / ${refusal.en}`),
            `任何人可核验：huitoukan review redraw ${id.slice('draw/'.length)} / anybody can repeat it`,
          ].join('\n'),
        );
      }),
    );
  review
    .command('redraw <draw>')
    .description('重抽核验：由台账重算并比对；不一致时退出码为1 / draw again from the record and compare')
    .action(
      action(async (context, draw: string) => {
        const { redraw } = await import('../look-backs/redraw.ts');
        const { draw: done, checks, same } = await redraw(await context.client(), drawIdFrom(draw));
        context.answer({ draw: done.id, same, checks, drawn: done.revealed?.drawn }, () =>
          [...checks.map(({ ok, zh, en }) => `${ok ? '✓' : '✗'} ${zh} / ${en}`), same ? '重抽一致 / the same' : '重抽不一致 / NOT the same'].join('\n'),
        );
        return same ? 0 : 1;
      }),
    );
  review
    .command('draws')
    .description('全部抽签及其状态 / all draws and where they stand')
    .option('--round <round>', '轮次 / round')
    .action(
      action(async (context, { round }: { round?: string }) => {
        const { drawOverview } = await import('../look-backs/draw-overview.ts');
        const draws = await drawOverview((await context.client()).ledger, Date.now(), round);
        const { instantInWords } = await import('../../domain/time.ts');
        context.answer({ draws }, () =>
          table(draws, [
            { head: '抽签', value: (row) => row.id.slice('draw/'.length), max: 30 },
            { head: '时刻', value: (row) => instantInWords(row.announced.instant) },
            { head: '状态', value: (row) => row.words.zh, max: 60 },
            { head: '候选', value: (row) => row.revealed?.candidates.length ?? null },
            { head: '抽中', value: (row) => row.revealed?.drawn.length ?? null },
            { head: '已安排', value: (row) => row.planned },
            { head: '已看', value: (row) => row.done },
          ]),
        );
      }),
    );
};

