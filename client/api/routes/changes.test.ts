import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { NOBODY } from '../../../domain/viewer.ts';
import { changeRoutes } from './changes.ts';

class Line extends EventEmitter {
  readonly socket = null;
  written = '';
  writableLength = 0;
  ended = false;
  destroyed = false;
  writeHead(): void {}
  write(text: string): void {
    this.written += text;
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

test('who goes away while the watch begins is not watched for', async () => {
  const raw = new Line();
  let stopped = 0;
  const watch = async () => {
    raw.emit('close');
    return { stop: () => void (stopped += 1), settled: 0 };
  };
  const call = { api: { changes: { watch } }, caller: { viewer: NOBODY }, request: { headers: {} }, reply: { hijack: () => undefined, raw } };
  await changeRoutes['GET /api/changes'].handle(call as never);
  expect(stopped).toBeGreaterThan(0);
  expect(raw.written).toContain('retry');
});

test('who has missed too much is told once to read everything anew, and from where he goes on', async () => {
  const raw = new Line();
  const call = {
    api: { changes: { watch: async () => ({ stop: () => undefined, settled: 4_711 }), missedSince: async () => ({ tooManyUpTo: 4_711 }) } },
    caller: { viewer: NOBODY },
    request: { headers: { 'last-event-id': '12' } },
    reply: { hijack: () => undefined, raw },
  };
  await changeRoutes['GET /api/changes'].handle(call as never);
  expect(raw.written).toContain('id: 4711\nevent: resync\ndata: {}\n\n');
});

test('a line that could not begin to hear, or to make up for what was missed, ends: it is asked for again', async () => {
  const away = async () => await Promise.reject(new Error('the ledger is away'));
  const watch = async () => ({ stop: () => undefined, settled: 0 });
  for (const changes of [{ watch: away }, { watch, missedSince: away }]) {
    const raw = new Line();
    const call = { api: { changes }, caller: { viewer: NOBODY }, request: { headers: { 'last-event-id': '12' } }, reply: { hijack: () => undefined, raw } };
    await expect(changeRoutes['GET /api/changes'].handle(call as never)).rejects.toThrow('the ledger is away');
    expect(raw.ended).toBe(true);
  }
});

test('who reads nothing any more is let go instead of kept in memory', async () => {
  const raw = new Line();
  let tick = (_settled: number): void => undefined;
  const watch = async (watcher: { tick: typeof tick }) => {
    ({ tick } = watcher);
    return { stop: () => undefined, settled: 0 };
  };
  const call = { api: { changes: { watch } }, caller: { viewer: NOBODY }, request: { headers: {} }, reply: { hijack: () => undefined, raw } };
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  await changeRoutes['GET /api/changes'].handle(call as never);
  raw.writableLength = 2_000_000;
  vi.setSystemTime(16_000);
  expect(raw.destroyed).toBe(false);
  tick(0);
  vi.useRealTimers();
  expect(raw.destroyed).toBe(true);
});
