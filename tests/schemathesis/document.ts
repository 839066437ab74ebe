type Values = Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>;
/** Of what an address or a body names, what there is: by the name of the parameter or property; where it depends, by the beginning of the path. */
export type Known = { readonly parameters: Values; readonly properties: Values };

type Json = { [key: string]: unknown };
type Parameter = { name: string; schema: Json };

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: object): value is readonly string[] => Array.isArray(value);
const isText = (schema: unknown): boolean => isJson(schema) && schema['type'] === 'string' && schema['enum'] === undefined && schema['const'] === undefined && schema['format'] === undefined;

/** One of the values that there are; the tool's own wrong values come beside them. */
const oneOf = (values: readonly string[], { description }: Json): Json => ({ type: 'string', enum: [...values], ...(description === undefined ? {} : { description }) });

const valuesFor = (values: Values, name: string, path: string): readonly string[] | undefined => {
  const given = values[name];
  return given === undefined || isList(given) ? given : Object.entries(given).find(([prefix]) => path.startsWith(prefix))?.[1];
};

const narrowed = (value: unknown, properties: Values, path: string): unknown => {
  if (Array.isArray(value)) return value.map((one) => narrowed(one, properties, path));
  if (!isJson(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, narrowed(one, properties, path)]));
  const of = inner['properties'];
  if (!isJson(of)) return inner;
  const known = Object.entries(of).map(([name, schema]): [string, unknown] => {
    const values = valuesFor(properties, name, path);
    if (values === undefined || !isJson(schema)) return [name, schema];
    if (isText(schema)) return [name, oneOf(values, schema)];
    return isText(schema['items']) ? [name, { ...schema, items: oneOf(values, schema['items'] as Json) }] : [name, schema];
  });
  return { ...inner, properties: Object.fromEntries(known) };
};

/**
 * The document as it is, except that a stranger's requests name what there is more often than not: out of thin air nobody
 * guesses the number of an issue, and every answer would be that there is none.
 */
export const withKnown = (document: Json, { parameters, properties }: Known): Json => {
  const paths = Object.entries(document['paths'] as Record<string, Record<string, Json>>).map(([path, methods]) => {
    const valuesOf = (name: string): readonly string[] | undefined => valuesFor(parameters, name, path);
    const of = (operation: Json): Json => {
      const given = (operation['parameters'] ?? []) as Parameter[];
      const body = operation['requestBody'];
      return {
        ...operation,
        ...(given.length === 0 ? {} : { parameters: given.map((one) => ({ ...one, schema: isText(one.schema) && valuesOf(one.name) !== undefined ? oneOf(valuesOf(one.name) ?? [], one.schema) : one.schema })) }),
        ...(body === undefined ? {} : { requestBody: narrowed(body, properties, path) }),
      };
    };
    return [path, Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, of(operation)]))] as const;
  });
  return { ...document, paths: Object.fromEntries(paths) };
};

/** The document without its ways of signing in: the tool would make up cookies and tokens, and whoever is signed in would come as nobody most of the time. */
export const withoutLogins = ({ security: _needed, components, paths, ...rest }: Json): Json => {
  const { securitySchemes: _ways, ...others } = (components ?? {}) as Json;
  const open = Object.entries(paths as Record<string, Record<string, Json>>).map(([path, methods]) => [path, Object.fromEntries(Object.entries(methods).map(([method, { security: _own, ...operation }]) => [method, operation]))] as const);
  return { ...rest, components: others, paths: Object.fromEntries(open) };
};
