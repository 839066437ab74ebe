/** The words of fictional reports: numbers, titles, labels, states, steps, promises. */
import type { ReportStatus } from '../status-label.ts';

export const CN = [
  '一',
  '二',
  '三',
  '四',
  '五',
  '六',
  '七',
  '八',
  '九',
  '十',
  '十一',
  '十二',
  '十三',
  '十四',
  '十五',
  '十六',
  '十七',
  '十八',
  '十九',
  '二十',
];
export type Style = (number: number) => string;
export const wide = (text: string): string => text.replace(/[0-9.()]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
export const STYLES: Readonly<Record<'cn' | 'paren' | 'arabic' | 'arabicParen' | 'circled' | 'problem' | 'ordinal' | 'decimal' | 'serial', readonly Style[]>> = {
  cn: [(n) => `${CN[n - 1]}、`],
  paren: [(n) => `（${CN[n - 1]}）`, (n) => `(${CN[n - 1]})`],
  arabic: [(n) => `${n}.`, (n) => `${n}、`, (n) => wide(`${n}.`), (n) => `${n}. `],
  arabicParen: [(n) => `（${n}）`, (n) => `(${n})`, (n) => `${n}）`],
  circled: [(n) => String.fromCodePoint(0x2460 + n - 1)],
  ordinal: [(n) => `第${CN[n - 1]}，`, (n) => `第${CN[n - 1]}、`, (n) => `第${CN[n - 1]}个问题：`],
  decimal: [(n) => `2.${n}`, (n) => `2.${n} `],
  serial: [(n) => `序号：${n}　`, (n) => `问题序号${n}：`],
  problem: [(n) => `问题${n}：`, (n) => `问题${CN[n - 1]}：`, (n) => `【问题${n}】`],
};
/** Systems for aspect, issue and measure or sub-item, from the outside in. */
export const ORDERS = [
  ['paren', 'arabic', 'arabicParen'],
  ['paren', 'arabicParen', 'circled'],
  ['paren', 'problem', 'arabicParen'],
  ['arabic', 'arabicParen', 'circled'],
  [null, 'paren', 'arabic'],
  [null, 'arabic', 'arabicParen'],
  [null, 'problem', 'arabic'],
  [null, null, 'arabicParen'],
  ['paren', 'circled', 'arabicParen'],
  ['paren', 'ordinal', 'arabicParen'],
  [null, 'decimal', 'arabicParen'],
  [null, 'serial', 'arabicParen'],
] as const;

export const TITLES = [
  '理论学习制度执行不严',
  '惠农补贴发放不及时',
  '项目档案管理混乱',
  '饮用水源保护不到位',
  '干部考核流于形式',
  '公务接待审批不规范',
  '闲置校舍盘活缓慢',
  '信访积案化解不力',
  '采购验收把关不严',
  '村级账目公开不及时',
  '安全隐患排查不彻底',
  '人才引进力度不够',
  '工程结算超期严重，监管缺位',
  '志愿服务活动开展不经常',
  '窗口服务态度有差距',
  '水费收缴存在漏洞',
  '林地台账更新滞后',
  '会议记录不完整',
];
export const FRAMES: ReadonlyArray<(title: string) => string> = [
  (t) => `关于${t}的问题`,
  (t) => `关于“${t}”的问题。`,
  (t) => `针对${t}问题。`,
  (t) => `${t}。`,
  (t) => t,
  (t) => `${t}。抽查发现个别单位没有按要求办理。`,
];
export const ASPECTS = ['贯彻上级决策部署方面', '聚焦群众身边的不正之风方面', '基层组织建设方面', '落实以往整改情况方面'];
export const LABELS = ['整改情况：', '整改进展情况：', '整改落实情况:', '整改措施及成效：', '【整改情况】', '整改进展：'];
export const STATES: ReadonlyArray<readonly [ReportStatus, string]> = [
  ['done', '已整改'],
  ['done', '整改完成'],
  ['done', '已整改到位'],
  ['done-keep', '已完成整改，长期坚持'],
  ['done-keep', '已整改完成并长期坚持'],
  ['partial-keep', '已取得阶段性成效，需长期坚持'],
  ['partial-keep', '取得阶段性成效，持续推进'],
  ['done', '已办结'],
  ['done', '已按期完成整改'],
  ['done-keep', '整改完成，持续巩固'],
  ['partial-keep', '基本完成，持续推进'],
  ['in-progress', '整改中'],
  ['in-progress', '有序推进中'],
  ['in-progress', '正在整改'],
  ['in-progress', '正在整改中'],
  ['in-progress', '尚未完成，正在推进'],
  ['not-stated', ''],
];
export const STEPS = [
  '召开专题会议4次，明确分工',
  '修订管理办法并印发执行',
  '组织培训3期，参训160人次',
  '对相关人员进行了教育',
  '建立月度通报机制',
  '追回资金2.3万元',
  '补发工资1.5万元',
  '对3名责任人进行约谈',
  '更换设备12台',
  '走访群众340户，收集意见27条',
];
export const DUES: ReadonlyArray<readonly [string, string]> = [
  ['计划于2025年9月底前完成验收', '2025-09-30'],
  ['预计2025年12月底投入使用', '2025-12-31'],
  ['力争2026年上半年完成其余任务', '2026-06-30'],
  ['拟于2025年第四季度组织复查', '2025-12-31'],
  ['确保2026年3月15日前交付', '2026-03-15'],
  ['剩余部分将于二〇二五年十月底前完工', '2025-10-31'],
  ['争取年底前全部到位', '2025-12-31'],
  ['计划8月底前完成补签', '2025-08-31'],
  ['预计明年3月竣工', '2026-03-31'],
  ['力争2027年底前全面达标', '2027-12-31'],
];
export const PAST = ['已于2025年2月18日完成清退', '自2025年3月起实行', '2024年12月27日召开动员会'];

export const SHORTCOMINGS = ['登记不齐全', '审批不严格', '公示不及时'];
/** What the steps say in figures. */
export const FIGURES: Readonly<Record<string, { readonly yuan: number; readonly people: number }>> = {
  '追回资金2.3万元': { yuan: 23_000, people: 0 },
  '补发工资1.5万元': { yuan: 15_000, people: 0 },
  '对3名责任人进行约谈': { yuan: 0, people: 3 },
};
