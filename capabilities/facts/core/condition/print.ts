import { quote } from './tokens.ts'
import type { Condition, Operand } from './tree.ts'

/** The one canonical text of a condition. Reading it again gives the same tree. */
export function print(condition: Condition): string {
  switch (condition.is) {
    case 'constant':
      return String(condition.value)
    case 'yes':
      return condition.fact.key
    case 'has':
      return `has(${condition.fact.key})`
    case 'not':
      return `!${needsNoParentheses(condition.of) ? print(condition.of) : `(${print(condition.of)})`}`
    case 'all':
      return condition.of.map((part) => (part.is === 'any' ? `(${print(part)})` : print(part))).join(' && ')
    case 'any':
      return condition.of.map(print).join(' || ')
    case 'compare':
      return `${printOperand(condition.left)} ${condition.operator} ${printOperand(condition.right)}`
    case 'one_of':
      return `${printOperand(condition.value)} in [${condition.items.map((item) => printOperand(item)).join(', ')}]`
    case 'in_list':
      return `${printOperand(condition.value)} in ${condition.fact.key}`
    case 'test':
      return `${printOperand(condition.value)}.${condition.test}(${printOperand(condition.part)})`
  }
}

function needsNoParentheses(condition: Condition): boolean {
  return ['constant', 'yes', 'has', 'not', 'test'].includes(condition.is)
}

/** How tightly an operand's text holds together: sums 1, products 2, everything else 3. */
function tightness(operand: Operand): number {
  if (operand.is === 'days_between' || operand.is === 'shifted') return 1
  if (operand.is !== 'arithmetic') return 3
  return operand.operator === '+' || operand.operator === '-' ? 1 : 2
}

/** The text of a value, in parentheses where it holds together less tightly than its place asks for. */
export function printOperand(operand: Operand, atLeast = 0): string {
  const text = plain(operand)
  return tightness(operand) < atLeast ? `(${text})` : text
}

function plain(operand: Operand): string {
  switch (operand.is) {
    case 'number':
      return String(operand.value + 0)
    case 'truth':
      return String(operand.value)
    case 'text':
      return quote(operand.value)
    case 'day':
      return `date(${quote(operand.value)})`
    case 'today':
      return 'today'
    case 'fact':
      return operand.fact.key
    case 'arithmetic': {
      const own = tightness(operand)
      return `${printOperand(operand.left, own)} ${operand.operator} ${printOperand(operand.right, own + 1)}`
    }
    case 'days_between':
      return `${printOperand(operand.later, 1)} - ${printOperand(operand.earlier, 2)}`
    case 'shifted':
      return `${printOperand(operand.day, 1)} ${operand.days < 0 ? '-' : '+'} ${Math.abs(operand.days)}`
  }
}
