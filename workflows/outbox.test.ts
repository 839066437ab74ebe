import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.ts';

/** A ledger that answers when it is told to. */
const ledger = () => {
  const batches: string[][] = [];
  const answers: { readonly take: () => void; readonly fail: () => void }[] = [];
  const record = (batch: readonly string[]): Promise<void> => {
    batches.push([...batch]);
    return new Promise((resolve, reject) => answers.push({ take: resolve, fail: () => reject(new Error('away')) }));
  };
  return { record, batches, answers };
};

describe('the outbox', () => {
  it('records what has gathered in one batch, one after the other, and whoever waits is answered when his step is in', async () => {
    const { record, batches, answers } = ledger();
    const settled: number[] = [];
    const outbox = new Outbox(record, () => settled.push(batches.length));
    outbox.push('a');
    const first = outbox.untilRecorded();
    outbox.push('b');
    outbox.push('c');
    const second = outbox.untilRecorded();
    expect([batches, outbox.isStranded]).toEqual([[['a']], false]);
    answers[0]?.take();
    await first;
    expect(batches).toEqual([['a'], ['b', 'c']]);
    expect(outbox.isEmpty).toBe(false);
    answers[1]?.take();
    await second;
    expect([outbox.isEmpty, outbox.happened, settled]).toEqual([true, 3, [1, 2]]);
  });

  it('keeps what could not be recorded, before what came after it, and loses nothing', async () => {
    const { record, batches, answers } = ledger();
    const outbox = new Outbox(record);
    outbox.push('a');
    const failed = outbox.untilRecorded();
    outbox.push('b');
    answers[0]?.fail();
    await expect(failed).rejects.toThrow('away');
    expect([outbox.isStranded, outbox.isEmpty]).toEqual([true, false]);
    const again = outbox.untilRecorded();
    answers[1]?.take();
    await again;
    expect(batches).toEqual([['a'], ['a', 'b']]);
    expect([outbox.isStranded, outbox.isEmpty]).toEqual([false, true]);
  });

  it('has nothing to wait for while nothing happened', async () => {
    const { record, batches } = ledger();
    await new Outbox(record).untilRecorded();
    expect(batches).toEqual([]);
  });
});
