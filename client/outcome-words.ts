import { FORM_NAMES, OUTCOME_NAMES, SANCTION_NAMES } from '../domain/field-words.ts';
import type { Outcome, OutcomeKind } from '../domain/outcome.ts';

const UNITS: Readonly<Record<OutcomeKind, string>> = {
  'petition-received': '件',
  'petition-settled': '件',
  'lead-referred': '件',
  'lead-settled': '件',
  accountability: '人',
  recovered: '元',
  rule: '项',
};

/** Fen as yuan with two digits: whole numbers all the way, no float touches money. */
export const yuanInWords = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** `追责问责2人（第一种形态，诫勉）；据《处分决定》` */
export const outcomeInWords = ({ kind, count, form, sanction, fen, note, source }: Outcome): string => {
  const how = [...(form === null ? [] : [FORM_NAMES[form].zh]), ...(sanction === null ? [] : [SANCTION_NAMES[sanction].zh]), ...(note === null ? [] : [note])].join('，');
  const number = fen === null ? String(count) : yuanInWords(fen);
  return `${OUTCOME_NAMES[kind].zh}${number}${UNITS[kind]}${how === '' ? '' : `（${how}）`}；据${source}`;
};
