/**
 * The one way into office documents of strangers (.docx, .xlsx, templates): opened under the limits of `safe-zip.ts`, with whatever
 * they carry beside words and cells named by its place. What becomes of it (a remark, a refusal) is for the caller to say.
 */
import { refuseEntities, textOfPart, outsideTargets, parseXml } from './readers/xml-part.ts';
import { openSafeZip, ZIP_LIMITS } from './safe-zip.ts';
import type { SafeZip, ZipLimits } from './safe-zip.ts';

export type OfficeArchive = SafeZip & {
  /** Macros, and controls that run some. */
  readonly macros: readonly string[];
  /** Files inside the file. */
  readonly embedded: readonly string[];
  /** Parts of a workbook that stand for other workbooks and data elsewhere. */
  readonly links: readonly string[];
};

const MACROS = /(?:^|\/)vba(?:Project\.bin|Data\.xml)$|\/(?:macrosheets|dialogsheets|activeX)\//i;
const EMBEDDED = /\/(?:embeddings|afchunk)/i;
const LINKS = /^xl\/(?:externalLinks|queryTables)\/[^/]+$|^xl\/connections\.xml$/i;
const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

/** @throws Refusal IMPORT_ZIP_DAMAGED, IMPORT_ZIP_BOMB, IMPORT_ZIP_NAME, IMPORT_ENCRYPTED */
export const openOffice = async (bytes: Uint8Array, file: string, limits: ZipLimits = ZIP_LIMITS): Promise<OfficeArchive> => {
  const zip = await openSafeZip(bytes, file, limits);
  const named = (pattern: RegExp): string[] => zip.names.filter((name) => pattern.test(name));
  return { ...zip, macros: named(MACROS), embedded: named(EMBEDDED), links: named(LINKS) };
};

/** A part inflated now; what is XML must declare no entities, whatever they would stand for. @throws Refusal IMPORT_ENTITIES and those of the container */
export const readPart = async (zip: SafeZip, name: string, file: string): Promise<Uint8Array> => {
  const part = await zip.read(name);
  if (isXml(name)) refuseEntities(textOfPart(part), file, name);
  return part;
};

export type OutsideReference = { readonly part: string; readonly target: string };

/** What the parts would fetch from elsewhere by themselves; a link that a reader follows by hand is none. */
export const outsideReferences = async (zip: SafeZip, file: string): Promise<readonly OutsideReference[]> => {
  const found: OutsideReference[] = [];
  for (const part of zip.names.filter((name) => name.endsWith('.rels')))
    for (const target of outsideTargets(parseXml(await zip.read(part), file, part))) found.push({ part, target });
  return found;
};
