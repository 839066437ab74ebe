import { LETTER_KINDS } from '../domain/letters.ts';
import type { Instant } from '../domain/time.ts';
import type { ClaimedItem } from '../ledger/claimed-mails.ts';
import { writeMail } from './notice-text.ts';
import type { TemplateData } from './template.ts';
import type { TemplateName, Templates, WrittenMail } from './templates.ts';

/** A made-up notice with everything that a notice can have: templates are looked at and tested with it. */
export const SAMPLE_NOW: Instant = Date.UTC(2026, 2, 12, 1);
export const SAMPLE_ITEM: ClaimedItem = {
  deliveryId: 'd1',
  issueId: 'issue/r1/12',
  role: 'head',
  kind: 'supervision-letter',
  topic: 'due',
  step: 'due#1:T+10:r2',
  day: '2026-03-02',
  light: 'red',
  acknowledge: true,
  onBehalfOf: null,
  deputy: null,
  letter: '督办函〔2026〕第12号',
  content: null,
  notBefore: SAMPLE_NOW,
  issue: { number: '12', title: '学用结合不紧密，<b>以会代训</b>' },
  round: { title: '十三届县委第三轮巡察', unit: '青石镇党委' },
};
export const SAMPLE_TO = { name: '赵六', id: 'p-head', email: 'head@example.com' };
/** What a bundle is made of. */
export const SAMPLE_ITEMS: readonly ClaimedItem[] = [
  { ...SAMPLE_ITEM, kind: 'reminder', letter: null, step: 'due#1:T-3', day: '2026-03-20', light: 'yellow', acknowledge: false },
  { ...SAMPLE_ITEM, kind: 'urging', letter: null, issue: { number: '3', title: '制度不健全' } },
];

const DUTY = { number: '12', title: '学用结合不紧密', what: { zh: '完成整改', en: 'rectification' }, day: '2026年3月2日', days: 10, who: '张三' };
const ROLLUP: TemplateData = {
  unit: '青石镇党委',
  title: '十三届县委第三轮巡察',
  from: '2026年3月5日',
  to: '2026年3月11日',
  fromDate: '2026-03-05',
  toDate: '2026-03-11',
  missed: null,
  open: 9,
  movedCount: 1,
  stillCount: 1,
  lateCount: 1,
  dueCount: 1,
  moved: [{ number: '3', title: '制度不健全', happened: { zh: '整改中→待核查', en: 'rectifying → verifying' }, by: '李四' }],
  still: [{ number: '5', title: '台账不全', days: 21, who: '张三' }],
  late: [DUTY],
  due: [{ ...DUTY, number: '7', days: 0 }],
  people: [{ who: '张三', count: 1 }],
};

const isLetterName = (name: TemplateName): boolean => LETTER_KINDS.some((kind) => kind === name);

/** What a template makes of the sample: for whoever writes one to see. Pure. */
export const sampleMail = (name: TemplateName, templates: Templates): WrittenMail => {
  const only = (item: Partial<ClaimedItem>): WrittenMail => writeMail({ to: SAMPLE_TO, items: [{ ...SAMPLE_ITEM, ...item }] }, SAMPLE_NOW, templates);
  if (name === 'bundle') return writeMail({ to: SAMPLE_TO, items: SAMPLE_ITEMS }, SAMPLE_NOW, templates);
  if (name === 'rollup-week' || name === 'rollup-month') return only({ topic: name, content: ROLLUP });
  return only(isLetterName(name) ? { kind: name } : { kind: 'urging', letter: null });
};
