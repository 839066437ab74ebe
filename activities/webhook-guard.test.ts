import { describe, expect, it } from 'vitest';
import { isPrivateAddress, makeWebhookGuard, webhookRules } from './webhook-guard.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('where webhooks may go', () => {
  it.each(['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '198.18.0.1', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'not an address'])('%s is nobody on the open net', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '1.2.3.4', '2400:3200::1', '2606:4700::1111'])('%s is', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('hosts are those that were allowed, by name or below a name, in https', () => {
    const { demandUrl } = makeWebhookGuard({ hosts: ['oa.example.cn', '*.gov.example.cn'], privateBlocks: [] });
    expect(demandUrl('https://OA.example.cn/hook?a=1').href).toBe('https://oa.example.cn/hook?a=1');
    expect(demandUrl('https://a.b.gov.example.cn/').hostname).toBe('a.b.gov.example.cn');
    for (const url of ['https://example.cn/', 'https://xoa.example.cn/', 'https://oa.example.cn.evil.example/', 'https://gov.example.cn/', 'https://.gov.example.cn/', 'https://evilgov.example.cn/']) expect(codeOf(() => demandUrl(url)), url).not.toBe('ok');
    expect(codeOf(() => demandUrl('http://oa.example.cn/'))).toBe('WEBHOOK_NOT_HTTPS');
  });

  it('nothing is allowed until somebody says so, and an inner network only by its block', () => {
    expect(webhookRules({})).toEqual({ hosts: [], privateBlocks: [] });
    const rules = webhookRules({ HUITOUKAN_WEBHOOK_HOSTS: '10.2.0.7, 10.3.0.7', HUITOUKAN_WEBHOOK_PRIVATE: '10.2.0.0/16' });
    const { demandUrl } = makeWebhookGuard(rules);
    expect(codeOf(() => demandUrl('https://10.2.0.7/'))).toBe('ok');
    expect(codeOf(() => demandUrl('https://10.3.0.7/'))).toBe('WEBHOOK_ADDRESS_PRIVATE');
    expect(codeOf(() => makeWebhookGuard({ hosts: [], privateBlocks: ['10.2.0.0/99'] }))).toBe('INVALID_SETTING');
  });

  it('a name that stands for an inner address is not connected to', async () => {
    const look = (privateBlocks: readonly string[]) =>
      new Promise<string>((resolve) => makeWebhookGuard({ hosts: ['localhost'], privateBlocks }).lookup('localhost', { all: true }, (error, found) => resolve(error === null ? JSON.stringify(found) : String(error.code))));
    expect(await look([])).toBe('WEBHOOK_ADDRESS_PRIVATE');
    expect(await look(['127.0.0.0/8', '::1'])).toContain('127.0.0.1');
  });
});
