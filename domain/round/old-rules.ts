/**
 * What a policy says of the round itself where it was written before policies said anything of it: nothing is demanded of
 * the round, so nothing of it is chased. The schema and the upcaster both take it from here.
 */
export const OLD_ROUND_RULES = {
  owes: [],
  planReview: { count: 10, unit: 'working-day' as const },
  planAgain: { count: 10, unit: 'working-day' as const },
  sentBack: ['poor' as const],
  assessment: {
    within: { count: 1, unit: 'month' as const },
    indicators: [],
    grades: [
      { id: 'good', zh: '好', en: 'good', from: null, entails: [] },
      { id: 'fair', zh: '一般', en: 'fair', from: null, entails: [] },
      { id: 'poor', zh: '差', en: 'poor', from: null, entails: [] },
    ],
    secondTerm: { count: 2, unit: 'month' as const },
    lookBacksWithin: { count: 1, unit: 'month' as const },
  },
};

/** Ladders that older policies do not have yet; empty as they were. */
export const OLD_ROUND_LADDERS = { 'round-plan': [], 'round-plan-review': [], 'round-report': [], 'round-assessment': [] };
