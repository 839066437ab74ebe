import type { Act, ActType } from '../command-schema.ts';
import type { EventBody } from '../events.ts';
import type { IssueState, Status } from '../issue.ts';
import type { Actor } from '../actor.ts';
import { refuse } from '../refusal.ts';
import { dayOf, type Day, type Instant } from '../time.ts';

/** Who acts, and when: data, so that the rules have no clock. */
export type Context = { readonly actor: Actor; readonly now: Instant };

/** One rule of an act: what happens, or a thrown {@link Refusal}. */
export type Rule<T extends ActType> = (state: IssueState, act: Extract<Act, { type: T }>, context: Context) => readonly EventBody[];

export const STATUS_NAMES: Readonly<Record<Status, { zh: string; en: string }>> = {
  assigned: { zh: '待认领', en: 'assigned' },
  planning: { zh: '制定措施', en: 'planning' },
  rectifying: { zh: '整改中', en: 'rectifying' },
  verifying: { zh: '待核查', en: 'verifying' },
  closed: { zh: '已销号', en: 'closed' },
  sustained: { zh: '阶段性成效·长期坚持', en: 'sustained' },
  archived: { zh: '已归档', en: 'archived' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

/** @throws Refusal WRONG_STATUS unless the issue stands at one of these. */
export const demandStatus = (state: IssueState, ...wanted: readonly Status[]): void => {
  if (wanted.includes(state.status)) return;
  const zh = wanted.map((status) => STATUS_NAMES[status].zh).join('、');
  const en = wanted.map((status) => STATUS_NAMES[status].en).join(' or ');
  const now = STATUS_NAMES[state.status];
  refuse('WRONG_STATUS', `问题现为“${now.zh}”，此事须在“${zh}”时办理`, `the issue is ${now.en}; this can be done while it is ${en}`, { status: state.status });
};

/** @throws Refusal SUSPENDED while the duty clock stands still. */
export const demandRunning = (state: IssueState): void => {
  if (state.suspension === null) return;
  const { day } = state.suspension.until;
  refuse('SUSPENDED', `问题暂停至${day}，须先恢复`, `the issue is suspended until ${day}; resume it first`, { until: day });
};

/** @throws Refusal DATE_NOT_AFTER when `day` does not lie after `than`. */
export const demandAfter = (field: { zh: string; en: string }, day: Day, than: Day): void => {
  if (day > than) return;
  refuse('DATE_NOT_AFTER', `${field.zh}：${day} 须晚于 ${than}`, `${field.en}: ${day} must be later than ${than}`, { field: field.en, day, than });
};

export const today = (context: Context): Day => dayOf(context.now);
