import type { Shape } from './template.ts';

/** What templates may name. docs/templates.md explains each name to whoever writes one. */
const PHRASE = { zh: 'text', en: 'text' } as const;

const MATTER = {
  kind: PHRASE,
  subject: PHRASE,
  about: PHRASE,
  number: 'text',
  title: 'text',
  shortTitle: 'text',
  round: { unit: 'text', title: 'text' },
  what: PHRASE,
  day: 'text',
  date: 'text',
  left: PHRASE,
  light: { zh: 'text', en: 'text', sign: 'text' },
  next: PHRASE,
  words: 'text',
  acknowledge: 'text',
  letter: 'text',
  again: 'text',
} as const satisfies Shape;

const MAIL = { name: 'text', today: 'text', role: PHRASE } as const satisfies Shape;

export const NOTICE_SHAPE: Shape = { ...MAIL, ...MATTER };

export const BUNDLE_SHAPE: Shape = { ...MAIL, count: 'text', overdue: 'text', acknowledge: 'text', items: [{ at: 'text', ...MATTER }] };

const ISSUE = { number: 'text', title: 'text' } as const;
const LATE = { ...ISSUE, what: PHRASE, day: 'text', days: 'text', who: 'text' } as const;

export const ROLLUP_SHAPE: Shape = {
  ...MAIL,
  several: 'text',
  rounds: [
    {
      unit: 'text',
      title: 'text',
      from: 'text',
      to: 'text',
      fromDate: 'text',
      toDate: 'text',
      missed: 'text',
      open: 'text',
      movedCount: 'text',
      stillCount: 'text',
      lateCount: 'text',
      dueCount: 'text',
      moved: [{ ...ISSUE, happened: PHRASE, by: 'text' }],
      still: [{ ...ISSUE, days: 'text', who: 'text' }],
      late: [LATE],
      people: [{ who: 'text', count: 'text' }],
      due: [LATE],
    },
  ],
};
