import pg from 'pg'

const connectTimeout = 5000 // ms

/** One connection of its own for a piece of work, closed after it whatever happens. */
export async function withClient<T>(login: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: connectTimeout, ...login })
  client.on('error', () => {}) // a broken connection also fails the query in hand; without a listener it ends the process
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {}) // it is gone already
  }
}
