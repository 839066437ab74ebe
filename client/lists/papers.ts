import type { PaperLine } from '../letters/list-papers.ts';
import type { ListColumn } from '../sheets/list-bytes.ts';
import { LETTER_STATE_NAMES } from '../words.ts';

/** Papers of a round as a file. */
export const PAPER_COLUMNS: readonly ListColumn<PaperLine>[] = [
  { head: '种类', width: 16, value: ({ zh }) => zh },
  { head: '文号', width: 26, value: ({ letter }) => letter },
  { head: '日期', width: 12, value: ({ day }) => day },
  { head: '问题编号', width: 10, value: ({ issue }) => issue },
  { head: '主送', width: 40, value: ({ to }) => to },
  { head: '状态', width: 10, value: ({ sent }) => (sent === null ? null : LETTER_STATE_NAMES[sent.state].zh) },
  { head: '应签收', width: 8, value: ({ sent }) => sent?.asked ?? null },
  { head: '已签收', width: 8, value: ({ sent }) => sent?.confirmed ?? null },
];
