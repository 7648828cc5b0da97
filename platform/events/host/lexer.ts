/** A piece of SQL text that matters to the host. Strings, quoted names and comments never look like anything else. */
export type Token = { kind: 'word' | 'placeholder' | 'semicolon' | 'other'; from: number; to: number }

const word = /[A-Za-z_][A-Za-z0-9_]*/y
const placeholder = /\{\s*[A-Za-z_][A-Za-z0-9_]*\s*:[^{}]*\}/y

/**
 * Splits SQL the way ClickHouse's own lexer does, as far as the host needs it: words, `{name:Type}` placeholders and
 * semicolons outside of literals. Throws a SyntaxError for a literal that is not closed and for the two ways of
 * quoting (heredocs, typographic quotes) that no statement of ours needs.
 */
export function tokens(sql: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < sql.length) {
    const from = at
    const char = sql[at]!
    if (char === "'" || char === '"' || char === '`') {
      at = endOfQuoted(sql, at, char)
    } else if (sql.startsWith('--', at) || char === '#') {
      const end = sql.indexOf('\n', at)
      at = end === -1 ? sql.length : end + 1
    } else if (sql.startsWith('/*', at)) {
      const end = sql.indexOf('*/', at + 2)
      if (end === -1) throw new SyntaxError('a comment is not closed')
      at = end + 2
    } else if (char === '$' || /[‘’“”]/.test(char)) {
      throw new SyntaxError(`${char} cannot stand outside of a literal`)
    } else if (char === ';') {
      found.push({ kind: 'semicolon', from, to: ++at })
    } else {
      const kind = matchAt(placeholder, sql, at) ? 'placeholder' : matchAt(word, sql, at) ? 'word' : 'other'
      at = kind === 'placeholder' ? placeholder.lastIndex : kind === 'word' ? word.lastIndex : at + 1
      if (kind !== 'other' || !/\s/.test(char)) found.push({ kind, from, to: at })
    }
  }
  return found
}

function matchAt(pattern: RegExp, sql: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(sql)
}

/** Quotes are doubled or escaped with a backslash inside all three kinds of them. */
function endOfQuoted(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] === '\\') at++
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1
      at++
    }
  }
  throw new SyntaxError('a literal is not closed')
}
