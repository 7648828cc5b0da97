import { fork } from 'node:child_process'

/** The line of JSON that a run printed; null where it ended without one. */
export type Told = Record<string, unknown>
export type Ran = { told: Told | null; code: number }

const longest = 60 * 60_000 // ms: a run that hangs must not keep the others from their turn

/**
 * Runs a script once for every name, one after another, each in a process of its own: none is measured in the memory that
 * another left behind, and none that breaks takes the others along. Every line is passed on as it comes.
 */
export async function runEach(
  script: URL,
  names: readonly string[],
  more: { args: readonly string[]; env?: Record<string, string> },
): Promise<Map<string, Ran>> {
  const ran = new Map<string, Ran>()
  for (const name of names) {
    console.error(`\n${name}: ${new Date().toISOString()}`)
    ran.set(name, await runOne(script, name, more.args, { ...process.env, ...more.env }))
  }
  return ran
}

function runOne(script: URL, name: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const
  const child = fork(script, [name, ...args], { env, execArgv: [], stdio: [...stdio], timeout: longest })
  let text = ''
  child.stdout!.on('data', (data: Buffer) => {
    text += data.toString()
  })
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      const line = text.split('\n').findLast((one) => one.startsWith('{'))
      if (line) console.log(line)
      resolve({ told: line ? (JSON.parse(line) as Told) : null, code: code ?? 1 })
    })
  })
}

/** `partly`: what was tried was kept, and the goal asks for more than was tried. */
type Verdict = 'kept' | 'partly' | 'missed' | 'failed' | 'not measured'

/** One row of a summary: a goal, and what a run said of it or why none did. */
export type Row = { goal: string; what: string; said: string; verdict: Verdict }

export function tellRows(rows: readonly Row[]): void {
  console.log('')
  for (const { goal, what, said, verdict } of rows)
    console.log(`${goal.padEnd(8)}${verdict.padEnd(13)}${said}  (${what})`)
}

/** 1: something broke or measured nothing; 3: all ran, and a goal was missed. */
export function exitCodeOf(rows: readonly Row[]): number {
  if (rows.some(({ verdict }) => verdict === 'failed')) return 1
  return rows.some(({ verdict }) => verdict === 'missed') ? 3 : 0
}
