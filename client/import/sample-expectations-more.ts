/** What a person reads in the samples of other provinces' styles. */
import type { Expectation } from './sample-expectations.ts';

export const MORE_SAMPLES: Readonly<Record<string, Expectation>> = {
  'city-bureau-later-part-by-number.txt': {
    unit: '中共澜阳市商务局党组',
    feedback: '2025-06-27',
    written: '2025-11-20',
    rows: [
      ['1', '关于“外贸稳增长', 'done'],
      ['2', '关于“农产品市场', 'in-progress', ['2026-04-30']],
      ['3', '关于“会展补贴', 'done'],
      ['4', '关于“党组会议事', 'done-keep'],
      ['5', '关于“下属公司', 'in-progress', ['2025-12-31']],
      ['6', '关于“机关支部', 'done'],
      ['7', '关于“中层干部', 'in-progress', ['2026-03-31']],
      ['8', '关于“个人事项', 'done'],
    ],
  },
  'mine-fields-one-by-one.txt': {
    unit: '金岭矿业有限责任公司党委',
    feedback: '2024-09-30',
    written: '2025-02-28',
    rows: [
      ['1', '井下通风', 'done', ['2024-11-30']],
      ['2', '职工代表', 'done', ['2024-12-31']],
      ['3', '尾矿库', 'in-progress', ['2026-09-30']],
      ['4', '物资采购', 'done-keep', ['2025-01-31']],
      ['5', '领导班子', 'done-keep'],
      ['6', '历史欠款', 'in-progress', ['2025-12-31']],
    ],
  },
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
  'prefecture-office-narrative.txt': {
    unit: '中共云麓州住房公积金管理中心党组',
    feedback: '2025-01-08',
    written: '2025-05-12',
    rows: [
      ['1', '关于灵活就业', 'done'],
      ['2', '关于骗提', 'done-keep'],
      ['3', '关于异地贷款', 'done'],
      ['4', '关于网上业务', 'in-progress', ['2025-08-31']],
      ['5', '关于逾期贷款', 'in-progress', ['2025-12-31']],
      ['6', '关于印章', 'done'],
      ['7', '关于岗位交流', 'done'],
    ],
  },
  'union-minutes-style.md': {
    unit: '中共雁栖县总工会党组',
    feedback: '2025-04-25',
    written: '2025-09-01',
    rows: [
      [null, '新就业形态', 'done'],
      [null, '职工服务中心', 'in-progress', ['2025-12-31']],
      [null, '工会经费', 'done-keep'],
      ['4', '劳模台账', 'done'],
      ['5', '帮扶资金', 'in-progress'],
    ],
  },
};
