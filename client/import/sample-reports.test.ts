import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseReport, readReport } from './parse-report.ts';
import type { ParsedReport } from './parsed-report.ts';
import { readDocument } from './readers/read-document.ts';
import { FURTHER_SAMPLES } from './sample-expectations-further.ts';
import { MIXED_SAMPLES } from './sample-expectations-mixed.ts';
import { MORE_SAMPLES } from './sample-expectations-more.ts';
import { UNUSUAL_SAMPLES } from './sample-expectations-unusual.ts';
import { LATER_SAMPLES } from './sample-expectations.ts';
import type { Expectation } from './sample-expectations.ts';

const FOLDER = new URL('../../samples/reports/', import.meta.url);
const read = (name: string): ParsedReport => readReport(readFileSync(new URL(name, FOLDER)), name);

const EXPECTED: Readonly<Record<string, Expectation>> = {
  ...LATER_SAMPLES,
  ...MORE_SAMPLES,
  ...FURTHER_SAMPLES,
  ...UNUSUAL_SAMPLES,
  ...MIXED_SAMPLES,
  'county-bureau-two-levels.txt': {
    unit: '中共清溯县水利局党组',
    feedback: '2024-11-06',
    written: '2025-04-15',
    rows: [
      ['（1）', '关于巡河走过场', 'done'],
      ['（2）', '关于河道采砂', 'done'],
      ['（1）', '关于山区供水', 'in-progress', ['2025-06-30']],
      ['（2）', '关于水质检测', 'done-keep'],
      ['（1）', '关于津补贴', 'done'],
      ['（2）', '关于固定资产', 'done'],
      ['（3）', '关于公务用车', 'done'],
      ['（1）', '关于年轻干部', 'partial-keep', ['2026-12-31']],
      ['（2）', '关于轮岗', 'in-progress', ['2025-09-30']],
    ],
  },
  'university-measures-results.txt': {
    unit: '中共澄湖工业大学委员会',
    feedback: '2024-01-09',
    written: '2024-05-27',
    rows: [
      ['问题1', '思政课教师', 'done', ['2024-03-31']],
      ['问题2', '课程思政', 'in-progress', ['2024-12-31']],
      ['问题3', '新校区二期', 'in-progress', ['2025-08-31']],
      ['问题4', '招标文件', 'done-keep'],
      ['问题5', '部分支部', 'done-keep', ['2024-02-29']],
      ['问题6', '党员发展', 'done', ['2024-02-29']],
    ],
  },
  'enterprise-status-in-title.txt': {
    unit: '江陵港务集团有限公司党委',
    feedback: '2025-06-12',
    written: '2025-11-20',
    rows: [
      ['1', '主业发展', 'done'],
      ['2', '安全生产', 'done-keep'],
      ['3', '应收账款', 'in-progress', ['2026-03-31']],
      ['4', '“三重一大”', 'done'],
      ['5', '选人用人', 'done'],
      ['6', '闲置资产', 'partial-keep'],
      ['7', '境外项目', 'in-progress'],
    ],
  },
  'town-unlabelled.txt': {
    unit: '中共白杨坪镇委员会',
    feedback: '2023-06-15',
    written: '2023-10-09',
    rows: [
      ['1', '关于第一议题', 'not-stated'],
      ['2', '关于联系群众', 'not-stated'],
      ['3', '关于村级卫生室', 'not-stated'],
      ['4', '关于低保对象', 'not-stated'],
      ['5', '关于通村道路', 'not-stated', ['2024-05-31']],
      ['6', '关于村干部', 'not-stated'],
      ['7', '关于集体资金', 'not-stated', ['2023-12-31']],
      ['8', '关于考勤', 'not-stated'],
    ],
  },
  'bureau-table.txt': {
    unit: '青垣市市场监督管理局党组',
    feedback: '2025-02-17',
    written: '2025-09-01',
    rows: [
      ['1', '食品抽检', 'done', ['2025-05-31']],
      ['2', '特种设备', 'done-keep', ['2025-06-30']],
      ['3', '投诉举报', 'done'],
      ['4', '检测中心', 'in-progress', ['2025-12-31']],
      ['5', '执法文书', 'done', ['2025-07-31']],
      ['6', '职称评聘', 'in-progress', ['2026-03-31']],
    ],
  },
  'hospital-plain-headings.txt': {
    unit: '中共望川县人民医院委员会',
    feedback: '2024-04-22',
    written: '2024-08-30',
    rows: [
      [null, '关于医德医风', 'done'],
      [null, '关于药品耗材', 'done-keep'],
      [null, '关于住院楼', 'in-progress', ['2024-11-30', '2024-12-31']],
      [null, '关于患者退费', 'done'],
      [null, '关于编外人员', 'in-progress'],
    ],
  },
  'district-decimal-responsible.txt': {
    unit: '中共东篱区教育体育局委员会',
    feedback: '2026-04-02',
    written: '2026-06-30',
    rows: [
      ['2.1', '关于校外培训', 'done'],
      ['2.2', '关于学校食堂', 'in-progress', ['2026-09-01']],
      ['2.3', '关于教师招聘', 'done-keep'],
      ['2.4', '关于体育场馆', 'partial-keep'],
      ['2.5', '关于工程欠款', 'in-progress', ['2026-09-30', '2026-12-31']],
    ],
  },
  'street-done-and-open-parts.txt': {
    unit: '中共榆林桥街道工作委员会',
    feedback: '2024-09-23',
    written: '2025-03-10',
    rows: [
      ['（一）', '理论学习', 'done'],
      ['（二）', '意识形态', 'done'],
      ['（三）', '垃圾分类', 'done'],
      ['（四）', '物业纠纷', 'done'],
      ['（五）', '惠企政策', 'done'],
      ['（六）', '公章使用', 'done'],
      ['（七）', '食堂采购', 'done'],
      ['（八）', '工会经费', 'done'],
      ['（一）', '老旧小区', 'in-progress', ['2025-10-31']],
      ['（二）', '社区用房', 'in-progress', ['2025-12-31']],
      ['（三）', '停车泊位', 'in-progress', ['2026-06-30']],
      ['（四）', '历史违建', 'in-progress'],
    ],
  },
  'park-follow-up-section.txt': {
    unit: '中共临沧湾开发区工作委员会',
    feedback: '2025-01-15',
    written: '2025-08-01',
    rows: [
      ['①', '产业规划', 'done'],
      ['②', '项目落地率', 'in-progress', ['2026-06-30']],
      ['③', '环境治理', 'in-progress', ['2025-10-31', '2025-12-31']],
      ['④', '服务企业', 'done'],
      ['⑤', '公务接待', 'done-keep'],
      ['⑥', '督查督办', 'partial-keep'],
    ],
  },
  'village-wrapped-pages.txt': {
    unit: '中共石门关村总支部委员会',
    feedback: '2022-12-28',
    written: '2023-03-06',
    rows: [
      ['1', '“三会一课”记录不完整，个别支部长期不开会，补记、漏记现象突出。', 'done'],
      ['2', '党费收缴', 'done'],
      ['3', '集体山林承包合同不规范，租金明显偏低且多年没有调整，', 'in-progress', ['2023-07-31']],
      ['4', '公益岗位', 'done-keep'],
      ['5', '饮水工程', 'done'],
    ],
  },
  'subitems-shared-answer.txt': {
    unit: '中共鹿鸣县卫生健康局党组',
    feedback: '2024-05-30',
    written: '2024-09-03',
    rows: [
      ['1', '关于健康乡村', 'done-keep'],
      ['2', '关于医保基金', 'done'],
      ['3', '关于设备采购', 'in-progress', ['2024-12-31']],
      ['4', '关于人才引进', 'partial-keep'],
    ],
  },
  'town-aspects-named-problems.txt': {
    unit: '中共柳河镇委员会',
    feedback: '2024-02-02',
    written: '2024-07-05',
    rows: [
      ['1', '关于耕地', 'done'],
      ['2', '关于高标准农田', 'done'],
      ['1', '关于惠农资金', 'done'],
      ['2', '关于村务公开', 'in-progress', ['2024-09-30']],
      ['1', '关于党员教育', 'done-keep'],
    ],
  },
  'county-state-in-line.txt': {
    unit: '县自然资源局党组',
    feedback: '2021-08-20',
    written: '2021-12-28',
    rows: [
      ['（一）', '土地执法监管不力的问题。', 'done'],
      ['（二）', '土地出让收入追缴缓慢的问题。', 'in-progress', ['2022-03-31']],
      ['（三）', '矿山生态修复', 'partial-keep', ['2022-06-30']],
      ['（四）', '不动产登记', 'partial-keep'],
      ['（五）', '规划编制', 'done'],
      ['（六）', '窗口作风', 'done'],
      ['（七）', '档案数字化', 'in-progress', ['2022-12-31']],
    ],
  },
  'company-same-numbers-for-measures.txt': {
    unit: '检修分公司党总支',
    feedback: '2025-05-09',
    written: '2025-08-29',
    rows: [
      ['问题一', '党建与业务', 'done'],
      ['问题二', '备品备件', 'in-progress', ['2025-12-31']],
      ['问题三', '外包队伍', 'done-keep'],
    ],
  },
  'school-ordinals-no-rectification.txt': {
    unit: '云岭中学党总支',
    feedback: '2025-05-12',
    written: '2025-07-01',
    rows: [
      ['第一个问题', '师德师风', 'done'],
      ['第二个问题', '校园欺凌', 'done-keep'],
      ['第三个问题', '教辅材料', 'done'],
      ['第四个问题', '实验室', 'not-stated'],
      ['第五个问题', '课后服务', 'in-progress', ['2025-09-30']],
    ],
  },
};

/** The same reports as LibreOffice writes them, read by the keys of the text. */
const OFFICE = ['expressway-company-three-sections.pdf', 'justice-bureau-short-labels.docx'].map((name) => [name, EXPECTED[name.replace(/\.\w+$/, '.txt')]] as const);

test.each([...Object.entries(EXPECTED), ...OFFICE])('%s is read as a person reads it', async (name, wanted) => {
  if (wanted === undefined) return expect.fail(`${name} has no key`);
  const report = parseReport(await readDocument(readFileSync(new URL(name, FOLDER)), name), { name });
  expect([report.unit, report.feedbackDate, report.signedDate ?? report.publishedDate]).toEqual([
    wanted.unit,
    wanted.feedback,
    wanted.written,
  ]);
  const seen = report.issues.map((issue, at) => [
    issue.number,
    issue.title.slice(0, wanted.rows[at]?.[1].length),
    issue.status,
    issue.promises.flatMap((promise) => (promise.due === null ? [] : [promise.due])),
  ]);
  expect(seen).toEqual(wanted.rows.map(([number, title, status, dues = []]) => [number, title, status, dues]));
});

test('every sample has its expectations', () => {
  expect(
    readdirSync(FOLDER)
      .filter((name) => /\.(?:txt|md|html|docx|pdf)$/.test(name))
      .toSorted(),
  ).toEqual([...Object.keys(EXPECTED), ...OFFICE.map(([name]) => name)].toSorted());
});

test('what is doubtful says so', () => {
  const school = read('school-ordinals-no-rectification.txt').issues[3];
  expect(school).toMatchObject({ confidence: 'medium', reasons: [{ code: 'NO_RECTIFICATION' }] });
  expect(read('street-done-and-open-parts.txt').issues[0]?.reasons.map((reason) => reason.code)).toContain('STATUS_FROM_HEADING');
  expect(read('park-follow-up-section.txt').issues.map((issue) => issue.confidence)).toEqual([
    'high',
    'high',
    'high',
    'high',
    'high',
    'high',
  ]);
});

test('fields and follow-ups belong to their issue', () => {
  expect(read('district-decimal-responsible.txt').issues[0]?.responsible).toEqual([
    { label: '牵头领导', text: '分管监管的副局长' },
    { label: '责任单位', text: '监管科' },
  ]);
  expect(read('park-follow-up-section.txt').issues[1]?.followUps).toMatchObject([{ number: '（一）', line: 22 }]);
  expect(read('subitems-shared-answer.txt').issues.map((issue) => issue.subItems.length)).toEqual([2, 2, 2, 0]);
});

test('counts that a report claims are held against its items', () => {
  expect(read('county-bureau-two-levels.txt')).toMatchObject({
    claimed: {
      total: { value: 9 },
      done: { value: 6 },
      inProgress: { value: 2 },
      partialKeep: { value: 1 },
      ratePercent: { value: 66.67 },
    },
    differences: [],
  });
  const text = readFileSync(new URL('county-bureau-two-levels.txt', FOLDER), 'utf8').replace(
    '反馈9个问题，已完成整改6个',
    '反馈9个问题，已完成整改7个',
  );
  expect(readReport(new TextEncoder().encode(text), 'x.txt').differences).toMatchObject([{ code: 'COUNT_DONE', claimed: 7, found: 6 }]);
});
