import { Checkbox } from 'antd';
import type { ReportPreview } from '../api/types.ts';
import { Section } from '../issue/section.tsx';
import { useWords } from '../words/language.tsx';
import { W } from './words.ts';

type Props = { readonly proposals: ReportPreview['common']; readonly chosen: ReadonlySet<string>; readonly onChoose: (numbers: ReadonlySet<string>) => void };

/** Findings for which the file names several units: ticked, they are handed out as common issues when the file is taken in. */
export const HandOutPart = ({ proposals, chosen, onChoose }: Props) => {
  const { t, say } = useWords();
  if (proposals.length === 0) return null;
  const ticked = proposals.filter(({ number }) => chosen.has(number)).length;
  const tick = (number: string, on: boolean): void => onChoose(new Set(on ? [...chosen, number] : [...chosen].filter((one) => one !== number)));
  return (
    <Section title={say(W.common, { n: proposals.length })}>
      <p className="muted">{say(W.commonHelp)}</p>
      <Checkbox checked={ticked === proposals.length} indeterminate={ticked > 0 && ticked < proposals.length} onChange={({ target }) => onChoose(new Set(target.checked ? proposals.map(({ number }) => number) : []))}>{say(W.commonAll)}</Checkbox>
      <ul className="lines">
        {proposals.map(({ number, title, units }) => (
          <li key={number}>
            <Checkbox checked={chosen.has(number)} onChange={({ target }) => tick(number, target.checked)}><b>{say(W.number, { n: number })}</b>　{title}</Checkbox>
            <div className="muted small">{units.map(({ name }) => name).join(t('and'))}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
};
