import { ok, type Result, refuse } from '#kernel/result.ts'
import { suggest } from './suggest.ts'
import {
  type ArithmeticOperator,
  type CompareOperator,
  type ConditionError,
  type Expected,
  limits,
  type Syntax,
  type TextTest,
  Unreadable,
} from './syntax.ts'
import { type Token, tokensOf } from './tokens.ts'

const compareOperators = new Set<string>(['==', '!=', '<', '<=', '>', '>='])
const textTests = ['contains', 'startsWith', 'endsWith']

/** The tree of a text, or where and why it cannot be read. */
export function parse(text: string): Result<Syntax, ConditionError> {
  try {
    return ok(read(tokensOf(text)))
  } catch (error) {
    if (error instanceof Unreadable) return refuse(error.problem)
    throw error
  }
}

function read(tokens: Token[]): Syntax {
  let position = 0
  let depth = 0
  const peek = () => tokens[position]!
  const take = () => tokens[position++]!
  const isSymbol = (value: string) => peek().kind === 'symbol' && peek().value === value

  function fail(expected: Expected, token = peek()): never {
    const found = token.kind === 'end' ? '' : String(token.value)
    throw new Unreadable({ rule: 'expected', expected, found, at: token.at, end: token.end })
  }
  function close(symbol: ')' | ']'): Token {
    if (!isSymbol(symbol)) fail(symbol === ')' ? 'closing_parenthesis' : 'closing_bracket')
    return take()
  }
  function open(): void {
    if (!isSymbol('(')) fail('opening_parenthesis')
    take()
  }
  function deeper<T>(work: () => T): T {
    if (++depth > limits.depth) throw new Unreadable({ rule: 'too_deep', at: peek().at, end: peek().end })
    const result = work()
    depth--
    return result
  }

  function either(): Syntax {
    let left = both()
    while (isSymbol('||')) {
      take()
      const right = both()
      left = { kind: 'either', left, right, at: left.at, end: right.end }
    }
    return left
  }
  function both(): Syntax {
    let left = relation()
    while (isSymbol('&&')) {
      take()
      const right = relation()
      left = { kind: 'both', left, right, at: left.at, end: right.end }
    }
    return left
  }
  function relation(): Syntax {
    const left = sum()
    const token = peek()
    const isIn = token.kind === 'name' && token.value === 'in'
    if (!isIn && !(token.kind === 'symbol' && compareOperators.has(token.value))) return left
    take()
    const right = sum()
    const next = peek()
    if (next.kind === 'symbol' && compareOperators.has(next.value))
      throw new Unreadable({ rule: 'chained', at: next.at, end: next.end })
    const span = { at: left.at, end: right.end }
    return isIn
      ? { kind: 'in', left, right, ...span }
      : { kind: 'compare', operator: token.value as CompareOperator, left, right, ...span }
  }
  function sum(): Syntax {
    return chain(['+', '-'], product)
  }
  function product(): Syntax {
    return chain(['*', '/'], unary)
  }
  function chain(operators: ArithmeticOperator[], part: () => Syntax): Syntax {
    let left = part()
    while (operators.some(isSymbol)) {
      const operator = take().value as ArithmeticOperator
      const right = part()
      left = { kind: 'arithmetic', operator, left, right, at: left.at, end: right.end }
    }
    return left
  }
  function unary(): Syntax {
    const token = peek()
    if (isSymbol('!')) {
      take()
      const of = deeper(unary)
      return { kind: 'not', of, at: token.at, end: of.end }
    }
    if (isSymbol('-')) {
      take()
      const of = deeper(unary)
      if (of.kind === 'number') return { kind: 'number', value: 0 - of.value, at: token.at, end: of.end }
      const zero: Syntax = { kind: 'number', value: 0, at: token.at, end: token.at }
      return { kind: 'arithmetic', operator: '-', left: zero, right: of, at: token.at, end: of.end }
    }
    return tested(primary())
  }
  function tested(value: Syntax): Syntax {
    if (!isSymbol('.')) return value
    take()
    const name = peek()
    if (name.kind !== 'name') fail('operator')
    take()
    return test(value, name.value, name)
  }
  function test(value: Syntax, name: string, at: { at: number; end: number }): Syntax {
    if (!textTests.includes(name)) {
      const known = [...textTests, 'has', 'date']
      throw new Unreadable({
        rule: 'unknown_function',
        name,
        suggestions: suggest(name, known),
        at: at.at,
        end: at.end,
      })
    }
    open()
    const part = deeper(either)
    const end = close(')').end
    return { kind: 'test', test: name as TextTest, value, part, at: value.at, end }
  }

  function primary(): Syntax {
    const token = peek()
    const span = { at: token.at, end: token.end }
    if (token.kind === 'number') return { kind: 'number', value: take().value as number, ...span }
    if (token.kind === 'text') return { kind: 'text', value: take().value as string, ...span }
    if (token.kind === 'name') return named(take() as Token & { kind: 'name' })
    if (isSymbol('(')) {
      take()
      const inner = deeper(either)
      return { ...inner, at: token.at, end: close(')').end }
    }
    if (isSymbol('[')) return list()
    return fail('value')
  }
  function list(): Syntax {
    const start = take()
    const items: Syntax[] = []
    while (!isSymbol(']')) {
      items.push(deeper(sum))
      if (!isSymbol(',')) break
      take()
    }
    return { kind: 'list', items, at: start.at, end: close(']').end }
  }
  function named(token: Token & { kind: 'name' }): Syntax {
    const { at, end, value: name } = token
    if (isSymbol('(')) return called(token)
    if (name === 'true' || name === 'false') return { kind: 'yes_no', value: name === 'true', at, end }
    if (name === 'null') return { kind: 'null', at, end }
    if (name === 'today') return { kind: 'today', at, end }
    if (name === 'in') return fail('value', token)
    return { kind: 'name', name, at, end }
  }
  function called(token: Token & { kind: 'name' }): Syntax {
    const { at, value: name } = token
    const dot = name.lastIndexOf('.')
    if (dot > 0) {
      const on: Syntax = { kind: 'name', name: name.slice(0, dot), at, end: at + dot }
      return test(on, name.slice(dot + 1), { at: at + dot + 1, end: token.end })
    }
    if (name !== 'has' && name !== 'date') return test(token as never, name, token)
    open()
    const argument = peek()
    if (name === 'has' && argument.kind === 'name') {
      take()
      return {
        kind: 'has',
        name: argument.value,
        nameAt: { at: argument.at, end: argument.end },
        at,
        end: close(')').end,
      }
    }
    if (name === 'date' && argument.kind === 'text') {
      take()
      return { kind: 'day', text: argument.value, at, end: close(')').end }
    }
    return fail(name === 'has' ? 'fact' : 'day')
  }

  const tree = either()
  if (peek().kind !== 'end') fail('operator')
  return tree
}
