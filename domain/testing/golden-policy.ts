import { policySchema, type Policy } from '../policy-schema.ts';

const step = (id: string, offset: number, audience: string[], light: string, notice: string, more: object = {}) => ({ id, offset, audience, light, notice, ...more });
const working = { unit: 'working-day' };
const ack = { acknowledge: true };

/** The default preset as of version 1, pinned: golden lives must not move when a preset does. */
export const GOLDEN_POLICY: Policy = policySchema.parse({
  name: 'golden',
  version: '1',
  source: 'default preset, version 1',
  terms: {
    accept: { count: 3, unit: 'working-day' },
    plan: { count: 15, unit: 'working-day' },
    planReview: { count: 5, unit: 'working-day' },
    concentrated: { count: 3, unit: 'month' },
    report: { count: 3, unit: 'month' },
    due: { immediate: { count: 1, unit: 'month' }, dated: { count: 3, unit: 'month' }, sustained: { count: 6, unit: 'month' } },
  },
  planRequired: { immediate: false, dated: true, sustained: true },
  ladders: {
    accept: [step('T+1', 1, ['owner', 'leader'], 'yellow', 'urging', working), step('T+3', 3, ['leader', 'head', 'supervision'], 'red', 'supervision-letter', { ...working, ...ack })],
    plan: [
      step('T-3', -3, ['owner'], 'green', 'reminder', working),
      step('T+1', 1, ['owner', 'leader'], 'yellow', 'urging', working),
      step('T+5', 5, ['leader', 'head', 'supervision'], 'red', 'supervision-letter', { ...working, ...ack }),
    ],
    'plan-review': [step('T+1', 1, ['supervision'], 'yellow', 'urging', working)],
    due: [
      step('T-20', -20, ['owner'], 'green', 'reminder'),
      step('T-10', -10, ['owner', 'leader'], 'yellow', 'reminder', ack),
      step('T-3', -3, ['owner', 'leader'], 'yellow', 'urging'),
      step('T+1', 1, ['owner', 'leader', 'head'], 'red', 'urging', { ...ack, repeat: { everyWorkingDays: 3, times: 2 } }),
      step('T+10', 10, ['owner', 'leader', 'head', 'supervision'], 'red', 'supervision-letter', ack),
      step('T+20', 20, ['leader', 'head', 'superior', 'supervision'], 'red', 'interview-notice', ack),
      step('T+30', 30, ['head', 'superior', 'supervision', 'team'], 'red', 'circular'),
    ],
    measure: [step('T-5', -5, ['owner'], 'green', 'reminder'), step('T+1', 1, ['owner', 'leader'], 'yellow', 'urging')],
    extension: [step('T+1', 1, ['leader', 'supervision'], 'yellow', 'urging', working)],
    verify: [
      step('T-2', -2, ['supervision'], 'green', 'reminder', working),
      step('T+1', 1, ['supervision', 'team'], 'yellow', 'urging', working),
      step('T+5', 5, ['supervision', 'superior'], 'red', 'urging', working),
    ],
    'look-back': [step('T-7', -7, ['team'], 'green', 'reminder'), step('T+1', 1, ['team', 'supervision'], 'yellow', 'urging')],
    cadence: [step('T-7', -7, ['team', 'owner'], 'green', 'reminder'), step('T+1', 1, ['team', 'supervision'], 'yellow', 'urging')],
    suspension: [step('T-3', -3, ['owner', 'supervision'], 'green', 'reminder', working)],
  },
  extension: { late: false, levels: ['leader', 'supervision'], maxTimes: 2, maxTotalDays: 180, decision: { count: 5, unit: 'working-day' }, tellAsked: false },
  closure: {
    chain: ['supervision', 'team'],
    order: 'sequence',
    verify: { count: 10, unit: 'working-day' },
    evidence: { immediate: 1, dated: 1, sustained: 1 },
    returnDue: { count: 15, unit: 'working-day' },
  },
  lookBack: { after: [{ count: 3, unit: 'month' }, { count: 9, unit: 'month' }], reviewers: ['team'], reopenDue: { count: 1, unit: 'month' } },
  sustained: { cadence: { count: 3, unit: 'month' } },
  acknowledgement: { lapseWorkingDays: 10 },
  suspension: { maxDays: 180 },
  amendment: { approvers: [] },
  delivery: { opens: '08:30', closes: '18:00', workingDaysOnly: true },
});
