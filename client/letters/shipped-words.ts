import type { PaperKind } from './paper.ts';

/** A line of a shipped template. `table`: rows of label and value, two pairs a row at most; `list`: a table with a row an entry. */
export type TemplateLine =
  | { readonly as: 'title' | 'number' | 'text' | 'plain' | 'right' | 'small' | 'redHead'; readonly text: string }
  | { readonly as: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly as: 'list'; readonly of: string; readonly heads: readonly string[]; readonly cells: readonly string[]; readonly widths: readonly number[] };

const text = (words: string): TemplateLine => ({ as: 'text', text: words });
/** A line that stands only where there is a value; the marks take lines of their own, which are not printed. */
const where = (name: string, ...lines: readonly TemplateLine[]): readonly TemplateLine[] => [{ as: 'plain', text: `{{#${name}}}` }, ...lines, { as: 'plain', text: `{{/${name}}}` }];

const HEAD: readonly TemplateLine[] = [...where('redHead', { as: 'redHead', text: '{{redHead}}' }), { as: 'title', text: '{{name}}' }, { as: 'number', text: '{{letter}}' }];
const FOOT: readonly TemplateLine[] = [{ as: 'right', text: '{{office}}' }, { as: 'right', text: '{{date}}' }, ...where('copies', { as: 'small', text: '抄送：{{copies}}' })];
const MATTER: readonly TemplateLine[] = [
  text('{{round.inspector}}于{{round.feedback}}向{{round.unit}}反馈了意见。{{#issue}}其中第{{issue.number}}号问题“{{issue.title}}”，责任领导{{issue.leader}}，责任人{{issue.owner}}。{{/issue}}'),
  ...where('what', text('该事项应于{{day}}前{{what}}{{#overdueDays}}，截至{{date}}已逾期{{overdueDays}}天{{/overdueDays}}。')),
];
const OPEN_MEASURES: readonly TemplateLine[] = where('measures', text('措施{{at}}：{{text}}（{{owner}}，{{due}}前，{{done}}）'));

const letter = (...demand: readonly string[]): readonly TemplateLine[] => [...HEAD, { as: 'plain', text: '{{to}}：' }, ...MATTER, ...OPEN_MEASURES, ...demand.map(text), ...FOOT];
const form = (...lines: readonly TemplateLine[]): readonly TemplateLine[] => [{ as: 'title', text: '{{name}}' }, { as: 'number', text: '编号：{{letter}}' }, ...lines];

const ISSUE_ROWS = [
  ['被巡察单位', '{{round.unit}}', '轮次', '{{round.title}}'],
  ['问题编号', '第{{issue.number}}号', '整改类型', '{{issue.kind}}'],
  ['反馈问题', '{{issue.title}}'],
  ['责任领导', '{{issue.leader}}', '责任人', '{{issue.owner}}'],
  ['原定时限', '{{issue.originalDue}}', '现时限', '{{issue.due}}'],
] as const;
const MEASURE_LIST: TemplateLine = { as: 'list', of: 'measures', heads: ['序号', '整改措施', '责任人', '时限', '完成情况'], cells: ['at', 'text', 'owner', 'due', 'done'], widths: [8, 42, 16, 20, 14] };
const SIGNATURES: TemplateLine = { as: 'list', of: 'signatures', heads: ['签字方', '姓名', '评价', '意见', '日期'], cells: ['role', 'name', 'rating', 'note', 'date'], widths: [20, 14, 14, 32, 20] };

/** The shipped papers, word by word. A unit that wants them otherwise puts a file of its own in their place. */
export const SHIPPED_LINES: Readonly<Record<PaperKind, readonly TemplateLine[]>> = {
  'supervision-letter': letter('现予督办。请高度重视，立即组织办理，收到本函后签收，并将办理情况、未能按期办理的原因和下一步打算书面反馈。逾期仍未办理的，将按规定逐级升级督办。'),
  'guidance-letter': letter('经督查，该事项推进缓慢。请对照整改目标逐项检视措施，明确每项措施的责任人和完成时间，倒排工期，由主要负责人审定签字后报送。整改中有困难需要协调的，请一并提出。'),
  'warning-letter': letter('该事项经督办仍未落实，现予告诫。请主要负责人亲自研究、亲自部署，限期办结，并说明未落实的原因。到期仍未办结的，将提请约谈并按规定处理。'),
  'interview-notice': letter('经研究，决定就该事项进行约谈。请准备书面说明，内容包括整改进展、未完成的原因、责任落实情况和完成整改的期限。', '约谈时间：　　　　年　　月　　日　　时', '约谈地点：'),
  'accountability-notice': letter('该事项经多次督办、约谈仍未整改。现将有关情况移送，建议按照干部管理权限研究处理，并将处理结果函告我单位。'),
  circular: letter('该事项经多次督办仍未办结，现予通报。请引以为戒，举一反三，抓紧整改。'),
  reminder: letter('整改时限为{{issue.due}}。请对照整改措施抓紧推进，按时完成整改，及时提交佐证材料并申请销号。确有困难不能按期完成的，请在期限届满前申请延期并说明理由。'),
  'rectification-notice': [
    ...HEAD,
    { as: 'plain', text: '{{to}}：' },
    text('{{round.inspector}}于{{round.feedback}}向{{round.unit}}反馈了意见，其中下列问题请负责整改：'),
    { as: 'table', rows: [['问题编号', '第{{issue.number}}号', '整改类型', '{{issue.kind}}'], ['问题类别', '{{issue.category}}'], ['反馈问题', '{{issue.title}}'], ['责任领导', '{{issue.leader}}', '责任人', '{{issue.owner}}'], ['整改时限', '{{issue.due}}']] },
    text('请签收认领，按规定制定整改措施，明确责任人和完成时间，报审后组织实施；完成整改后提交佐证材料，申请核查销号。不能按期完成的，须在期限届满前申请延期。'),
    ...FOOT,
  ],
  'hand-over': form(
    { as: 'table', rows: [...ISSUE_ROWS, ['移交人', '{{handOver.from}}', '接任人', '{{handOver.to}}'], ['交接事由', '{{handOver.reason}}'], ['当前状态', '{{issue.status}}', '一并移交的措施', '{{handOver.measures}}']] },
    MEASURE_LIST,
    text('移交人已将问题的整改情况、未办结事项和佐证材料移交清楚，接任人对交接内容无异议，自交接之日起承担整改责任。'),
    { as: 'list', of: 'signatures', heads: ['签字方', '姓名', '说明', '日期'], cells: ['role', 'name', 'note', 'date'], widths: [24, 20, 32, 24] },
    { as: 'table', rows: [['交接日期', '{{date}}', '登记单位', '{{office}}']] },
  ),
  closure: form(
    { as: 'table', rows: [...ISSUE_ROWS, ['自评', '{{own.rating}}', '申请人、日期', '{{own.name}}　{{own.date}}'], ['整改情况', '{{own.summary}}']] },
    MEASURE_LIST,
    { as: 'list', of: 'evidence', heads: ['序号', '佐证材料', '种类', 'SHA-256'], cells: ['at', 'name', 'kind', 'sha256'], widths: [8, 32, 14, 46] },
    { as: 'list', of: 'visits', heads: ['核查日期', '核查人', '现场情况', '在场人员'], cells: ['date', 'name', 'seen', 'present'], widths: [20, 14, 46, 20] },
    SIGNATURES,
    { as: 'table', rows: [['审批结果', '{{result}}', '日期', '{{date}}']] },
  ),
  'look-back': form({
    as: 'table',
    rows: [...ISSUE_ROWS, ['次数', '第{{lookBack.n}}次', '缘由', '{{lookBack.cause}}'], ['查看方式', '{{lookBack.how}}'], ['询问情况', '{{lookBack.asked}}'], ['查看情况', '{{lookBack.findings}}'], ['结论', '{{lookBack.result}}', '查看人', '{{lookBack.name}}'], ['记录日期', '{{date}}', '记录单位', '{{office}}']],
  }),
};
