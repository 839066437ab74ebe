/** Reports that name what was done, by theme, and no faults: 1.守好课堂. Their themes are then the matters to follow. */
import { isFindingLike, isRecordHeading } from './finding-words.ts';
import { partOf } from './outline.ts';
import type { Node } from './outline.ts';

const MATTERS =
  /逐[条项]|(?:整改|反馈).{0,10}(?:任务|问题).{0,10}(?:落地|落实|见效|整改|解决)|整改(?:落实|进展|完成|推进)?情况|(?:推动|推进|抓好).{0,8}整改/;
/** Fewer headings are no series. */
const LEAST = 3;

const isMattersPart = (part: Node): boolean => part.printed !== '' && MATTERS.test(part.title) && !isRecordHeading(part.title);

const namesFinding = (node: Node): boolean =>
  node.parent !== null && (isFindingLike(node.title) || (node.parent !== partOf(node) && namesFinding(node.parent)));

/** The innermost headings of the part that tells of the rectification; none where findings stand over a fair share of them. */
export const themesOf = (nodes: readonly Node[]): Node[] => {
  const leaves = nodes.filter(
    (node) =>
      node.kind !== 'bullet' &&
      node.children.length === 0 &&
      isMattersPart(partOf(node)) &&
      (node.body.length > 0 || /[。：:].{12,}/u.test(node.title)),
  );
  const named = leaves.filter(namesFinding).length;
  return leaves.length >= LEAST && named * 3 < leaves.length ? leaves : [];
};
