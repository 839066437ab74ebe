import { createHmac } from 'node:crypto';
import { LATER, never, restFor } from './robot-answers.ts';
import type { RobotProvider } from './robot-provider.ts';
import { fitText } from './robot-text.ts';

/** Bytes of the whole request that the guide for group robots allows; other messages may be larger. */
const BODY_MAX = 20_000;
/** What is around the text, a frame for each line included. */
const FRAME = 3_000;
const PAUSE_MS = 60_000;

/** Seconds, and an HMAC over nothing whose key is the time and the secret: their way, valid for an hour. */
const signature = (secret: string, at: number): { readonly timestamp: string; readonly sign: string } => {
  const timestamp = String(Math.floor(at / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') };
};

/** 飞书 and Lark group robots: a post, whose text is nothing but text. They call people by id only, never by mobile number. */
export const FEISHU: RobotProvider = {
  kind: 'feishu',
  hosts: ['open.feishu.cn', 'open.larksuite.com'],
  path: '/open-apis/bot/v2/hook/',
  signs: true,
  limits: [
    { count: 100, windowMs: 60_000 },
    { count: 5, windowMs: 1_000 },
  ],
  answers: {
    '11232': restFor(PAUSE_MS),
    '11233': restFor(PAUSE_MS),
    '11247': restFor(PAUSE_MS),
    '99991400': restFor(PAUSE_MS),
    '10101': LATER,
    '55001': LATER,
    '9499': never('请求格式不被接受', 'the form of the request is not taken'),
    '19001': never('webhook 地址无效：请在群里重新复制', "the webhook is not valid: copy the address from the group again"),
    '19021': never('签名不符或系统时钟相差一小时以上：请核对 secret 与时钟', "the signature is wrong or the clock is more than an hour off: check the secret and this machine's clock"),
    '19022': never('本机地址不在机器人的 IP 白名单中', "this machine's address is not on the robot's list"),
    '19024': never('消息不含机器人要求的关键词：请在 channels.yaml 写明 keyword', 'the keyword that the robot demands is missing: set "keyword" in channels.yaml'),
  },
  request: ({ webhook, secret, text, mention, at }) => {
    const content = fitText(text, { head: `${mention.name}：`, maxBytes: BODY_MAX - FRAME });
    if (content === null) return null;
    const call = mention.userId === undefined ? [] : [{ tag: 'at', user_id: mention.userId }];
    const lines = content.split('\n').map((line, first) => (first === 0 ? [...call, { tag: 'text', text: line }] : [{ tag: 'text', text: line }]));
    const post = { zh_cn: { title: text.title, content: lines } };
    const body = { ...(secret === undefined ? {} : signature(secret, at)), msg_type: 'post', content: { post } };
    return { url: webhook, body: JSON.stringify(body) };
  },
};
