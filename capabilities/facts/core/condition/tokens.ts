import { limits, Unreadable } from './syntax.ts'

export type Token = { at: number; end: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'name'; value: string }
  | { kind: 'symbol'; value: string }
  | { kind: 'end'; value: '' }
)

const symbols = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '!', '(', ')', '[', ']', ',', '+', '-', '*', '/', '.']
const mistaken: Record<string, string> = { '=': '==', '&': '&&', '|': '||', '≦': '<=', '≧': '>=', '≠': '!=' }

/** Full-width signs, letters and digits outside of texts are read as their ASCII forms, so that an input method may stay on. */
function asciiOf(text: string): string {
  return text.replace(/[！-～]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ')
}

/** The words of a condition. Throws Unreadable at the first character that belongs to none. */
export function tokensOf(source: string): Token[] {
  if (source.length > limits.characters)
    throw new Unreadable({ rule: 'too_long', at: limits.characters, end: source.length })
  const text = asciiOf(source)
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (/\s/.test(char)) {
      at++
      continue
    }
    const token = char === '"' || char === "'" ? textToken(source, text, at) : plainToken(source, text, at)
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', value: '', at: source.length, end: source.length })
  return tokens
}

function plainToken(source: string, text: string, at: number): Token {
  const rest = text.slice(at)
  const name = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*/.exec(rest)?.[0]
  if (name) return { kind: 'name', value: name, at, end: at + name.length }
  const digits = /^(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?/.exec(rest)?.[0]
  if (digits) {
    const value = Number(digits)
    const end = at + digits.length
    if (value > limits.largest || (value !== 0 && value < limits.smallest) || /^[A-Za-z_]/.test(text.slice(end)))
      throw new Unreadable({ rule: 'bad_number', at, end })
    return { kind: 'number', value, at, end }
  }
  const symbol = symbols.find((one) => rest.startsWith(one))
  if (symbol) return { kind: 'symbol', value: symbol, at, end: at + symbol.length }
  const found = String.fromCodePoint(source.codePointAt(at)!)
  const instead = mistaken[found] ?? mistaken[text[at]!]
  const end = at + found.length
  if (instead) throw new Unreadable({ rule: 'write_instead', found, instead, at, end })
  throw new Unreadable({ rule: 'unexpected_character', found, at, end })
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' }

function textToken(source: string, text: string, at: number): Token {
  const mark = text[at]
  let value = ''
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === mark) {
      // The database stores neither NUL nor halves of characters; a text with one could never equal anything there.
      if (value.includes('\0') || !value.isWellFormed()) throw new Unreadable({ rule: 'bad_escape', at, end: i + 1 })
      return { kind: 'text', value, at, end: i + 1 }
    }
    if (text[i] === '\n') break
    if (source[i] !== '\\') {
      value += source[i]
      continue
    }
    const unicode = /^u([0-9a-fA-F]{4})/.exec(source.slice(i + 1))
    const plain = unicode ? String.fromCharCode(Number.parseInt(unicode[1]!, 16)) : escapes[source[i + 1] ?? '']
    if (plain === undefined) throw new Unreadable({ rule: 'bad_escape', at: i, end: i + 2 })
    value += plain
    i += unicode ? 5 : 1
  }
  throw new Unreadable({ rule: 'unclosed_text', at, end: text.length })
}

/** A text as it is written in a condition. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/\\[bf]/g, (escape) => (escape === '\\b' ? '\\u0008' : '\\u000c'))
}
