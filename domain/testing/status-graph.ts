import type { EventType } from '../events.ts';
import type { Status } from '../issue.ts';

/** What leaves an issue where it stands. */
const stays = <S extends Status>(status: S, ...types: EventType[]): Partial<Record<EventType, readonly Status[]>> =>
  Object.fromEntries(types.map((type) => [type, [status]]));
const FALLS_DUE = ['fell-due', 'rung-opened'] as const;
const OUTCOMES = ['outcome-recorded', 'outcome-reversed'] as const;
const HAND_OVER = ['hand-over-started', 'hand-over-signed', 'hand-over-cancelled', 'handed-over'] as const;
const AMENDED = ['corrected', 'amendment-proposed', 'amendment-refused'] as const;
const WITHHELD = ['withholding-proposed', 'withheld', 'withholding-refused', 'withholding-lifted'] as const;
/** Of the plan, while there is one. */
const PASSED = ['measures-passed'] as const;
const LINEAGE = ['linked', 'unlinked', 'link-rejected'] as const;
const WHILE_VERIFYING = ['acknowledged', ...LINEAGE, ...AMENDED, ...HAND_OVER, ...WITHHELD, 'calendar-taken', ...OUTCOMES, ...FALLS_DUE] as const;
/** Signatures run under one policy. */
const ALWAYS = [...WHILE_VERIFYING, 'policy-adopted'] as const;

/** What can happen at a status, and where it leads. What has no line must never happen. */
export const LEGAL: Readonly<Record<Status, Partial<Record<EventType, readonly Status[]>>>> = {
  assigned: {
    ...stays('assigned', ...ALWAYS, 'term-renewed', 'assigned', 'reminded', 'suspended', 'resumed', 'extension-endorsed', 'extension-granted', 'extension-refused'),
    accepted: ['planning', 'rectifying'],
    withdrawn: ['withdrawn'],
    'handed-to-units': ['withdrawn'],
  },
  planning: {
    ...stays('planning', ...ALWAYS, ...PASSED, 'term-renewed', 'reminded', 'plan-proposed', 'plan-returned', 'evidence-added', 'suspended', 'resumed'),
    ...stays('planning', 'extension-requested', 'extension-endorsed', 'extension-granted', 'extension-refused'),
    assigned: ['assigned'],
    'plan-approved': ['rectifying'],
    withdrawn: ['withdrawn'],
  },
  rectifying: {
    ...stays('rectifying', ...ALWAYS, ...PASSED, 'term-renewed', 'reminded', 'progress-reported', 'evidence-added', 'suspended', 'resumed'),
    ...stays('rectifying', 'revision-proposed', 'plan-revised', 'revision-refused'),
    ...stays('rectifying', 'extension-requested', 'extension-endorsed', 'extension-granted', 'extension-refused'),
    assigned: ['assigned'],
    submitted: ['verifying'],
    withdrawn: ['withdrawn'],
  },
  verifying: {
    ...stays('verifying', ...WHILE_VERIFYING, ...PASSED, 'evidence-added', 'site-checked', 'signed'),
    returned: ['rectifying'],
    closed: ['closed'],
    sustained: ['sustained'],
    withdrawn: ['withdrawn'],
  },
  closed: {
    ...stays('closed', ...ALWAYS, 'look-back-planned', 'look-back-recorded'),
    reopened: ['rectifying'],
    archived: ['archived'],
    withdrawn: ['withdrawn'],
  },
  sustained: {
    ...stays('sustained', ...ALWAYS, 'look-back-planned', 'look-back-recorded', 'progress-reported', 'evidence-added'),
    reopened: ['rectifying'],
    archived: ['archived'],
    withdrawn: ['withdrawn'],
  },
  // An archived case that proves wrong is the same case again; a withdrawn one never was one.
  archived: { ...stays('archived', ...OUTCOMES, ...LINEAGE, ...WITHHELD), reopened: ['rectifying'], 'look-back-planned': ['closed'] },
  withdrawn: {},
};
