import { Link } from '@tanstack/react-router';
import { Select, Table } from 'antd';
import { useState } from 'react';
import { PHASE_NAMES } from '../../domain/round/state.ts';
import { useRoundCounts, useRounds } from '../api/queries.ts';
import type { Round } from '../api/types.ts';
import { ExportButton } from '../shell/export-button.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { useWords } from '../words/language.tsx';

/** A count of a round that is no part of its line in the list. */
const Count = ({ round, show }: { readonly round: string; readonly show: (counts: NonNullable<ReturnType<typeof useRoundCounts>['data']>) => string | number }) => {
  const { data } = useRoundCounts(round);
  return <>{data === undefined ? '…' : show(data)}</>;
};

/** One unit over all rounds: how many findings, what is still open, what came back. */
export const UnitHistory = () => {
  const { t, say } = useWords();
  const rounds = useRounds();
  const [unit, setUnit] = useState<string>();
  return (
    <Loaded query={rounds}>
      {(data) => {
        const units = [...new Set(data.rounds.map((round) => round.unit))].filter((name) => name !== '').slice().sort((a, b) => a.localeCompare(b, 'zh'));
        const shown = data.rounds.filter((round) => unit === undefined || round.unit === unit);
        return (
          <>
            <div className="filters"><span className="wide-filter"><Select allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('rounds.unit')} placeholder={t('rounds.unit')} {...(unit === undefined ? {} : { value: unit })} onChange={setUnit} options={units.map((value) => ({ value, label: value }))} /></span><ExportButton path="/round-list" /></div>
            <Table<Round>
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={shown}
              columns={[
                { title: t('rounds.unit'), dataIndex: 'unit' },
                { title: t('register.round'), key: 'title', render: (_value, { id, title }) => <Link to="/rounds/$round" params={{ round: id }}>{title}</Link> },
                { title: t('rounds.feedback'), dataIndex: 'feedback' },
                { title: t('rounds.phase'), key: 'phase', render: (_value, { phase }) => (phase === null ? '' : say(PHASE_NAMES[phase])) },
                { title: t('rounds.issues'), dataIndex: 'issues' },
                { title: t('rounds.open'), dataIndex: 'open' },
                { title: t('rounds.overdue'), dataIndex: 'overdue' },
                { title: t('rounds.everOverdue'), key: 'everOverdue', render: (_value, { id }) => <Count round={id} show={({ happened }) => happened.everOverdue} /> },
                { title: t('audit.extended'), key: 'extended', render: (_value, { id }) => <Count round={id} show={({ happened }) => happened.extensions.granted} /> },
                { title: t('audit.returned'), key: 'returned', render: (_value, { id }) => <Count round={id} show={({ happened }) => happened.returned.times} /> },
                { title: t('audit.rebounded'), key: 'rebounded', render: (_value, { id }) => <Count round={id} show={({ happened }) => happened.reopened.afterLookBack} /> },
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
};
