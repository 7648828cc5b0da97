import type { Ran, Row } from '../bench/each.ts'

/** What must hold, the scenarios that try it, and what they do not try; a goal without any says where it stands. */
const goals: Record<string, { what: string; by: readonly string[]; rest: string }> = {
  R1: {
    what: 'kill -9 of everything',
    by: ['everything', 'ingest-kill', 'mail', 'broadcast'],
    rest: '',
  },
  R2: { what: 'power cuts', by: ['power', 'refilled'], rest: '' },
  R3: {
    what: 'duplicates, conflicts, shuffles over 35 days',
    by: ['repeats'],
    rest: '',
  },
  R4: { what: 'every route asked by a foreign workspace', by: ['workspaces', 'controls'], rest: '' },
  R5: { what: 'who may do what', by: ['rights'], rest: '' },
  R6: { what: 'hostile addresses', by: ['addresses'], rest: '' },
  R7: {
    what: 'races on every route that changes something; mail: headers, unsubscribing',
    by: ['races', 'mail-headers', 'mail', 'broadcast'],
    rest: '',
  },
  R8: {
    what: '100,000 webhooks to failing receivers',
    by: ['webhook-kill', 'webhooks'],
    rest: '',
  },
  R9: { what: 'hostile import files', by: ['import-files'], rest: '' },
  R10: { what: 'slow sockets, bombs, deep JSON', by: ['flood'], rest: '' },
  R11: { what: 'disk full, read-only, I/O errors', by: ['disk'], rest: '' },
  R12: { what: 'time: incremental is as from scratch', by: ['time'], rest: '' },
  R13: {
    what: 'backup and restore',
    by: ['backup', 'backup-loss', 'restore'],
    rest: 'erasing a person is tried by tests',
  },
  R14: { what: 'OWASP ASVS 5.0 level 2', by: ['requirements'], rest: '' },
  R15: { what: 'migrations killed at every statement', by: ['migrations'], rest: '' },
  R16: { what: 'a hostile model behind MCP and AI', by: [], rest: 'no model is connected yet' },
}

/** Every goal with what its scenarios said: none is left out, and none is kept by a `part` of them; test files are always run whole. */
export function rowsOf(ran: ReadonlyMap<string, Ran>, part: boolean): Row[] {
  return Object.entries(goals).map(([goal, { what, by, rest }]) => {
    const own = by.flatMap((name) => (ran.has(name) ? [{ name, ...ran.get(name)! }] : []))
    const tried = own.filter(({ told }) => told === null || told['skipped'] === undefined)
    const said = own.map(({ name, told, code }) => `${name}: ${inWords(told, code)}`)
    const words = [...said, ...(rest ? [rest] : [])].join('; ')
    if (tried.length === 0) return { goal, what, said: words, verdict: 'not measured' }
    if (tried.some(({ told }) => told === null)) return { goal, what, said: words, verdict: 'failed' }
    if (tried.some(({ code }) => code !== 0)) return { goal, what, said: words, verdict: 'missed' }
    const full = !part || tried.every(({ told }) => told?.['files'] !== undefined)
    const whole = full && rest === '' && tried.length === by.length
    return { goal, what, said: words, verdict: whole ? 'kept' : 'partly' }
  })
}

function inWords(told: Ran['told'], code: number): string {
  if (!told) return `ended without a result (${code})`
  if (typeof told['skipped'] === 'string') return `not run: ${told['skipped']}`
  return `${String(told['violations'])} violations of ${String(told['cases'])}, seed ${String(told['seed'])}`
}
