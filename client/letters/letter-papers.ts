import { DEADLINE_NAMES } from '../../domain/words.ts';
import type { PaperKind } from './paper.ts';
import { letterInWords } from '../../domain/letters.ts';
import { issueIdOf, type Addressee, type IssueState } from '../../domain/issue.ts';
import { deadlineKindSchema, type DeadlineKind } from '../../domain/policy-schema.ts';
import { dayInWords, dayOf, daysBetween, type Day } from '../../domain/time.ts';
import type { IssueStory } from '../../domain/rollup.ts';
import type { LetterRow, RecordRow } from '../../ledger/notice-record.ts';
import type { RoundState } from '../../domain/round/state.ts';
import { fold } from '../../domain/evolve.ts';
import { EMPTY, issueData, measuresData, officeOf, roundData, type FormContext } from './issue-forms.ts';
import { paperName, type Paper } from './paper.ts';

/** A numbered letter with its copies: one row a person. */
export type LetterWithCopies = { readonly letter: LetterRow; readonly copies: readonly Pick<RecordRow, 'recipient' | 'role' | 'day' | 'topic' | 'step'>[] };

/** The unit's own roles; whoever supervises gets a copy. */
const UNIT_ROLES: readonly string[] = ['owner', 'leader', 'head', 'successor', 'measure-owner'] satisfies readonly (Addressee | 'measure-owner')[];

const unique = (texts: readonly string[]): string => [...new Set(texts)].join('、');

/** `due#3:T+10` → due */
const kindOfStep = (step: string): DeadlineKind | null => deadlineKindSchema.safeParse(/^([a-z-]+)/.exec(step)?.[1]).data ?? null;

/**
 * A letter of the ladder as it went out: the issue as it stood at that moment, names as of that day. `story` is missing
 * where the letter is about the round itself.
 */
export const letterPaper = ({ letter, copies }: LetterWithCopies, story: IssueStory | undefined, round: RoundState, { head, namesOn }: FormContext): Paper => {
  const day = dayOf(letter.numberedAt);
  const names = namesOn(day);
  const kind = letter.kind as PaperKind;
  const number = letterInWords(letter);
  const state: IssueState | null = story === undefined ? null : fold(story.events.filter((event) => event.at <= letter.numberedAt));
  const called = (which: (role: string) => boolean): string[] => copies.filter((copy) => which(copy.role) && copy.recipient !== 'nobody').map((copy) => names.person(copy.recipient));
  const [unit, others] = [called((role) => UNIT_ROLES.includes(role)), called((role) => !UNIT_ROLES.includes(role))];
  const deadline = kindOfStep(letter.step);
  const due: Day | null = copies.find((copy) => copy.day !== null)?.day ?? null;
  const overdue = due === null ? 0 : daysBetween(due, day);
  return {
    kind,
    subject: letter.issueId,
    fileName: `${number}.docx`,
    day,
    author: head.inspector,
    data: {
      ...EMPTY,
      name: paperName(kind).zh,
      letter: number,
      date: dayInWords(day),
      to: unique(unit.length > 0 ? unit : others) || head.unit,
      copies: unit.length > 0 && others.length > 0 ? unique(others) : null,
      office: officeOf(names, (state ?? round).parties.supervision),
      round: roundData(head),
      issue: state === null ? null : issueData(state, names),
      what: deadline === null ? null : DEADLINE_NAMES[deadline].zh,
      day: due === null ? null : dayInWords(due),
      overdueDays: overdue > 0 ? String(overdue) : null,
      measures: state === null ? [] : measuresData({ ...state, measures: state.measures.filter((measure) => !measure.done) }, names),
    },
  };
};

/** A reminder on request (提醒函): the issue as it stands on the day, to its owner and leader. */
export const reminderPaper = ({ state }: IssueStory, day: Day, { head, namesOn }: FormContext): Paper => {
  const names = namesOn(day);
  const overdue = daysBetween(state.due.current.day, day);
  const { zh } = paperName('reminder');
  return {
    kind: 'reminder',
    subject: issueIdOf(state),
    fileName: `${zh}-第${state.number}号-${state.seq}.docx`,
    day,
    author: head.inspector,
    data: {
      ...EMPTY,
      name: zh,
      letter: `${head.id}-${state.number}-${state.seq}`,
      date: dayInWords(day),
      to: unique([state.parties.leader, state.parties.owner].filter((party) => party !== null).map((party) => names.party(party))),
      office: officeOf(names, state.parties.supervision),
      round: roundData(head),
      issue: issueData(state, names),
      what: DEADLINE_NAMES.due.zh,
      day: dayInWords(state.due.current.day),
      overdueDays: overdue > 0 ? String(overdue) : null,
      measures: measuresData({ ...state, measures: state.measures.filter((measure) => !measure.done) }, names),
    },
  };
};
