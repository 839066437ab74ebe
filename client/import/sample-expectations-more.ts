/** What a person reads in the samples of other provinces' styles. */
import type { Expectation } from './sample-expectations.ts';

export const MORE_SAMPLES: Readonly<Record<string, Expectation>> = {
  'township-wide-figures-gaps.txt': {
    unit: '中共松林铺乡委员会',
    feedback: '2023-02-14',
    written: '2023-08-10',
    rows: [
      ['１', '关于危房改造', 'done'],
      ['２', '关于公益林', 'in-progress', ['2023-09-30']],
      ['４', '关于自来水', 'partial-keep', ['2023-12-31']],
      [null, '关于村级便民', 'done-keep'],
      ['５', '关于“三会一课”', 'done'],
      ['６', '关于党员教育', 'in-progress'],
    ],
  },
  'library-aspect-letters.txt': {
    unit: '中共江渚市图书馆总支部委员会',
    feedback: '2024-11-29',
    written: '2025-03-14',
    rows: [
      ['问题1', '分馆开放', 'done'],
      ['问题2', '流动图书车', 'done'],
      ['问题3', '古籍修复', 'partial-keep'],
      ['问题4', '图书采购', 'done'],
      ['问题5', '馆藏设备', 'done'],
      ['问题6', '培训费', 'done'],
      ['问题7', '书库消防', 'done'],
      ['问题8', '读者个人信息', 'partial-keep', ['2025-06-30']],
      ['问题9', '青年职工', 'done'],
      ['问题10', '岗位聘用', 'in-progress'],
    ],
  },
};
