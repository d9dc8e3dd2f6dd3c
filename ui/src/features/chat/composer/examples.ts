// What stands in an empty editor when an example is asked for. Sent only when the user keeps it.

const shown = (value: unknown): string => JSON.stringify(value, null, 2);

/** A schema that every strict provider takes. */
export const SCHEMA_EXAMPLE = shown({
  type: 'object',
  properties: {
    name: { type: 'string' },
    colours: { type: 'array', items: { type: 'string' } },
  },
  required: ['name', 'colours'],
  additionalProperties: false,
});

/** A list with one function. */
export const TOOLS_EXAMPLE = shown([
  {
    name: 'find_product',
    description: 'Looks up a product by its name.',
    parameters: {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
    },
  },
]);

/** Names of the functions in a list as typed; none where it cannot be read. */
export function toolNames(tools: string): string[] {
  try {
    const list: unknown = JSON.parse(tools);
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: unknown) => {
      const wrapped = typeof one === 'object' && one !== null && 'function' in one;
      const called: unknown = wrapped ? one.function : one;
      const named = typeof called === 'object' && called !== null && 'name' in called;
      return named && typeof called.name === 'string' ? [called.name] : [];
    });
  } catch {
    return [];
  }
}
