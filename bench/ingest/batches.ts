import { randomFillSync } from 'node:crypto'

const features = ['report_opened', 'report_exported', 'comment_posted', 'file_shared', 'task_closed', 'search_used']
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bodies of requests with 100 `track` calls each, as a server-side SDK sends them: ids of their own, some properties. */
export function* batches(count: number, accounts: number, users: number): Generator<string> {
  const random = new Uint8Array(1600)
  for (let n = 0; n < count; n++) {
    randomFillSync(random)
    const now = Date.now()
    const batch = Array.from({ length: 100 }, (_, i) => {
      let id = ''
      for (let at = i * 16; at < i * 16 + 16; at++) id += hex[random[at]!]
      const user = (random[i]! * 65_536 + random[i + 100]! * 256 + random[i + 200]!) % users
      return {
        type: 'track',
        event: features[random[i + 300]! % features.length],
        userId: `user-${user}`,
        messageId: `node-next-${id}`,
        timestamp: new Date(now - random[i + 400]! * 1000).toISOString(),
        properties: { plan: 'pro', rows: random[i + 500], format: 'csv' },
        context: { groupId: `acc-${user % accounts}`, library: { name: '@segment/analytics-node', version: '3.1.0' } },
        integrations: {},
      }
    })
    yield JSON.stringify({ batch, sentAt: new Date(now).toISOString() })
  }
}
