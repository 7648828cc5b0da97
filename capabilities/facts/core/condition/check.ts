import { parseDay } from '#kernel/day.ts'
import { ok, type Result, refuse } from '#kernel/result.ts'
import type { Catalogue } from '../catalogue.ts'
import type { FactDefinition } from '../fact.ts'
import { parse } from './parse.ts'
import { suggest } from './suggest.ts'
import { type ConditionError, type Family, limits, type Span, type Syntax } from './syntax.ts'
import { type Condition, familyOf, type Operand } from './tree.ts'

type Typed = { family: Family; operand: Operand }

/** The condition that a text means, or everything that is wrong with it. A blank text holds for every account. */
export function readCondition(text: string, catalogue: Catalogue): Result<Condition, ConditionError[]> {
  if (text.trim() === '') return ok({ is: 'constant', value: true })
  const syntax = parse(text)
  return syntax.ok ? check(syntax.value, catalogue) : refuse([syntax.error])
}

/** A condition that somebody else wrote and that stands: also of facts whose values are withheld from whoever reads it. */
export function readStanding(text: string, { all, get }: Catalogue): Result<Condition, ConditionError[]> {
  const open = (fact: FactDefinition | undefined) => (fact?.withheld ? { ...fact, withheld: undefined } : fact)
  return readCondition(text, { all, get: (key) => open(get(key)) })
}

/** Gives a text's tree its meaning, or says everything in it that has none. */
export function check(syntax: Syntax, catalogue: Catalogue): Result<Condition, ConditionError[]> {
  const errors: ConditionError[] = []
  const condition = checker(catalogue, errors).condition(syntax)
  return condition && errors.length === 0 ? ok(condition) : refuse(errors)
}

function checker(catalogue: Catalogue, errors: ConditionError[]) {
  const report = (error: ConditionError): null => {
    errors.push(error)
    return null
  }
  const spanOf = ({ at, end }: Span): Span => ({ at, end })

  function fact(name: string, span: Span): FactDefinition | null {
    const found = catalogue.get(name)
    if (found?.withheld) return report({ rule: 'withheld_fact', name, ...spanOf(span) })
    if (found) return found
    const keys = catalogue.all.map((one) => one.key)
    return report({ rule: 'unknown_fact', name, suggestions: suggest(name, keys), ...spanOf(span) })
  }

  function condition(node: Syntax): Condition | null {
    switch (node.kind) {
      case 'yes_no':
        return { is: 'constant', value: node.value }
      case 'name': {
        const named = fact(node.name, node)
        if (!named) return null
        if (named.type === 'yes_no') return { is: 'yes', fact: named }
        return report({ rule: 'not_a_condition', family: familyOf(named), ...spanOf(node) })
      }
      case 'has': {
        const named = fact(node.name, node.nameAt)
        return named && { is: 'has', fact: named }
      }
      case 'not': {
        const of = condition(node.of)
        return of && { is: 'not', of }
      }
      case 'both':
      case 'either':
        return joined(node)
      case 'compare':
        return compare(node)
      case 'in':
        return membership(node)
      case 'test': {
        const value = textOf(node.value)
        const part = textOf(node.part)
        return value && part && { is: 'test', test: node.test, value, part }
      }
      case 'null':
        return report({ rule: 'use_has', ...spanOf(node) })
      default: {
        const value = operand(node)
        return value && report({ rule: 'not_a_condition', family: value.family, ...spanOf(node) })
      }
    }
  }

  function joined(node: Syntax & { kind: 'both' | 'either' }): Condition | null {
    const is = node.kind === 'both' ? 'all' : 'any'
    const parts: Syntax[] = []
    let left: Syntax = node
    while (left.kind === node.kind) {
      parts.unshift(left.right)
      left = left.left
    }
    const of = [left, ...parts].map(condition)
    return of.every((part) => part !== null)
      ? { is, of: of.flatMap((part) => (part.is === is ? part.of : [part])) }
      : null
  }

  function compare(node: Syntax & { kind: 'compare' }): Condition | null {
    const left = operand(node.left)
    const right = operand(node.right)
    if (!left || !right) return null
    const pair = alike(left, right, node.left, node.right)
    if (!pair) return null
    const { family } = pair
    if (family === 'list')
      return report({ rule: 'cannot_compare', left: left.family, right: right.family, ...spanOf(node) })
    if ((family === 'text' || family === 'truth') && node.operator !== '==' && node.operator !== '!=')
      return report({ rule: 'no_order', family, ...spanOf(node) })
    return { is: 'compare', family, operator: node.operator, left: pair.left, right: pair.right }
  }

  /** Two values of one family; a text beside a day is read as a day, a text beside a choice must be one of its keys. */
  function alike(left: Typed, right: Typed, leftAt: Span, rightAt: Span) {
    const asDay = (text: Typed, at: Span) => (text.operand.is === 'text' ? day(text.operand.value, at) : undefined)
    let [a, b]: [Operand | null, Operand | null] = [left.operand, right.operand]
    let family = left.family
    if (left.family === 'day' && asDay(right, rightAt) !== undefined) b = asDay(right, rightAt)!
    else if (right.family === 'day' && left.operand.is === 'text') {
      a = day(left.operand.value, leftAt)
      family = 'day'
    } else if (left.family !== right.family) {
      const span = { at: leftAt.at, end: rightAt.end }
      return report({ rule: 'cannot_compare', left: left.family, right: right.family, ...span })
    }
    choice(left.operand, right.operand, rightAt)
    choice(right.operand, left.operand, leftAt)
    return a && b && { family, left: a, right: b }
  }

  function choice(of: Operand, value: Operand, at: Span): void {
    if (of.is !== 'fact' || value.is !== 'text') return
    known(of.fact, value.value, at)
  }
  function known(of: FactDefinition, value: string, at: Span): void {
    const keys = of.choices?.map((one) => one.key)
    if (!keys || keys.includes(value)) return
    const near = suggest(value, keys)
    const suggestions = near.length > 0 ? near : keys.slice(0, 8)
    report({ rule: 'unknown_choice', fact: of.key, value, suggestions, ...spanOf(at) })
  }

  function membership(node: Syntax & { kind: 'in' }): Condition | null {
    const value = operand(node.left)
    if (node.right.kind === 'list') {
      const items = node.right.items.map((item) => ({ item, typed: operand(item) }))
      if (!value || items.some(({ typed }) => !typed)) return null
      if (value.family === 'list' || value.family === 'truth')
        return report({ rule: 'cannot_compare', left: value.family, right: 'list', ...spanOf(node) })
      const pairs = items.map(({ item, typed }) => alike(value, typed!, node.left, item))
      if (!pairs.every((pair) => pair !== null)) return null
      const first = pairs[0]
      const family = first?.family ?? value.family
      const odd = pairs.findIndex((pair) => pair.family !== family)
      if (odd >= 0)
        return report({ rule: 'cannot_compare', left: family, right: pairs[odd]!.family, ...spanOf(items[odd]!.item) })
      return { is: 'one_of', family, value: first?.left ?? value.operand, items: pairs.map((pair) => pair.right) }
    }
    const list = operand(node.right)
    if (!value || !list) return null
    if (list.operand.is !== 'fact' || list.family !== 'list')
      return report({ rule: 'expected', expected: 'list', found: list.family, ...spanOf(node.right) })
    if (value.family !== 'text')
      return report({ rule: 'cannot_compare', left: value.family, right: 'list', ...spanOf(node) })
    choice(list.operand, value.operand, node.left)
    return { is: 'in_list', value: value.operand, fact: list.operand.fact }
  }

  function textOf(node: Syntax): Operand | null {
    const value = operand(node)
    if (!value) return null
    if (value.family === 'text') return value.operand
    return report({ rule: 'expected', expected: 'text', found: value.family, ...spanOf(node) })
  }

  function day(text: string, at: Span): Operand | null {
    const value = parseDay(text)
    return value && value >= '0001' ? { is: 'day', value } : report({ rule: 'not_a_day', value: text, ...spanOf(at) })
  }

  function operand(node: Syntax): Typed | null {
    switch (node.kind) {
      case 'number':
        return { family: 'number', operand: { is: 'number', value: node.value } }
      case 'text':
        return { family: 'text', operand: { is: 'text', value: node.value } }
      case 'yes_no':
        return { family: 'truth', operand: { is: 'truth', value: node.value } }
      case 'today':
        return { family: 'day', operand: { is: 'today' } }
      case 'day': {
        const value = day(node.text, node)
        return value && { family: 'day', operand: value }
      }
      case 'name': {
        const named = fact(node.name, node)
        return named && { family: familyOf(named), operand: { is: 'fact', fact: named } }
      }
      case 'arithmetic':
        if (terms(node) > limits.terms) return report({ rule: 'too_many_terms', ...spanOf(node) })
        return arithmetic(node)
      case 'null':
        return report({ rule: 'use_has', ...spanOf(node) })
      default:
        return report({ rule: 'expected', expected: 'value', found: node.kind, ...spanOf(node) })
    }
  }

  function arithmetic(node: Syntax & { kind: 'arithmetic' }): Typed | null {
    const left = operand(node.left)
    const right = operand(node.right)
    if (!left || !right) return null
    const { operator } = node
    const [a, b] = [left.operand, right.operand]
    const sign = operator === '+' ? 1 : operator === '-' ? -1 : 0
    if (left.family === 'number' && right.family === 'number')
      return { family: 'number', operand: { is: 'arithmetic', operator, left: a, right: b } }
    if (operator === '-' && left.family === 'day' && right.family === 'day')
      return { family: 'number', operand: { is: 'days_between', later: a, earlier: b } }
    if (sign !== 0 && left.family === 'day' && right.family === 'number') {
      if (b.is === 'number' && Number.isInteger(b.value) && Math.abs(b.value) <= 36_525)
        return { family: 'day', operand: { is: 'shifted', day: a, days: sign * b.value + 0 } }
      return report({ rule: 'expected', expected: 'whole_days', found: '', ...spanOf(node.right) })
    }
    return report({ rule: 'cannot_calculate', operator, left: left.family, right: right.family, ...spanOf(node) })
  }

  return { condition }
}

function terms(node: Syntax): number {
  return node.kind === 'arithmetic' ? terms(node.left) + terms(node.right) : 1
}
