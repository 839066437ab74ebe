/** What a report says of an issue's state, as printed, and which of five states that is. */

import type { REPORT_STATUS_NAMES } from '../../domain/field-words.ts';

export type ReportStatus = keyof typeof REPORT_STATUS_NAMES;
export type PrintedStatus = { readonly status: ReportStatus; readonly text: string; readonly sure: boolean };

const WORDS = [
  '截至目前',
  '目前为止',
  '目前',
  '现已',
  '现阶段',
  '该问题',
  '此问题',
  '本问题',
  '该项问题',
  '此项',
  '该项',
  '问题',
  '均',
  '都',
  '已经',
  '已',
  '基本',
  '全部',
  '全面',
  '按期',
  '按时',
  '如期',
  '立行立改',
  '序时进度',
  '序时',
  '按照',
  '按',
  '按计划',
  '暂缓',
  '暂未',
  '暂',
  '在',
  '见底',
  '清零',
  '转入',
  '长效机制',
  '建立',
  '集中整改期内',
  '期内',
  '立整立改',
  '立即',
  '即知即改',
  '部分',
  '初步',
  '整改工作',
  '整改任务',
  '整改落实',
  '整改措施',
  '整改事项',
  '集中整改',
  '整改',
  '落实',
  '完成',
  '办结',
  '解决',
  '销号',
  '纠正',
  '结案',
  '到位',
  '完毕',
  '达标',
  '完',
  '取得',
  '阶段性',
  '阶段',
  '明显',
  '成效',
  '成果',
  '任务',
  '目标',
  '进展',
  '长期',
  '持续',
  '常态化',
  '常态',
  '长效',
  '坚持',
  '保持',
  '巩固',
  '深化',
  '推进',
  '推动',
  '跟进',
  '抓好',
  '正在',
  '正',
  '积极',
  '有序',
  '稳步',
  '进行',
  '实施',
  '启动',
  '办理',
  '未',
  '尚',
  '没有',
  '还',
  '仍',
  '待',
  '需要',
  '需',
  '要',
  '并',
  '且',
  '但',
  '将',
  '的',
  '中',
  '状态',
  '率',
  '为',
  '了',
  '达到',
  '达',
  '和',
  '及',
  '后续',
  '继续',
  '加强',
  '监管',
  '管理',
  '工作',
  '类',
  '阶段性',
  '对账',
  '√',
  '×',
  '✗',
  '✘',
  '是',
  '否',
  '事项',
].toSorted((a, b) => b.length - a.length);
const VOCABULARY = new RegExp(`^(?:${WORDS.join('|')}|100[%％]|[，,、；;\\s（）()“”])+`, 'u');

const NOT_YET = /未(?:完成|整改|落实|解决|办结|启动|到位|销号)|(?:尚|还|仍)未|没有(?:完成|整改)|待(?:完成|整改|落实)|^(?:否|×|✗|✘)$|暂[缓未]/;
const GOING_ON =
  /正在|推进中|整改中|进行中|办理中|实施中|落实中|中$|正(?:积极|有序|稳步|持续|按|整改)|(?:^|[，,已])(?:有序|积极|稳步|持续)(?:有序)?(?:推进|推动|整改|跟进)|部分(?:完成|整改|落实|解决)|^启动|已启动|待|序时|按计划(?:推进|实施|整改)|[尚仍还]在(?:整改|推进)/;
const FINISHED =
  /(?:整改|落实|解决|销号|纠正|办结|完成|结案)(?:完成|到位|完毕|完|了)|已(?:全部|全面|按期|按时|如期|经|立行立改|均|都)?(?:完成|立行立改|见底清零|清零|整改|落实|解决|办结|销号|纠正|结案|到位)|(?:^|[，,、\s])(?:全部|按期|按时|如期)?(?:完成|办结|销号)|完成整改|100[%％]|^√$|^是$/;
const PARTIAL = /阶段|基本(?:完成|整改|落实|解决|到位)|初步(?:完成|整改)|取得(?:明显|初步|较好)?(?:成效|成果|进展)/;
const KEEP = /长期|持续|常态|长效|巩固|坚持|保持|跟进|继续/;

/** The state that a run of status words stands for; null if it says nothing. */
export const statusOf = (words: string): { status: ReportStatus; sure: boolean } | null => {
  const keep = KEEP.test(words);
  if (PARTIAL.test(words) && !/未/.test(words)) return { status: 'partial-keep', sure: /阶段/.test(words) };
  if (NOT_YET.test(words)) return { status: 'in-progress', sure: true };
  const ongoing = GOING_ON.test(words);
  if (FINISHED.test(words) && !(ongoing && /正在|部分|整改中$|推进中$/.test(words)))
    return { status: keep || ongoing ? 'done-keep' : 'done', sure: true };
  if (ongoing) return { status: 'in-progress', sure: true };
  if (/长期|常态/.test(words) && keep) return { status: 'partial-keep', sure: false };
  if (/持续|继续/.test(words)) return { status: 'in-progress', sure: false };
  if (/^已?立行立改$/.test(words)) return { status: 'done', sure: false };
  return null;
};

// After the status words a sentence must end or a count begin: 已完成《…》编制 names a piece of work, not the state.
const BOUNDARY = /^(?:$|[。.：:！!]|[一二三四五六七八九]是|[（(]?[1-9①][)）.、]|首先)/u;

const trimRun = (run: string): string => run.replace(/[，,、；;\s（(“并且但将]+$/u, '');

/** A status that stands at the head of a text, as a label of its own. */
export const leadingStatus = (text: string): PrintedStatus | null => {
  const head = text.replace(/^[“"（(【[\s]+/, '').slice(0, 80);
  const run = VOCABULARY.exec(head)?.[0];
  if (run === undefined) return null;
  let words = run;
  if (!BOUNDARY.test(head.slice(run.length).replace(/^[)）】\]”"]/, ''))) {
    // The run went on into the sentence: keep what stands before its last pause.
    const pause = Math.max(
      run.lastIndexOf('，'),
      run.lastIndexOf(','),
      run.lastIndexOf('；'),
      run.lastIndexOf(';'),
      run.lastIndexOf(' '),
      run.lastIndexOf('）'),
      run.lastIndexOf(')'),
    );
    if (pause <= 0) return null;
    words = run.slice(0, pause);
  }
  words = trimRun(words);
  const read = statusOf(words);
  return read === null ? null : { ...read, text: words };
};

/** A text that is a status from end to end: a table cell, a bracket after a title. */
export const wholeStatus = (text: string): PrintedStatus | null => {
  const plain = text
    .trim()
    .replace(/^(?:整改|完成)?(?:状态|情况|进度|结果)[：:]/u, '')
    .replace(/[。.；;]$/u, '');
  if (plain === '' || plain.length > 40) return null;
  if (VOCABULARY.exec(plain)?.[0].length !== plain.length) return null;
  const read = statusOf(plain);
  return read === null ? null : { ...read, text: plain };
};

/** …，已完成整改，长期坚持。 Only words that can speak of nothing but the issue count: …，已全部完成 may be a piece of work. */
const lastClauses = (words: string): string[] =>
  [...words.matchAll(/[，,](?=(?:已|正在|现|目前|基本|全部|取得|尚未|未|均|部分|阶段性|按期|立行|完成))/gu)]
    .map((match) => words.slice(match.index + 1))
    .filter((clause) => /整改|销号|阶段性/.test(clause));

/** A status that closes a text: `…。目前已整改完成。` or `…（已完成）`. */
export const closingStatus = (text: string): PrintedStatus | null => {
  const tail = text.trim().slice(-60);
  const bracket = /[（(【[]([^（）()【】[\]]{2,24})[)）】\]][。.]?$/u.exec(tail);
  const inBracket = bracket === null ? null : wholeStatus(bracket[1] ?? '');
  if (inBracket !== null) return inBracket;
  const sentence = /(?:^|[。；;！])([^。；;！]{2,40})[。；;]?$/u.exec(tail);
  const whole = sentence === null ? null : wholeStatus(sentence[1] ?? '');
  if (whole !== null) return whole;
  // …，该问题已整改完成，并将长期坚持。
  const words = tail.replace(/^.*[。；;！](?=.)/u, '').replace(/[。；;]$/u, '');
  const clauses = [...words.matchAll(/[，,](?=(?:[该此本]项?问题|截至目前|目前))/gu)].map((match) => words.slice(match.index + 1));
  const said = [...text.slice(-160).matchAll(/[该此本]项?问题[^，,。；;]{2,20}(?=[，,。；;])/gu)].map((match) => match[0]);
  return [...clauses, ...lastClauses(words), ...said.toReversed()].map(wholeStatus).find((one) => one !== null) ?? null;
};

/** Takes a status off the end of a title: `关于…问题（已完成）`, `…问题 已整改`, `…问题——整改中`. */
export const statusAfterTitle = (title: string): { title: string; status: PrintedStatus | null } => {
  const tail = /(?:[（(【[]([^（）()【】[\]]{2,24})[)）】\]]|(?:\s+|[-—–]{1,2}|\t|\|)([^\s，。|—–-]{2,16}))\s*[。.]?$/u.exec(
    title.slice(-60),
  );
  const status = tail === null ? null : wholeStatus(tail[1] ?? tail[2] ?? '');
  if (tail === null || status === null) return { title, status: null };
  return { title: title.slice(0, title.length - tail[0].length).trim(), status };
};

/** The state of a whole, from the states of its parts. */
export const combinedStatus = (parts: readonly ReportStatus[]): ReportStatus => {
  for (const status of ['in-progress', 'not-stated', 'partial-keep', 'done-keep'] as const) if (parts.includes(status)) return status;
  return parts.length === 0 ? 'not-stated' : 'done';
};
