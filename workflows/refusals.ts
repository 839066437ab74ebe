import { ApplicationFailure } from '@temporalio/workflow';
import { Refusal } from '../domain/refusal.ts';

/**
 * Runs a rule of the core for the engine: a refusal becomes a failure that fails only the update. Any other error thrown in
 * a handler would wedge the workflow task, so it must be a bug and is left to be one.
 */
export const orFail = <T>(rule: () => T): T => {
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, zh, en, where } = error;
    throw ApplicationFailure.create({ type: code, message: error.message, details: [{ code, zh, en, where: where ?? null }], nonRetryable: true });
  }
};
