import { Button } from 'antd';
import { useState } from 'react';
import { whenWanted } from '../shell/later.tsx';
import { useWords } from '../words/language.tsx';
import { BULK_ACTS, type BulkAct } from './bulk-acts.ts';

const BulkModal = whenWanted(async () => (await import('./bulk-modal.tsx')).BulkModal, ({ act }) => act !== null);

/** What can be done with many at once; each is decided for itself, and what was not possible says why. */
export const BulkBar = ({ issues, onDone }: { readonly issues: readonly string[]; readonly onDone: () => void }) => {
  const { t } = useWords();
  const [act, setAct] = useState<BulkAct | null>(null);
  // Who thinks better of it keeps the rows that he chose.
  const close = (isDone: boolean): void => {
    setAct(null);
    if (isDone) onDone();
  };
  return (
    <>
      <span>{t('register.selected', { n: issues.length })}</span>
      {BULK_ACTS.map((one) => <Button key={one} size="small" onClick={() => setAct(one)}>{t(`bulk.${one}`)}</Button>)}
      <BulkModal act={act} issues={issues} onClose={close} />
    </>
  );
};
