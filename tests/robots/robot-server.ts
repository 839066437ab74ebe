import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { RobotKind } from '../../activities/robot-provider.ts';

/** What goes wrong, in the order in which a request passes. `reply`: this answer instead of the right one, nothing taken. */
export type RobotFault =
  | { readonly at: 'connect'; readonly do: 'cut' }
  | { readonly at: 'request' | 'taken'; readonly do: 'cut' | 'stall' }
  | { readonly at: 'reply'; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** The message is taken; of the answer so many bytes leave, then the line is cut. */
  | { readonly at: 'half'; readonly bytes: number };

export type RobotServerOptions = {
  readonly kind: RobotKind;
  readonly secret?: string;
  readonly keyword?: string;
  /** The faults of the first requests, one each; afterwards all is well. */
  readonly faults?: readonly (RobotFault | null)[];
  /** The server's clock: its limits and signatures go by it. */
  readonly clock?: () => number;
};

/** A message that stands in the group now. */
export type Posted = { readonly text: string; readonly bytes: number; readonly called: readonly string[]; readonly at: number };

export type RobotServer = {
  readonly webhook: string;
  readonly posted: readonly Posted[];
  /** Requests that came in whole, answered or not. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

export const KEY = 'k3y-5ecret-0123456789';
const PATHS: Readonly<Record<RobotKind, string>> = {
  wecom: `/cgi-bin/webhook/send?key=${KEY}`,
  dingtalk: `/robot/send?access_token=${KEY}`,
  feishu: `/open-apis/bot/v2/hook/${KEY}`,
};

type Answer = { readonly status: number; readonly body: object };
type Asked = { readonly url: URL; readonly body: Record<string, unknown>; readonly bytes: number; readonly at: number };

/** A group robot as the vendor's service answers for it: keys, signatures, keywords, lengths and limits; and by script, faults. */
export const startRobotServer = async (options: RobotServerOptions): Promise<RobotServer> => {
  const posted: Posted[] = [];
  const sockets = new Set<Socket>();
  const faults = [...(options.faults ?? [])];
  const clock = options.clock ?? Date.now;
  const judge = JUDGES[options.kind](options);
  let requests = 0;
  let next: RobotFault | null = null;
  const server = createServer((request, response) => void serve(request, response).catch(() => request.socket.destroy()));
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    requests += 1;
    const fault = next;
    if (fault?.at === 'request') return breakOff(request.socket, fault.do);
    if (fault?.at === 'reply') return void response.writeHead(fault.status, { 'Content-Length': Buffer.byteLength(fault.body), ...fault.headers }).end(fault.body);
    const raw = Buffer.concat(pieces);
    const asked = { url: new URL(request.url ?? '', 'http://robot'), body: JSON.parse(raw.toString()) as Record<string, unknown>, bytes: raw.length, at: clock() };
    const { posting, answer } = judge(asked, posted);
    if (posting !== null) posted.push({ ...posting, bytes: raw.length, at: asked.at });
    if (fault?.at === 'taken') return breakOff(request.socket, fault.do);
    const text = JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    if (fault?.at !== 'half') return void response.end(text);
    response.write(text.slice(0, fault.bytes));
    setTimeout(() => request.socket.destroy(), 20);
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    next = faults.shift() ?? null;
    if (next?.at === 'connect') socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    webhook: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATHS[options.kind]}`,
    posted,
    requests: () => requests,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};

const breakOff = (socket: Socket, how: 'cut' | 'stall'): void => {
  if (how === 'cut') socket.destroy();
};

type Judged = { readonly posting: Pick<Posted, 'text' | 'called'> | null; readonly answer: Answer };
type Judge = (asked: Asked, before: readonly Posted[]) => Judged;

const since = (before: readonly Posted[], from: number): number => before.filter((one) => one.at > from).length;
const HOUR = 3_600_000;

const wecom = (): Judge => {
  const no = (errcode: number, errmsg: string): Judged => ({ posting: null, answer: { status: 200, body: { errcode, errmsg } } });
  return ({ url, body, at }, before) => {
    // The real one repeats nothing of the key; a careless gateway might.
    if (url.searchParams.get('key') !== KEY) return no(93000, `invalid webhook url, hint: [1700000000_1_abc], key ${url.searchParams.get('key')}, more info at https://open.work.weixin.qq.com/devtool/query?e=93000`);
    if (since(before, at - 60_000) >= 20) return no(45009, 'api freq out of limit, hint: [1700000000_2_abc]');
    const { msgtype, text, markdown } = body as { msgtype: string; text?: { content: string; mentioned_list?: string[]; mentioned_mobile_list?: string[] }; markdown?: { content: string } };
    const content = msgtype === 'text' ? text?.content : markdown?.content;
    if (content === undefined || content === '') return no(44004, 'empty content');
    if (Buffer.byteLength(content) > (msgtype === 'text' ? 2048 : 4096)) return no(40058, `${msgtype}.content exceed max length`);
    return { posting: { text: content, called: [...(text?.mentioned_list ?? []), ...(text?.mentioned_mobile_list ?? [])] }, answer: { status: 200, body: { errcode: 0, errmsg: 'ok' } } };
  };
};

const dingtalk = ({ secret, keyword }: RobotServerOptions): Judge => {
  const no = (errcode: number, errmsg: string): Judged => ({ posting: null, answer: { status: 200, body: { errcode, errmsg } } });
  let shutOutUntil = 0;
  return ({ url, body, bytes, at }, before) => {
    if (url.searchParams.get('access_token') !== KEY) return no(300005, 'token is not exist');
    if (secret !== undefined) {
      const timestamp = Number(url.searchParams.get('timestamp'));
      if (!(Math.abs(at - timestamp) < HOUR)) return no(310000, 'invalid timestamp, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]');
      if (url.searchParams.get('sign') !== createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')) return no(310000, 'sign not match');
    }
    if (at < shutOutUntil || since(before, at - 60_000) >= 20) {
      if (at >= shutOutUntil) shutOutUntil = at + 10 * 60_000;
      return no(130101, 'send too fast, exceed 20 times per minute');
    }
    const { markdown, at: calls } = body as { markdown: { title: string; text: string }; at: { atMobiles: string[]; atUserIds: string[] } };
    if (keyword !== undefined && !markdown.text.includes(keyword)) return no(310000, 'keywords not in content');
    if (bytes > 20_000) return no(460101, 'message too long, exceed 20000 bytes');
    return { posting: { text: markdown.text, called: [...calls.atMobiles, ...calls.atUserIds].filter((one) => markdown.text.includes(`@${one}`)) }, answer: { status: 200, body: { errcode: 0, errmsg: 'ok' } } };
  };
};

const feishu = ({ secret, keyword }: RobotServerOptions): Judge => {
  const no = (code: number, msg: string, status = 200): Judged => ({ posting: null, answer: { status, body: { code, msg, data: {} } } });
  return ({ url, body, bytes, at }, before) => {
    if (!url.pathname.endsWith(`/${KEY}`)) return no(19001, 'param invalid: incoming webhook access token invalid');
    if (secret !== undefined) {
      const { timestamp, sign } = body as { timestamp?: string; sign?: string };
      const right = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
      if (sign !== right || !(Math.abs(at / 1000 - Number(timestamp)) < 3600)) return no(19021, 'sign match fail or timestamp is not within one hour from current time');
    }
    if (since(before, at - 60_000) >= 100 || since(before, at - 1_000) >= 5) return no(11232, 'frequency limited psm[lark.oapi.app_platform_runtime]');
    const { content } = body as { content?: { post?: { zh_cn: { title: string; content: { tag: string; text?: string; user_id?: string }[][] } } } };
    const post = content?.post?.zh_cn;
    if (post === undefined || bytes > 20_000) return no(9499, 'Bad Request', 400);
    const text = [post.title, ...post.content.map((line) => line.map((part) => part.text ?? '').join(''))].join('\n');
    if (keyword !== undefined && !text.includes(keyword)) return no(19024, 'Key Words Not Found');
    const called = post.content.flat().flatMap((part) => (part.tag === 'at' && part.user_id !== undefined ? [part.user_id] : []));
    return { posting: { text, called }, answer: { status: 200, body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } } };
  };
};

const JUDGES: Readonly<Record<RobotKind, (options: RobotServerOptions) => Judge>> = { wecom: () => wecom(), dingtalk, feishu };
