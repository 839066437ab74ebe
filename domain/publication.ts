import type { Dated } from './counted.ts';
import type { Hands, PersonId } from './party.ts';

/**
 * On which grounds a finding is left out of what is published: the five that published rules name
 * (巡视整改情况公开: 涉密、在办案件、可能引发负面炒作、群体性事件、重大敏感). Nothing else is one.
 */
export const WITHHOLDING_GROUNDS = ['secret', 'case-under-way', 'hostile-publicity', 'mass-incident', 'highly-sensitive'] as const;
export type WithholdingGround = (typeof WITHHOLDING_GROUNDS)[number];

export const WITHHOLDING_NAMES: Readonly<Record<WithholdingGround, { readonly zh: string; readonly en: string }>> = {
  secret: { zh: '涉及国家秘密', en: 'a state secret' },
  'case-under-way': { zh: '涉及正在办理的案件', en: 'a case under way' },
  'hostile-publicity': { zh: '可能引发大的负面炒作', en: 'liable to be exploited by hostile publicity' },
  'mass-incident': { zh: '可能引发群体性事件', en: 'liable to set off a mass incident' },
  'highly-sensitive': { zh: '其他重大敏感事项', en: 'highly sensitive for another reason' },
};

/** Asked for by the unit with its explanation; it counts when another party has approved it. */
export type WithholdingRequest = Hands & {
  readonly ground: WithholdingGround;
  readonly reason: string;
  /** Until when it has to be answered; null where the policy gives no date, and of a case that has ended. */
  readonly decide: Dated | null;
};
export type Withholding = { readonly ground: WithholdingGround; readonly reason: string; readonly proposedBy: PersonId; readonly approvedBy: PersonId };

/** What becomes of an issue when its round is published. */
export type Publication = { readonly asked: WithholdingRequest | null; readonly withheld: Withholding | null };
export const PUBLISHED: Publication = { asked: null, withheld: null };
