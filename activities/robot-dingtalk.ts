import { createHmac } from 'node:crypto';
import { LATER, never, restFor } from './robot-answers.ts';
import type { RobotProvider } from './robot-provider.ts';
import { fitText } from './robot-text.ts';

/** Bytes of the whole request that the service takes. */
const BODY_MAX = 20_000;
/** What is around the text. */
const FRAME = 1_000;
/** Who goes on after the limit is shut out for this long. */
const SHUT_OUT_MS = 10 * 60_000;

const BAD_TOKEN = never('webhook 的 access_token 无效：请在群里重新复制地址', "the webhook's access_token is not valid: copy the address from the group again");
const BAD_CONTENT = never('内容被对方审核拦截', "the service's review stopped the content");

/** `timestamp` and its HMAC under the secret, as query parameters; valid for an hour. */
const signed = (webhook: URL, secret: string, at: number): URL => {
  const url = new URL(webhook);
  url.searchParams.set('timestamp', String(at));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64'));
  return url;
};

/** 钉钉 group robots: markdown, and `@` in the text as well as beside it, or nobody is called. */
export const DINGTALK: RobotProvider = {
  kind: 'dingtalk',
  hosts: ['oapi.dingtalk.com'],
  path: '/robot/send',
  signs: true,
  limits: [{ count: 20, windowMs: 60_000 }],
  answers: {
    '-1': LATER,
    '130101': restFor(SHUT_OUT_MS),
    '130102': restFor(SHUT_OUT_MS),
    '410100': restFor(SHUT_OUT_MS),
    '90030': restFor(SHUT_OUT_MS),
    '90018': restFor(SHUT_OUT_MS),
    punish: restFor(60_000),
    '310000': never('机器人安全设置未通过：关键词、签名（secret）、系统时钟或 IP 白名单', "one of the robot's checks failed: keyword, signature (secret), this machine's clock, or its list of addresses"),
    '300001': BAD_TOKEN,
    '300005': BAD_TOKEN,
    '40014': BAD_TOKEN,
    '400101': BAD_TOKEN,
    '400013': never('群已解散', 'the group was dissolved'),
    '400102': never('机器人已停用', 'the robot is switched off'),
    '400106': never('机器人不存在', 'there is no such robot'),
    '400105': never('消息类型不被接受', 'this type of message is not taken'),
    '40035': never('消息格式不被接受', 'the form of the message is not taken'),
    '430101': BAD_CONTENT,
    '430102': BAD_CONTENT,
    '430103': BAD_CONTENT,
    '430104': BAD_CONTENT,
    '460101': never('消息过长', 'the message is too long'),
  },
  request: ({ webhook, secret, text, mention, at }) => {
    const called = mention.userId ?? mention.mobile;
    const content = fitText(text, { head: `${called === undefined ? '' : `@${called} `}${mention.name}：`, maxBytes: BODY_MAX - FRAME, lineBreak: '\n\n' });
    if (content === null) return null;
    const calls = { atMobiles: mention.userId === undefined && mention.mobile !== undefined ? [mention.mobile] : [], atUserIds: mention.userId === undefined ? [] : [mention.userId], isAtAll: false };
    const body = JSON.stringify({ msgtype: 'markdown', markdown: { title: text.title, text: content }, at: calls });
    return { url: secret === undefined ? webhook : signed(webhook, secret, at), body };
  },
};
