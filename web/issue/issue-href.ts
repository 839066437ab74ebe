/** Where an issue's page is, for a plain link: lists of many need no link of the router each, which costs more than the row. */
export const issueHref = ({ round, number }: { readonly round: string; readonly number: string }): string => `#/issue/${encodeURIComponent(round)}/${encodeURIComponent(number)}`;
