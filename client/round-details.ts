import { PLAN_GRADE_NAMES } from '../domain/field-words.ts';
import { ROLE_NAMES } from '../domain/permissions.ts';
import { policyName } from '../domain/policy-diff.ts';
import type { RoundEvent, RoundMove } from '../domain/round/events.ts';
import type { RoundRules } from '../domain/round/rules-schema.ts';
import { MILESTONE_NAMES } from '../domain/round/state.ts';
import { DEADLINE_NAMES, NOTICE_NAMES } from '../domain/words.ts';
import type { NameBook } from '../ledger/people.ts';
import { outcomeSaid } from './outcome-words.ts';
import { ROUND_DATE_NAMES } from './round-words.ts';
import { noticeSaid, stepSaid } from './step-words.ts';
import { inBoth, type BothWords, type Voice } from './voice.ts';

const files = (documents: readonly { readonly name: string }[]): string => documents.map((one) => `《${one.name}》`).join('');

const movesSaid = (moves: readonly RoundMove[], { say, of }: Voice): string =>
  moves.length === 0 ? say('各节点不变', 'no date moves') : moves.map(({ what, from, to }) => say(`${of(ROUND_DATE_NAMES[what])}${from}改为${to}`, `${of(ROUND_DATE_NAMES[what])} ${from} → ${to}`)).join(say('，', ', '));

/** What an event of a round says beyond its name, in both languages; `rules` knows the words of the grades. */
export const roundEventDetails = (event: RoundEvent, rules: RoundRules, names: NameBook): BothWords => inBoth(names, (voice) => detailsSaid(event, rules, voice));

const detailsSaid = (event: RoundEvent, rules: RoundRules, voice: Voice): string => {
  const { say, of, list, joined, names } = voice;
  const before = (day: string, zh: string, en: string): string => say(`${day}前${zh}`, `${en} by ${day}`);
  const graded = (grade: keyof typeof PLAN_GRADE_NAMES): string => say(`评定${of(PLAN_GRADE_NAMES[grade])}`, `graded ${of(PLAN_GRADE_NAMES[grade])}`);
  switch (event.type) {
    case 'round-opened':
      return say(`${event.issues}个问题`, `${event.issues} issues`);
    case 'milestone-reached':
      return `${event.day} ${of(MILESTONE_NAMES[event.milestone])}`;
    case 'round-checked':
      return say(`未归档问题${event.open}个（含已销号、待回头看的），下次${event.next}`, `${event.open} issues not archived yet (closed ones that wait for a look-back among them), next look ${event.next}`);
    case 'round-plan-submitted':
      return joined(say(`第${event.n}稿${files(event.documents)}`, `draft ${event.n} ${files(event.documents)}`.trim()), event.summary, before(event.review, '审核', 'to be reviewed'));
    case 'round-plan-returned':
      return joined(graded(event.grade), event.note, before(event.again, '重新报送', 'to be handed in again'));
    case 'round-plan-bound':
      return joined(graded(event.grade), event.note);
    case 'round-report-submitted':
      return `${files(event.documents)}${event.summary}`;
    case 'round-assessed': {
      const grade = rules.assessment.grades.find((one) => one.id === event.grade);
      const word = grade === undefined ? event.grade : of(grade);
      return joined(say(`等次${word}`, `graded ${word}`), event.score === null ? null : say(`${event.score}分`, `${event.score} points`), event.note, event.veto === null ? null : say(`一票否决：${event.veto}`, `vetoed: ${event.veto}`));
    }
    case 'round-term-begun':
      return say(`第${event.term}次集中整改至${event.end}，${event.report}前报送报告`, `concentrated period ${event.term} until ${event.end}, report by ${event.report}`);
    case 'round-look-backs-forced':
      return before(event.by, '对已销号问题回头看', 'closed issues to be looked at again');
    case 'round-issues-told':
      return say(`第${event.term}次集中整改，${event.issues}个问题`, `concentrated period ${event.term}, ${event.issues} issues`);
    case 'round-outcome-recorded':
      return say(`第${event.seq}号 ${outcomeSaid(event.outcome, voice)}`, `entry ${event.seq}: ${outcomeSaid(event.outcome, voice)}`);
    case 'round-outcome-reversed':
      return joined(say(`冲销第${event.entry}号：${outcomeSaid(event.outcome, voice)}`, `entry ${event.entry} reversed: ${outcomeSaid(event.outcome, voice)}`), event.reason);
    case 'round-calendar-taken':
      return joined(say(`由${event.before}改为${event.days.version}`, `${event.before} → ${event.days.version}`), movesSaid(event.moves, voice));
    case 'round-policy-adopted': {
      const owed = event.owed.map(({ what, day }) => {
        const name = of(DEADLINE_NAMES[`round-${what}`]);
        return day === null ? say(`不再要求${name}`, `no longer owed: ${name}`) : say(`${day}前须${name}`, `${name} by ${day}`);
      });
      return joined(say(`由${event.before}改为${policyName(event.policy)}`, `${event.before} → ${policyName(event.policy)}`), event.reason, movesSaid(event.moves, voice), ...owed);
    }
    case 'round-handed-out': {
      const units = list(event.parts.map(({ common }) => names.unitNamed(common?.unit ?? '')));
      return joined(say(`第${event.number}号，${units}`, `${event.number}: ${units}`), event.reason);
    }
    case 'round-split-off': {
      const numbers = list(event.parts.map(({ number }) => number));
      return joined(say(`由第${event.from}号拆分出第${numbers}号`, `${numbers} split off from ${event.from}`), event.reason);
    }
    case 'round-parts-opened':
      return say(`${event.parts}件`, String(event.parts));
    case 'round-acknowledged':
      return joined(noticeSaid(event.step, voice), list(event.roles.map((role) => of(ROLE_NAMES[role]))));
    case 'round-fell-due':
      return say(`${event.day}前应${of(DEADLINE_NAMES[event.kind])}，未办`, `${of(DEADLINE_NAMES[event.kind])} was owed by ${event.day} and is not there`);
    case 'round-rung-opened':
      return say(`${of(DEADLINE_NAMES[event.kind])}逾期，${stepSaid(event.step, voice)}：${of(NOTICE_NAMES[event.notice])}`, `${of(DEADLINE_NAMES[event.kind])} overdue, ${stepSaid(event.step, voice)}: ${of(NOTICE_NAMES[event.notice])}`);
    case 'round-closed':
      return '';
  }
};
