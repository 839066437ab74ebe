import { createRobotChannel } from '../../activities/robot-channel.ts';
import type { Channel, OutgoingMessage, SendOutcome } from '../../activities/channel.ts';
import type { NoticeLine } from '../../activities/notice-text.ts';
import { channelSettingsSchema, type ChannelSettings } from '../../activities/robot-settings.ts';

export const TIMEOUTS = { connectMs: 300, totalMs: 300 };

/** Settings as the file would give them, with webhooks on this machine allowed. */
export const settingsOf = (raw: object): ChannelSettings => channelSettingsSchema({ env: {}, loopback: true }).parse(raw);

export const robotOf = (robot: object, people: ChannelSettings['people'] = {}, wallClock: () => number = Date.now): Channel => {
  const settings = settingsOf({ robots: [{ id: 'office', ...robot }] });
  const [only] = settings.robots;
  if (only === undefined) throw new Error('no robot');
  return createRobotChannel(only, { people, timeouts: TIMEOUTS, wallClock });
};

export const line = (change: Partial<NoticeLine> = {}): NoticeLine => ({
  kind: { zh: '提醒', en: 'reminder' },
  number: '12',
  title: '学用结合不紧密',
  letter: null,
  words: null,
  round: { unit: '青石镇党委', title: '第三轮巡察' },
  what: { zh: '完成整改', en: 'completion' },
  day: '2026-03-12',
  left: { zh: '还剩10天', en: '10 days left' },
  overdue: false,
  light: 'yellow',
  next: { zh: '请完成整改，上传佐证材料并申请销号', en: 'Finish' },
  acknowledge: false,
  again: null,
  role: { zh: '责任人', en: 'owner' },
  ...change,
});

export const message = (lines: readonly NoticeLine[] = [line()]): OutgoingMessage => ({
  deliveryId: 'd1',
  notices: ['d1'],
  messageId: '<d1@huitoukan.local>',
  to: { person: 'p-owner', name: '张三', address: '' },
  subject: 'x',
  text: 'x',
  html: 'x',
  lines,
  at: Date.UTC(2026, 2, 2, 1),
});

export const sendOver = async (channel: Channel, lines?: readonly NoticeLine[], handingOver = () => Promise.resolve(true)): Promise<SendOutcome> =>
  await channel.send(message(lines), { signal: new AbortController().signal, handingOver });

export type Class = 'accepted' | 'deferred' | 'service' | 'unreachable' | 'rejected' | 'uncertain' | 'not_handed_over';
export const classOf = (outcome: SendOutcome): Class => (outcome.kind === 'retry' ? outcome.class : outcome.kind);
