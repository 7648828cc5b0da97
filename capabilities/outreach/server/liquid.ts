import {
  Drop,
  evalToken,
  Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  type ValueToken,
} from 'liquidjs'
import type { Context, Emitter } from 'liquidjs'
import { type Block, plainValue, written } from '../core/parts.ts'
import { onchu, sama } from '../core/manners.ts'
import { blocks, type BlockName } from '../core/template.ts'

/** A value that compares as what it is and is written as people read it: 1234567 and ¥1,234,567. */
export class Shown extends Drop {
  readonly raw: number | string | boolean
  readonly words: string
  constructor(raw: number | string | boolean, words: string) {
    super()
    this.raw = raw
    this.words = words
  }
  override valueOf() {
    return this.raw
  }
  override toString() {
    return this.words
  }
}

/** What a template is filled in with: fields by name; what is not known of a customer is not there at all. */
export type Scope = { fields: Record<string, unknown>; blocks: Partial<Record<BlockName, Block>> }

/** Why a text could not be filled in. */
export type Unfilled = { rule: 'missing_value'; field: string } | { rule: 'template_broken'; field: string }

class Missing extends Error {
  readonly field: string
  constructor(field: string) {
    super(`undefined variable: ${field}`)
    this.field = field
  }
}

const said = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(said).join('、')
  if (value instanceof Shown) return plainValue(value.words)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return plainValue(`${value}`)
  // A group of fields is no value: what would stand there is not known.
  throw new Missing(Object.keys(value).join(', '))
}

/** A block of ours on a line of its own; where the customer has nothing to show in it, the mail is stopped. */
function blockTag(name: BlockName) {
  return class extends Tag {
    render(context: Context, emitter: Emitter) {
      const { blocks: known } = context.environments as unknown as { blocks: Scope['blocks'] }
      const block = known[name]
      if (!block) throw new Missing(name)
      emitter.write(written(block))
    }
  }
}

/** `{% button "開く", plan.link %}` */
class ButtonTag extends Tag {
  private readonly label: ValueToken
  private readonly url: ValueToken
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid)
    const read = () => {
      const value = this.tokenizer.readValue()
      if (!value) throw new Error('button takes a label and a link')
      return value
    }
    this.label = read()
    this.tokenizer.skipBlank()
    if (this.tokenizer.peek() === ',') this.tokenizer.advance()
    this.url = read()
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const label = said(yield evalToken(this.label, context))
    const url = said(yield evalToken(this.url, context))
    emitter.write(written({ is: 'button', label, url }))
  }
  *arguments() {
    yield this.label
    yield this.url
  }
}

function engine(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    outputEscape: said,
    templates: {},
    dynamicPartials: false,
    relativeReference: false,
    parseLimit: 50_000,
    renderLimit: 2_000,
    memoryLimit: 2_000_000,
  })
  // Templates stand alone, and nothing of a customer goes out as it came.
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag]
  delete liquid.filters['raw']
  liquid.registerFilter('sama', (value: unknown) => sama(said(value)))
  liquid.registerFilter('onchu', (value: unknown) => onchu(said(value)))
  liquid.registerFilter('default', (value: unknown, other: unknown) => (said(value) === '' ? other : value))
  for (const name of Object.keys(blocks) as BlockName[]) liquid.registerTag(name, blockTag(name))
  liquid.registerTag('button', ButtonTag)
  return liquid
}

const liquid = engine()
const parsed = new Map<string, Template[]>()

function parse(text: string): Template[] {
  const known = parsed.get(text)
  if (known) return known
  const made = liquid.parse(plainValue(text))
  if (parsed.size > 500) parsed.clear()
  parsed.set(text, made)
  return made
}

type Raised = Error & { token?: { getPosition?: () => [number, number] }; originalError?: Error }

/** A text with its fields filled in, or the field that is not known of this customer. */
export function fill(
  text: string,
  { fields, blocks: known }: Scope,
): { ok: true; made: string } | ({ ok: false } & Unfilled) {
  try {
    return { ok: true, made: String(liquid.renderSync(parse(text), { ...fields, blocks: known })) }
  } catch (error) {
    const { originalError, message } = error as Raised
    const cause = originalError ?? (error as Error)
    const field = /undefined variable: ([\w.[\]"'-]+)/u.exec(cause.message ?? message)?.[1]
    return field
      ? { ok: false, rule: 'missing_value', field }
      : { ok: false, rule: 'template_broken', field: cause.message.slice(0, 200) }
  }
}

const variablesOf = (templates: Template[]) =>
  Object.values(liquid.analyzeSync(templates).globals)
    .flat()
    .map((variable) => ({ name: variable.toArray().join('.'), line: variable.location.row }))

/** The fields that a text speaks of. */
export const fieldsIn = (text: string): string[] => variablesOf(parse(text)).map(({ name }) => name)

/** What is wrong with a text: the first thing that cannot be read, or the fields nobody knows, each with its line. */
export function flawsOfText(
  text: string,
  isKnown: (field: string) => boolean,
): { rule: 'unknown_field' | 'syntax'; line: number | null; value: string }[] {
  let templates: Template[]
  try {
    templates = parse(text)
  } catch (error) {
    const { token, message } = error as Raised
    const line = token?.getPosition?.()[0] ?? Number(/line:(\d+)/u.exec(message)?.[1] ?? Number.NaN)
    return [{ rule: 'syntax', line: Number.isNaN(line) ? null : line, value: wordsOf(message) }]
  }
  return variablesOf(templates)
    .filter(({ name }) => !isKnown(name))
    .map(({ name, line }) => ({ rule: 'unknown_field' as const, line, value: name }))
}

/** What the library says, without where it says it: that stands beside it. */
const wordsOf = (message: string): string => message.replace(/, (file|line|col):.*$/su, '').slice(0, 200)
