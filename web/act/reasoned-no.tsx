import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from '../words/language.tsx';

type Props = {
  /** What the button says. */
  readonly no: string;
  /** What is asked for: why not. */
  readonly why: string;
  readonly pending: boolean;
  readonly onNo: (reason: string) => void;
  /** The other way, offered until somebody has begun to say no. */
  readonly children?: ReactNode;
};

/** A yes that needs nothing beside a no that needs a reason; whoever pressed no by mistake comes back. */
export const ReasonedNo = ({ no, why, pending, onNo, children }: Props) => {
  const { t } = useWords();
  const [reason, setReason] = useState<string | null>(null);
  if (reason === null) return <div className="acts">{children}<Button disabled={pending} onClick={() => setReason('')}>{no}</Button></div>;
  return (
    <div className="acts">
      <Input className="reason" autoFocus aria-label={why} placeholder={why} maxLength={2000} value={reason} onChange={({ target }) => setReason(target.value)} />
      <Button danger disabled={reason.trim() === ''} loading={pending} onClick={() => onNo(reason.trim())}>{no}</Button>
      <Button onClick={() => setReason(null)}>{t('cancel')}</Button>
    </div>
  );
};
