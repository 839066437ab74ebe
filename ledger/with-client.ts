import pg from 'pg';

/** A connection of its own for one piece of work, closed whatever comes of it: where a pool would be too much, or is not there yet. */
export const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
