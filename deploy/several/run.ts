// A trial of several processes on this machine:  node_modules/.bin/node deploy/several/run.ts [HOW MANY]
// On the stores of DATABASE_URL and CLICKHOUSE_URL, or on Debian's PostgreSQL 15 and the embedded engine beside them, which
// are gone afterwards; behind nginx or HAProxy where one is installed.
import { once } from 'node:events'
import fs from 'node:fs'
import { type Balancer, balance, balancers, stage } from './stage.ts'

const several = await stage(Number(process.argv[2] ?? 3))
const found = (Object.keys(balancers) as Balancer[]).find((name) => fs.existsSync(balancers[name]))
const front = found ? await balance(found, several.processes) : null
// Each start makes a new one as long as nobody has begun: the last is good.
const link = /^.*(\/setup#token=\S+)$/m.exec(several.processes.at(-1)?.said ?? '')?.[1]
for (const { address } of several.processes) console.log(`a process      ${address}`)
console.log(front ? `behind ${found}   ${front.address}` : 'neither nginx nor HAProxy is installed')
if (link) console.log(`begin here     ${(front ?? several.processes[0]!).address}${link}`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await front?.stop()
await several.stop()
