const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Hands something that was made in the page to the browser to be kept. */
export const download = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

/** A workbook that came with an answer (base64). */
export const downloadSheet = (base64: string, name: string): void => download(new Blob([Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)], { type: SHEET }), name);
