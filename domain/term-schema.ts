import { z } from 'zod';

/** A length of time as a rule states it: "15 working days", "1 month". */
export const termSchema = z.strictObject({
  count: z.int().min(0).max(1000),
  unit: z.enum(['working-day', 'calendar-day', 'month']),
});
export type Term = z.infer<typeof termSchema>;
