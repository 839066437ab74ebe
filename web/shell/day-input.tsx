import { useState, type ChangeEvent, type ComponentProps } from 'react';
import { dayInWords } from '../../domain/time.ts';
import { useWords } from '../words/language.tsx';

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'value' | 'defaultValue'> & { readonly value?: string };

/**
 * A day to choose. The device's own calendar opens (on a phone its wheels), but what stands in the field is in the language
 * of the page: browsers write days as their machine was set up, 03/02/2026 on a Chinese page. While it is typed in, the
 * browser's own field shows.
 */
export const DayInput = ({ value, onChange, ...rest }: Props) => {
  const { t, language } = useWords();
  // A form says the value; a filter that only listens leaves it to the field.
  const [typed, setTyped] = useState('');
  const day = value ?? typed;
  const change = (event: ChangeEvent<HTMLInputElement>): void => {
    setTyped(event.target.value);
    onChange?.(event);
  };
  return (
    <span className="day-input">
      <input {...rest} type="date" className="field" value={day} onChange={change} />
      <span className={day === '' ? 'day-words muted' : 'day-words'} aria-hidden="true">{day === '' ? t('day.choose') : language === 'zh' ? dayInWords(day) : day}</span>
    </span>
  );
};
