import { DEADLINE_NAMES, NOTICE_NAMES } from '../words.ts';
import { dayInWords } from '../time.ts';
import { nextRoundObligation, type RoundObligation } from './deadlines.ts';
import { MILESTONE_NAMES, PHASE_NAMES, phaseOf, type RoundState } from './state.ts';

/** `10月20日前报送整改方案，未办则督促` in short, for a timer's summary and for the page of the round. */
export const roundObligationInWords = ({ milestone, deadline, step, day }: RoundObligation): string => {
  if (milestone !== null) return `${dayInWords(day)}${MILESTONE_NAMES[milestone].zh}`;
  if (deadline === null) return `${dayInWords(day)}每月核对未结问题`;
  const until = `${dayInWords(deadline.date.day)}前${DEADLINE_NAMES[deadline.kind].zh}`;
  return step === null ? until : `${until}，未办则${NOTICE_NAMES[step.notice].zh}`;
};

/** Markdown for the engine's own page. */
export const roundDetailsInWords = (state: RoundState): string => {
  const next = nextRoundObligation(state);
  return [
    `**${state.head.title}**（${PHASE_NAMES[phaseOf(state)].zh}${state.term.n === 1 ? '' : `，第${state.term.n}次`}）`,
    '',
    ...state.milestones.map((one) => `- ${one.day} ${MILESTONE_NAMES[one.id].zh}${one.reached ? '（已到）' : ''}`),
    `- 下一步：${next === null ? '无' : roundObligationInWords(next)}`,
  ].join('\n');
};
