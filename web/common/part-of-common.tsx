import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useActions, useMe } from '../api/queries.ts';
import type { IssueView } from '../api/types.ts';
import { useWords } from '../words/language.tsx';
import { HandOutDrawer } from './hand-out-drawer.tsx';
import { W } from './words.ts';

/** Where an issue is one unit's part of a common one, the way to the whole; where it may be handed to units, the way to do it. */
export const PartOfCommon = ({ view }: { readonly view: IssueView }) => {
  const { say } = useWords();
  const { round, number, common } = view.issue;
  const navigate = useNavigate();
  const acts = useMe().data?.person != null;
  const mayHandOut = useActions(round, number, acts && common === null).data?.actions.some(({ type, allowed }) => type === 'hand-to-units' && allowed) === true;
  const [handing, setHanding] = useState(false);
  if (common !== null)
    return <Alert type="info" showIcon title={common.unit === null ? say(W.handedOut) : say(W.partOf, { number: common.number })} action={<Link to="/common/$round/$number" params={{ round, number: common.number }} className="plain-link">{say(W.toWhole)}</Link>} />;
  if (!mayHandOut) return null;
  return (
    <div className="bar">
      <Button onClick={() => setHanding(true)}>{say(W.handOut)}</Button>
      <HandOutDrawer round={round} number={number} least={2} taken={[]} open={handing} onClose={() => setHanding(false)} onDone={() => void navigate({ to: '/common/$round/$number', params: { round, number } })} />
    </div>
  );
};
