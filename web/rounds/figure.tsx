/** A number that is read from afar, with what it counts. */
export const Figure = ({ words, value, note }: { readonly words: string; readonly value: number; readonly note?: string }) => <div className="number"><span className="muted">{words}</span><b>{value}</b><span className="muted small">{note ?? ''}</span></div>;
