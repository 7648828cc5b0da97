// `npm start`: gets what is needed, builds the pages, and hands over to start/server.ts. Runs under any Node from 20 on.
import { ensureInstalled } from './install.mjs'
import { ensurePages } from './pages.mjs'
import { handOver } from './runtime.mjs'

const flags = process.argv.slice(2)
await ensureInstalled({ development: false })
if (!flags.includes('--help')) await ensurePages()
await handOver('start/server.ts', flags)
