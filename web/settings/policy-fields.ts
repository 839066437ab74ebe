import type { Words } from '../api/types.ts';

/** A field of a policy that is changed often, by its place in the text; everything else is changed in the text itself. */
export type PolicyField = { readonly path: readonly (string | number)[]; readonly words: Words; readonly kind: 'text' | 'term' | 'number' | 'flag' | 'clock' | 'roles' | 'terms' | 'order' };
export type FieldGroup = { readonly words: Words; readonly fields: readonly PolicyField[] };

const field = (path: string, kind: PolicyField['kind'], zh: string, en: string): PolicyField => ({ path: path.split('.'), kind, words: { zh, en } });

export const FIELD_GROUPS: readonly FieldGroup[] = [
  { words: { zh: '名称与依据', en: 'Name and source' }, fields: [field('name', 'text', '名称', 'Name'), field('version', 'text', '版本（修改后须换一个）', 'Version (a changed policy needs a new one)'), field('source', 'text', '依据', 'Source')] },
  {
    words: { zh: '时限', en: 'Terms' },
    fields: [
      field('terms.accept', 'term', '认领', 'Accept'),
      field('terms.plan', 'term', '报送措施', 'Hand in the plan'),
      field('terms.planReview', 'term', '措施审核', 'Review of the plan'),
      field('terms.concentrated', 'term', '集中整改期', 'Concentrated period'),
      field('terms.report', 'term', '整改报告', 'Report'),
      field('terms.due.immediate', 'term', '立行立改', 'Immediate'),
      field('terms.due.dated', 'term', '限期整改', 'Dated'),
      field('terms.due.sustained', 'term', '长期坚持', 'Sustained'),
    ],
  },
  {
    words: { zh: '延期', en: 'Extensions' },
    fields: [
      field('extension.levels', 'roles', '审批层级（末级批准）', 'Levels (the last one grants)'),
      field('extension.maxTimes', 'number', '最多几次', 'Times at most'),
      field('extension.maxTotalDays', 'number', '累计最多几天', 'Days in all at most'),
      field('extension.decision', 'term', '审批时限', 'Decided within'),
      field('extension.late', 'flag', '逾期后也可申请', 'May be asked for late'),
    ],
  },
  {
    words: { zh: '销号', en: 'Closure' },
    fields: [
      field('closure.chain', 'roles', '签字方', 'Who signs'),
      field('closure.order', 'order', '签字次序', 'Order'),
      field('closure.verify', 'term', '核查时限', 'Verified within'),
      field('closure.returnDue', 'term', '退回后再整改', 'Due again after a return'),
      field('closure.evidence.immediate', 'number', '立行立改至少几份佐证', 'Evidence, immediate'),
      field('closure.evidence.dated', 'number', '限期整改至少几份佐证', 'Evidence, dated'),
      field('closure.evidence.sustained', 'number', '长期坚持至少几份佐证', 'Evidence, sustained'),
    ],
  },
  {
    words: { zh: '回头看', en: 'Look-backs' },
    fields: [
      field('lookBack.after', 'terms', '销号后多久回头看', 'How long after closure'),
      field('lookBack.reviewers', 'roles', '由谁回头看', 'By whom'),
      field('lookBack.reopenDue', 'term', '反弹后再整改', 'Due again after a rebound'),
      field('sustained.cadence', 'term', '长期坚持多久看一次', 'Cadence of the sustained'),
    ],
  },
  {
    words: { zh: '通知', en: 'Notices' },
    fields: [
      field('delivery.opens', 'clock', '每日自', 'From'),
      field('delivery.closes', 'clock', '至', 'To'),
      field('delivery.workingDaysOnly', 'flag', '仅工作日发送', 'On working days only'),
      field('acknowledgement.lapseWorkingDays', 'number', '签收期限（工作日）', 'To be confirmed within (working days)'),
      field('rollups.weekly.on', 'flag', '发周报', 'Weekly roll-up'),
      field('rollups.monthly.on', 'flag', '发月度任务清单', 'Monthly task list'),
    ],
  },
];
