import { STATUS_NAMES } from '../domain/acts/context.ts';
import type { SuspensionGround } from '../domain/command-schema.ts';
import type { Rating } from '../domain/issue.ts';
import type { NoticeKind } from '../domain/policy-schema.ts';
import { MILESTONE_NAMES, PHASE_NAMES, phaseOf, type RoundHead, type RoundState } from '../domain/round/state.ts';
import { NOTICE_NAMES } from '../domain/words.ts';
import type { DeliveryState } from '../domain/delivery-states.ts';
import { lineageCountsInWords } from './lineage-words.ts';
import type { RoundCounts } from './round-counts.ts';
import { FORM_NAMES, SANCTION_NAMES } from '../domain/field-words.ts';
import { yuanInWords } from './outcome-words.ts';
import { DELIVERY_NAMES, GROUND_NAMES, KIND_NAMES, RATING_NAMES } from './words.ts';

const pairs = (entries: readonly (readonly [string, number])[]): string => entries.map(([name, count]) => `${name} ${count}`).join('，');

/** The two ratings stand side by side; nothing to say while nobody has rated. */
const ratingsInWords = ({ ratings }: RoundCounts): readonly string[] => {
  const side = (counts: RoundCounts['ratings']['own']): string => pairs(Object.entries(counts).map(([rating, count]) => [RATING_NAMES[rating as Rating].zh, count] as const));
  if (ratings.both === 0) return [];
  return [`  自评：${side(ratings.own)}；核验：${side(ratings.verified)}；两者一致 ${ratings.alike}，核验低于自评 ${ratings.foundLess}，高于自评 ${ratings.foundMore}`];
};

/** As published reports put it: petitions and leads, persons by form and by sanction, money, rules. */
const outcomesInWords = ({ outcomes }: RoundCounts): readonly string[] => {
  const { petitions, leads, accountability, recoveredFen, rules } = outcomes;
  const shown = (counts: Readonly<Record<string, number>>, names: Readonly<Record<string, { readonly zh: string }>>): string =>
    pairs(Object.entries(counts).filter(([, count]) => count !== 0).map(([key, count]) => [names[key]?.zh ?? '未注明', count] as const));
  const persons = accountability.persons === 0 ? '' : `（${shown(accountability.forms, FORM_NAMES)}；${shown(accountability.sanctions, SANCTION_NAMES)}）`;
  return [
    `  信访件 受理 ${petitions.received}，办结 ${petitions.settled}；问题线索 移交 ${leads.referred}，办结 ${leads.settled}；追责问责 ${accountability.persons} 人${persons}；挽回损失 ${yuanInWords(recoveredFen)} 元；建章立制 ${rules} 项`,
  ];
};

/** Common issues count once above; here how far their units are. */
const commonInWords = ({ common }: RoundCounts): readonly string[] => {
  if (common.issues === 0) return [];
  const units = common.units.map(({ unit, parts, withdrawn, done }) => `${unit} ${done}/${parts - withdrawn}`);
  return [`  其中共性问题 ${common.issues} 个，分交 ${common.units.length} 个单位共 ${common.parts} 件（各单位已销号：${units.join('，')}）`];
};

/** The counts of a round as a reader of a progress report knows them. */
export const countsInWords = (head: RoundHead, state: RoundState, policy: string, counts: RoundCounts): string => {
  const { standing, happened, marks } = counts;
  const { lookBacks, extensions, reopened } = happened;
  return [
    `${head.title}（${head.id}）`,
    ...(head.recheckOf === undefined ? [] : [`本轮为“回头看”，原轮次 ${head.recheckOf}`]),
    `单位 ${head.unit}；${head.inspector}；反馈 ${head.feedback}；办法 ${policy}；${PHASE_NAMES[phaseOf(state)].zh}`,
    `节点：${state.milestones.map((one) => `${one.day} ${MILESTONE_NAMES[one.id].zh}${one.reached ? '（已到）' : ''}`).join('；')}`,
    '',
    `问题 ${counts.total} 个${counts.withdrawn === 0 ? '' : `，其中已撤销 ${counts.withdrawn} 个不计`}；计 ${counts.counted} 个：`,
    `  已销号 ${standing.done.count}（${standing.done.percent}%），长期坚持 ${standing.sustained.count}（${standing.sustained.percent}%），经批准延期 ${standing.extended.count}（${standing.extended.percent}%），其余整改中 ${standing.open.count}（${standing.open.percent}%）`,
    `  按状态：${pairs(Object.entries(counts.byStatus).map(([status, count]) => [STATUS_NAMES[status as keyof typeof STATUS_NAMES].zh, count] as const))}`,
    `  按类型：${Object.entries(counts.byKind).map(([kind, { total, done }]) => `${KIND_NAMES[kind as keyof typeof KIND_NAMES].zh} ${done}/${total}`).join('，')}`,
    `  现逾期 ${marks.overdue}，暂停 ${marks.suspended}，措施滞后 ${marks.measureSlipped}；曾逾期 ${happened.everOverdue}，退回 ${happened.returned.times} 次`,
    `  延期：申请 ${extensions.requested}${extensions.late === 0 ? '' : `（逾期后 ${extensions.late}）`}，批准 ${extensions.granted}，不予 ${extensions.refused}；交接 ${happened.handedOver}`,
    `  暂停：${pairs(Object.entries(happened.suspensions).map(([ground, count]) => [GROUND_NAMES[ground as SuspensionGround]?.zh ?? ground, count] as const)) || '无'}；更正 ${happened.amended.corrected}，撤销 ${happened.amended.withdrawn}`,
    `  回头看 ${lookBacks.total} 次：保持 ${lookBacks.held}，部分反弹 ${lookBacks.partly}，反弹 ${lookBacks.rebounded}；重开 ${reopened.afterLookBack + reopened.byDecision}；现逾期未看 ${marks.lookBackOverdue}`,
    ...commonInWords(counts),
    ...ratingsInWords(counts),
    `  ${lineageCountsInWords(counts.lineage)}`,
    ...outcomesInWords(counts),
    `  督办：${pairs(Object.entries(happened.rungs).map(([kind, count]) => [NOTICE_NAMES[kind as NoticeKind]?.zh ?? kind, count] as const)) || '无'}`,
    `  通知：${pairs(Object.entries(counts.deliveries).map(([kind, count]) => [DELIVERY_NAMES[kind as DeliveryState]?.zh ?? kind, count ?? 0] as const)) || '无'}`,
  ].join('\n');
};
