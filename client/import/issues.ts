/** From a heading of the outline to an issue: title, state, rectification, promises, sub-items. */
import { actorsIn, peopleIn, sumsIn } from './figures.ts';
import { findingScore, isFindingLike } from './finding-words.ts';
import { doubts } from './issue-doubts.ts';
import { STATE_FIELD } from './labels.ts';
import { headingOf, readNode } from './node-reading.ts';
import type { Reading } from './node-reading.ts';
import { walk } from './outline.ts';
import type { Block, Node } from './outline.ts';
import type { ParsedFollowUp, ParsedIssue, ParsedSubItem, Rectification, StatedActor } from './parsed-report.ts';
import { promiseOfField, promisesIn, recurringIn } from './promises.ts';
import type { ParsedPromise, PromiseContext } from './promises.ts';
import { statusFrom } from './status-evidence.ts';
import { closingStatus, combinedStatus } from './status-label.ts';
import type { ReportStatus } from './status-label.ts';

export type ReportDates = { readonly feedbackDate: string | null; readonly writtenDate: string | null };

const numberOf = (node: Node): string | null =>
  node.printed === '' || node.kind === 'bullet'
    ? null
    : node.printed
        .replace(/[、.．,，：:\s]+$/u, '')
        .replace(/^[【[](.*问题.*)[】\]]$/u, '$1')
        .replace(/^(?:反馈|具体|整改)?(?:问题|事项|任务)?(?:序号|编号)\s?[：:]?\s?/u, '');
const pathOf = (node: Node): string[] =>
  node.parent === null || node.parent.parent === null ? [] : [...pathOf(node.parent), headingOf(node.parent)];

const promisesFrom = (reading: Reading, dates: ReportDates, status: ReportStatus): ParsedPromise[] => {
  const context: PromiseContext = { ...dates, done: status === 'done' || status === 'done-keep' };
  const running = reading.answers.flatMap((block) => promisesIn(block.text, block.lines[0] ?? 0, context));
  const fields = reading.fields
    .flatMap((block) =>
      block.role === 'deadline' ? [promiseOfField(block.label ?? '整改时限', block.text, block.lines[0] ?? 0, context)] : [],
    )
    .filter((promise) => promise !== null);
  // A field that only repeats the day of a sentence is the same promise.
  const all = [...running, ...fields.filter((field) => field.due === null || !running.some((one) => one.due === field.due))];
  return all.filter((promise, at) => all.findIndex((other) => other.text === promise.text && other.due === promise.due) === at);
};

const actorsFrom = (fields: readonly Block[]): StatedActor[] =>
  fields
    .filter((block) => block.role === 'responsible' && block.text.trim() !== '')
    .map((block) => ({ label: (block.label ?? '').replace(/[：:（(【】\s]/g, ''), text: block.text.replace(/[；;。）)\s]+$/, '') }));

const isSubItem = (child: Node): boolean => {
  if (child.answered) return true;
  // A list that begins with a step is a list of steps, whatever word of fault a later step names.
  const first = child.parent?.children.find((one) => one.kind === child.kind) ?? child;
  if (isFindingLike(child.title) && (isFindingLike(first.title) || first.answered)) return true;
  // What stands before the answer tells how the finding shows, whatever its words.
  const answer = child.parent?.body.find((block) => block.role === 'answer' && block.label !== null);
  return (
    answer !== undefined &&
    !STATE_FIELD.test(answer.label ?? '') &&
    findingScore(child.title) >= 0 &&
    (child.lines[0] ?? 0) < (answer.lines[0] ?? 0)
  );
};

const subItemOf = (node: Node, labelled: boolean, dates: ReportDates): ParsedSubItem => {
  const reading = readNode(node, labelled);
  const status = statusFrom(node, reading);
  const own = status.from === 'heading' ? { status: 'not-stated' as const, text: null } : status;
  return {
    number: numberOf(node),
    title: reading.title,
    status: own.status,
    statusText: own.text,
    rectification: reading.rectification,
    promises: promisesFrom(reading, dates, own.status),
    line: node.lines[0] ?? 0,
  };
};

const followUpOf = (node: Node, dates: ReportDates): { followUp: ParsedFollowUp; promises: ParsedPromise[]; actors: StatedActor[] } => {
  // Everything below belongs to the one issue; a heading of the part says nothing new about its state.
  const readings = walk(node).map((one) => readNode(one, true, true));
  const evidence = readings.map((reading) => statusFrom(node, reading)).find((one) => one.from === 'label' || one.from === 'title');
  return {
    followUp: {
      number: numberOf(node),
      title: node.title,
      line: node.lines[0] ?? 0,
      status: evidence?.status ?? 'not-stated',
      statusText: evidence?.text ?? null,
      rectification: readings.flatMap((reading) => reading.rectification),
    },
    promises: readings.flatMap((reading) => promisesFrom(reading, dates, evidence?.status ?? 'in-progress')),
    actors: actorsFrom(readings.flatMap((reading) => reading.fields)),
  };
};

/** A step of the rectification that has a heading of its own is put back into the rectification. */
const stepsOf = (node: Node): Rectification[] =>
  walk(node).flatMap((one) => [
    { line: one.lines[0] ?? 0, label: null, text: headingOf(one) },
    ...one.body.map((block) => ({ line: block.lines[0] ?? 0, label: block.label, text: block.text })),
  ]);

export type IssueInput = { node: Node; followUps: readonly Node[]; labelled: boolean; contested: boolean; dates: ReportDates };

/** Makes the issue of a heading, of what stands below it, and of the later parts that come back to it. */
export const issueOf = ({ node, followUps, labelled, contested, dates }: IssueInput): ParsedIssue => {
  const reading = readNode(node, labelled);
  const subNodes = node.children.filter(isSubItem);
  const subItems = subNodes.map((child) => subItemOf(child, labelled, dates));
  const steps = node.children.filter((child) => !isSubItem(child)).flatMap(stepsOf);
  const below = subNodes.flatMap((child) => child.children.flatMap(stepsOf));
  let evidence = statusFrom(node, reading);
  const subStated = subItems.filter((item) => item.status !== 'not-stated');
  if ((evidence.from === 'none' || evidence.from === 'heading') && subStated.length > 0) {
    evidence = {
      status: combinedStatus(subItems.map((item) => item.status)),
      text: [...new Set(subStated.map((item) => item.statusText))].join('；'),
      from: 'sub-items',
      sure: subStated.length === subItems.length,
    };
  }
  if (evidence.from === 'none' && reading.answers.length === 0 && steps.length > 0) {
    const closing = closingStatus(steps.at(-1)?.text ?? '');
    if (closing !== null) evidence = { ...closing, from: 'closing' };
  }
  const follow = followUps.map((one) => followUpOf(one, dates));
  const later = follow.findLast((one) => one.followUp.statusText !== null)?.followUp;
  if (later !== undefined) evidence = { status: later.status, text: later.statusText, from: 'label', sure: true };
  else if (follow.length > 0 && evidence.from === 'none') evidence = { status: 'in-progress', text: null, from: 'heading', sure: false };
  const context: PromiseContext = { ...dates, done: evidence.status === 'done' || evidence.status === 'done-keep' };
  const own = [
    ...promisesFrom(reading, dates, evidence.status),
    ...subItems.flatMap((item) => item.promises),
    ...[...steps, ...below].flatMap((step) => promisesIn(step.text, step.line, context)),
  ];
  const promises = [
    ...own,
    ...follow
      .flatMap((one) => one.promises)
      .filter((promise) =>
        promise.due === null ? !own.some((other) => other.text === promise.text) : !own.some((other) => other.due === promise.due),
      ),
  ];
  const told = [...reading.rectification, ...steps, ...below, ...subItems.flatMap((item) => item.rectification)];
  const stated = [
    ...actorsFrom(reading.fields),
    ...subNodes.flatMap((child) => actorsFrom(readNode(child, labelled).fields)),
    ...follow.flatMap((one) => one.actors),
  ];
  // A field names the actors better than a sentence that repeats them.
  const inText = told.flatMap((block) => actorsIn(block.text)).filter((one) => !stated.some((other) => other.text.includes(one.text)));
  const { confidence, reasons } = doubts(node, evidence, reading, {
    labelled,
    contested,
    hasSubAnswers: subNodes.some((child) => child.answered) || steps.length > 0,
  });
  const parent = node.parent;
  return {
    number: numberOf(node),
    path: pathOf(node),
    category: parent === null || parent.parent === null ? null : parent.title,
    title: reading.title,
    description: reading.description,
    status: evidence.status,
    statusText: evidence.text,
    promises,
    recurring: told.flatMap((block) => recurringIn(block.text)),
    subItems,
    rectification: [...reading.rectification, ...steps, ...below],
    responsible: [...stated, ...inText.filter((one, at) => inText.findIndex((other) => other.text === one.text) === at)],
    sums: told.flatMap((block) => sumsIn(block.text, block.line)),
    people: told.flatMap((block) => peopleIn(block.text, block.line)),
    followUps: follow.map((one) => one.followUp),
    line: node.lines[0] ?? 0,
    lines: [node, ...followUps].flatMap(linesOf).toSorted((a, b) => a - b),
    confidence,
    reasons,
    reason: reasons.length === 0 ? null : { zh: reasons.map((one) => one.zh).join('；'), en: reasons.map((one) => one.en).join('; ') },
  };
};

/** All lines of the document that a node and what stands below it cover. */
export const linesOf = (node: Node): number[] => [
  ...new Set(walk(node).flatMap((one) => [...one.lines, ...one.body.flatMap((block) => [...block.lines])])),
];
