import type { ISectionPropertiesOptions, IRunOptions } from 'docx';

/**
 * The look of official papers (GB/T 9704-2012): A4, margins 37/35/28/26 mm, body in 仿宋 size 三号 (16 pt) on lines of 28 pt,
 * titles in 小标宋 二号 (22 pt), headings in 黑体 and 楷体. Sizes in half points, lengths in twentieths of a point.
 */
const LATIN = 'Times New Roman';
const font = (eastAsia: string) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia });

export const RUNS = {
  title: { font: font('方正小标宋简体'), size: 44 },
  part: { font: font('黑体'), size: 32 },
  aspect: { font: font('楷体_GB2312'), size: 32, bold: true },
  issue: { font: font('仿宋_GB2312'), size: 32, bold: true },
  text: { font: font('仿宋_GB2312'), size: 32 },
  sign: { font: font('仿宋_GB2312'), size: 32 },
  cell: { font: font('仿宋_GB2312'), size: 24 },
  cellHead: { font: font('黑体'), size: 24 },
  redHead: { font: font('方正小标宋简体'), size: 52, color: 'C00000' },
} as const satisfies Readonly<Record<string, IRunOptions>>;

const millimetres = (mm: number): number => Math.round((mm / 25.4) * 1440);

export const LINE = { line: 560, lineRule: 'exact' } as const;
/** Two signs of the body's size. */
export const INDENT = { firstLineChars: 200, firstLine: 640 } as const;

export const PAGE: ISectionPropertiesOptions = {
  page: {
    size: { width: millimetres(210), height: millimetres(297) },
    margin: { top: millimetres(37), bottom: millimetres(35), left: millimetres(28), right: millimetres(26), header: 850, footer: millimetres(25), gutter: 0 },
  },
};
