import { followCalls, type Followed } from '../../activities/look-back-triggers.ts';
import { AUTOMATIC } from '../../domain/actor.ts';
import { holds } from '../../domain/permissions.ts';
import { refuse } from '../../domain/refusal.ts';
import { dayOf, type Instant } from '../../domain/time.ts';
import { actorOf } from '../../ledger/actors.ts';
import { dismissCall, type OpenCall } from '../../ledger/look-backs.ts';
import { sendAct } from '../../worker/send-act.ts';
import type { HuitoukanClient } from '../client.ts';

/**
 * The nightly search for what calls for look-backs, now. What the policy plans at once is planned by the policy, not by the
 * person who looks: anybody of the directory may look.
 * @throws Refusal UNKNOWN_PERSON, PERSON_LEFT
 */
export const followTriggers = async (client: HuitoukanClient, person: string, at: Instant = Date.now()): Promise<Followed> => {
  await actorOf(client.ledger, person, dayOf(at));
  return await followCalls({ db: client.ledger, act: (issueId, act, key) => sendAct(client, issueId, { act, actor: AUTOMATIC, seen: null }, key) }, at);
};

/**
 * 不采纳: records that a call for a look-back is not followed. For the supervision office or the team of the issue.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_ISSUE, NO_CALL
 */
export const dismissTrigger = async (client: HuitoukanClient, call: Pick<OpenCall, 'issue' | 'cause' | 'source'>, person: string, reason: string, at: Instant = Date.now()): Promise<void> => {
  const [{ parties }, actor] = await Promise.all([client.issue(call.issue), actorOf(client.ledger, person, dayOf(at))]);
  if (!holds(actor, parties.supervision) && !holds(actor, parties.team)) refuse('NOT_ALLOWED', '只有本问题的督查室、巡察组可以办理此事', 'only the supervision office or the inspection team of this issue may do this', { person });
  if (!(await dismissCall(client.ledger, call, person, reason, at)))
    refuse('NO_CALL', '没有这一条待定的触发建议（可能已安排或已答复）', 'no such proposal is waiting; it may have been planned or answered', { ...call });
};
