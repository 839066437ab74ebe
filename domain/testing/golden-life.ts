import type { Act } from '../command-schema.ts';
import type { IssueEvent } from '../events.ts';
import type { IssueKind } from '../policy-schema.ts';
import { ladderNotices, type Notice } from '../notices.ts';
import { nextObligation, type Obligation } from '../obligations.ts';
import { DAY_MS, dayOf, HOUR_MS, instantInWords, isWeekend, MINUTE_MS, startOfDay, weekdayOf, type Day, type Instant } from '../time.ts';
import { CN_2026, isWorkedSlowly } from './day-tables.ts';
import { GOLDEN_POLICY } from './golden-policy.ts';
import { actor, PARTIES } from './people.ts';
import { Life, type Moment } from './simulator.ts';

/** `2026-10-08 09:00`, Beijing time. */
const instant = (text: string): Instant => {
  const [day = '', clock = ''] = text.split(' ');
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return startOfDay(day) + hours * HOUR_MS + minutes * MINUTE_MS;
};

/** Who does what when; the rest of the life is what falls due by itself. */
export type Script = {
  readonly title: string;
  readonly kind: IssueKind;
  readonly opened: string;
  readonly due: Day;
  readonly acts: readonly (readonly [when: string, who: string, act: Act])[];
  readonly until: string;
};

const playScript = (script: Script): Life => {
  const life = new Life({
    policy: GOLDEN_POLICY,
    table: CN_2026,
    at: instant(script.opened),
    command: {
      type: 'open',
      round: '2026-1',
      number: '7',
      title: script.title,
      category: '组织建设',
      kind: script.kind,
      standing: 'assigned',
      feedback: dayOf(instant(script.opened)),
      due: { day: script.due, words: null },
      parties: PARTIES,
    },
  });
  for (const [when, who, act] of script.acts) {
    life.sleep(instant(when));
    if (!life.attempt(act, actor(who))) throw new Error(`${when} ${who} ${act.type}: ${life.refused.at(-1)?.refusal.message}`);
  }
  return life.sleep(instant(script.until));
};

/** `2026-10-10 六班 08:30`: the weekday beside the date, and what the State Council made of it. */
const stamp = (at: Instant): string => {
  const [day = '', clock = ''] = instantInWords(at).split(' ');
  const worked = isWorkedSlowly(CN_2026, day);
  const mark = worked === !isWeekend(day) ? '　' : worked ? '班' : '休';
  return `${day} ${'一二三四五六日'[weekdayOf(day) - 1]}${mark} ${clock}`;
};

const nextText = (next: Obligation | null): string =>
  next === null ? '-' : `${stamp(next.at)}  ${next.deadline.kind}${next.deadline.subject === null ? '' : ` ${next.deadline.subject}`} of ${next.deadline.date.day}: ${next.step?.id ?? 'last day over'}`;

const eventText = (event: IssueEvent): string => {
  if (event.type === 'fell-due') return `${event.kind} of ${event.day} is over`;
  if (event.type === 'rung-opened') return `${event.kind}: rung ${event.step}, ${event.notice}`;
  return event.type;
};

const planned = (notices: readonly Notice[]): ReadonlyMap<string, Notice[]> => {
  const steps = new Map<string, Notice[]>();
  for (const notice of notices) steps.set(notice.step, [...(steps.get(notice.step) ?? []), notice]);
  return steps;
};

/** What a step changes in the plan of reminders and letters: what is new, and what of the future is taken back. */
const planText = ({ before, state, at }: Moment): readonly string[] => {
  const old = planned(before === null ? [] : ladderNotices(before));
  const now = planned(ladderNotices(state));
  const line = (sign: string, [step, notices]: [string, Notice[]]): string =>
    `    ${sign} ${stamp(notices[0]?.notBefore ?? 0)}  ${step.replace(/#\d+/, '')} to ${notices.map((notice) => notice.role).join(', ')}`;
  const byTime = (a: [string, Notice[]], b: [string, Notice[]]): number => (a[1][0]?.notBefore ?? 0) - (b[1][0]?.notBefore ?? 0);
  return [
    ...[...old].filter(([step, [first]]) => !now.has(step) && (first?.notBefore ?? 0) > at).toSorted(byTime).map((entry) => line('-', entry)),
    ...[...now].filter(([step]) => !old.has(step)).toSorted(byTime).map((entry) => line('+', entry)),
  ];
};

/** The whole life as a table that a person can check with a wall calendar. */
export const lifeText = (script: Script): string => {
  const life = playScript(script);
  const rows = life.moments.flatMap((moment) => [
    `${stamp(moment.at)}  ${moment.actor?.person ?? (moment.before === null ? 'office' : 'system')}: ${moment.events.map(eventText).join(' + ')}`,
    ...planText(moment),
    `    > next ${nextText(nextObligation(moment.state))}`,
  ]);
  const days = Math.round((life.now - (life.moments[0]?.at ?? 0)) / DAY_MS);
  return [`${script.title} (${script.kind}, due ${script.due})`, '', ...rows, '', `after ${days} days: ${life.state.status}`, ''].join('\n');
};
