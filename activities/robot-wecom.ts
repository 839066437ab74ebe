import { LATER, never, restFor } from './robot-answers.ts';
import type { RobotProvider } from './robot-provider.ts';
import { fitText } from './robot-text.ts';

/** Bytes of UTF-8 that one message may hold, by its type. */
const MARKDOWN_MAX = 4096;
const TEXT_MAX = 2048;

/**
 * 企业微信 group robots. Only a text message can call somebody by mobile number, and only there does calling work for sure; where
 * nobody can be called, markdown holds twice as much.
 */
export const WECOM: RobotProvider = {
  kind: 'wecom',
  hosts: ['qyapi.weixin.qq.com'],
  path: '/cgi-bin/webhook/send',
  signs: false,
  limits: [{ count: 20, windowMs: 60_000 }],
  answers: {
    '-1': LATER,
    '45009': restFor(60_000),
    '45033': restFor(60_000),
    '93000': never('webhook 的 key 无效：请在群里重新复制地址', "the webhook's key is not valid: copy the address from the group again"),
    '93004': never('机器人已停用或不在群中', 'the robot is switched off or not in its group'),
    '93008': never('机器人不在群中', 'the robot is not in its group'),
    '60020': never('本机地址不在机器人的 IP 白名单中', "this machine's address is not on the robot's list"),
    '40008': never('消息类型不被接受', 'this type of message is not taken'),
    '40058': never('消息内容不被接受', 'the content is not taken'),
    '44004': never('消息内容为空', 'the message is empty'),
    '45002': never('消息过长', 'the message is too long'),
  },
  request: ({ webhook, text, mention }) => {
    const called = mention.mobile !== undefined || mention.userId !== undefined;
    const content = fitText(text, { head: `${mention.name}：`, maxBytes: called ? TEXT_MAX : MARKDOWN_MAX });
    if (content === null) return null;
    const body = called
      ? {
          msgtype: 'text',
          text: {
            content,
            ...(mention.userId === undefined ? {} : { mentioned_list: [mention.userId] }),
            ...(mention.userId !== undefined || mention.mobile === undefined ? {} : { mentioned_mobile_list: [mention.mobile] }),
          },
        }
      : { msgtype: 'markdown', markdown: { content } };
    return { url: webhook, body: JSON.stringify(body) };
  },
};
