import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDebris, numberOfFile } from './file-numbers.ts';

const NUMBERS = ['1', '3', '3.1', '12', '2025-1巡-3', '甲-4'];

test.each([
  ['3-会议纪要.pdf', '3'],
  ['3.会议纪要.pdf', '3'],
  ['3会议纪要.pdf', '3'],
  ['第3号 照片.jpg', '3'],
  ['３－照片.jpg', '3'],
  ['3.1 照片.jpg', '3.1'],
  ['3.pdf', '3'],
  ['12/台账.xlsx', '12'],
  ['12/3-台账.xlsx', '3'],
  ['问题3/照片.jpg', null],
  ['31.jpg', null],
  ['3.5吨.jpg', null],
  ['3a.jpg', null],
  ['2025-1巡-3 签字.pdf', '2025-1巡-3'],
  ['甲-4_制度.docx', '甲-4'],
  ['照片.jpg', null],
  ['甲-45.docx', null],
])('%s belongs to %s', (path, number) => {
  expect(numberOfFile(path, NUMBERS)).toBe(number);
});

test('a file named by a number and a hyphen goes to the issue of that number, however the numbers overlap', () => {
  const numbers = fc.uniqueArray(fc.stringMatching(/^[1-9]\d?(?:\.[1-9]\d?)?$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.nat(), (all, at) => {
      const number = all[at % all.length] ?? '';
      expect(numberOfFile(`${number}-记录.pdf`, all)).toBe(number);
      expect(numberOfFile(`${number}/记录.pdf`, all)).toBe(number);
    }),
  );
});

test('what systems leave in folders is no evidence', () => {
  expect(['.DS_Store', 'Thumbs.db', '~$方案.docx', '__MACOSX', '3-方案.docx'].map(isDebris)).toEqual([true, true, true, true, false]);
});
