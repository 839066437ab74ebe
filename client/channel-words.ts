import { instantInWords } from '../domain/time.ts';
import type { ChannelStanding } from '../ledger/channel-states.ts';

const FAILURE_NAMES: Readonly<Record<string, { zh: string; en: string }>> = {
  deferred: { zh: '暂不接收', en: 'not taken for now' },
  service: { zh: '服务器拒绝服务', en: 'turned away' },
  unreachable: { zh: '连接不上', en: 'not reachable' },
  rejected: { zh: '拒收', en: 'refused' },
  uncertain: { zh: '是否送达不明', en: 'uncertain' },
};

/** How a channel fares: its last success, its last failure with the other side's words. */
export const standingInWords = ({ succeededAt, failedAt, failureClass, failure }: Omit<ChannelStanding, 'channel'>): { readonly zh: string; readonly en: string } => {
  const name = FAILURE_NAMES[failureClass ?? ''] ?? { zh: failureClass ?? '', en: failureClass ?? '' };
  const what = (failure ?? '').slice(0, 120);
  const success = { zh: succeededAt === null ? '尚无成功' : `最近成功 ${instantInWords(succeededAt)}`, en: succeededAt === null ? 'no success yet' : `last success ${instantInWords(succeededAt)}` };
  if (failedAt === null) return { zh: `${success.zh}，无失败`, en: `${success.en}, no failure` };
  return { zh: `${success.zh}，最近失败 ${instantInWords(failedAt)} ${name.zh}（${what}）`, en: `${success.en}, last failure ${instantInWords(failedAt)}: ${name.en} (${what})` };
};

/**
 * Does it stand in trouble: has what happened last gone wrong in a way that is about the channel? One recipient that a mail
 * server refuses, or puts off, is not; a robot has one group only, so every refusal is.
 */
export const isInTrouble = ({ channel, succeededAt, failedAt, failureClass }: ChannelStanding): boolean => {
  if (failedAt === null || (succeededAt !== null && succeededAt >= failedAt)) return false;
  return channel === 'mail' ? failureClass === 'service' || failureClass === 'unreachable' : failureClass !== 'deferred';
};
