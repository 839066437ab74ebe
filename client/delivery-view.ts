import { refuse } from '../domain/refusal.ts';
import { instantInWords } from '../domain/time.ts';
import type { LedgerDatabase } from '../ledger/database.ts';
import { reasonInWords } from '../ledger/delivery-reasons.ts';
import { findDelivery } from '../ledger/register.ts';
import { channelInWords, DELIVERY_NAMES } from './words.ts';

/** One notice in full. @throws Refusal INVALID_DELIVERY when none or several begin with this id */
export const showDelivery = async (db: LedgerDatabase, id: string) => {
  const found = await findDelivery(db, id);
  const [delivery] = found;
  if (delivery === undefined || found.length > 1)
    return refuse('INVALID_DELIVERY', `编号以“${id}”开头的通知${found.length === 0 ? '没有' : '不止一条'}`, `${found.length === 0 ? 'no notice has' : 'several notices have'} an id that begins with "${id}"`, { id });
  const at = (instant: number | null): string => (instant === null ? '—' : instantInWords(instant));
  const text = [
    `${delivery.id}  ${DELIVERY_NAMES[delivery.state].zh} ${delivery.state}`,
    `${delivery.issue_id}，第${delivery.cycle}轮，${delivery.step} → ${delivery.recipient}（${delivery.role}），${channelInWords(delivery.via ?? delivery.channel).zh}`,
    `计划 ${at(delivery.planned_at)}；最早 ${at(delivery.not_before)}；办结 ${at(delivery.settled_at)}；尝试${delivery.attempt}次`,
    `Message-ID ${delivery.message_id}${delivery.bundle_id === null ? '' : `；合并于 ${delivery.bundle_id}`}`,
    ...(delivery.reason === null ? [] : [`原因：${reasonInWords(delivery.reason).zh} / ${reasonInWords(delivery.reason).en}`]),
    ...(delivery.fallback === null ? [] : [`未由群机器人送达：${delivery.fallback}`]),
    ...(delivery.response === null ? [] : [`对方答复：${delivery.response}`]),
  ].join('\n');
  return { delivery, text };
};
