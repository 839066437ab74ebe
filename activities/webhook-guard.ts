import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Refusal, refuse } from '../domain/refusal.ts';

/** Where webhooks may go: hosts by name (`oa.example.cn`, `*.example.cn`), and blocks of private addresses that are let through nevertheless. */
export type WebhookRules = { readonly hosts: readonly string[]; readonly privateBlocks: readonly string[] };

/** Addresses that are nobody's on the open net: this machine, inner networks, cloud metadata, multicast, documentation. */
const RESERVED: readonly (readonly [net: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'], ['10.0.0.0', 8, 'ipv4'], ['100.64.0.0', 10, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'], ['192.0.2.0', 24, 'ipv4'], ['192.88.99.0', 24, 'ipv4'], ['192.168.0.0', 16, 'ipv4'], ['198.18.0.0', 15, 'ipv4'], ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'], ['224.0.0.0', 4, 'ipv4'], ['240.0.0.0', 4, 'ipv4'],
];
/** Of IPv6 only what is handed out to the open net is taken, and of that not what stands for an IPv4 address. */
const OPEN_IPV6: readonly (readonly [net: string, prefix: number])[] = [['2000::', 3]];
const NOT_OPEN_IPV6: readonly (readonly [net: string, prefix: number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]];

const listOf = (blocks: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [net, prefix] of blocks) list.addSubnet(net, prefix, family);
  return list;
};
const reserved = listOf(RESERVED.map(([net, prefix]) => [net, prefix] as const), 'ipv4');
const open6 = listOf(OPEN_IPV6, 'ipv6');
const notOpen6 = listOf(NOT_OPEN_IPV6, 'ipv6');

/** Is it an address of an inner network, or otherwise not one that anybody may be reached at? */
export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return reserved.check(address, 'ipv4');
  return family !== 6 || !open6.check(address, 'ipv6') || notOpen6.check(address, 'ipv6');
};

/** `10.2.0.0/16` or one address. @throws Refusal INVALID_SETTING */
const privateList = (blocks: readonly string[]): { readonly ipv4: BlockList; readonly ipv6: BlockList } => {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const block of blocks) {
    const [net = '', length] = block.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    const most = family === 'ipv6' ? 128 : 32;
    const prefix = length === undefined ? most : Number(length);
    if (isIP(net) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) refuse('INVALID_SETTING', `HUITOUKAN_WEBHOOK_PRIVATE 须为网段，如 10.2.0.0/16（现为“${block}”）`, `HUITOUKAN_WEBHOOK_PRIVATE lists blocks of addresses such as 10.2.0.0/16 (it has "${block}")`);
    lists[family].addSubnet(net, prefix, family);
  }
  return lists;
};

const isHostAllowed = (host: string, allowed: readonly string[]): boolean => allowed.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) && host.length > one.length - 1 : host === one));

/** HUITOUKAN_WEBHOOK_HOSTS and HUITOUKAN_WEBHOOK_PRIVATE, commas between; without the first no webhook goes anywhere. */
export const webhookRules = (env: Readonly<Record<string, string | undefined>> = process.env): WebhookRules => {
  const list = (name: string): string[] => (env[name] ?? '').split(',').map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
  return { hosts: list('HUITOUKAN_WEBHOOK_HOSTS'), privateBlocks: list('HUITOUKAN_WEBHOOK_PRIVATE') };
};

export type WebhookGuard = {
  /** May this address be called, as far as its words say? @throws Refusal WEBHOOK_* */
  readonly demandUrl: (text: string) => URL;
  /** Finds the host's addresses for a connection, and fails unless each may be called: what was looked at is what is connected to. */
  readonly lookup: LookupFunction;
};

/** Keeps webhooks away from where an administrator of accounts must not reach by them: hosts that nobody allowed, inner networks. */
export const makeWebhookGuard = ({ hosts, privateBlocks }: WebhookRules): WebhookGuard => {
  const letThrough = privateList(privateBlocks);
  const isLetThrough = (address: string): boolean => (isIP(address) === 6 ? letThrough.ipv6.check(address, 'ipv6') : letThrough.ipv4.check(address, 'ipv4'));
  const mayReach = (address: string): boolean => !isPrivateAddress(address) || isLetThrough(address);
  const demandUrl = (text: string): URL => {
    const url = URL.canParse(text) ? new URL(text) : refuse('WEBHOOK_INVALID', `“${text}”不是网址`, `"${text}" is no address`, { url: text });
    const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
    if (url.username !== '' || url.password !== '') refuse('WEBHOOK_INVALID', '回调网址中不能带用户名和密码', 'the address of a webhook has no user and password in it');
    if (!isHostAllowed(host, hosts)) refuse('WEBHOOK_HOST_NOT_ALLOWED', `主机 ${host} 不在允许之列：请由维护人员在 HUITOUKAN_WEBHOOK_HOSTS 中加上`, `the host ${host} is not on the list: whoever runs the system adds it to HUITOUKAN_WEBHOOK_HOSTS`, { host });
    if (isIP(host) !== 0 && !mayReach(host)) refuse('WEBHOOK_ADDRESS_PRIVATE', `${host} 是内部网络地址，不能回调（HUITOUKAN_WEBHOOK_PRIVATE 可放行网段）`, `${host} is an address of an inner network (HUITOUKAN_WEBHOOK_PRIVATE lets blocks through)`, { host });
    // In the open only by name where the whole way is inside.
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && privateBlocks.length > 0)) refuse('WEBHOOK_NOT_HTTPS', '回调网址须为 https', 'a webhook goes to an https address', { url: text });
    return url;
  };
  const lookup: LookupFunction = (host, options, callback) => {
    resolve(host, { all: true, verbatim: true }).then(
      (found) => {
        if (found.length === 0 || found.some(({ address }) => !mayReach(address))) return callback(Object.assign(new Error('private address'), { code: 'WEBHOOK_ADDRESS_PRIVATE' }), '', 0);
        const [first] = found;
        return options.all === true ? callback(null, found) : callback(null, first?.address ?? '', first?.family ?? 4);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
  return { demandUrl, lookup };
};

/** What a refused address says in the record. */
export const refusalCode = (error: unknown): string => (error instanceof Refusal ? error.code : String(error));
