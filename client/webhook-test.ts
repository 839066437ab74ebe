import { callWebhook, outcomeOf, type WebhookSettings } from '../activities/webhooks.ts';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { findWebhook, testCallId } from '../ledger/webhooks.ts';

/**
 * One call past every queue, `webhook.test`, about nothing: so that whoever set a webhook up sees at once what the other
 * side says. Nothing of it is kept.
 * @throws Refusal UNKNOWN_WEBHOOK, WEBHOOK_FAILED
 */
export const testWebhook = async (db: LedgerDatabase, settings: WebhookSettings, id: string, at: Instant): Promise<string> => {
  const { url } = await findWebhook(db, id);
  const call = { id: testCallId(), webhook: id, url, type: 'webhook.test', at, subject: 'webhook', round: '', seq: 0, cycle: null };
  const outcome = outcomeOf(await callWebhook(settings, call, Date.now(), new AbortController().signal), () => null);
  if (outcome.kind === 'accepted') return outcome.response;
  const said = 'response' in outcome ? outcome.response : '';
  return refuse('WEBHOOK_FAILED', `对方未接收（${said}）：请检查网址、证书和签名密钥`, `the other side did not take it (${said}): check the address, its certificate and the signing secret`, { answer: said });
};
