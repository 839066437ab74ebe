import type { Act } from '../command-schema.ts';
import type { Script } from './golden-life.ts';

const reason = '情况属实';
const sha = (digit: number): string => String(digit).repeat(64);
const evidence = (digit = 1): Act => ({ type: 'add-evidence', sha256: sha(digit), name: '佐证.pdf', size: 1024 });
const submit: Act = { type: 'submit-for-closure', rating: 'done', summary: '已完成整改' };
const signed: Act = { type: 'sign', rating: 'done', note: '属实' };
const held: Act = { type: 'record-look-back', result: 'held', findings: '未反弹', how: '现场' };
const plan = (...dues: string[]): Act => ({ type: 'propose-plan', measures: dues.map((due, at) => ({ id: `m${at + 1}`, text: '一项措施', owner: at === 0 ? 'wang' : 'li', due })) });
const done = (measure: string): Act => ({ type: 'report-progress', note: '完成', measure, done: true });

type Line = Script['acts'][number];
/** Signs on by two parties, one after the other. */
const closing = (day: string, next: string): readonly Line[] => [
  [`${day} 10:00`, 'zhou', signed],
  [`${next} 10:00`, 'zheng', signed],
];

/** Whole lives, each around a holiday where days are easily miscounted. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  'done-in-time': {
    title: '按期完成，两次回头看后归档：国庆前后',
    kind: 'dated',
    opened: '2026-07-06 09:00',
    due: '2026-10-08',
    acts: [
      ['2026-07-07 10:00', 'wang', { type: 'accept' }],
      ['2026-07-20 10:00', 'wang', plan('2026-09-30')],
      ['2026-07-22 10:00', 'zhou', { type: 'approve-plan' }],
      ['2026-09-22 10:00', 'wang', evidence()],
      ['2026-09-22 11:00', 'wang', done('m1')],
      ['2026-09-28 10:00', 'wang', submit],
      ...closing('2026-09-30', '2026-10-10'),
      ['2027-01-11 10:00', 'feng', held],
      ['2027-07-12 10:00', 'feng', held],
    ],
    until: '2028-01-01 00:00',
  },
  'done-late': {
    title: '逾期完成：时限为国庆前一日',
    kind: 'immediate',
    opened: '2026-09-01 09:00',
    due: '2026-09-30',
    acts: [
      ['2026-09-02 10:00', 'wang', { type: 'accept' }],
      ['2026-10-08 15:00', 'wang', { type: 'acknowledge', step: 'due#1:T+1' }],
      ['2026-10-13 10:00', 'wang', evidence()],
      ['2026-10-13 11:00', 'wang', submit],
      ...closing('2026-10-15', '2026-10-16'),
    ],
    until: '2026-12-31 00:00',
  },
  'extension-granted': {
    title: '申请延期，两级批准',
    kind: 'immediate',
    opened: '2026-08-24 09:00',
    due: '2026-09-25',
    acts: [
      ['2026-08-25 10:00', 'wang', { type: 'accept' }],
      ['2026-09-17 10:00', 'wang', { type: 'request-extension', to: '2026-10-20', reason }],
      ['2026-09-20 10:00', 'zhao', { type: 'grant-extension' }],
      ['2026-09-28 10:00', 'zhou', { type: 'grant-extension' }],
      ['2026-10-12 10:00', 'wang', evidence()],
      ['2026-10-19 10:00', 'wang', submit],
      ...closing('2026-10-20', '2026-10-21'),
    ],
    until: '2026-11-30 00:00',
  },
  'extension-refused': {
    title: '申请延期，未批，逾期',
    kind: 'immediate',
    opened: '2026-03-02 09:00',
    due: '2026-04-07',
    acts: [
      ['2026-03-03 10:00', 'wang', { type: 'accept' }],
      ['2026-03-30 10:00', 'wang', { type: 'request-extension', to: '2026-05-31', reason }],
      ['2026-03-31 10:00', 'zhao', { type: 'refuse-extension', reason }],
      ['2026-04-10 10:00', 'wang', evidence()],
      ['2026-04-10 11:00', 'wang', submit],
    ],
    until: '2026-05-06 00:00',
  },
  returned: {
    title: '核查退回，再次整改后销号',
    kind: 'immediate',
    opened: '2026-08-03 09:00',
    due: '2026-09-11',
    acts: [
      ['2026-08-04 10:00', 'wang', { type: 'accept' }],
      ['2026-09-09 10:00', 'wang', evidence()],
      ['2026-09-10 10:00', 'wang', submit],
      ['2026-09-21 10:00', 'zhou', { type: 'return', reason }],
      ['2026-10-12 10:00', 'wang', evidence(2)],
      ['2026-10-14 10:00', 'wang', submit],
      ...closing('2026-10-15', '2026-10-16'),
    ],
    until: '2026-11-30 00:00',
  },
  'measure-slips': {
    title: '三项措施，一项逾期',
    kind: 'dated',
    opened: '2026-04-01 09:00',
    due: '2026-07-10',
    acts: [
      ['2026-04-02 10:00', 'wang', { type: 'accept' }],
      ['2026-04-10 10:00', 'wang', plan('2026-05-08', '2026-05-22', '2026-06-26')],
      ['2026-04-14 10:00', 'zhou', { type: 'approve-plan' }],
      ['2026-05-07 10:00', 'wang', done('m1')],
      ['2026-06-05 10:00', 'li', done('m2')],
      ['2026-06-18 10:00', 'li', done('m3')],
      ['2026-06-23 10:00', 'wang', evidence()],
      ['2026-06-24 10:00', 'wang', submit],
    ],
    until: '2026-07-20 00:00',
  },
  sustained: {
    title: '长期坚持：阶段性成效按季度复查，一次漏查',
    kind: 'sustained',
    opened: '2026-03-02 09:00',
    due: '2026-06-30',
    acts: [
      ['2026-03-03 10:00', 'wang', { type: 'accept' }],
      ['2026-03-16 10:00', 'wang', plan('2026-06-26')],
      ['2026-03-18 10:00', 'zhou', { type: 'approve-plan' }],
      ['2026-06-18 10:00', 'wang', done('m1')],
      ['2026-06-18 11:00', 'wang', evidence()],
      ['2026-06-22 10:00', 'wang', submit],
      ...closing('2026-06-29', '2026-07-01'),
      ['2026-09-29 10:00', 'feng', held],
      ['2027-01-12 10:00', 'feng', held],
      ['2027-03-01 10:00', 'zhou', { type: 'archive', reason }],
    ],
    until: '2028-01-01 00:00',
  },
  rebound: {
    title: '回头看发现反弹，重开后阶梯高一级',
    kind: 'immediate',
    opened: '2026-05-06 09:00',
    due: '2026-06-05',
    acts: [
      ['2026-05-07 10:00', 'wang', { type: 'accept' }],
      ['2026-06-01 10:00', 'wang', evidence()],
      ['2026-06-02 10:00', 'wang', submit],
      ...closing('2026-06-03', '2026-06-04'),
      ['2026-08-31 10:00', 'feng', { type: 'record-look-back', result: 'rebounded', findings: '又犯', how: '抽查' }],
      ['2026-10-09 10:00', 'wang', evidence(2)],
      ['2026-10-09 11:00', 'wang', submit],
      ...closing('2026-10-10', '2026-10-12'),
    ],
    until: '2026-12-31 00:00',
  },
  silent: {
    title: '始终不作为，逐级升级到通报：春节前后',
    kind: 'dated',
    opened: '2026-01-05 09:00',
    due: '2026-02-13',
    acts: [],
    until: '2027-01-10 00:00',
  },
  suspended: {
    title: '暂停，到期自行恢复，时限顺延',
    kind: 'immediate',
    opened: '2026-01-12 09:00',
    due: '2026-02-26',
    acts: [
      ['2026-01-13 10:00', 'wang', { type: 'accept' }],
      ['2026-01-26 10:00', 'zhou', { type: 'suspend', until: '2026-02-24', reason }],
    ],
    until: '2026-04-10 00:00',
  },
  'suspended-overdue': {
    title: '逾期后暂停，国庆后恢复：暂停中的重复提醒不补，阶梯接着走',
    kind: 'immediate',
    opened: '2026-08-03 09:00',
    due: '2026-09-11',
    acts: [
      ['2026-08-04 10:00', 'wang', { type: 'accept' }],
      ['2026-09-15 10:00', 'zhou', { type: 'suspend', until: '2026-10-09', reason }],
      ['2026-10-08 10:00', 'zhou', { type: 'resume', reason }],
    ],
    until: '2026-12-15 00:00',
  },
  'extension-waits': {
    title: '按时申请延期，到期未批，阶梯等待答复；不批后接着走',
    kind: 'immediate',
    opened: '2026-08-24 09:00',
    due: '2026-09-25',
    acts: [
      ['2026-08-25 10:00', 'wang', { type: 'accept' }],
      ['2026-09-24 10:00', 'wang', { type: 'request-extension', to: '2026-10-20', reason }],
      ['2026-10-12 10:00', 'zhao', { type: 'refuse-extension', reason }],
    ],
    until: '2026-12-15 00:00',
  },
  'returned-overdue': {
    title: '逾期后申请销号被退回，阶梯高一级',
    kind: 'immediate',
    opened: '2026-03-02 09:00',
    due: '2026-04-03',
    acts: [
      ['2026-03-03 10:00', 'wang', { type: 'accept' }],
      ['2026-04-08 10:00', 'wang', evidence()],
      ['2026-04-08 11:00', 'wang', submit],
      ['2026-04-13 10:00', 'zhou', { type: 'return', reason }],
    ],
    until: '2026-07-15 00:00',
  },
  'handed-over': {
    title: '责任人调离，交接给接任人',
    kind: 'dated',
    opened: '2026-09-01 09:00',
    due: '2026-12-31',
    acts: [
      ['2026-09-02 10:00', 'wang', { type: 'accept' }],
      ['2026-09-16 10:00', 'wang', plan('2026-10-23', '2026-11-20')],
      ['2026-09-18 10:00', 'zhou', { type: 'approve-plan' }],
      ['2026-10-09 10:00', 'qian', { type: 'hand-over', to: 'chen', reason: '岗位调整' }],
      ['2026-10-09 15:00', 'wang', { type: 'sign-hand-over' }],
      ['2026-10-12 10:00', 'chen', { type: 'sign-hand-over' }],
      ['2026-10-29 10:00', 'chen', done('m1')],
      ['2026-11-19 10:00', 'li', done('m2')],
    ],
    until: '2027-01-05 00:00',
  },
  'hand-over-unsigned': {
    title: '交接无人签字，国庆前后逐级升级；签齐前仍由原责任人负责',
    kind: 'immediate',
    opened: '2026-09-01 09:00',
    due: '2026-12-31',
    acts: [
      ['2026-09-02 10:00', 'wang', { type: 'accept' }],
      ['2026-09-22 10:00', 'qian', { type: 'hand-over', to: 'chen', reason: '岗位调整' }],
      ['2026-10-12 10:00', 'wang', { type: 'sign-hand-over' }],
      ['2026-10-16 10:00', 'chen', { type: 'sign-hand-over' }],
    ],
    until: '2026-11-20 00:00',
  },
};
