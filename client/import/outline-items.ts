/** The paragraphs of a document as headings and fields, before they are put into a tree. */
import { cutAtLabels, parseLabel } from './labels.ts';
import type { Label } from './labels.ts';
import type { Paragraph } from './lines.ts';
import { headingKind, parseMarker } from './numbering.ts';
import type { Marker, MarkerKind } from './numbering.ts';

export type Item = {
  paragraph: Paragraph;
  marker: Marker | null;
  label: Label | null;
  opens: boolean;
  /** A heading by its style: no step of a list. */ styled: boolean;
};

/** Names of fields (反馈问题：) that return, each with its answer, under one heading: they open the issues themselves. */
const openingFields = (paragraphs: readonly Paragraph[]): ReadonlySet<string> => {
  const found = new Set<string>();
  let [under, answered]: [Set<string>, boolean] = [new Set(), false];
  for (const { text } of paragraphs) {
    const label = parseLabel(text);
    if (label === null && parseMarker(text) !== null) [under, answered] = [new Set(), false];
    else if (label?.role === 'answer') answered = true;
    else if (label?.role === 'finding' && label.rest !== '') {
      if (answered && under.has(label.printed)) found.add(label.printed);
      [under, answered] = [under.add(label.printed), false];
    }
  }
  return found;
};

/** 1.存在问题：… 2.整改措施：…: the fields themselves are counted. */
const isNextField = (paragraph: Paragraph | undefined, before: Marker): boolean => {
  const next = paragraph === undefined ? null : parseMarker(paragraph.text);
  const field = next?.kind === before.kind && next.number !== null && next.number === (before.number ?? 0) + 1;
  return field && paragraph !== undefined && parseLabel(paragraph.text)?.role === 'answer';
};

/** What each paragraph is by itself: a heading with its number, a field with its name, or text. */
export const itemsOf = (paragraphs: readonly Paragraph[]): Item[] => {
  const opening = openingFields(paragraphs);
  return paragraphs.map((paragraph, at) => {
    const named = parseLabel(paragraph.text);
    if (named?.role === 'finding' && opening.has(named.printed)) {
      const marker: Marker = { kind: 'bullet', number: null, printed: '', rest: named.rest };
      return { paragraph, marker, label: null, opens: cutAtLabels(named.rest).some((piece) => parseLabel(piece)?.role === 'answer'), styled: true };
    }
    const numbered = parseMarker(paragraph.text);
    // 3、问题：… is a heading with the word before its sentence, not a field.
    const heads = named?.role === 'finding' && numbered !== null && numbered.kind !== 'problem' && named.rest !== '' && !isNextField(paragraphs[at + 1], numbered);
    const label = heads ? null : named;
    const styled =
      numbered === null && label === null && paragraph.heading !== undefined
        ? { kind: headingKind(paragraph.heading), number: null, printed: '', rest: paragraph.text }
        : null;
    const marker = label !== null || numbered === null ? styled : label === named ? numbered : { ...numbered, rest: named?.rest ?? '' };
    const opens =
      label?.role === 'answer' ||
      cutAtLabels(paragraph.text)
        .slice(1)
        .some((piece) => parseLabel(piece)?.role === 'answer');
    return { paragraph, marker, label, opens, styled: paragraph.heading !== undefined && marker !== null };
  });
};

/** For each item: does a field 整改情况 follow before the next heading of the same system (or in the line itself)? */
export const openers = (items: readonly Item[]): boolean[] => {
  const pending = new Map<MarkerKind, boolean>();
  const result = items.map(() => false);
  let any = false;
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item === undefined) continue;
    if (item.opens) {
      any = true;
      for (const kind of pending.keys()) pending.set(kind, true);
    }
    if (item.marker === null) continue;
    result[at] = item.opens || (pending.get(item.marker.kind) ?? any);
    pending.set(item.marker.kind, false);
  }
  return result;
};
