import { type Token, tokens } from './lexer.ts'

/** A statement that the host refuses to hand to the engine. Codes are ClickHouse's own. */
export class Refused extends Error {
  readonly code: number
  readonly type: string

  constructor(code: number, type: string, message: string) {
    super(message)
    this.code = code
    this.type = type
  }
}

/** Settings that a request may bring: limits and the form of answers, nothing that widens what a statement may do. */
const allowedSettings = new Set([
  'max_execution_time',
  'max_memory_usage',
  'max_threads',
  'max_result_rows',
  'max_bytes_before_external_group_by',
  'max_bytes_before_external_sort',
  'join_algorithm',
  'date_time_input_format',
  'date_time_output_format',
  'output_format_json_quote_64bit_integers',
  'input_format_skip_unknown_fields',
  'do_not_merge_across_partitions_select_final',
  'optimize_move_to_prewhere_if_final',
  'max_insert_block_size',
  'min_insert_block_size_rows',
  'max_partitions_per_insert_block',
  'additional_table_filters',
])

/** Spoken by the client to servers; they mean nothing to an engine that answers on the loopback. */
const ignoredSettings = new Set(['enable_http_compression', 'wait_end_of_query', 'send_progress_in_http_headers'])

/** How long a question may take. */
const readingSeconds = 60

export type Request = {
  sql: string
  params: ReadonlyMap<string, string>
  settings: ReadonlyMap<string, string>
  readonly: boolean
}

/**
 * The text handed to the engine: placeholders filled in as quoted literals (the engine's own binding is serialised
 * process-wide), settings appended. A reader's statement is one statement, brings no settings in its text (a nested
 * `SETTINGS readonly=0` would lift the engine's own guard) and writes no file.
 */
export function statementText(request: Request): string {
  const found = lexed(request.sql)
  const end = found.find((token) => token.kind === 'semicolon')
  const last = found.at(-1)
  if (end && end !== last) throw new Refused(62, 'SYNTAX_ERROR', 'one statement at a time')
  if (request.readonly) refuseInReader(request.sql, found)
  let out = ''
  let copied = 0
  for (const token of found) {
    if (token.kind !== 'placeholder') continue
    out +=
      request.sql.slice(copied, token.from) + literal(request.sql.slice(token.from + 1, token.to - 1), request.params)
    copied = token.to
  }
  out += request.sql.slice(copied, end ? end.from : request.sql.length)
  return out + settingsClause(request)
}

function lexed(sql: string): Token[] {
  try {
    return tokens(sql)
  } catch (error) {
    throw new Refused(62, 'SYNTAX_ERROR', (error as Error).message)
  }
}

function refuseInReader(sql: string, found: readonly Token[]): void {
  for (const token of found) {
    if (token.kind !== 'word') continue
    const text = sql.slice(token.from, token.to).toLowerCase()
    if (text === 'settings' || text === 'outfile')
      throw new Refused(164, 'READONLY', `${text} cannot stand in the text of a query that only reads`)
  }
}

function settingsClause({ settings, readonly }: Request): string {
  const parts: string[] = readonly ? ['readonly = 1'] : []
  // A question nobody waits for any more would go on for ever: what is aborted is not stopped by the engine.
  if (readonly && !settings.has('max_execution_time')) parts.push(`max_execution_time = ${readingSeconds}`)
  for (const [name, value] of settings) {
    if (ignoredSettings.has(name)) continue
    if (!allowedSettings.has(name))
      throw new Refused(115, 'UNKNOWN_SETTING', `the setting ${name} is not on offer here`)
    parts.push(`${name} = ${/^\d+(\.\d+)?$/.test(value) ? value : quoted(value)}`)
  }
  // On a line of its own, lest a comment at the end of the text swallows it.
  return parts.length === 0 ? '' : `\nSETTINGS ${parts.join(', ')}`
}

function literal(inside: string, params: ReadonlyMap<string, string>): string {
  const colon = inside.indexOf(':')
  const name = inside.slice(0, colon).trim()
  const type = inside.slice(colon + 1).trim()
  const sent = params.get(name)
  if (sent === undefined) throw new Refused(456, 'UNKNOWN_QUERY_PARAMETER', `Substitution \`${name}\` is not set`)
  if (type === 'Identifier') return `\`${unescaped(sent).replace(/[\\`]/g, '\\$&')}\``
  if (sent === '\\N') return `CAST(NULL, ${quoted(type)})`
  // Fields of a tab-separated file are escaped; arrays, maps and tuples in them are literals with quotes of their own.
  const text = /^(Array|Map|Tuple)\b/.test(type) ? sent : unescaped(sent)
  return `CAST(${quoted(text)}, ${quoted(type)})`
}

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' }

/** The client sends parameters as fields of a tab-separated file. */
function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char) : text
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`
}
