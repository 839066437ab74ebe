import type { Act, ActOf, ActType } from './command-schema.ts';
import { refuse } from './refusal.ts';

/**
 * What may be done to many issues at once: handing out, taking on and reminding. Each issue still decides and records for
 * itself. Nothing that judges work is here, and nothing that could be added by a setting: a hundred issues signed in one go
 * were looked at by nobody.
 */
export const BULK_ACTS = ['accept', 'assign', 'remind'] as const satisfies readonly ActType[];
export type BulkAct = ActOf<(typeof BULK_ACTS)[number]>;

/** @throws Refusal BULK_NOT_ALLOWED */
export const demandBulk = (act: Act): BulkAct =>
  isBulk(act) ? act : refuse('BULK_NOT_ALLOWED', '只有认领、交办、催办可以批量办理；此事须逐个问题办理', 'only accepting, assigning and reminding are done in bulk; this is done issue by issue', { act: act.type });

const isBulk = (act: Act): act is BulkAct => BULK_ACTS.some((type) => type === act.type);
