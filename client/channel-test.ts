import type { Channel, OutgoingMessage, SendOutcome } from '../activities/channel.ts';
import { createRobotChannel } from '../activities/robot-channel.ts';
import type { ChannelSettings } from '../activities/robot-settings.ts';
import { createSmtpChannel } from '../activities/smtp-channel.ts';
import type { Instant } from '../domain/time.ts';
import { refuse } from '../domain/refusal.ts';
import { NOTICE_NAMES } from '../domain/words.ts';
import { messageIdOf } from '../ledger/delivery-keys.ts';
import { configuredMail } from '../worker/mail-settings.ts';

/** What a test says; it is about no issue. */
const testMessage = (to: OutgoingMessage['to'], at: Instant): OutgoingMessage => {
  const id = `test-${at}`;
  const zh = '这是回头看系统的通道测试，无需处理。';
  const en = 'A test of the channel by Huitoukan; nothing to do.';
  return {
    deliveryId: id,
    notices: [],
    messageId: messageIdOf(id),
    to,
    subject: '【测试】回头看通道测试 | A test of the channel',
    text: `${zh}\n${en}\n`,
    html: `<p>${zh}<br>${en}</p>`,
    lines: [
      {
        kind: NOTICE_NAMES.information,
        letter: null,
        number: '0',
        title: '',
        round: null,
        what: { zh: '通道测试', en: 'a test of the channel' },
        day: null,
        left: null,
        overdue: false,
        light: null,
        next: { zh: '无需处理', en: 'Nothing to do' },
        words: null,
        acknowledge: false,
        again: null,
        role: { zh: '', en: '' },
      },
    ],
    at,
  };
};

const channelOf = (name: string, to: string | undefined, settings: ChannelSettings): Channel => {
  if (name === 'mail') {
    if (to === undefined) return refuse('USAGE', '测试邮件请用 --to 写明收件地址', 'say with --to which address the test goes to');
    const mail = configuredMail();
    return mail === null ? refuse('INVALID_SETTING', '没有配置邮件服务器（HUITOUKAN_SMTP），邮件只进数据文件夹的信箱', 'no mail server is configured (HUITOUKAN_SMTP): mail stays in the data folder') : createSmtpChannel(mail);
  }
  const robot = settings.robots.find((one) => one.id === name) ?? refuse('UNKNOWN_CHANNEL', `channels.yaml 中没有机器人“${name}”`, `there is no robot "${name}" in channels.yaml`, { channel: name });
  return createRobotChannel(robot, settings);
};

/**
 * Sends one test message over a channel, past every queue and limit. Answers what the other side said.
 * @throws Refusal CHANNEL_REFUSED, CHANNEL_NOT_NOW, CHANNEL_UNCERTAIN with what to do about it; UNKNOWN_CHANNEL, INVALID_SETTING
 */
export const testChannel = async (settings: ChannelSettings, name: string, { to, person, at }: { readonly to?: string; readonly person?: string; readonly at: Instant }): Promise<string> => {
  const channel = channelOf(name, to, settings);
  const receiver = { person: person ?? '', name: person ?? '测试', address: to ?? '' };
  const outcome = await channel.send(testMessage(receiver, at), { signal: new AbortController().signal, handingOver: () => Promise.resolve(true) });
  return outcome.kind === 'accepted' ? outcome.response : refuseFor(outcome, name);
};

const refuseFor = (outcome: Exclude<SendOutcome, { kind: 'accepted' }>, channel: string): never => {
  const told = outcome.kind === 'uncertain' ? outcome.reason : 'response' in outcome ? outcome.response : '';
  const hint = 'hint' in outcome && outcome.hint !== undefined ? outcome.hint : null;
  const tell = (code: string, zh: string, en: string): never =>
    refuse(code, `${zh}${hint === null ? '' : `：${hint.zh}`}（${told}）`, `${en}${hint === null ? '' : `: ${hint.en}`} (${told})`, { channel, answer: told });
  switch (outcome.kind) {
    case 'rejected':
      return tell('CHANNEL_REFUSED', '对方拒绝', 'refused by the other side');
    case 'retry':
      return tell('CHANNEL_NOT_NOW', outcome.class === 'unreachable' ? '连接不上' : '对方暂不接收', outcome.class === 'unreachable' ? 'not reachable' : 'not taken for now');
    case 'uncertain':
    case 'not_handed_over':
      return tell('CHANNEL_UNCERTAIN', '已交出，但没有看得懂的答复', 'handed over, but no answer that makes sense came');
  }
};
