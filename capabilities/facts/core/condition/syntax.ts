/** Where something stands in the text: characters from the start, the end not included. */
export type Span = { at: number; end: number }

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>='
export type ArithmeticOperator = '+' | '-' | '*' | '/'
export type TextTest = 'contains' | 'startsWith' | 'endsWith'

/** What was written, before it is known whether it means anything: the tree of the text. */
export type Syntax = Span &
  (
    | { kind: 'number'; value: number }
    | { kind: 'text'; value: string }
    | { kind: 'yes_no'; value: boolean }
    | { kind: 'null' }
    | { kind: 'today' }
    | { kind: 'day'; text: string }
    | { kind: 'list'; items: Syntax[] }
    | { kind: 'name'; name: string }
    | { kind: 'has'; name: string; nameAt: Span }
    | { kind: 'not'; of: Syntax }
    | { kind: 'both' | 'either'; left: Syntax; right: Syntax }
    | { kind: 'compare'; operator: CompareOperator; left: Syntax; right: Syntax }
    | { kind: 'in'; left: Syntax; right: Syntax }
    | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Syntax; right: Syntax }
    | { kind: 'test'; test: TextTest; value: Syntax; part: Syntax }
  )

/** What a place in the text was expected to hold. */
export type Expected =
  | 'value'
  | 'condition'
  | 'operator'
  | 'fact'
  | 'number'
  | 'text'
  | 'day'
  | 'list'
  | 'closing_parenthesis'
  | 'closing_bracket'
  | 'opening_parenthesis'
  | 'whole_days'

/** Kinds of value a condition works with; money and percentages are numbers, choices are texts, instants are days. */
export type Family = 'number' | 'day' | 'text' | 'truth' | 'list'

/** Why a text is not a condition. The words are the interface's; `at` and `end` point to the characters. */
export type ConditionError = Span &
  (
    | { rule: 'expected'; expected: Expected; found: string }
    | {
        rule:
          | 'unclosed_text'
          | 'bad_escape'
          | 'bad_number'
          | 'too_long'
          | 'too_deep'
          | 'too_many_terms'
          | 'use_has'
          | 'chained'
      }
    | { rule: 'write_instead'; found: string; instead: string }
    | { rule: 'unexpected_character'; found: string }
    | { rule: 'withheld_fact'; name: string }
    | { rule: 'unknown_fact' | 'unknown_function'; name: string; suggestions: string[] }
    | { rule: 'unknown_choice'; fact: string; value: string; suggestions: string[] }
    | { rule: 'not_a_condition'; family: Family }
    | { rule: 'cannot_compare'; left: Family; right: Family }
    | { rule: 'no_order'; family: Family }
    | { rule: 'cannot_calculate'; operator: ArithmeticOperator; left: Family; right: Family }
    | { rule: 'not_a_day'; value: string }
  )

/** Stops reading at the first place that cannot be read; never leaves this folder. */
export class Unreadable extends Error {
  readonly problem: ConditionError
  constructor(problem: ConditionError) {
    super(problem.rule)
    this.problem = problem
  }
}

/**
 * Limits of one condition: nobody writes more by hand, and a machine that does would only make work. Numbers are kept
 * within 15 digits either way (facts are too), so that eight terms never leave double precision, where the database
 * would refuse and JavaScript go on.
 */
export const limits = { characters: 10_000, depth: 60, terms: 8, largest: 1e15, smallest: 1e-15 }
