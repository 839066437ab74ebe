/**
 * Automatic numbers of Word lists are not in the text: they are counted here from numbering.xml and the styles, as Word counts them,
 * and written into the paragraphs, so that whoever reads on sees what is printed.
 */
import { listNumber } from './list-number.ts';
import { allBelow, attributeOf, childOf, childrenOf } from './xml-part.ts';
import type { XmlDocument, XmlElement } from './xml-part.ts';

type Level = {
  readonly start: number;
  readonly format: string;
  readonly text: string;
  readonly legal: boolean;
  readonly restartAfter: number | null;
  readonly style: string | null;
  readonly space: boolean;
};
type Abstract = { readonly levels: ReadonlyMap<number, Level>; readonly styleLink: string | null; readonly numStyleLink: string | null };
type List = { readonly abstract: string; readonly starts: ReadonlyMap<number, number>; readonly levels: ReadonlyMap<number, Level> };
type Style = { readonly basedOn: string | null; readonly list: string | null; readonly level: number | null };
type Use = { readonly list: string; readonly level: number };

const valueOf = (parent: XmlElement | undefined, name: string): string | undefined => attributeOf(childOf(parent, name), 'val');
const figureOf = (parent: XmlElement | undefined, name: string): number | null => {
  const value = Number.parseInt(valueOf(parent, name) ?? '', 10);
  return Number.isNaN(value) ? null : value;
};
const isOn = (parent: XmlElement, name: string): boolean =>
  childOf(parent, name) !== undefined && !/^(?:0|false|off)$/.test(valueOf(parent, name) ?? '1');

const levelsIn = (parent: XmlElement): Map<number, Level> =>
  new Map(
    childrenOf(parent)
      .filter((one) => one.localName === 'lvl')
      .map((one, at) => [
        Number.parseInt(attributeOf(one, 'ilvl') ?? String(at), 10),
        {
          start: figureOf(one, 'start') ?? 1,
          // 全角 and the like of newer versions stand in an alternative; its fallback is the plain element.
          format: valueOf(one, 'numFmt') ?? 'decimal',
          text: valueOf(one, 'lvlText') ?? '',
          legal: isOn(one, 'isLgl'),
          restartAfter: figureOf(one, 'lvlRestart'),
          style: valueOf(one, 'pStyle') ?? null,
          space: valueOf(one, 'suff') !== 'nothing',
        },
      ]),
  );

const abstractsIn = (root: XmlElement): Map<string, Abstract> =>
  new Map(
    childrenOf(root)
      .filter((one) => one.localName === 'abstractNum')
      .map((one) => [
        attributeOf(one, 'abstractNumId') ?? '',
        { levels: levelsIn(one), styleLink: valueOf(one, 'styleLink') ?? null, numStyleLink: valueOf(one, 'numStyleLink') ?? null },
      ]),
  );

const listsIn = (root: XmlElement): Map<string, List> =>
  new Map(
    childrenOf(root)
      .filter((one) => one.localName === 'num')
      .map((one) => {
        const overrides = childrenOf(one).filter((child) => child.localName === 'lvlOverride');
        const starts = overrides.flatMap((child) => {
          const start = figureOf(child, 'startOverride');
          return start === null ? [] : [[Number.parseInt(attributeOf(child, 'ilvl') ?? '0', 10), start] as const];
        });
        return [
          attributeOf(one, 'numId') ?? '',
          {
            abstract: valueOf(one, 'abstractNumId') ?? '',
            starts: new Map(starts),
            levels: new Map(overrides.flatMap((child) => [...levelsIn(child)])),
          },
        ];
      }),
  );

const useIn = (properties: XmlElement | undefined): { list: string | null; level: number | null } => {
  const numbering = childOf(properties, 'numPr');
  return { list: valueOf(numbering, 'numId') ?? null, level: figureOf(numbering, 'ilvl') };
};

const stylesIn = (root: XmlElement | undefined): Map<string, Style> =>
  new Map(
    (root === undefined ? [] : childrenOf(root))
      .filter((one) => one.localName === 'style')
      .map((one) => [attributeOf(one, 'styleId') ?? '', { basedOn: valueOf(one, 'basedOn') ?? null, ...useIn(childOf(one, 'pPr')) }]),
  );

/** Word has nine levels. */
const DEEPEST = 8;

class Counter {
  private readonly abstracts: ReadonlyMap<string, Abstract>;
  private readonly lists: ReadonlyMap<string, List>;
  private readonly styles: ReadonlyMap<string, Style>;
  private readonly counts = new Map<string, Array<number | undefined>>();
  private readonly begun = new Set<string>();

  constructor(numbering: XmlElement, styles: XmlElement | undefined) {
    this.abstracts = abstractsIn(numbering);
    this.lists = listsIn(numbering);
    this.styles = stylesIn(styles);
  }

  /** The list and level of a paragraph: its own, else its style's, along the styles that it is based on. */
  useOf(properties: XmlElement | undefined): Use | null {
    const own = useIn(properties);
    let style = valueOf(properties, 'pStyle') ?? null;
    if (own.list !== null) return own.list === '0' ? null : { list: own.list, level: own.level ?? 0 };
    for (let depth = 0; style !== null && depth < 20; depth += 1) {
      const known = this.styles.get(style);
      if (known?.list != null)
        return known.list === '0' ? null : { list: known.list, level: own.level ?? known.level ?? this.levelOfStyle(known.list, style) };
      style = known?.basedOn ?? null;
    }
    return null;
  }

  private levelOfStyle(list: string, style: string): number {
    const levels = this.abstractOf(list)?.abstract.levels ?? new Map<number, Level>();
    return [...levels].find(([, level]) => level.style === style)?.[0] ?? 0;
  }

  private abstractOf(list: string, depth = 0): { id: string; abstract: Abstract } | null {
    const id = this.lists.get(list)?.abstract;
    const abstract = id === undefined ? undefined : this.abstracts.get(id);
    if (id === undefined || abstract === undefined) return null;
    if (abstract.numStyleLink === null || depth > 4) return { id, abstract };
    const linked = this.styles.get(abstract.numStyleLink)?.list;
    return linked == null ? { id, abstract } : this.abstractOf(linked, depth + 1);
  }

  /** Counts one paragraph on and gives the number printed before it; null where the list is not known. */
  next({ list, level }: Use): string | null {
    const found = this.abstractOf(list);
    const at = Math.min(Math.max(level, 0), DEEPEST);
    const levelAt = (index: number): Level | undefined => this.lists.get(list)?.levels.get(index) ?? found?.abstract.levels.get(index);
    const own = levelAt(at);
    if (found === null || own === undefined) return null;
    const counts = this.counts.get(found.id) ?? [];
    this.counts.set(found.id, counts);
    const key = `${list}/${at}`;
    const fresh = this.begun.has(key) ? undefined : this.lists.get(list)?.starts.get(at);
    this.begun.add(key);
    const before = counts[at];
    counts[at] = fresh ?? (before === undefined ? own.start : before + 1);
    for (let above = 0; above < at; above += 1) counts[above] ??= levelAt(above)?.start ?? 1;
    for (let below = at + 1; below <= DEEPEST; below += 1) {
      const restart = levelAt(below)?.restartAfter;
      // 0 never restarts; any other figure names the highest level whose step restarts this one.
      if (restart !== 0 && (restart == null || at < restart)) counts[below] = undefined;
    }
    if (own.format === 'bullet') return '●';
    const text = own.text.replace(/%([1-9])/g, (_, figure: string) => {
      const index = Number(figure) - 1;
      const format = own.legal ? 'decimal' : (levelAt(index)?.format ?? 'decimal');
      return listNumber(counts[index] ?? levelAt(index)?.start ?? 1, format);
    });
    return text === '' || !own.space || /[、．。)）】\]：:\s]$/.test(text) ? text : `${text} `;
  }
}

/** Text boxes stand twice, for newer and older programs; mammoth reads the older one. */
const isNewerTwin = (element: XmlElement): boolean => element.localName === 'Choice';

const hasWords = (paragraph: XmlElement): boolean =>
  allBelow(paragraph, 't', isNewerTwin).some((one) => (one.textContent ?? '').trim() !== '');
const isDeleted = (properties: XmlElement | undefined): boolean => childOf(childOf(properties, 'rPr'), 'del') !== undefined;

const writeNumber = (document: XmlDocument, paragraph: XmlElement, properties: XmlElement | undefined, text: string): void => {
  const prefix = paragraph.prefix === null || paragraph.prefix === '' ? '' : `${paragraph.prefix}:`;
  const make = (name: string): XmlElement => document.createElementNS(paragraph.namespaceURI, prefix + name);
  const [run, words] = [make('r'), make('t')];
  words.setAttribute('xml:space', 'preserve');
  words.appendChild(document.createTextNode(text));
  run.appendChild(words);
  paragraph.insertBefore(run, properties === undefined ? paragraph.firstChild : properties.nextSibling);
};

/** Writes the printed numbers into the paragraphs of a document and takes its lists out of it. */
export const writeOutNumbers = (document: XmlDocument, numbering: XmlDocument | null, styles: XmlDocument | null): void => {
  const root = numbering?.documentElement ?? null;
  if (root === null) return;
  const counter = new Counter(root, styles?.documentElement ?? undefined);
  for (const paragraph of allBelow(document, 'p', isNewerTwin)) {
    const properties = childOf(paragraph, 'pPr');
    const use = counter.useOf(properties);
    if (use === null || isDeleted(properties)) continue;
    const text = counter.next(use);
    const list = childOf(properties, 'numPr');
    if (list !== undefined) properties?.removeChild(list);
    // An empty item is counted but shows no words that a number could stand before.
    if (text !== null && text !== '' && hasWords(paragraph)) writeNumber(document, paragraph, properties, text);
  }
};
