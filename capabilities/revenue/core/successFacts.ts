import type { FactDefinition, FactValue, Label } from '#capabilities/facts/core/fact.ts'
import { daysOfMonths, decidedWhen, type ProductSuccess } from './catalogue/success.ts'

const owner = 'revenue'

const decidedLabels: Record<(typeof decidedWhen)[number], Label> = {
  early: { ja: '初期', en: 'Early' },
  late: { ja: '後期', en: 'Late' },
  throughout: { ja: '全期間', en: 'Throughout' },
}

/** Whose values are names of products. */
export const successProductFact: FactDefinition = {
  key: 'contract.success_product',
  type: 'text',
  label: { ja: 'サクセスタイプの元の製品', en: 'Product its success type is of' },
  help: {
    ja: '契約中の製品のうち、サクセスタイプが決まっている最初のもの(基本製品が先)',
    en: 'The first of its products, base products first, of which a success type is given',
  },
  owner,
}

/** The facts that tell which success type an account goes by. */
export const successFacts: readonly FactDefinition[] = [
  successProductFact,
  {
    key: 'contract.success_decided',
    type: 'choice',
    label: { ja: '成否が決まる時期', en: 'Where support decides success' },
    help: { ja: '製品のサクセスタイプによる', en: 'By the success type of its product' },
    choices: decidedWhen.map((key) => ({ key, label: decidedLabels[key] })),
    owner,
  },
  {
    key: 'contract.light_days',
    type: 'number',
    unit: 'days',
    label: { ja: 'ライトサクセスまでの目安', en: 'Usual days to a light success' },
    help: { ja: '製品のサクセスタイプによる', en: 'By the success type of its product' },
    owner,
  },
  {
    key: 'contract.deep_days',
    type: 'number',
    unit: 'days',
    label: { ja: 'ディープサクセスまでの目安', en: 'Usual days to a deep success' },
    help: { ja: '製品のサクセスタイプによる', en: 'By the success type of its product' },
    owner,
  },
]

/** What the success type that an account goes by tells of it; all missing where it goes by none. */
export function successFactsOf(type: ProductSuccess | null): Record<string, FactValue> {
  const days = (months: number | null | undefined) => (months == null ? null : daysOfMonths(months))
  return {
    'contract.success_product': type?.product ?? null,
    'contract.success_decided': type?.decided ?? null,
    'contract.light_days': days(type?.lightMonths),
    'contract.deep_days': days(type?.deepMonths),
  }
}
