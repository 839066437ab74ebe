import { WITHHOLDING_NAMES } from '../../domain/publication.ts';
import type { NameBook } from '../../ledger/people.ts';
import type { WithheldRow } from '../report/withheld.ts';
import type { ListColumn } from '../sheets/list-bytes.ts';

/** What is withheld from publication as a file. */
export const withheldColumns = (names: NameBook): readonly ListColumn<WithheldRow>[] => [
  { head: '问题编号', width: 10, value: ({ number }) => number },
  { head: '反馈问题', width: 50, value: ({ title }) => title },
  { head: '情形', width: 20, value: ({ ground }) => WITHHOLDING_NAMES[ground].zh },
  { head: '理由', width: 40, value: ({ reason }) => reason },
  { head: '申请', width: 14, value: ({ proposedBy }) => names.person(proposedBy) },
  { head: '批准', width: 14, value: ({ approvedBy }) => (approvedBy === null ? '待批' : names.person(approvedBy)) },
];
