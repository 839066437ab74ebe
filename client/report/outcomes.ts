import { FORM_NAMES, OUTCOME_NAMES, SANCTION_NAMES } from '../../domain/field-words.ts';
import { yuanInWords } from '../outcome-words.ts';
import type { Figures } from './figures.ts';

const counted = (counts: Readonly<Record<string, number>>, names: Readonly<Record<string, { readonly zh: string }>>): string =>
  Object.entries(counts)
    .filter(([key, count]) => count > 0 && key in names)
    .map(([key, count]) => `${names[key]?.zh ?? ''}${count}人`)
    .join('、');

/** What came of the findings, as recorded with its source: the system counts and decides nothing. */
export const accountabilityInWords = ({ outcomes }: Figures): string => {
  const { petitions, leads, accountability, recoveredFen, rules } = outcomes;
  const sanctions = counted(accountability.sanctions, SANCTION_NAMES);
  const forms = counted(accountability.forms, FORM_NAMES);
  const persons = accountability.persons === 0 ? '' : [sanctions === '' ? '' : `，其中${sanctions}`, forms === '' ? '' : `；运用${forms}`].join('');
  return [
    `${OUTCOME_NAMES['petition-received'].zh}${petitions.received}件，办结${petitions.settled}件；移交问题线索${leads.referred}件，办结线索${leads.settled}件。`,
    `追责问责${accountability.persons}人${persons}。`,
    `挽回经济损失${yuanInWords(recoveredFen)}元，建章立制${rules}项。`,
  ].join('');
};
