import { expect, it } from 'vitest';
import { sourceInWords } from './look-back-source.ts';

it('what called for a look-back is read by people, and what they wrote stands as they wrote it', () => {
  const words = (source: string) => sourceInWords(source, (person) => (person === 'p-wu' ? '吴某' : person));
  expect(words('issue/r1/2.finance#17')).toEqual({ zh: 'r1/2.finance', en: 'r1/2.finance' });
  expect(words('round/2026-1#9').zh).toBe('2026-1');
  expect(words('post:town-head 2026-05-06 p-wu')).toEqual({ zh: '吴某，自2026-05-06', en: '吴某, from 2026-05-06' });
  expect(words('信访〔2026〕12号').zh).toBe('信访〔2026〕12号');
});
