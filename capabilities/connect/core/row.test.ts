import { describe, expect, it } from 'vitest'
import type { ImportSubject } from './kind.ts'
import { matchColumns } from './match.ts'
import type { Settings } from './reading.ts'
import { rowReader } from './row.ts'
import { importRules, ruleWords } from './rules.ts'

const label = (ja: string, en: string) => ({ ja, en })
const subject: ImportSubject = {
  key: 'contract_lines',
  label: label('契約明細', 'Contract lines'),
  fields: [
    {
      key: 'external_id',
      label: label('明細ID', 'Line id'),
      type: 'text',
      synonyms: { en: ['subscription_id'] },
      required: true,
    },
    {
      key: 'account',
      label: label('顧客', 'Account'),
      type: 'reference',
      reference: 'account',
      synonyms: { en: ['account_id', 'customer'] },
    },
    { key: 'start_on', label: label('開始日', 'Start'), type: 'date', synonyms: { en: ['start_date'] } },
    { key: 'end_on', label: label('終了日', 'End'), type: 'date', synonyms: { en: ['end_date'] } },
    { key: 'seats', label: label('席数', 'Seats'), type: 'number', whole: true, min: 0 },
    { key: 'mrr', label: label('月額', 'Monthly amount'), type: 'money', synonyms: { en: ['mrr_amount'] } },
    { key: 'trial', label: label('試用', 'Trial'), type: 'yes_no', synonyms: { en: ['is_trial'] } },
    {
      key: 'plan',
      label: label('プラン', 'Plan'),
      type: 'choice',
      choices: [{ key: 'pro', label: label('プロ', 'Pro') }],
    },
    {
      key: 'email',
      label: label('メール', 'Mail'),
      type: 'text',
      looksLike: (cells) => cells.filter((cell) => cell.includes('@')).length / cells.length,
    },
  ],
  options: [],
}
const context = () => ({ dateOrder: 'dmy' as const, currency: 'USD', zoneOffset: () => 0 })
const settings = (mapping: (string | null)[], emptyCells: 'keep' | 'clear' = 'keep'): Settings => ({
  reading: { encoding: 'utf-8', delimiter: ',', headerLine: 1, dateOrder: 'dmy', dateOrders: {} },
  mapping,
  options: { currency: 'USD' },
  emptyCells,
})
const surroundings = { currency: 'JPY', zoneOffset: () => 540 }

describe('columns and fields', () => {
  it('find each other by name in either language, by likeness and by content', () => {
    const columns = [
      { name: 'subscription_id', samples: ['S-1'] },
      { name: '顧客（正式名称）', samples: ['さくら商事'] },
      { name: 'Start Date', samples: ['16-10-2024'] },
      { name: 'ＭＲＲ_amount', samples: ['2786'] },
      { name: 'is_trial', samples: ['TRUE', 'FALSE'] },
      { name: 'referral_source', samples: ['partner'] },
      { name: '連絡先', samples: ['a@example.jp', 'b@example.jp'] },
      { name: '席数', samples: ['多い', '少ない'] },
    ]
    const found = matchColumns(columns, subject.fields, context)
    expect(found.map((match) => match?.field ?? null)).toEqual([
      'external_id', 'account', 'start_on', 'mrr', 'trial', null, 'email', 'seats',
    ]) // biome-ignore format: column by column
    expect(found[1]?.reason).toBe('similar')
    expect(found[6]?.reason).toBe('content')
    expect(found[7]!.score).toBeLessThan(found[0]!.score)
  })
})

describe('a row', () => {
  const names = ['id', '開始', '席', '月額', '試用', 'プラン']
  const mapping = ['external_id', 'start_on', 'seats', 'mrr', 'trial', 'plan']
  const read = rowReader(subject, settings(mapping), names, surroundings)

  it('becomes typed values; what is empty is left alone', () => {
    expect(read({ line: 2, cells: ['S-1', '16-10-2024', '１４', '$2,786.50', 'TRUE', 'プロ'] })).toEqual({
      kind: 'row',
      row: {
        line: 2,
        values: { external_id: 'S-1', start_on: '2024-10-16', seats: 14, mrr: 278650, trial: true, plan: 'pro' },
      },
    })
    expect(read({ line: 3, cells: ['S-2', '', 'NULL', '-', '', ''] })).toMatchObject({
      row: { values: { external_id: 'S-2' } },
    })
    expect(read({ line: 4, cells: ['', ' ', '', '', '', ''] })).toEqual({ kind: 'empty', line: 4 })
  })

  it('clears existing values where that was asked for', () => {
    const clearing = rowReader(subject, settings(mapping, 'clear'), names, surroundings)
    expect(clearing({ line: 3, cells: ['S-2', '', '', '', '', ''] })).toMatchObject({
      row: { values: { mrr: null, plan: null } },
    })
  })

  it('is refused with every cell that breaks a rule: column, value, rule', () => {
    const read2 = read({ line: 5, cells: ['', '10/16/2024', '1.5', 'many', 'perhaps', 'Gold'] })
    expect(read2.kind === 'rejected' && read2.issues.map((issue) => [issue.column, issue.value, issue.rule])).toEqual([
      ['開始', '10/16/2024', 'date_in_other_order'],
      ['席', '1.5', 'not_whole'],
      ['月額', 'many', 'not_a_number'],
      ['試用', 'perhaps', 'not_yes_or_no'],
      ['プラン', 'Gold', 'unknown_choice'],
      ['id', undefined, 'required'],
    ])
  })

  it('whose cells have slipped, or cannot be read, is refused as a whole', () => {
    const rule = (raw: Parameters<typeof read>[0]) => {
      const result = read(raw)
      return result.kind === 'rejected' ? result.issues[0]!.rule : result.kind
    }
    expect(rule({ line: 6, cells: ['S-1', '16-10-2024', '1', '2', 'TRUE', 'Pro', '', ''] })).toBe('row')
    expect(rule({ line: 6, cells: ['S-1', '16-10-2024', '1', '2', 'TRUE', 'Pro', 'more'] })).toBe('too_many_cells')
    expect(rule({ line: 6, cells: ['S-1', '16-10-2024'] })).toBe('too_few_cells')
    expect(rule({ line: 6, broken: 'quoteNotClosed', column: 2 })).toBe('quote_not_closed')
    expect(rule({ line: 6, cells: ['S\u0000', '', '', '', '', ''] })).toBe('control_character')
    expect(rule({ line: 6, cells: ['S\ufffd', '', '', '', '', ''] })).toBe('unreadable')
  })
})

it('every rule has its sentence, gaps filled, in both languages', () => {
  expect(ruleWords('below_minimum', { min: 0 }).ja).toBe('0以上である必要があります')
  const own = { term_order: { ja: '…', en: 'The end is not after the start' } }
  expect(ruleWords('term_order', {}, own).en).toBe('The end is not after the start')
  for (const words of Object.values(importRules)) expect(words.en).not.toBe(words.ja)
})
