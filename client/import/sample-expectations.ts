/** What a person reads in the later sample reports: number, beginning of the title, state, due days of the promises. */
export type Row = readonly [number: string | null, title: string, status: string, dues?: readonly string[]];
export type Expectation = {
  readonly unit: string;
  readonly feedback: string;
  readonly written: string | null;
  readonly rows: readonly Row[];
};

export const LATER_SAMPLES: Readonly<Record<string, Expectation>> = {
  'village-problem-word-inline.txt': {
    unit: '中共大沟村支部委员会',
    feedback: '2022-05-20',
    written: '2022-08-18',
    rows: [
      ['1', '党支部学习不经常', 'done'],
      ['2', '村务公开不及时', 'done-keep'],
      ['3', '集体果园承包费未收齐', 'not-stated', ['2022-11-30']],
      ['4', '低保动态管理', 'done'],
      ['5', '村内道路破损', 'not-stated', ['2023-06-30']],
      ['6', '党员发展不力', 'not-stated'],
      ['7', '账目白条入账', 'done'],
      ['8', '村干部值班脱岗', 'done-keep'],
    ],
  },
  'street-groups-by-state.txt': {
    unit: '中共青石街道工作委员会',
    feedback: '2023-12-28',
    written: '2024-07-01',
    rows: [
      ['1', '居民议事会', 'done'],
      ['2', '背街小巷', 'done'],
      ['3', '社区“一肩挑”', 'done'],
      ['4', '发展党员', 'done'],
      ['5', '养老服务中心', 'partial-keep'],
      ['6', '老旧小区', 'in-progress', ['2024-10-31']],
      ['7', '征迁安置', 'in-progress', ['2024-12-31']],
    ],
  },
  'township-one-line.txt': {
    unit: '中共柳溪乡委员会',
    feedback: '2022-06-10',
    written: '2022-09-28',
    rows: [
      ['1', '耕地保护', 'done'],
      ['2', '农村饮水工程', 'in-progress', ['2022-12-31']],
      ['3', '惠农补贴', 'done'],
      ['4', '村级招待费', 'done'],
    ],
  },
  'college-steps-with-fault-words.txt': {
    unit: '机电工程学院党总支',
    feedback: '2023-06-30',
    written: '2023-12-20',
    rows: [
      ['（一）', '课程思政', 'done'],
      ['（二）', '学生实习', 'done-keep'],
      ['（三）', '实训设备', 'in-progress', ['2024-03-31']],
      ['（四）', '廉政教育', 'done'],
      ['（五）', '经费报销', 'done'],
      ['（六）', '教师支部书记', 'in-progress', ['2024-09-30']],
    ],
  },
  'transport-group-dashes.txt': {
    unit: '中共江南省渡口投资集团有限公司委员会',
    feedback: '2022-07-19',
    written: null,
    rows: [
      [null, '关于“夜间班次', 'done'],
      [null, '关于“老旧渡船', 'partial-keep'],
      [null, '关于“担保台账', 'in-progress', ['2023-06-30']],
      [null, '关于“租金清收', 'done-keep'],
    ],
  },
  'agency-broken-dates.txt': {
    unit: '市粮食储备中心党委',
    feedback: '2024-08-27',
    written: '2025-04-15',
    rows: [
      ['（1）', '关于“三号库', 'done'],
      ['（2）', '关于“通风设备', 'in-progress', ['2025-10-31']],
      ['（1）', '关于“轮换出库', 'done'],
      ['（1）', '关于“主题党日', 'done'],
    ],
  },
  'university-themes-without-faults.txt': {
    unit: '中共望江大学委员会',
    feedback: '2021-09-08',
    written: '2022-04-16',
    rows: [
      ['1', '把思政课', 'not-stated', ['2022-12-31']],
      ['2', '把规划', 'not-stated'],
      ['1', '厘清党政', 'not-stated'],
      ['2', '完善大学章程', 'not-stated', ['2022-06-30']],
      ['（三）', '看好宣传阵地', 'not-stated'],
    ],
  },
  'power-company-state-behind-date.txt': {
    unit: '中共白河电力建设有限公司委员会',
    feedback: '2020-01-14',
    written: '2020-06-28',
    rows: [
      ['1', '针对“改革三年行动', 'not-stated', ['2020-12-31']],
      ['2', '针对“安全管理', 'done'],
      ['3', '针对“分包单位', 'done'],
      ['4', '针对“食堂物资', 'done-keep'],
      ['5', '针对“干部竞聘', 'done'],
      ['6', '针对“人才梯队', 'not-stated', ['2021-12-31']],
    ],
  },
  'county-state-behind-sub-items.txt': {
    unit: '中共平陵县委',
    feedback: '2022-09-26',
    written: '2023-04-10',
    rows: [
      ['1', '关于贯彻新发展理念', 'done-keep'],
      ['2', '关于推进乡村振兴', 'in-progress', ['2023-12-31']],
      ['3', '关于“两个责任”', 'done-keep'],
      ['4', '关于干部队伍建设', 'in-progress'],
      ['5', '关于上轮巡视整改', 'done'],
    ],
  },
};
