import { fileTypeFromFile } from 'file-type';

/** What a file is by its first bytes, against what its name says. */
export type FileKind = {
  /** Of its content; null for plain text and what nobody knows. */
  readonly ext: string | null;
  readonly verdict: 'fits' | 'other' | 'program';
};

const PROGRAMS = new Set(['exe', 'dll', 'elf', 'macho', 'msi', 'deb', 'rpm', 'apk', 'jar', 'wasm', 'lnk', 'crx', 'swf', 'class', 'dex', 'ar']);
const SCRIPTS = /\.(?:exe|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|msi|lnk|sh|jar|apk)$/i;
/** Names of one content: office documents are zips, old ones compound files. */
const SAME: readonly (readonly string[])[] = [['jpg', 'jpeg', 'jfif'], ['tif', 'tiff'], ['zip', 'docx', 'xlsx', 'pptx', 'ofd', 'odt', 'ods', 'odp', 'wps', 'et', 'docm', 'xlsm'], ['cfb', 'doc', 'xls', 'ppt', 'wps', 'et', 'dps', 'msg'], ['mp4', 'm4v', 'mov'], ['htm', 'html'], ['heic', 'heif']];

/** Sniffs a file. Programs and scripts are no evidence, whatever they are called. */
export const sniffFile = async (file: string): Promise<FileKind> => {
  const found = (await fileTypeFromFile(file))?.ext ?? null;
  if ((found !== null && PROGRAMS.has(found)) || SCRIPTS.test(file)) return { ext: found, verdict: 'program' };
  const named = /\.([^./]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  if (found === null || named === '' || found === named || SAME.some((group) => group.includes(found) && group.includes(named))) return { ext: found, verdict: 'fits' };
  return { ext: found, verdict: 'other' };
};
