import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCodec, makeDataConverter, newCodecKey } from './codec.ts';
import type { CodecKey } from './codec.ts';

const NAMESPACE = 'huitoukan';
const ring = (...keys: [CodecKey, ...CodecKey[]]) => makeCodec({ namespace: NAMESPACE, keys });
const [oldKey, newKey] = [newCodecKey(), newCodecKey()];
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const only = (payloads: Payload[]): Payload => payloads[0] ?? expect.fail('no payload');
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const textOf = (payload: Payload): string => Buffer.from(payload.data ?? []).toString('latin1');

describe('round trip', () => {
  test('any JSON value comes back as it went', async () => {
    const codec = ring(oldKey);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 4 }), async (values) => {
        const decoded = await codec.decode(await codec.encode(values.map(payloadOf)));
        expect(decoded.map(valueOf)).toEqual(values.map((value) => JSON.parse(JSON.stringify(value)) as unknown));
      }),
    );
  });

  test.each([0, 127, 128, 64 * 1024 - 1, 64 * 1024, 3 * 1024 * 1024])('%i random bytes, which do not compress', async (size) => {
    const codec = ring(oldKey);
    const bytes = new Uint8Array(randomBytes(size));
    const encoded = only(await codec.encode([payloadOf(bytes)]));
    expect(encoded.data?.length).toBeLessThan(size + 200);
    expect(Buffer.from(valueOf(only(await codec.decode([encoded]))) as Uint8Array).equals(bytes)).toBe(true);
  });

  test('a large text shrinks, and nothing of it can be read', async () => {
    const codec = ring(oldKey);
    const text = '落实党风廉政建设主体责任不到位 responsible leader'.repeat(5_000);
    const encoded = only(await codec.encode([payloadOf({ text })]));
    expect(encoded.data?.length).toBeLessThan(text.length / 20);
    expect(textOf(encoded)).not.toContain('responsible');
    expect(valueOf(only(await codec.decode([encoded])))).toEqual({ text });
  });

  test('the same value is never sealed to the same bytes', async () => {
    const [first, second] = await ring(oldKey).encode([payloadOf('甲'), payloadOf('甲')]);
    expect(first?.data).not.toEqual(second?.data);
  });
});

describe('rotation', () => {
  test('[new, old] reads both and writes new; [new] no longer reads old', async () => {
    const written = await ring(oldKey).encode([payloadOf('旧')]);
    const both = ring(newKey, oldKey);
    expect(valueOf(only(await both.decode(written)))).toBe('旧');
    const fresh = await both.encode([payloadOf('新')]);
    expect(valueOf(only(await ring(newKey).decode(fresh)))).toBe('新');
    await expect(ring(newKey).decode(written)).rejects.toMatchObject({ code: 'CODEC_KEY_UNKNOWN', where: { keyId: oldKey.id } });
  });

  test('a ring with a short key, an empty id or an id twice is refused', () => {
    expect(() => ring({ id: 'a', key: new Uint8Array(16) })).toThrow(/32 bytes/);
    expect(() => ring({ id: '', key: oldKey.key })).toThrow(/id/);
    expect(() => ring(oldKey, { ...newKey, id: oldKey.id })).toThrow(/twice/);
  });
});

describe('what is not ours, or no longer what it was', () => {
  test('other encodings pass through', async () => {
    const foreign = payloadOf({ plain: true });
    expect(await ring(oldKey).decode([foreign])).toEqual([foreign]);
  });

  test('every changed byte shows', async () => {
    const codec = ring(oldKey);
    const encoded = only(await codec.encode([payloadOf({ due: '2026-03-31', note: '限期整改'.repeat(40) })]));
    const size = encoded.data?.length ?? 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const data = Uint8Array.from(encoded.data ?? []);
        data[at] = (data[at] ?? 0) ^ flip;
        await expect(codec.decode([{ ...encoded, data }])).rejects.toMatchObject({ code: 'CODEC_TAMPERED' });
      }),
    );
  });

  test.each([0, 1, 12, 28])('cut off after %i bytes', async (length) => {
    const encoded = only(await ring(oldKey).encode([payloadOf('甲')]));
    await expect(ring(oldKey).decode([{ ...encoded, data: encoded.data?.subarray(0, length) ?? null }])).rejects.toMatchObject({
      code: 'CODEC_TAMPERED',
    });
  });

  test('another namespace, another key id, another key', async () => {
    const encoded = only(await ring(oldKey).encode([payloadOf('甲')]));
    const elsewhere = makeCodec({ namespace: 'other', keys: [oldKey] });
    await expect(elsewhere.decode([encoded])).rejects.toMatchObject({ code: 'CODEC_TAMPERED' });
    const relabelled = makeCodec({ namespace: NAMESPACE, keys: [{ id: newKey.id, key: oldKey.key }] });
    const metadata = { ...encoded.metadata, key: Buffer.from(newKey.id) };
    await expect(relabelled.decode([{ ...encoded, metadata }])).rejects.toMatchObject({ code: 'CODEC_TAMPERED' });
    const wrong = makeCodec({ namespace: NAMESPACE, keys: [{ id: oldKey.id, key: newKey.key }] });
    await expect(wrong.decode([encoded])).rejects.toMatchObject({ code: 'CODEC_TAMPERED' });
  });

  test('an error quotes no payload and no key', async () => {
    const encoded = only(await ring(oldKey).encode([payloadOf('某某局长')]));
    const data = Uint8Array.from(encoded.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    const error = await ring(oldKey).decode([{ ...encoded, data }]).catch((caught: unknown) => caught);
    expect(JSON.stringify(error) + String(error)).not.toMatch(new RegExp(`某某|${Buffer.from(oldKey.key).toString('hex')}`));
  });
});

test('the data converter names a failure converter that the SDK can load', async () => {
  const { failureConverterPath } = makeDataConverter({ namespace: NAMESPACE, keys: [oldKey] });
  const module = (await import(failureConverterPath ?? '')) as { failureConverter: { options: { encodeCommonAttributes: boolean } } };
  expect(module.failureConverter.options.encodeCommonAttributes).toBe(true);
});
