/** A line of ours that says the same in both languages, parted by a slash (`谁 / who`); null where it does not. */
export const partedWords = (line: string): { readonly zh: string; readonly en: string } | null => {
  const { zh, en } = /^(?<zh>.*?) ?\/ (?<en>.*)$/su.exec(line)?.groups ?? {};
  return zh === undefined || en === undefined ? null : { zh, en };
};
