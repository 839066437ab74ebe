import { z } from 'zod';

/** As far as a form is made of it. */
export type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly items?: JsonSchema;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

type ActSchema<T extends string> = z.ZodType & { readonly shape: { readonly type: { readonly value: T } } };

/** The form of each act as a JSON schema, as a caller writes it. */
export const formsOf = <T extends string>(acts: readonly ActSchema<T>[]): ReadonlyMap<T, JsonSchema> =>
  new Map(acts.map((one) => [one.shape.type.value, z.toJSONSchema(one, { io: 'input', unrepresentable: 'any' }) as JsonSchema]));
