import { CAUSE_NAMES } from '../../domain/look-back-causes.ts';
import { LINEAGE_NAMES } from '../../domain/lineage.ts';
import { PHASE_NAMES, type Phase } from '../../domain/round/state.ts';
import { dayOf, instantInWords } from '../../domain/time.ts';
import type { KeptProposal } from '../../ledger/lineage.ts';
import type { LookBackListing } from '../../ledger/look-backs.ts';
import type { RollupRow } from '../../ledger/rollups.ts';
import type { CommonView } from '../common-view.ts';
import type { DrawListing } from '../look-backs/draw-overview.ts';
import type { ListColumn } from '../sheets/list-bytes.ts';
import { COMMON_PHASE_NAMES, KIND_NAMES, shortId } from '../words.ts';

/** What people work from, as files: what is to be done, rounds, look-backs, and the lists of one round. */

export type TodoRow = { readonly round: string; readonly number: string; readonly title: string; readonly what: { readonly zh: string }; readonly day: string | null; readonly daysLeft: number | null; readonly obstacle: { readonly zh: string } | null };
export const TODO_COLUMNS: readonly ListColumn<TodoRow>[] = [
  { head: '期限', width: 12, value: ({ day }) => day },
  { head: '剩余天数', width: 10, value: ({ daysLeft }) => daysLeft },
  { head: '应办', width: 16, value: ({ what }) => what.zh },
  { head: '轮次', width: 16, value: ({ round }) => round },
  { head: '编号', width: 8, value: ({ number }) => number },
  { head: '反馈问题', width: 50, value: ({ title }) => title },
  { head: '须先办', width: 40, value: ({ obstacle }) => obstacle?.zh ?? null },
];

export type RoundRow = { readonly id: string; readonly title: string; readonly unit: string; readonly inspector: string; readonly feedback: string; readonly phase: Phase | null; readonly issues: number | null; readonly open: number | null; readonly overdue: number | null };
export const ROUND_COLUMNS: readonly ListColumn<RoundRow>[] = [
  { head: '编号', width: 14, value: ({ id }) => id },
  { head: '轮次', width: 34, value: ({ title }) => title },
  { head: '被巡察单位', width: 24, value: ({ unit }) => unit },
  { head: '巡察机构', width: 24, value: ({ inspector }) => inspector },
  { head: '反馈', width: 12, value: ({ feedback }) => feedback },
  { head: '阶段', width: 16, value: ({ phase }) => (phase === null ? null : PHASE_NAMES[phase].zh) },
  { head: '问题', width: 8, value: ({ issues }) => issues },
  { head: '未销号', width: 8, value: ({ open }) => open },
  { head: '逾期', width: 8, value: ({ overdue }) => overdue },
];

export const LOOK_BACK_COLUMNS: readonly ListColumn<LookBackListing>[] = [
  { head: '期限', width: 12, value: ({ day }) => day },
  { head: '轮次', width: 16, value: ({ round }) => round },
  { head: '编号', width: 10, value: ({ issue }) => issue.split('/').at(-1) ?? '' },
  { head: '反馈问题', width: 50, value: ({ title }) => title },
  { head: '第几次', width: 8, value: ({ n }) => n },
  { head: '缘由', width: 16, value: ({ cause }) => CAUSE_NAMES[cause].zh },
  { head: '来源', width: 24, value: ({ source }) => source },
  { head: '逾期自', width: 12, value: ({ overdueSince }) => (overdueSince === null ? null : dayOf(overdueSince)) },
];

export const COMMON_COLUMNS: readonly ListColumn<Pick<CommonView, 'row' | 'whole'>>[] = [
  { head: '编号', width: 8, value: ({ row }) => row.number },
  { head: '共性问题', width: 50, value: ({ row }) => row.title },
  { head: '类别', width: 16, value: ({ row }) => row.category },
  { head: '种类', width: 10, value: ({ row }) => KIND_NAMES[row.kind].zh },
  { head: '进展', width: 14, value: ({ row }) => COMMON_PHASE_NAMES[row.phase].zh },
  { head: '单位数', width: 8, value: ({ whole }) => whole.units },
  { head: '已销号', width: 8, value: ({ whole }) => whole.closed },
  { head: '长期坚持', width: 10, value: ({ whole }) => whole.sustained },
  { head: '已撤出', width: 8, value: ({ whole }) => whole.withdrawn },
];

const DECISIONS = { open: '待定', confirmed: '已确认', rejected: '已否定' } as const;
export const LINEAGE_COLUMNS: readonly ListColumn<KeptProposal>[] = [
  { head: '本次', width: 16, value: ({ issue }) => shortId(issue) },
  { head: '本次原文', width: 50, value: ({ title }) => title },
  { head: '以往', width: 16, value: ({ earlier }) => shortId(earlier) },
  { head: '以往单位', width: 20, value: ({ earlierUnit }) => earlierUnit },
  { head: '以往原文', width: 50, value: ({ earlierTitle }) => earlierTitle },
  { head: '相似度', width: 8, value: ({ score }) => Math.round(score * 100) / 100 },
  { head: '疑似', width: 12, value: ({ kind }) => LINEAGE_NAMES[kind].zh },
  { head: '认定', width: 10, value: ({ state }) => DECISIONS[state] },
  { head: '理由', width: 30, value: ({ reason }) => reason },
];

export const ROLLUP_COLUMNS: readonly ListColumn<RollupRow>[] = [
  { head: '种类', width: 12, value: ({ kind }) => (kind === 'week' ? '周报' : '月度任务清单') },
  { head: '期', width: 12, value: ({ period }) => period },
  { head: '涵盖自', width: 12, value: ({ from }) => dayOf(from) },
  { head: '至', width: 12, value: ({ to }) => dayOf(to) },
  { head: '生成', width: 18, value: ({ plannedAt }) => instantInWords(plannedAt) },
  { head: '收件人', width: 8, value: ({ people }) => people },
  { head: '送达', width: 8, value: ({ told }) => told },
  { head: '补此前未发', width: 12, value: ({ missed }) => missed },
];

export const DRAW_COLUMNS: readonly ListColumn<DrawListing>[] = [
  { head: '抽签', width: 16, value: ({ id }) => id },
  { head: '比例（%）', width: 10, value: ({ announced }) => announced.sharePercent },
  { head: '抽签时刻', width: 18, value: ({ announced }) => instantInWords(announced.instant) },
  { head: '进展', width: 34, value: ({ words }) => words.zh },
  { head: '抽中', width: 40, value: ({ revealed }) => (revealed?.drawn ?? []).map(shortId).join('、') },
  { head: '已安排', width: 8, value: ({ planned }) => planned },
  { head: '已看', width: 8, value: ({ done }) => done },
];
