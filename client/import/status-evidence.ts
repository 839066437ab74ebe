/** Where an issue's state was found, from the plainest place to the weakest. */
import { isFollowUpHeading } from './finding-words.ts';
import { headingOf } from './node-reading.ts';
import type { Reading } from './node-reading.ts';
import type { Block, Node } from './outline.ts';
import { closingStatus, leadingStatus, wholeStatus } from './status-label.ts';
import { shareStatus, tickedOption } from './status-marks.ts';
import type { PrintedStatus, ReportStatus } from './status-label.ts';

export type Evidence = {
  status: ReportStatus;
  text: string | null;
  from: 'label' | 'title' | 'closing' | 'heading' | 'sub-items' | 'none';
  sure: boolean;
};

const fieldStatus = (block: Block): PrintedStatus | null => {
  if (block.label === null || !/状态|结果|情况|进度|是否|进展|结论/.test(block.label)) return leadingStatus(block.text);
  const words = tickedOption(block.text);
  return wholeStatus(words) ?? shareStatus(words) ?? leadingStatus(words);
};

const DONE_HEADING = /(?:已(?:经)?(?:全部)?(?:完成|整改)(?:整改|到位)?|整改(?:已)?完成)的?(?:整改)?(?:反馈)?(?:问题|事项|任务)/;

/** The state in a heading over a group: 基本完成整改的问题, 正在推进的事项. */
const groupStatus = (head: string): ReportStatus | null => {
  const words = /^(.{2,20}?)的?(?:整改|反馈)?(?:问题|事项|任务)(?:清单|情况)?(?:[（(][^）)]*[）)])?[。：:]?$/u.exec(head)?.[1];
  return words === undefined ? null : (wholeStatus(words)?.status ?? null);
};

const headingStatus = (node: Node): { status: ReportStatus; text: string } | null => {
  for (let up = node.parent; up !== null; up = up.parent) {
    const head = up.title.slice(0, 60);
    const group = groupStatus(head);
    if (group !== null) return { status: group, text: headingOf(up) };
    if (DONE_HEADING.test(head) && !/未/.test(head)) return { status: /长期/.test(head) ? 'done-keep' : 'done', text: headingOf(up) };
    if (up.printed !== '' && isFollowUpHeading(head))
      return { status: /阶段性|长期坚持/.test(head) ? 'partial-keep' : 'in-progress', text: headingOf(up) };
  }
  return null;
};

/** The state of a heading, with the place that it was read from. */
export const statusFrom = (node: Node, reading: Reading): Evidence => {
  for (const block of reading.answers) {
    const printed = fieldStatus(block);
    if (printed !== null) return { status: printed.status, text: printed.text, from: 'label', sure: printed.sure };
  }
  // 完成时限：已完成 gives the state in the place of a date; 长期坚持 there is only a term.
  for (const block of reading.fields) {
    const state = block.role === 'deadline' ? (wholeStatus(block.text) ?? closingStatus(block.text)) : null;
    if (state?.sure === true) return { status: state.status, text: state.text, from: 'label', sure: true };
  }
  if (reading.titleStatus !== null) return { ...reading.titleStatus, from: 'title' };
  const last = reading.answers.findLast((block) => block.role === 'answer' || block.role === 'text');
  const closing = last === undefined ? null : closingStatus(last.text);
  if (closing !== null) return { ...closing, from: 'closing' };
  const heading = headingStatus(node);
  return heading === null ? { status: 'not-stated', text: null, from: 'none', sure: true } : { ...heading, from: 'heading', sure: true };
};
