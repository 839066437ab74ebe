/** Why a look-back is made: by the policy's interval, drawn by lot, or because something happened. */
export type LookBackCause = 'interval' | Trigger;
/** Causes that plan a look-back beside the policy's intervals. */
export type Trigger = 'draw' | 'petition' | 'grade' | 'new-head' | 'neighbour';

export const TRIGGERS: readonly Trigger[] = ['draw', 'petition', 'grade', 'new-head', 'neighbour'];

export const CAUSE_NAMES: Readonly<Record<LookBackCause, { readonly zh: string; readonly en: string }>> = {
  interval: { zh: '定期', en: 'interval' },
  draw: { zh: '随机抽查', en: 'drawn by lot' },
  petition: { zh: '信访反映', en: 'a petition' },
  grade: { zh: '评估等次低', en: 'a poor grade' },
  'new-head': { zh: '主要负责人更换', en: 'a new head' },
  neighbour: { zh: '同类问题反弹', en: 'a rebound next door' },
};

type TriggerRule<M> = { mode: M; within: { count: number; unit: 'working-day' | 'calendar-day' | 'month' }; archived: boolean };
type ByPeople = TriggerRule<'off' | 'plan'>;
type ByFacts = TriggerRule<'off' | 'propose' | 'plan'>;
/** Who hears of a draw's steps, and that one is void. */
type DrawTells = Record<'announced' | 'committed' | 'revealed' | 'void', ('head' | 'superior' | 'supervision' | 'team')[]>;
/** What a policy says of look-backs beside the intervals; `policy-schema.ts` says it to zod. */
type LookBackRules = {
  triggers: { draw: ByPeople; petition: ByPeople; grade: ByFacts; 'new-head': ByFacts; neighbour: ByFacts };
  draw: { sharePercent: number; strata: ('unit' | 'category' | 'kind')[]; noticeHours: number; commitHours: number; revealHours: number; tell: DrawTells };
  neighbours: 'same-unit' | 'everywhere';
  askAtLeast: number;
};

/**
 * What a policy says that leaves these fields out. Ours: no source names an interval, a share or a term for them. Plain
 * data, because the workflow needs it for old cases and must not load zod.
 */
export const LOOK_BACK_DEFAULTS: LookBackRules = {
  triggers: {
    draw: { mode: 'plan', within: { count: 20, unit: 'working-day' }, archived: true },
    petition: { mode: 'plan', within: { count: 10, unit: 'working-day' }, archived: true },
    grade: { mode: 'plan', within: { count: 1, unit: 'month' }, archived: true },
    'new-head': { mode: 'propose', within: { count: 3, unit: 'month' }, archived: false },
    neighbour: { mode: 'propose', within: { count: 1, unit: 'month' }, archived: false },
  },
  draw: {
    sharePercent: 10,
    strata: ['category', 'kind'],
    noticeHours: 72,
    commitHours: 24,
    revealHours: 72,
    tell: { announced: ['head', 'supervision', 'team'], committed: ['supervision', 'team'], revealed: ['head', 'supervision', 'team'], void: ['supervision', 'team', 'superior'] },
  },
  neighbours: 'everywhere',
  askAtLeast: 0,
};

/** Draws of older policies told nobody. */
export const TELLS_NOBODY: DrawTells = { announced: [], committed: [], revealed: [], void: [] };

/** Cases opened before there were triggers: people may still ask for a look-back, but nothing plans one by itself. */
export const LOOK_BACK_BEFORE_TRIGGERS: LookBackRules = {
  ...LOOK_BACK_DEFAULTS,
  draw: { ...LOOK_BACK_DEFAULTS.draw, tell: TELLS_NOBODY },
  triggers: {
    ...LOOK_BACK_DEFAULTS.triggers,
    grade: { ...LOOK_BACK_DEFAULTS.triggers.grade, mode: 'off' },
    'new-head': { ...LOOK_BACK_DEFAULTS.triggers['new-head'], mode: 'off' },
    neighbour: { ...LOOK_BACK_DEFAULTS.triggers.neighbour, mode: 'off' },
  },
};
