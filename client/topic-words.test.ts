import { expect, test } from 'vitest';
import { DRAW_NEWS, COMMON_NEWS, NEWS, ROUND_NEWS } from '../activities/notice-words.ts';
import { MILESTONE_NAMES } from '../domain/round/state.ts';
import { DEADLINE_NAMES } from '../domain/words.ts';
import { topicInWords } from './topic-words.ts';

/** Everything that a mail tells of: lists, records and the page that confirms it name it in Chinese, too. */
const TOPICS = [...[NEWS, ROUND_NEWS, COMMON_NEWS, DRAW_NEWS, DEADLINE_NAMES, MILESTONE_NAMES].flatMap((names) => Object.keys(names)), 'vacancy', 'rollup-week', 'rollup-month'];

test.each(TOPICS)('%s', (topic) => {
  expect(topicInWords(topic).zh).toMatch(/^[\p{Script=Han}“”，]+$/u);
});
