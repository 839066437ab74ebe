import { refuse } from '../refusal.ts';
import { demandRunning, demandStatus, type Rule } from './context.ts';

/**
 * 共性问题: a finding that turns out to be many units' matter ends as an issue of one owner; the round opens a part for each
 * unit (`round/decide.ts`). Only what nobody has begun: work that was done belongs to somebody.
 */
export const handToUnits: Rule<'hand-to-units'> = (state, act) => {
  if (state.common !== null) refuse('COMMON_ALREADY', '本问题已是共性问题的一部分，请对共性问题增减单位', 'this is a part of a common issue already; add units to that', { common: state.common.number });
  demandStatus(state, 'assigned');
  demandRunning(state);
  if (state.amendment !== null) refuse('AMENDMENT_PENDING', '已有更正或撤销申请待批', 'a correction or withdrawal is already waiting for approval');
  if (state.hands.length > 0 || state.measures.length > 0 || state.cycle > 1 || state.outcomes.length > 0) refuse('WORK_BEGUN', '已有人着手整改，不能再转为共性问题', 'somebody has begun to work on it; it cannot be handed to many units any more');
  const twice = act.units.find((unit, at) => act.units.indexOf(unit) < at);
  if (twice !== undefined) refuse('UNIT_TWICE', `单位“${twice}”列了两次`, `the unit "${twice}" is listed twice`, { unit: twice });
  return [{ type: 'handed-to-units', units: act.units, reason: act.reason }];
};
