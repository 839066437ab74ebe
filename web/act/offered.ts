import type { ActType } from '../../domain/command-schema.ts';

/**
 * Acts that are not done by a form on one issue, and where people do them instead: for a whole round at once, by a button of
 * their own, or in the list that asks for it.
 */
export const ELSEWHERE = {
  'take-calendar': 'settings/holidays.tsx',
  'adopt-policy': 'settings/adopt-policy.tsx',
  acknowledge: 'todo/to-confirm.tsx',
  // Only of what is proposed: of a pair that nobody thinks of, nobody needs to say that it means nothing.
  'reject-link': 'rounds/lineage.tsx',
  'hand-to-units': 'common/hand-out-drawer.tsx',
} as const satisfies Partial<Record<ActType, string>>;
export type WithForm = Exclude<ActType, keyof typeof ELSEWHERE>;
export const hasForm = (type: ActType): type is WithForm => !(type in ELSEWHERE);

/** What carries a case forward stands first and in colour. */
export const MAIN: readonly ActType[] = ['accept', 'propose-plan', 'approve-plan', 'submit-for-closure', 'sign', 'grant-extension', 'record-look-back', 'approve-revision', 'approve-amendment', 'approve-withholding', 'sign-hand-over'];

/** A decision has two sides; both are offered wherever one is called for. */
export const SIDES: readonly (readonly ActType[])[] = [
  ['sign', 'return'],
  ['approve-plan', 'return-plan'],
  ['approve-revision', 'refuse-revision'],
  ['grant-extension', 'refuse-extension'],
  ['approve-amendment', 'refuse-amendment'],
  ['approve-withholding', 'refuse-withholding'],
];
/** Acts that evidence belongs beside; those where more can be handed in on the way come first. */
export const HANDS_IN: readonly ActType[] = ['submit-for-closure', 'report-progress', 'add-evidence'];
export const LOOKS_AT: readonly ActType[] = ['sign', 'return', 'record-look-back', 'record-site-check'];
/** A decision stands beside what it is about, where the screen has room for both. */
export const decides = (act: ActType): boolean => LOOKS_AT.includes(act) || SIDES.some((pair) => pair.includes(act));
