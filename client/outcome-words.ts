import { FORM_NAMES, OUTCOME_NAMES, SANCTION_NAMES } from '../domain/field-words.ts';
import type { Outcome, OutcomeKind } from '../domain/outcome.ts';
import type { BothWords, Voice } from './voice.ts';

const PIECES: BothWords = { zh: '件', en: '' };
const UNITS: Readonly<Record<OutcomeKind, BothWords>> = {
  'petition-received': PIECES,
  'petition-settled': PIECES,
  'lead-referred': PIECES,
  'lead-settled': PIECES,
  accountability: { zh: '人', en: '' },
  recovered: { zh: '元', en: ' yuan' },
  rule: { zh: '项', en: '' },
};

/** Fen as yuan with two digits: whole numbers all the way, no float touches money. */
export const yuanInWords = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** `追责问责2人（第一种形态，诫勉）；据《处分决定》` */
export const outcomeSaid = ({ kind, count, form, sanction, fen, note, source }: Outcome, { say, of }: Pick<Voice, 'say' | 'of'>): string => {
  const how = [...(form === null ? [] : [of(FORM_NAMES[form])]), ...(sanction === null ? [] : [of(SANCTION_NAMES[sanction])]), ...(note === null ? [] : [note])].join(say('，', ', '));
  const number = `${fen === null ? String(count) : yuanInWords(fen)}${of(UNITS[kind])}`;
  return `${of(OUTCOME_NAMES[kind])}${say('', ': ')}${number}${how === '' ? '' : say(`（${how}）`, ` (${how})`)}${say('；据', '; source: ')}${source}`;
};

/** The same for papers and lists, which are Chinese. */
export const outcomeInWords = (outcome: Outcome): string => outcomeSaid(outcome, { say: (zh) => zh, of: ({ zh }) => zh });
