import type { CommandContext } from './context.ts';

/**
 * What is taken out or changed on the command line stands in the same log as what is done on the page: who (`--as`, where
 * somebody is named), what, of whom. Written before anything is handed over.
 */
export const noted = async (context: CommandContext, what: string, subject: string, details?: object): Promise<void> => {
  const { logAccess } = await import('../../ledger/access-log.ts');
  await logAccess((await context.client()).ledger, { at: Date.now(), account: null, person: context.viewer().person, action: `huitoukan ${what}`, subject, requestId: null, ...(details === undefined ? {} : { details }) });
};
