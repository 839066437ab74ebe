import { DRAW_TOPIC_NAMES } from '../domain/draw-notices.ts';
import { MILESTONE_NAMES } from '../domain/round/state.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import { EVENT_NAMES } from './event-words.ts';
import { ROUND_EVENT_NAMES } from './round-words.ts';
import type { BothWords } from './voice.ts';
import { COMMON_EVENT_NAMES } from './words.ts';

type Names = Readonly<Record<string, BothWords>>;

/** Of no event and no deadline: a post that nobody holds, and the roll-ups. */
const OTHERS: Names = {
  vacancy: { zh: '岗位空缺', en: 'a vacant post' },
  'rollup-week': { zh: '周报', en: 'weekly roll-up' },
  'rollup-month': { zh: '月度任务清单', en: 'monthly task list' },
};
const TOPICS: Names = { ...EVENT_NAMES, ...ROUND_EVENT_NAMES, ...COMMON_EVENT_NAMES, ...MILESTONE_NAMES, ...DRAW_TOPIC_NAMES, ...OTHERS, ...DEADLINE_NAMES };
const KINDS: Names = NOTICE_NAMES;

/** What a notice is about (of an issue, a round, a common issue, a draw, a post), in the words of the field. */
export const topicInWords = (topic: string): BothWords => TOPICS[topic] ?? { zh: topic, en: topic };

/** What paper a notice is: 提醒, 督办函 … */
export const kindInWords = (kind: string): BothWords => KINDS[kind] ?? { zh: kind, en: kind };
