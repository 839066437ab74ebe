/** What one heading says by itself: title, how the finding shows, what was done, fields. */
import { isFindingLike, quotedFinding } from './finding-words.ts';
import { STATE_FIELD } from './labels.ts';
import type { Block, Node } from './outline.ts';
import type { Rectification } from './parsed-report.ts';
import { closingStatus, statusAfterTitle, wholeStatus } from './status-label.ts';
import type { PrintedStatus } from './status-label.ts';

/** The heading as printed, with its number. */
export const headingOf = (node: Node): string => `${node.printed}${node.title}`;

/** A heading and what was done about it in one line, without any field between: cut after the finding. */
const splitWorded = (title: string): { title: string; rest: string } => {
  const quoted = quotedFinding(title);
  if (quoted !== null) return { title: quoted.slice(0, -1), rest: title.slice(quoted.length) };
  const cut = /^.{4,200}?(?:问题|现象)[”"]?(?:[。；;：:]|，(?=已|一是|我))(?=.{4,})/u.exec(title);
  if (cut !== null) return { title: cut[0], rest: title.slice(cut[0].length) };
  const sentences = title.split(/(?<=。)(?=.)/u);
  const from = sentences.findIndex((sentence, at) => at > 0 && (!isFindingLike(sentence) || closingStatus(sentence) !== null));
  return from < 0 ? { title, rest: '' } : { title: sentences.slice(0, from).join(''), rest: sentences.slice(from).join('') };
};

export type Reading = {
  title: string;
  titleStatus: PrintedStatus | null;
  description: string[];
  rectification: Rectification[];
  answers: Block[];
  fields: Block[];
};

/** 整改情况：已完成整改 below the text of the rectification is a state, whatever its label promises. */
const saysOnlyState = (body: readonly Block[], at: number): boolean => {
  const told = body.slice(0, at).some((block) => block.role === 'text' && !isFindingLike(block.text));
  return told && wholeStatus(body[at]?.text ?? '') !== null && !body.slice(at + 1).some((block) => block.role === 'answer' || block.role === 'text');
};

/** Where a finding is only named again, all behind its first sentence tells what became of it. */
const splitNamed = (title: string): { title: string; rest: string } => {
  const end = /^[^。；]{6,}?[。；](?=.)/u.exec(title)?.[0] ?? title;
  return { title: end, rest: title.slice(end.length) };
};

/** Reads one node without its children; `again`: it comes back to a finding told before. */
export const readNode = (node: Node, labelled: boolean, again = false): Reading => {
  const first = statusAfterTitle(node.title);
  const bare = !node.answered && node.body.length === 0 && node.children.length === 0;
  // With the state at its end the line holds the rectification, too, whatever fields other issues have.
  const split = again ? splitNamed : splitWorded;
  const { title, rest } = bare && (again || !labelled || first.status !== null) ? split(first.title) : { title: first.title, rest: '' };
  const line = node.lines[0] ?? 0;
  // Text before 整改情况 tells of the finding; before a mere 整改状态 it may tell of the rectification.
  const before = node.body.findIndex((block, at) => block.role === 'answer' && !STATE_FIELD.test(block.label ?? '') && !saysOnlyState(node.body, at));
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
