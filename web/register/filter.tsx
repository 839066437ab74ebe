import { useRef } from 'react';
import { later } from '../shell/later.tsx';
import { useReal } from '../shell/use-real.ts';
import { useWords } from '../words/language.tsx';
import type { FilterProps } from './filter-open.tsx';

const loadFilter = later(async () => (await import('./filter-open.tsx')).FilterOpen);

/** Keys that open a list, beside those that click. */
const OPENING: readonly string[] = ['ArrowDown', 'ArrowUp'];

/** A filter by several values. What stands here first only looks like a list to choose from, and is one when somebody turns to it. */
export const Filter = (props: FilterProps) => {
  const { say, list } = useWords();
  const [real, turnTo] = useReal(loadFilter);
  // A pointer brings the focus before its click: the real one must not come in between.
  const isPressed = useRef(false);
  if (real !== null) return <real.Part {...props} isOpened={real.isOpened} />;
  const { label, value, names } = props;
  const chosen = value.map((one) => {
    const words = names[one];
    return words === undefined ? one : say(words);
  });
  return (
    <button
      type="button"
      // Heard as what it is about to become; it controls nothing before.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-label={label}
      className={chosen.length === 0 ? 'filter stand-in' : 'filter stand-in chosen'}
      onPointerDown={() => (isPressed.current = true)}
      onFocus={({ currentTarget }) => isPressed.current || turnTo(false, currentTarget)}
      onBlur={() => (isPressed.current = false)}
      onClick={() => turnTo(true)}
      onKeyDown={({ key }) => OPENING.includes(key) && turnTo(true)}
    >
      <span>{chosen.length === 0 ? label : list(chosen)}</span>
    </button>
  );
};
