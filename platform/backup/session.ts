import pg from 'pg'

/** A connection of its own that stays open between questions; to be had with `await using`. */
export async function openSession(login: pg.ClientConfig): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionTimeoutMillis: 5000, ...login })
  client.on('error', () => {}) // what is asked next fails as well; without a listener it ends the process
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end().catch(() => {}) })
}
