import type { DayTable } from '../../domain/day-table.ts';
import type { NoticeKind } from '../../domain/policy-schema.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../../domain/words.ts';
import { table } from '../commands/table.ts';
import type { Comparison } from './compare.ts';
import type { Rehearsal } from './summary.ts';
import { dayWithWeekday, NOTICE_COLUMNS, numberOf } from './words.ts';

type Frame = { readonly nameOf: (person: string) => string; readonly days: DayTable; readonly tookMs: number; readonly file: string | null; readonly comparison?: Comparison };

/** A terminal is no place for ten thousand lines: the whole list is written with --out. */
const LISTED = 400;
const MOST_PEOPLE = 10;
const MOST_DATES = 20;

const more = (all: number, shown: number, what: string): string[] => (all <= shown ? [] : [`……另有${all - shown}${what}，用 --out 文件.xlsx 或 --json 看全部 / and ${all - shown} more: --out FILE.xlsx or --json`]);

/** A rehearsal for people: the list, then what stands out in it. */
export const rehearsalInWords = (result: Rehearsal, frame: Frame): string => {
  const { nameOf, days } = frame;
  const { worstDay, worstPersonDay } = result;
  const kinds = Object.entries(result.byKind).map(([kind, count]) => `${NOTICE_NAMES[kind as NoticeKind].zh}${count}`);
  return [
    table(result.notices.slice(0, LISTED), NOTICE_COLUMNS.slice(0, 8).map(({ zh, width, value }) => ({ head: zh, max: width + 12, value: (row) => value(row, nameOf) }))),
    ...more(result.notices.length, LISTED, '条'),
    '',
    `${result.from} 至 ${result.until}，${result.issues}个问题，共${result.notices.length}条通知：${kinds.join('、')}`,
    ...(worstDay === null ? [] : [`最忙的一天 ${dayWithWeekday(worstDay.day, days)}：${worstDay.notices}条，合并为${worstDay.mails}封，${worstDay.people}人 / the heaviest day`]),
    ...(worstPersonDay === null ? [] : [`一人一天最多：${nameOf(worstPersonDay.person)} ${dayWithWeekday(worstPersonDay.day, days)}，${worstPersonDay.notices}条、${worstPersonDay.mails}封 / the heaviest day of one person`]),
    '收到最多的人 / who gets most:',
    ...result.people.slice(0, MOST_PEOPLE).map((one) => `  ${nameOf(one.person)}：${one.notices}条、${one.mails}封，其中督促、函件等单独发送${one.letters}条，最忙 ${one.worst}`),
    ...(result.unheard === 0 ? [] : [`各级岗位均空缺、无人收到：${result.unheard}条 / heard by nobody`]),
    ...result.dueOnDaysOff.slice(0, MOST_DATES).map((one) => `时限落在休息日：${dayWithWeekday(one.day, days)} ${DEADLINE_NAMES[one.kind].zh} ${numberOf(one.issue)} ${one.title.slice(0, 30)} / due on a day off`),
    ...more(result.dueOnDaysOff.length, MOST_DATES, '个落在休息日的时限'),
    ...result.refused.slice(0, MOST_DATES).map((one) => `情景中不可办理：${one.day} ${numberOf(one.issue)} 第${one.step + 1}步 ${one.who} ${one.act}（${one.code}） / refused by the rules`),
    ...more(result.refused.length, MOST_DATES, '步'),
    ...(result.unpublishedYears.length === 0 ? [] : [`${result.unpublishedYears.join('、')}年放假安排尚未公布，届时日期可能变动 / no holiday notice yet`]),
    ...(frame.comparison === undefined ? [] : comparisonInWords(frame.comparison)),
    ...(frame.file === null ? [] : [`已导出 ${frame.file} / written`]),
    `推演用时${(frame.tookMs / 1000).toFixed(1)}秒 / took ${(frame.tookMs / 1000).toFixed(1)} s`,
  ].join('\n');
};

const comparisonInWords = ({ same, onlyRules, onlyEngine }: Comparison): string[] =>
  onlyRules.length + onlyEngine.length === 0
    ? [`流程引擎与规则推演完全一致：${same}条 / engine and rules agree on all ${same}`]
    : [
        `流程引擎与规则推演不一致：相同${same}条，仅规则${onlyRules.length}条，仅引擎${onlyEngine.length}条 / engine and rules differ`,
        ...onlyRules.slice(0, MOST_DATES).map((key) => `  仅规则 / rules only: ${key}`),
        ...onlyEngine.slice(0, MOST_DATES).map((key) => `  仅引擎 / engine only: ${key}`),
      ];
