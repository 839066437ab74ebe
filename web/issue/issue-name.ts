import { useUnits } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';

/** What people call an issue: 第16号问题; a unit's part of a common one bears the unit's name instead of its id. */
export const useIssueName = (): ((number: string) => string) => {
  const { t } = useWords();
  const units = useUnits().data?.units ?? [];
  return (number) => {
    const dot = number.indexOf('.');
    const unit = dot === -1 ? undefined : units.find(({ id }) => id === number.slice(dot + 1));
    return unit === undefined ? t('act.issue', { number }) : t('act.part', { number: number.slice(0, dot), unit: unit.name });
  };
};
