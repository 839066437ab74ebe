/** A version of a policy as the list shows it, with the number of open issues that stand on it. */
export type PolicyLine = { readonly policy: string; readonly source: string; readonly preset: boolean; readonly keptAt: number | null; readonly keptBy: string | null; readonly open: number };
