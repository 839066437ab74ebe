/** From a heading of the outline to an issue: title, state, rectification, promises, sub-items. */
import { findingScore, isFindingLike, isFollowUpHeading } from './finding-words.ts';
import { STATE_FIELD } from './labels.ts';
import { walk } from './outline.ts';
import type { Block, Node } from './outline.ts';
import type { Confidence, ParsedFollowUp, ParsedIssue, ParsedSubItem, Rectification, Remark, StatedActor } from './parsed-report.ts';
import { promiseOfField, promisesIn, recurringIn } from './promises.ts';
import type { ParsedPromise, PromiseContext } from './promises.ts';
import { closingStatus, combinedStatus, leadingStatus, statusAfterTitle, wholeStatus } from './status-label.ts';
import type { PrintedStatus, ReportStatus } from './status-label.ts';

export type ReportDates = { readonly feedbackDate: string | null; readonly writtenDate: string | null };

const remark = (code: string, zh: string, en: string): Remark => ({ code, zh, en });
const headingOf = (node: Node): string => `${node.printed}${node.title}`;
const numberOf = (node: Node): string | null =>
  node.printed === '' || node.kind === 'bullet' ? null : node.printed.replace(/[、.．,，：:\s]+$/u, '');
const pathOf = (node: Node): string[] =>
  node.parent === null || node.parent.parent === null ? [] : [...pathOf(node.parent), headingOf(node.parent)];

/** A heading and what was done about it in one line, without any field between: cut after the finding. */
const splitWorded = (title: string): { title: string; rest: string } => {
  const cut = /^.{4,200}?(?:问题|现象)[”"]?(?:[。；;：:]|，(?=已|一是|我))(?=.{4,})/u.exec(title);
  if (cut !== null) return { title: cut[0], rest: title.slice(cut[0].length) };
  const sentences = title.split(/(?<=。)(?=.)/u);
  const from = sentences.findIndex((sentence, at) => at > 0 && !isFindingLike(sentence));
  return from < 0 ? { title, rest: '' } : { title: sentences.slice(0, from).join(''), rest: sentences.slice(from).join('') };
};

type Reading = {
  title: string;
  titleStatus: PrintedStatus | null;
  description: string[];
  rectification: Rectification[];
  answers: Block[];
  fields: Block[];
};

/** Reads one node without its children. */
const readNode = (node: Node, labelled: boolean): Reading => {
  const first = statusAfterTitle(node.title);
  const bare = !node.answered && node.body.length === 0 && node.children.length === 0;
  const { title, rest } = bare && !labelled ? splitWorded(first.title) : { title: first.title, rest: '' };
  const line = node.lines[0] ?? 0;
  // Text before 整改情况 tells of the finding; before a mere 整改状态 it may tell of the rectification.
  const before = node.body.findIndex((block) => block.role === 'answer' && !STATE_FIELD.test(block.label ?? ''));
  const [description, rectification, answers, fields]: [string[], Rectification[], Block[], Block[]] = [[], [], [], []];
  if (rest !== '') answers.push({ role: 'answer', label: null, text: rest, lines: node.lines });
  node.body.forEach((block, at) => {
    if (block.role === 'deadline' || block.role === 'responsible' || block.role === 'category' || block.role === 'goal') fields.push(block);
    else if (
      block.role === 'finding' ||
      (block.role === 'text' && (at < before || (before < 0 && node.answered && isFindingLike(block.text))))
    )
      description.push(block.text);
    else if (block.text !== '') answers.push(block);
  });
  for (const block of answers) rectification.push({ line: block.lines[0] ?? line, label: block.label, text: block.text });
  return { title, titleStatus: first.status, description, rectification, answers, fields };
};

type Evidence = {
  status: ReportStatus;
  text: string | null;
  from: 'label' | 'title' | 'closing' | 'heading' | 'sub-items' | 'none';
  sure: boolean;
};

const fieldStatus = (block: Block): PrintedStatus | null =>
  block.label === null || !/状态|结果|情况|进度|是否|进展|结论/.test(block.label)
    ? leadingStatus(block.text)
    : (wholeStatus(block.text) ?? leadingStatus(block.text));

const DONE_HEADING = /(?:已(?:经)?(?:全部)?(?:完成|整改)(?:整改|到位)?|整改(?:已)?完成)的?(?:整改)?(?:反馈)?(?:问题|事项|任务)/;

const headingStatus = (node: Node): { status: ReportStatus; text: string } | null => {
  for (let up = node.parent; up !== null; up = up.parent) {
    const head = up.title.slice(0, 60);
    if (DONE_HEADING.test(head) && !/未/.test(head)) return { status: /长期/.test(head) ? 'done-keep' : 'done', text: headingOf(up) };
    if (up.printed !== '' && isFollowUpHeading(head))
      return { status: /阶段性|长期坚持/.test(head) ? 'partial-keep' : 'in-progress', text: headingOf(up) };
  }
  return null;
};

const statusFrom = (node: Node, reading: Reading): Evidence => {
  for (const block of reading.answers) {
    const printed = fieldStatus(block);
    if (printed !== null) return { status: printed.status, text: printed.text, from: 'label', sure: printed.sure };
  }
  if (reading.titleStatus !== null) return { ...reading.titleStatus, from: 'title' };
  const last = reading.answers.findLast((block) => block.role === 'answer' || block.role === 'text');
  const closing = last === undefined ? null : closingStatus(last.text);
  if (closing !== null) return { ...closing, from: 'closing' };
  const heading = headingStatus(node);
  return heading === null ? { status: 'not-stated', text: null, from: 'none', sure: true } : { ...heading, from: 'heading', sure: true };
};

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
  if (child.answered || isFindingLike(child.title)) return true;
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
  const readings = walk(node).map((one) => readNode(one, true));
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

const doubts = (
  node: Node,
  evidence: Evidence,
  reading: Reading,
  context: { labelled: boolean; contested: boolean; hasSubAnswers: boolean },
): { confidence: Confidence; reasons: Remark[] } => {
  const reasons: Remark[] = [];
  let low = false;
  if (!node.answered && !context.hasSubAnswers && reading.rectification.length === 0) {
    reasons.push(
      remark(
        'NO_RECTIFICATION',
        '没有找到整改情况，按标题和编号认定为问题',
        'No rectification was found; taken for an issue by its heading and number',
      ),
    );
    low = !isFindingLike(node.title) && reading.titleStatus === null;
  } else if (!context.labelled)
    reasons.push(
      remark(
        'WORDED_ONLY',
        '没有“整改情况”之类的标签，按用词区分问题和整改',
        'There is no field such as 整改情况; issue and rectification were told apart by wording',
      ),
    );
  if (evidence.from === 'closing')
    reasons.push(remark('STATUS_AT_END', `状态取自末句：${evidence.text}`, `The state was read from the closing words: ${evidence.text}`));
  if (evidence.from === 'heading')
    reasons.push(
      remark('STATUS_FROM_HEADING', `状态取自上级标题：${evidence.text}`, `The state was taken from the heading above: ${evidence.text}`),
    );
  if (!evidence.sure)
    reasons.push(remark('STATUS_UNCLEAR', `状态用语含糊：${evidence.text}`, `The words for the state are unclear: ${evidence.text}`));
  if (node.number === null) reasons.push(remark('NO_NUMBER', '原文没有编号', 'The document gives it no number'));
  if (context.contested)
    reasons.push(
      remark(
        'LEVEL_CHOSEN_BY_COUNT',
        '有几级编号都可能是问题，按文中所称问题数选定',
        'Several levels of numbers could be the issues; the count that the document claims decided',
      ),
    );
  if (reading.title.replace(/[^\p{L}]/gu, '').length < 4) low = true;
  return { confidence: low ? 'low' : reasons.length > 0 ? 'medium' : 'high', reasons };
};

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
  const texts = [...reading.rectification, ...steps, ...below, ...subItems.flatMap((item) => item.rectification)].map(
    (block) => block.text,
  );
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
    recurring: texts.flatMap(recurringIn),
    subItems,
    rectification: [...reading.rectification, ...steps, ...below],
    responsible: [
      ...actorsFrom(reading.fields),
      ...subNodes.flatMap((child) => actorsFrom(readNode(child, labelled).fields)),
      ...follow.flatMap((one) => one.actors),
    ],
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
