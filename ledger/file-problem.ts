type Words = { readonly zh: string; readonly en: string };

const REASONS: Readonly<Record<string, Words>> = {
  ENOENT: { zh: '没有这个文件或文件夹', en: 'there is no such file or folder' },
  EISDIR: { zh: '这是文件夹，不是文件', en: 'it is a folder, not a file' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'part of the path is no folder' },
  EACCES: { zh: '没有权限', en: 'it is not permitted' },
  EPERM: { zh: '没有权限', en: 'it is not permitted' },
  EEXIST: { zh: '已经存在', en: 'it exists already' },
  EROFS: { zh: '磁盘只读', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
};

/** Why a file could not be read or written, for people: the system's own words are English and name its calls. */
export const fileProblem = (error: unknown): Words => {
  const { code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return REASONS[code] ?? { zh: String(error), en: String(error) };
};
