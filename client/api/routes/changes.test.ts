import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { NOBODY } from '../../../domain/viewer.ts';
import { changeRoutes } from './changes.ts';

class Line extends EventEmitter {
  readonly socket = null;
  written = '';
  writeHead(): void {}
  write(text: string): void {
    this.written += text;
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
