import type { Form, Outcome, OutcomeKind, Sanction } from '../domain/outcome.ts';
import type { Words } from './words.ts';

/** Outcomes as published reports name them. */
export const OUTCOME_NAMES: Words<OutcomeKind> = {
  'petition-received': { zh: '受理信访件', en: 'petitions received' },
  'petition-settled': { zh: '办结信访件', en: 'petitions settled' },
  'lead-referred': { zh: '移交问题线索', en: 'leads referred' },
  'lead-settled': { zh: '办结问题线索', en: 'leads settled' },
  accountability: { zh: '追责问责', en: 'persons held to account' },
  recovered: { zh: '挽回损失', en: 'money recovered' },
  rule: { zh: '建章立制', en: 'rules made' },
};

export const SANCTION_NAMES: Words<Sanction> = {
  criticism: { zh: '批评教育', en: 'criticism' },
  admonition: { zh: '诫勉', en: 'admonition' },
  organisational: { zh: '组织处理', en: 'organisational measure' },
  'party-discipline': { zh: '党纪处分', en: 'party discipline' },
  'government-discipline': { zh: '政务处分', en: 'government discipline' },
};

export const FORM_NAMES: Words<Form> = {
  1: { zh: '第一种形态', en: 'first form' },
  2: { zh: '第二种形态', en: 'second form' },
  3: { zh: '第三种形态', en: 'third form' },
  4: { zh: '第四种形态', en: 'fourth form' },
};

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
