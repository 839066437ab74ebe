/** Per cent with two digits, halves up, by whole numbers: 453 of 471 is 96.18, whatever a float would make of it. Of none: 0. */
export const percentOf = (count: number, total: number): number => (total === 0 ? 0 : Math.floor((count * 20_000 + total) / (total * 2)) / 100);
