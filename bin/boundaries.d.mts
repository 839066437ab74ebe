export const importsOf: (file: string, source: string) => { to: string; isType: boolean }[];
export const checkBoundaries: (root: string) => { files: number; problems: string[] };
