import { useWords } from '../words/language.tsx';

/** Within so many days a date is marked: yellow is the ladder's business, this only sorts the eye. */
const SOON_DAYS = 7;
export type Urgency = 'late' | 'soon' | 'later';
export const urgencyOf = (daysLeft: number | null): Urgency => (daysLeft === null ? 'later' : daysLeft < 0 ? 'late' : daysLeft <= SOON_DAYS ? 'soon' : 'later');

/** Days left in words; colour is only beside them. */
export const Days = ({ left }: { readonly left: number | null }) => {
  const { t } = useWords();
  if (left === null) return null;
  const words = left < 0 ? t('days.late', { n: -left }) : left === 0 ? t('days.today') : t('days.left', { n: left });
  return <span className={`days ${urgencyOf(left)}`}>{words}</span>;
};
