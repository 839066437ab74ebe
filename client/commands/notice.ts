import type { Command } from 'commander';
import { action } from './context.ts';
import { noted } from './noted.ts';
import { issueIdFrom, wholeFrom } from './parse.ts';
import { table } from './table.ts';
import { LETTER_STATE_NAMES } from '../words.ts';

type ListOptions = { round?: string; issue?: string; series?: string; year?: number; void?: boolean; limit: number };
type RecordOptions = { person?: string; round?: string; limit: number };

/** `huitoukan notice list|show|record`: letters by number, and who was told what, confirmed it, and moved. */
export const addNoticeCommands = (program: Command): void => {
  const notice = program.command('notice').description('文书与告知记录 / letters by number, and the record of who was told what');
  notice
    .command('list')
    .description('编号文书，含作废的 / letters by number, void ones included')
    .option('--round <round>', '轮次 / round')
    .option('--issue <issue>', '问题 / issue', issueIdFrom)
    .option('--series <words>', '字号，如 督办函 / the words before the year')
    .option('--year <year>', '年份 / year', wholeFrom(1990, 2999))
    .option('--void', '只看作废的 / void ones only')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 100_000), 1_000)
    .action(
      action(async (context, { round, issue, void: onlyVoid, series, year, limit }: ListOptions) => {
        const [{ findLetterGaps, listLetters }, { reasonInWords }, { letterInWords }, { instantInWords }] = await Promise.all([
          import('../../ledger/notice-record.ts'),
          import('../../ledger/delivery-reasons.ts'),
          import('../../domain/letters.ts'),
          import('../../domain/time.ts'),
        ]);
        const { ledger } = await context.client();
        const filter = {
          limit,
          onlyVoid: onlyVoid === true,
          ...(round === undefined ? {} : { roundId: round }),
          ...(issue === undefined ? {} : { issueId: issue }),
          ...(series === undefined ? {} : { series }),
          ...(year === undefined ? {} : { year }),
        };
        const [all, gaps] = await Promise.all([listLetters(ledger, filter), findLetterGaps(ledger)]);
        const letters = all.map((letter) => ({ letter: letterInWords(letter), ...letter }));
        context.answer({ letters, gaps, limit }, () =>
          table(letters, [
            { head: '文号', value: (row) => row.letter, max: 40 },
            { head: '时间', value: (row) => instantInWords(row.numberedAt) },
            { head: '问题', value: (row) => row.issueId.replace(/^issue\//, ''), max: 24 },
            { head: '步骤', value: (row) => row.step, max: 20 },
            { head: '状态', value: (row) => LETTER_STATE_NAMES[row.state].zh },
            { head: '收件', value: (row) => row.people },
            { head: '送达', value: (row) => row.told },
            { head: '签收', value: (row) => `${row.confirmed}/${row.asked}` },
            { head: '原因', value: (row) => (row.state === 'void' ? row.reasons.map((one) => reasonInWords(one).zh).join('；') : ''), max: 30 },
          ]),
        );
      }),
    );
  notice
    .command('show <number>')
    .description('一份文书及其全部收件人，如 督办函-2026-12 / one letter with everybody it went to')
    .action(
      action(async (context, number: string) => {
        const [{ showLetter }, { letterInWords }] = await Promise.all([import('../notice-record.ts'), import('../../domain/letters.ts')]);
        const { letter, copies } = await showLetter((await context.client()).ledger, number);
        const lines = await recordLines(copies);
        context.answer({ letter: { letter: letterInWords(letter), ...letter }, copies }, () =>
          [`${letterInWords(letter)}  ${LETTER_STATE_NAMES[letter.state].zh} ${letter.state}`, `${letter.issueId}，第${letter.cycle}轮，${letter.step}`, lines].join('\n'),
        );
      }),
    );
  notice
    .command('record [issue]')
    .description('告知记录：谁、何时、经何渠道、是否签收、多久有进展 / who was told what and when, confirmed it, and what moved')
    .option('--person <person>', '某人收到的全部 / everything told to a person')
    .option('--round <round>', '轮次 / round')
    .option('--limit <n>', '最多 / at most', wholeFrom(1, 100_000), 2_000)
    .action(
      action(async (context, issue: string | undefined, { person, round, limit }: RecordOptions) => {
        const [{ noticeRecord }, { refuse }, { demandIssue }] = await Promise.all([import('../notice-record.ts'), import('../../domain/refusal.ts'), import('../../ledger/viewers.ts')]);
        if (issue === undefined && person === undefined && round === undefined) refuse('USAGE', '请给出问题，或用 --person、--round', 'name an issue, or use --person or --round');
        const filter = {
          limit,
          ...(issue === undefined ? {} : { issueId: issueIdFrom(issue) }),
          ...(person === undefined ? {} : { recipient: person }),
          ...(round === undefined ? {} : { roundId: round }),
        };
        const { ledger } = await context.client();
        if (issue !== undefined) await demandIssue(ledger, issueIdFrom(issue));
        if (person !== undefined) await noted(context, 'notice record', person);
        const { rows, summary } = await noticeRecord(ledger, filter);
        const lines = await recordLines(rows);
        const hours = (value: number | null): string => (value === null ? '—' : `${value}小时`);
        context.answer({ record: rows, summary, limit }, () =>
          [
            lines,
            '',
            `共${summary.notices}条：送达${summary.told}，待发${summary.waiting}，未成${summary.failed}，撤回${summary.withdrawn}`,
            `要求签收${summary.asked}：已签收${summary.confirmed}，未签收${summary.unconfirmed}；签收用时中位数${hours(summary.medianHoursToConfirm)}`,
            `送达后有进展${summary.moved}，至今无进展${summary.unmoved}；进展用时中位数${hours(summary.medianHoursToMove)}`,
          ].join('\n'),
        );
      }),
    );
};

type Rows = Awaited<ReturnType<typeof import('../notice-record.ts').noticeRecord>>['rows'];

const recordLines = async (rows: Rows): Promise<string> => {
  const [{ kindInWords, topicInWords }, { channelInWords, DELIVERY_NAMES }, { instantInWords }] = await Promise.all([
    import('../topic-words.ts'),
    import('../words.ts'),
    import('../../domain/time.ts'),
  ]);
  const at = (instant: number | null): string => (instant === null ? '—' : instantInWords(instant));
  return table(rows, [
    { head: '告知时间', value: (row) => at(row.toldAt) },
    { head: '问题', value: (row) => row.issueId.replace(/^issue\//, ''), max: 20 },
    { head: '文书', value: (row) => row.letter ?? kindInWords(row.kind).zh, max: 32 },
    { head: '事项', value: (row) => topicInWords(row.topic).zh, max: 16 },
    { head: '收件人', value: (row) => row.recipient, max: 16 },
    { head: '渠道', value: (row) => channelInWords(row.channel).zh, max: 10 },
    { head: '状态', value: (row) => DELIVERY_NAMES[row.state].zh, max: 20 },
    { head: '签收', value: (row) => (row.acknowledge ? at(row.acknowledgedAt) : '不需') },
    { head: '进展', value: (row) => (row.movedHow === null ? '—' : `${row.hoursToMove ?? ''}小时后 ${topicInWords(row.movedHow).zh}`), max: 28 },
  ]);
};
