import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOrders } from '../core/dateOrders.ts'
import { encodings } from '../core/encodings.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { Kind, Look } from './apis.ts'
import type { Change } from './change.ts'
import styles from './Import.module.css'

const delimiterNames = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const
const headerLines = Array.from({ length: 11 }, (_, i) => i)

/** What was recognised of the file's form, each of it changeable. */
export function ReadingForm({
  look,
  kind,
  kinds,
  busy,
  onChange,
}: {
  look: Look
  kind: Kind
  kinds: readonly Kind[]
  busy: boolean
  onChange: (change: Change) => void
}) {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const { reading } = look
  // What is decided by hand is sent whole; the rest of the form is told anew from the file by it.
  const decide = (change: Partial<Look['reading']>) => {
    const { encoding, delimiter, headerLine, dateOrder, dateOrders: byColumn } = { ...reading, ...change }
    if ('encoding' in change) return onChange({ reading: { encoding } })
    if ('delimiter' in change) return onChange({ reading: { encoding, delimiter } })
    if ('headerLine' in change) return onChange({ reading: { encoding, delimiter, headerLine } })
    return onChange({ reading: { encoding, delimiter, headerLine, dateOrder, dateOrders: byColumn } })
  }
  const lines = headerLines.includes(reading.headerLine) ? headerLines : [...headerLines, reading.headerLine]
  const word = (label: { ja: string; en: string }) => inLanguage(label, language)
  return (
    <Section title={t('read.title')} note={t('read.note')}>
      <div className={styles.reading} aria-busy={busy}>
        <NativeSelect
          label={t('read.kind')}
          value={kind.key}
          data={kinds.map((each) => ({ value: each.key, label: word(each.label) }))}
          onChange={(event) => onChange({ kind: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('read.encoding')}
          value={reading.encoding}
          data={encodings.map((each) => ({ value: each, label: t(`encodings.${each}`) }))}
          onChange={(event) => decide({ encoding: event.currentTarget.value as Look['reading']['encoding'] })}
        />
        <NativeSelect
          label={t('read.delimiter')}
          value={reading.delimiter}
          data={Object.entries(delimiterNames).map(([value, name]) => ({ value, label: t(`delimiters.${name}`) }))}
          onChange={(event) => decide({ delimiter: event.currentTarget.value as Look['reading']['delimiter'] })}
        />
        <NativeSelect
          label={t('read.header')}
          value={String(reading.headerLine)}
          data={lines.map((line) => ({
            value: String(line),
            label: line === 0 ? t('read.headerNone') : t('read.headerLine', { count: line }),
          }))}
          onChange={(event) => decide({ headerLine: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label={t('read.dates')}
          value={reading.dateOrder}
          data={dateOrders.map((order) => ({ value: order, label: t(`orders.${order}`) }))}
          onChange={(event) => {
            // One choice for the whole file: what was told of single columns gives way.
            decide({ dateOrder: event.currentTarget.value as Look['reading']['dateOrder'], dateOrders: {} })
          }}
        />
        <NativeSelect
          label={t('read.empty')}
          value={look.emptyCells}
          data={[
            { value: 'keep', label: t('read.emptyKeep') },
            { value: 'clear', label: t('read.emptyClear') },
          ]}
          onChange={(event) => onChange({ emptyCells: event.currentTarget.value as 'keep' | 'clear' })}
        />
        {kind.options.map((option) => {
          const value = look.options[option.key] ?? ''
          const common = { label: word(option.label), ...(option.help ? { description: word(option.help) } : {}) }
          const choose = (next: string) => onChange({ options: { [option.key]: next } })
          return option.choices.length > 0 ? (
            <NativeSelect
              key={option.key}
              {...common}
              value={value}
              data={option.choices.map((choice) => ({ value: choice.key, label: word(choice.label) }))}
              onChange={(event) => choose(event.currentTarget.value)}
            />
          ) : (
            <TextOption
              key={`${option.key} ${value}`}
              {...common}
              value={value}
              upper={option.type === 'currency'}
              onSettle={choose}
            />
          )
        })}
      </div>
    </Section>
  )
}

/** A text that is sent when the field is left. */
function TextOption({
  value,
  upper,
  onSettle,
  ...common
}: {
  label: string
  description?: string
  value: string
  upper: boolean
  onSettle: (value: string) => void
}) {
  const [typed, setTyped] = useState(value)
  const settle = () => {
    const next = upper ? typed.normalize('NFKC').trim().toUpperCase() : typed.trim()
    if (next !== value && next !== '') onSettle(next)
    else setTyped(value)
  }
  return (
    <TextInput {...common} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={settle} />
  )
}
