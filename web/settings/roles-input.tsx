import { Select } from 'antd';
import { ROLE_NAMES } from '../../domain/permissions.ts';
import type { Role } from '../../domain/policy-schema.ts';
import { useWords } from '../words/language.tsx';

const ROLES: readonly Role[] = ['owner', 'leader', 'head', 'superior', 'supervision', 'team'];

/** Who is told or decides, by standing to the issue; the order is that of choosing. */
export const RolesInput = ({ value, label, onChange }: { readonly value: readonly Role[]; readonly label: string; readonly onChange: (value: readonly Role[]) => void }) => {
  const { say } = useWords();
  return <Select mode="multiple" className="roles" aria-label={label} value={[...value]} onChange={onChange} options={ROLES.map((one) => ({ value: one, label: say(ROLE_NAMES[one]) }))} />;
};
