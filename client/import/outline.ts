/** The tree of headings: which line stands under which, and what text belongs to each. */
import { findingScore, isFindingLike, isFindingSentence } from './finding-words.ts';
import { cutAtLabels, parseLabel, STATE_FIELD } from './labels.ts';
import type { LabelRole } from './labels.ts';
import type { Paragraph } from './lines.ts';
import { parseMarker, RANK } from './numbering.ts';
import type { Marker, MarkerKind } from './numbering.ts';
import { itemsOf, openers } from './outline-items.ts';
import type { Item } from './outline-items.ts';
import { statusAfterTitle } from './status-label.ts';

export type Block = { role: LabelRole | 'text'; label: string | null; text: string; lines: readonly number[] };
export type Node = {
  kind: MarkerKind;
  number: number | null;
  printed: string;
  /** The heading's words; what a label inside the line cut off is in `body`. */
  title: string;
  lines: readonly number[];
  parent: Node | null;
  children: Node[];
  body: Block[];
  /** Has a field 整改情况 (or a sister of it) been seen in its body? */
  answered: boolean;
};

const blocksOf = (text: string, lines: readonly number[], role: Block['role']): Block[] =>
  cutAtLabels(text).map((piece, index) => {
    const label = parseLabel(piece);
    return label !== null && (index > 0 || role === 'text')
      ? { role: label.role, label: label.printed, text: label.rest, lines }
      : { role, label: null, text: piece, lines };
  });

const addBlocks = (node: Node, blocks: readonly Block[]): void => {
  node.body.push(...blocks);
  node.answered ||= blocks.some((block) => block.role === 'answer' && block.label !== null);
};

// A responsible unit or a deadline ends with its line; what follows belongs to the rectification again.
const roleAfter = (node: Node): Block['role'] => {
  const role = node.body.at(-1)?.role ?? 'text';
  if (role === 'answer' || role === 'reason' || role === 'next' || role === 'finding') return role;
  return node.answered ? 'answer' : 'text';
};

const makeNode = (marker: Omit<Marker, 'rest'>, rest: string, lines: readonly number[], parent: Node): Node => {
  const [title = '', ...pieces] = cutAtLabels(rest);
  const node: Node = {
    kind: marker.kind,
    number: marker.number,
    printed: marker.printed,
    title,
    lines,
    parent,
    children: [],
    body: [],
    answered: false,
  };
  for (const piece of pieces) addBlocks(node, blocksOf(piece, lines, 'text'));
  parent.children.push(node);
  return node;
};

export type OutlineOptions = { /** Take unnumbered sentences 关于…问题 for headings. */ readonly plainHeadings: boolean };

/** Lists inside a rectification may use the numbers of the headings; these say where such a list stands. */
type InnerList = { kind: MarkerKind; last: number };

/** 整改措施：（1）… begins a list that the next lines go on with. */
const listAt = (text: string): InnerList | null => {
  const marker = parseMarker(text);
  return marker === null || marker.number === null ? null : { kind: marker.kind, last: marker.number };
};

class Builder {
  readonly root: Node = {
    kind: 'part',
    number: null,
    printed: '',
    title: '',
    lines: [],
    parent: null,
    children: [],
    body: [],
    answered: false,
  };
  private current: Node = this.root;
  private list: InnerList | null = null;
  private readonly usedUnder = new Map<MarkerKind, MarkerKind>();
  private readonly items: readonly Item[];
  private readonly opens: readonly boolean[];
  private readonly options: OutlineOptions;

  constructor(items: readonly Item[], options: OutlineOptions) {
    this.items = items;
    this.opens = openers(items);
    this.options = options;
  }

  build(): Node {
    this.items.forEach((item, at) => this.take(item, at));
    return this.root;
  }

  private take(item: Item, at: number): void {
    const { paragraph, marker } = item;
    if (marker !== null && (item.styled || !this.isInnerList(item, marker, at))) {
      this.list = null;
      this.current = makeNode(marker, marker.rest, paragraph.lines, this.parentFor(marker.kind, marker.rest, marker.number));
      return;
    }
    if (marker === null && item.label === null && this.isPlainHeading(item, at)) {
      // Among numbered issues one that lost its number stands beside the issue before it.
      const beside = this.answered() && this.ancestor('plain') === null ? this.likeNamed(paragraph.text) : null;
      const kind = beside?.kind ?? 'plain';
      const parent = beside === null ? this.parentFor('plain', paragraph.text) : (beside.parent ?? this.root);
      this.current = makeNode({ kind, number: null, printed: '' }, paragraph.text, paragraph.lines, parent);
      return;
    }
    if (item.label !== null) this.list = listAt(item.label.rest);
    const blocks = blocksOf(paragraph.text, paragraph.lines, item.label === null ? roleAfter(this.current) : 'text');
    const [first] = blocks;
    // 序号：3 stands over 反馈问题：…, whose words are then the title.
    const names = this.current !== this.root && this.current.title === '' && this.current.body.length === 0 && first?.role === 'finding';
    if (names) {
      this.current.title = first.text;
      this.current.lines = [...this.current.lines, ...paragraph.lines];
    }
    addBlocks(this.current, names ? blocks.slice(1) : blocks);
  }

  /** The heading of the same form (关于…问题) above the present one, itself included: its sister stands beside it, not among its sub-items. */
  private likeNamed(text: string): Node {
    if (/^(?:关于|针对)/.test(text))
      for (let node: Node | null = this.current; node !== null && node !== this.root; node = node.parent) if (/^(?:关于|针对)/.test(node.title)) return node;
    return this.current;
  }

  private answered(): boolean {
    return this.current !== this.root && this.current.answered;
  }

  private ancestor(kind: MarkerKind): Node | null {
    for (let node: Node | null = this.current; node !== null && node !== this.root; node = node.parent) if (node.kind === kind) return node;
    return null;
  }

  private parentFor(kind: MarkerKind, words: string, number: number | null = null): Node {
    const same = this.ancestor(kind);
    if (same !== null) return same.parent ?? this.root;
    // A document keeps its own order of systems, as its first use shows; the usual order is only a guess.
    const usual = this.usedUnder.get(kind);
    const known = usual === undefined || kind === 'cn' || kind === 'part' ? null : this.ancestor(usual);
    // A list that begins anew under a heading of a system in between belongs to that heading.
    const between = number === 1 && known !== null && known !== this.current && RANK[this.current.kind] < RANK[kind] && !this.answered();
    if (known !== null) return between ? this.current : known;
    const parent = this.guessParent(kind, words);
    if (usual === undefined && parent !== this.root) this.usedUnder.set(kind, parent.kind);
    return parent;
  }

  private guessParent(kind: MarkerKind, words: string): Node {
    const empty = this.current !== this.root && this.current.body.length === 0 && this.current.children.length === 0;
    // What a finding is followed by, if it is no finding or aspect itself, is a step against it.
    const step = isFindingLike(this.current.title) && !isFindingLike(words) && !/(?:方面|情况|问题)[。：:]?$/.test(words);
    if ((empty || step) && RANK[kind] > RANK['cn-paren'] && !this.usedUnder.has(kind)) return this.current;
    let node = this.current;
    while (node.parent !== null && (RANK[node.kind] >= RANK[kind] || (this.answered() && node === this.current && RANK[kind] < 5)))
      node = node.parent;
    return node;
  }

  /** Is a numbered line a step of the rectification above it, not a heading? */
  private isInnerList(item: Item, marker: Marker, at: number): boolean {
    if (!this.answered() || marker.kind === 'cn' || marker.kind === 'part' || marker.kind === 'problem') return false;
    const same = this.ancestor(marker.kind);
    const opens = this.opens[at] === true;
    const inList = this.list?.kind === marker.kind && marker.number === this.list.last + 1;
    if (same === null) {
      const outer = RANK[marker.kind] < RANK[this.current.kind];
      if (
        !inList &&
        opens &&
        (isFindingLike(marker.rest) ? outer || this.opensAtOnce(at) : outer && /(?:方面|情况|问题)[。：:]?$/.test(marker.rest))
      )
        return false;
      this.list = { kind: marker.kind, last: marker.number ?? 0 };
      return true;
    }
    const next = same.number === null || marker.number === null || marker.number === same.number + 1;
    const begins = marker.number === 1 && same.number !== null;
    if (!begins && !inList) return false;
    const heading = this.opensAtOnce(at) || (isFindingLike(marker.rest) && opens);
    if (heading && (begins || next)) return false;
    if (inList && next && !heading && !opens && item.paragraph.text.length < 60 && isFindingLike(marker.rest)) return false;
    this.list = { kind: marker.kind, last: marker.number ?? 0 };
    return true;
  }

  /** A field 整改情况 in this line, or in one of the next few before any other heading. */
  private opensAtOnce(at: number): boolean {
    if (this.items[at]?.opens === true) return true;
    for (let next = at + 1; next < Math.min(at + 6, this.items.length); next += 1) {
      const item = this.items[next];
      if (item === undefined || item.marker !== null) return false;
      if (item.opens) return true;
    }
    return false;
  }

  private isPlainHeading(item: Item, at: number): boolean {
    const text = statusAfterTitle(cutAtLabels(item.paragraph.text)[0] ?? '').title;
    if (this.answered() && !(this.options.plainHeadings && /^(?:关于|针对)/.test(text)))
      return isFindingSentence(text) && (item.opens || (this.items[at + 1]?.opens === true && this.items[at + 1]?.marker === null));
    return this.options.plainHeadings && isFindingSentence(text) && this.items[at + 1] !== undefined;
  }
}

/** Where only the last of several sub-items is followed by 整改情况, the answer is for all of them: it moves up. */
const hoist = (node: Node): void => {
  node.children.forEach(hoist);
  const last = node.children.at(-1);
  const steps =
    node.children.length > 1
      ? node.children.slice(0, -1).every((child) => child.body.every((block) => block.label === null))
      : findingScore(last?.title ?? '') < 0;
  if (
    last !== undefined &&
    steps &&
    last.children.length === 0 &&
    !isFindingLike(last.title) &&
    isFindingLike(node.title) &&
    !/方面[。：:]?$/.test(node.title)
  ) {
    // The last step of a list is followed by the fields of the whole issue.
    const from = last.body.findIndex(
      (block) => block.label !== null && (block.role !== 'answer' || STATE_FIELD.test(block.label)) && block.lines !== last.lines,
    );
    if (from >= 0) addBlocks(node, last.body.splice(from));
    last.answered = last.body.some((block) => block.role === 'answer' && block.label !== null);
  }
  if (last === undefined || node.children.length < 2 || node.answered || !last.answered) return;
  if (last.children.length > 0 || node.children.slice(0, -1).some((child) => child.body.length > 0 || child.children.length > 0)) return;
  if (node.children.some((child) => child.kind !== last.kind) || RANK[last.kind] <= RANK['cn-paren']) return;
  const from = last.body.findIndex((block) => block.role === 'answer' && block.label !== null);
  // An answer inside the line of the last sub-item is that item's own.
  if (last.body[from]?.lines === last.lines) return;
  addBlocks(node, last.body.splice(from));
  last.answered = false;
};

/** Builds the tree of a document. */
export const outlineOf = (paragraphs: readonly Paragraph[], options: OutlineOptions): Node => {
  const root = new Builder(itemsOf(paragraphs), options).build();
  root.children.forEach(hoist);
  return root;
};

/** A node and all below it, in the order of the document. */
export const walk = (node: Node): Node[] => [node, ...node.children.flatMap(walk)];

/** The outermost heading above a node; the root for those that stand at the top. */
export const partOf = (node: Node): Node => {
  let part = node.parent ?? node;
  while (part.parent !== null && part.parent.parent !== null) part = part.parent;
  return part;
};
