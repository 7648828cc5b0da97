import type { FieldClass } from '#kernel/exchange.ts'

/**
 * How a column is hidden: as a whole with a class; of own fields, of facts that were kept, of the record of changes, of
 * imported or sent rows and of a signal's words, what belongs to a class; or where another column names a fact or field.
 */
export type Hiding =
  | FieldClass
  | 'fields'
  | 'facts'
  | 'evidence'
  | 'record'
  | 'imported'
  | 'words'
  | { readonly ofFact: string }
  | { readonly ofField: string }

/** A column as the database describes it; `isGiven`: it may not be null. */
export type Column = { readonly name: string; readonly type: string; readonly isGiven: boolean }

/** What is withheld from somebody: classes, and the facts of the program that are of them. */
export type Withholding = { readonly withheld: readonly FieldClass[]; readonly facts: readonly string[] }

/** What stands where a text that has to be there is withheld. */
export const withheldText = '***'

/** Names under which amounts stand in what is kept as JSON. */
const moneyNames = [
  'amount',
  'atStake',
  'closedAmount',
  'discountAmount',
  'discountPercent',
  'refundAmount',
  'arr',
  'mrr',
  'price',
  'acquisitionCost',
  'native',
  'usualArr',
]

/** The record tells of these by what was done: their values are wholly of a class. */
const recordOf: Record<FieldClass, string> = {
  money: 'contract|contract_line|churn|revenue',
  personal: 'contact|privacy|portal_link|mail_stop',
  sensitive: '',
}

/** The SQL of what is shown instead of a column of `t`; null where it is shown as it is. */
export function hidden(column: Column, how: Hiding | undefined, withholding: Withholding): string | null {
  if (how === undefined) return null
  const { withheld } = withholding
  const own = `t."${column.name}"`
  if (typeof how === 'object') {
    const key = 'ofFact' in how ? `t."${how.ofFact}"` : `'field.' || t."${how.ofField}"`
    return `case when ${key} = any(${factKeys(withholding)}) then ${nothing(column)} else ${own} end`
  }
  switch (how) {
    case 'fields':
      return hidesFields(withheld) ? `${own} - ${fieldKeys(withheld)}` : null
    case 'facts':
      return hidesFields(withheld) ? `${own} - array(select withheld_facts(${list(withheld)}))` : null
    case 'evidence':
      return hidesFields(withheld) ? filtered(own, withholding) : null
    case 'record':
      return recorded(own, withholding)
    case 'imported':
      return nothing(column)
    case 'words':
      return worded(own, withholding)
    default:
      return withheld.includes(how) ? nothing(column) : null
  }
}

const hidesFields = (withheld: readonly FieldClass[]) => withheld.includes('money') || withheld.includes('sensitive')

const list = (texts: readonly string[]) => `array[${texts.map((text) => `'${text}'`).join(', ')}]::text[]`

const fieldKeys = (withheld: readonly FieldClass[]) => `(select withheld_fields(${list(withheld)}))::text[]`

function factKeys({ withheld, facts }: Withholding): string {
  return `(select ${list(facts)} || array(select withheld_facts(${list(withheld)})))::text[]`
}

function filtered(own: string, withholding: Withholding): string {
  const { withheld } = withholding
  const names = `${list(withheld.includes('money') ? moneyNames : [])} || ${fieldKeys(withheld)}`
  return `withheld_json(${own}, ${factKeys(withholding)}, ${names})`
}

function recorded(own: string, withholding: Withholding): string {
  const of = withholding.withheld.map((one) => recordOf[one]).filter((text) => text !== '')
  const rest = filtered(own, withholding)
  return of.length === 0 ? rest : `case when t.action ~ '^(${of.join('|')})\\.' then null else ${rest} end`
}

/** A rule's words speak of facts by name: those that speak of a withheld one are withheld as a whole. */
function worded(own: string, withholding: Withholding): string | null {
  if (!hidesFields(withholding.withheld)) return null
  const text = `'{"ja": "${withheldText}", "en": "${withheldText}"}'::jsonb`
  return `case when exists (select from public.signal_rules r, unnest(${factKeys(withholding)}) as told (key)
    where r.workspace_id = t.workspace_id and r.id = t.rule_id and strpos(r.definition::text, told.key) > 0)
    then ${own} || jsonb_build_object('title', ${text}, 'because', ${text}) else ${own} end`
}

/** What stands for a value that is withheld: nothing, or where something has to stand, what says nothing. */
function nothing({ type, isGiven }: Column): string {
  if (type === 'text') return isGiven ? `'${withheldText}'` : 'null'
  return type === 'jsonb' && isGiven ? `'{}'` : 'null'
}
