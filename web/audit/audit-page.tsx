import { Tabs } from 'antd';
import { useMe } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { AccessLog } from './access-log.tsx';
import { Deliveries } from './deliveries.tsx';
import { Exports } from './exports.tsx';
import { FullHistory } from './full-history.tsx';
import { Integrity } from './integrity.tsx';
import { PersonHistory } from './person-history.tsx';
import { UnitHistory } from './unit-history.tsx';

/** 审计: everything that happened, whether the record is whole, what became of notices, who read what; a person's and a unit's record over all rounds. */
export const AuditPage = () => {
  const { t } = useWords();
  const office = useMe().data?.standings.includes('office') === true;
  return (
    <div className="settings">
      <div className="page-head"><h1>{t('menu.audit')}</h1></div>
      <Integrity />
      <Tabs
        destroyOnHidden
        items={[
          { key: 'history', label: t('audit.history'), children: <FullHistory /> },
          { key: 'person', label: t('audit.person'), children: <PersonHistory /> },
          { key: 'unit', label: t('audit.unit'), children: <UnitHistory /> },
          { key: 'deliveries', label: t('audit.deliveries'), children: <Deliveries /> },
          ...(office ? [{ key: 'exports', label: t('audit.exports'), children: <Exports /> }, { key: 'access', label: t('audit.access'), children: <AccessLog /> }] : []),
        ]}
      />
    </div>
  );
};
