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
    return () => void (stopped += 1);
  };
  const call = { api: { changes: { watch } }, caller: { viewer: NOBODY }, request: { headers: {} }, reply: { hijack: () => undefined, raw } };
  await changeRoutes['GET /api/changes'].handle(call as never);
  expect(stopped).toBeGreaterThan(0);
  expect(raw.written).toContain('retry');
});
